"""Who may read a second time, what was given to whom, and what two people said of the same text."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404

from rlp_portal.accounts.models import User
from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import ActionPlan, Coding, DoubleReading, Paragraph, PlanVersion, Reading
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership
from rlp_portal.rlps.queries import advised_by

NEWEST = PlanVersion.objects.filter(plan=OuterRef("plan")).order_by("-number").values("pk")[:1]
LAST_OF_EACH = PlanVersion.objects.filter(pk=Subquery(NEWEST)).order_by()


def readers_for(sample):
    """[User, …]: advisors, besides its main coder, of at least one RLP whose plan was drawn; by name."""
    drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN).order_by()
    advises = Membership.objects.filter(user=OuterRef("pk"), role=Role.ADVISOR, rlp__in=drawn.values("rlp"))
    return (
        User.objects.filter(Exists(advises), is_active=True).exclude(pk=sample.main_coder_id).order_by("name", "pk")
    )


def plans_to_give(sample, reader):
    """The drawn plans of RLPs that she advises."""
    drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN).order_by()
    return list(ActionPlan.objects.filter(pk__in=drawn.values("plan"), rlp__in=advised_by(reader)).order_by())


def readings_of(sample):
    """Each plan given, with `label` and whether either has finished it; in the order of the draw. One query."""
    finished = Reading.objects.filter(plan=OuterRef("plan"), finished_at__isnull=False)
    drawn = sample.sampled_plans.filter(plan=OuterRef("plan"))
    return list(
        sample.double_readings.annotate(
            label=drawn.values("label")[:1],
            position=drawn.values("position")[:1],
            first_finished=Exists(finished.filter(coder=sample.main_coder_id)),
            second_finished=Exists(finished.filter(coder=OuterRef("reader"))),
        )
        .select_related("plan", "reader")
        .order_by("position")
    )


def find_revealed(sample, plan_id, person):
    """A double reading whose two sides may be seen, of an RLP that she still advises."""
    found = sample.double_readings.filter(plan__public_id=plan_id, revealed_at__isnull=False)
    found = found.filter(plan__rlp__in=advised_by(person))
    found = found.select_related("plan__rlp", "reader").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class TwoReadings:
    """The sentences of a plan's last version, what each of the two said of its passages, and what was settled."""

    sentences: list
    first: list
    second: list
    settled: dict = field(default_factory=dict)  # {excerpt: coding}


def two_readings(sample, reading):
    [found] = two_readings_of(sample, [reading])
    return found


def two_readings_of(sample, readings):
    """[TwoReadings, …], in the same order. Two queries, whatever their number."""
    last = LAST_OF_EACH.filter(plan__in=[one.plan_id for one in readings]).values("pk")
    sentences, said, settled = defaultdict(list), defaultdict(list), defaultdict(dict)
    paragraphs = Paragraph.objects.filter(version__in=last).order_by("version", "number")
    for plan, places in paragraphs.values_list("version__plan", "sentences"):
        sentences[plan] += [tuple(place) for place in places]
    coders = {sample.main_coder_id, *(one.reader_id for one in readings)}
    either = Q(settles__isnull=True, coder__in=coders) | Q(settles=sample)
    for coding in in_order_of_text(Coding.objects.filter(either, excerpt__version__in=last)):
        if coding.settles_id:
            settled[coding.plan_id][coding.excerpt_id] = coding
        else:
            said[coding.plan_id, coding.coder_id].append(coding)
    return [
        TwoReadings(
            sentences[one.plan_id],
            said[one.plan_id, sample.main_coder_id],
            said[one.plan_id, one.reader_id],
            settled[one.plan_id],
        )
        for one in readings
    ]


def in_order_of_text(codings):
    return codings.select_related("excerpt", "coder").order_by("excerpt__start", "-excerpt__end", "pk")


def last_version(plan_id):
    return PlanVersion.objects.defer("text").filter(plan=plan_id).order_by("-number").first()


def open_beside(person):
    """The double readings that show her reading beside another one: hers does not change any more."""
    sides = Q(reader=person) | Q(sample__main_coder=person)
    return DoubleReading.objects.filter(sides, revealed_at__isnull=False)
