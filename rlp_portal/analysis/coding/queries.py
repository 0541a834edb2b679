"""What the coding screen reads: one part of one text, what one person said of it, and where she is."""

from django.db.models import Exists, FilteredRelation, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from rlp_portal.analysis.coding.passages import Passage
from rlp_portal.analysis.double.queries import open_beside
from rlp_portal.analysis.enums import ActOrigin, ActOutcome, DrawOutcome
from rlp_portal.analysis.models import (
    Coding,
    CodingAct,
    CodingPreferences,
    DoubleReading,
    Excerpt,
    Paragraph,
    PlanVersion,
    Reading,
    SampledPlan,
)
from rlp_portal.analysis.text.anchoring import CONTEXT, quote, reanchor
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.queries import advised_by
from worksheets.prepared import NextKey, Prepared

SENTENCES_PER_PART, MOST_KEPT = 100, 30
WITHOUT_TEXT = ["number", "length", "sentences", "plan"]


def closed_for(person):
    """Why her reading of a plan does not change: it lies open beside another one, or she has finished it."""
    own = Reading.objects.filter(plan=OuterRef("plan"), coder=person)
    return {
        "is_compared": Exists(open_beside(person).filter(plan=OuterRef("plan"))),
        "is_finished": Exists(own.filter(finished_at__isnull=False)),
    }


def last_version(plan_id, person):
    own = PlanVersion.objects.filter(plan__public_id=plan_id)
    own = own.annotate(**closed_for(person))
    return own.select_related("plan").only(*WITHOUT_TEXT).order_by("-number")[:1]


def last_version_with_passage(plan_id, person, start, end, first):
    """For who advises its RLP.

    With `excerpt`, the passage that lies there, and `coding`, what she says of it: set where there are any.
    `next_excerpt`: the key of the passage if it is written now, where the engine gives one. `has_reading`: it is not
    the first act of this person there. `held_text`, `held_from`: the paragraph where `first` lies, and where it
    begins.
    """
    said = Q(excerpt__codings__coder=person, excerpt__codings__settles__isnull=True)
    held = Paragraph.objects.filter(version=OuterRef("pk"), start__lte=first).order_by("-start")
    whole = PlanVersion.objects.annotate(
        held_text=Subquery(held.values("text")[:1]),
        held_from=Subquery(held.values("start")[:1]),
        excerpt=FilteredRelation("excerpts", condition=Q(excerpts__start=start, excerpts__end=end)),
        coding=FilteredRelation("excerpt__codings", condition=said),
        **closed_for(person),
        next_excerpt=NextKey(Excerpt),
        has_reading=Exists(Reading.objects.filter(plan=OuterRef("plan"), coder=person)),
    )
    whole = whole.filter(plan__public_id=plan_id, plan__rlp__in=advised_by(person))
    return whole.select_related("plan", "excerpt", "coding").only(*WITHOUT_TEXT).order_by("-number")[:1]


LAST_VERSION, LAST_VERSION_WITH_PASSAGE = Prepared(last_version), Prepared(last_version_with_passage)


def find_version(portal, plan_id):
    """The last version of a plan of an RLP that she advises, with `is_compared` and `is_finished`. One query."""
    return advised(portal, LAST_VERSION.first(plan_id=plan_id.hex, person=portal.request.user.pk))


def find_version_to_code(person, plan_id, field):
    """The same, with `excerpt` and `coding` for the passage that `read_field` gave, None where there is none."""
    _number, start, end = field or (0, 0, 0)
    asked = {"plan_id": plan_id.hex, "person": person.pk, "start": start, "end": end}
    version = LAST_VERSION_WITH_PASSAGE.first(**asked, first=max(start - CONTEXT, 0))
    if version is None:
        raise Http404
    version.excerpt, version.coding = getattr(version, "excerpt", None), getattr(version, "coding", None)
    return version


def advised(portal, version):
    rlps = {one.pk: one for one in portal.rlps_as(Role.ADVISOR)}
    if version is None or version.plan.rlp_id not in rlps:
        raise Http404
    version.plan.rlp = rlps[version.plan.rlp_id]
    return version


def passage_in(version, number, start, end):
    """The passage that a page drawn for version `number` names, as the last version holds it.

    A version may come in while somebody codes the one before: the passage is found again by its words. Not found, it
    stays where it was.
    """
    if number == version.number:
        return Passage(version, start, end)
    earlier = version.plan.versions.filter(number=number).first()
    if earlier is None or not start < end <= earlier.length:
        raise Http404
    last = PlanVersion.objects.values_list("text", flat=True).get(pk=version.pk)
    [place] = reanchor([quote(earlier.text, start, end)], last)
    return Passage(version, *place) if place else Passage(earlier, start, end)


def with_her_state(version, person):
    """`version` with where she is in it, what she may undo, what waits and how she likes to code. One query."""
    reading = Reading.objects.filter(plan=OuterRef("plan"), coder=person)
    acts = CodingAct.objects.filter(plan=OuterRef("plan"), by=person, settles__isnull=True)
    likes = CodingPreferences.objects.filter(user=person)
    state = PlanVersion.objects.filter(pk=version.pk).values(
        position=Coalesce(Subquery(reading.values("position")[:1]), 0),
        finished_at=Subquery(reading.values("finished_at")[:1]),
        may_undo=Exists(undoable(acts)),
        has_kept=Exists(kept_aside(acts)),
        single_keys=Subquery(likes.values("single_keys")[:1]),
        suggestions=Subquery(likes.values("suggestions")[:1]),
    )
    found = state.get()
    found["single_keys"] = found["single_keys"] is not False  # on until she says otherwise
    return found


def undoable(acts):
    """What « Annuler » takes back: what she wrote at the screen, never an undoing nor what it undid."""
    by_hand = acts.filter(outcome=ActOutcome.WRITTEN, origin__in=[ActOrigin.SCREEN, ActOrigin.FORM])
    return by_hand.filter(undone_by__isnull=True)


def kept_aside(acts):
    """Refused, and nothing was written there since."""
    since = CodingAct.objects.filter(
        excerpt=OuterRef("excerpt"), by=OuterRef("by"), outcome=ActOutcome.WRITTEN, id__gt=OuterRef("id")
    )
    return acts.filter(~Exists(since), outcome=ActOutcome.REFUSED)


def kept_in(plan, person):
    """The latest ones."""
    acts = CodingAct.objects.filter(plan=plan, by=person, settles__isnull=True)
    found = kept_aside(acts).select_related("excerpt__version").defer("excerpt__version__text")
    return found.order_by("-id")[:MOST_KEPT]


def paragraphs_of_part(version, first, beyond):
    """Those that hold a sentence numbered from `first` up to `beyond`."""
    own = Paragraph.objects.filter(version=version)
    begins = own.filter(first_sentence__lte=first).order_by().values("version").annotate(last=Max("number"))
    return list(own.filter(first_sentence__lt=beyond, number__gte=Coalesce(Subquery(begins.values("last")), 0)))


def codings_between(version, person, start, end):
    """Her codings that touch a stretch of the text, in the order of the text."""
    own = Coding.objects.filter(plan=version.plan_id, coder=person, settles__isnull=True)
    own = own.filter(excerpt__version=version, excerpt__start__lt=end, excerpt__end__gt=start)
    return list(own.select_related("excerpt").order_by("excerpt__start", "-excerpt__end"))


def sentence_at(version, offset):
    """The number of the sentence that holds an offset, or the next one."""
    holds = Paragraph.objects.filter(version=version, start__lte=offset).order_by("-start").first()
    if holds is None:
        return 0
    passed = sum(end <= offset for _start, end in holds.sentences)
    return min(holds.first_sentence + passed, version.sentences - 1)


def find_queue(person, sample_id):
    """Her drawn plans, in the order of the draw, each with `sample`, `plan` and `is_finished`. One query.

    For the main coder every plan drawn, for a second reader those given to her.
    """
    drawn = SampledPlan.objects.filter(sample__public_id=sample_id, outcome=DrawOutcome.DRAWN)
    given = DoubleReading.objects.filter(sample=OuterRef("sample"), plan=OuterRef("plan"), reader=person)
    finished = Reading.objects.filter(plan=OuterRef("plan"), coder=person, finished_at__isnull=False)
    rows = drawn.annotate(is_given=Exists(given), is_finished=Exists(finished)).select_related("sample", "plan")
    return [row for row in rows.order_by("position") if row.is_given or row.sample.main_coder_id == person.pk]
