"""The only writers of plans and of their versions."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from rlp_portal.analysis.enums import TextOrigin
from rlp_portal.analysis.models import (
    ActionPlan,
    DoubleReading,
    Excerpt,
    OriginalFile,
    Paragraph,
    PlanVersion,
    Reading,
)
from rlp_portal.analysis.plans.queries import known_codings
from rlp_portal.analysis.text.anchoring import CONTEXT, Quotation, reanchor
from rlp_portal.analysis.text.paragraphs import paragraphs_of


@dataclass(frozen=True)
class Incoming:
    """A text about to be deposited, cleaned; with the file that it was read from, if any."""

    text: str
    origin: str = TextOrigin.PASTED
    file_name: str = ""
    content: bytes = b""
    pages: int | None = None

    @property
    def digest(self):
        """The same file, or the same words, have the same one."""
        return hashlib.sha256(self.content or self.text.encode()).hexdigest()


@dataclass(frozen=True)
class NewVersion:
    """`lost`: the coded passages that the new text does not hold; they stay at the version where they were.

    `was_compared`: two people had compared their readings of it.
    """

    version: PlanVersion
    found: int
    lost: int
    was_compared: bool


@transaction.atomic
def deposit_plan(*, rlp, incoming, by, **fields):
    """`fields`: title, dated_on, period_start, period_end, author_role."""
    level = level_on(rlp, fields["dated_on"])
    plan = ActionPlan.objects.create(rlp=rlp, level=level, deposited_by=by, **fields)
    add_version(plan=plan, incoming=incoming, by=by)
    return plan


def level_on(rlp, day):
    """The rating in force that day, or None."""
    ratings = rlp.ratings.filter(withdrawn_at__isnull=True, rated_on__lte=day)
    return ratings.order_by("-rated_on", "-recorded_at").values_list("level", flat=True).first()


def describe_plan(*, plan, **fields):
    """Its title, dates and author; the level follows the date."""
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.level = level_on(plan.rlp, plan.dated_on)
    plan.save(update_fields=[*fields, "level"])


@transaction.atomic
def add_version(*, plan, incoming, by):
    """The next version of the plan; every coded passage is looked for in it."""
    ActionPlan.objects.select_for_update().get(pk=plan.pk)
    paragraphs = paragraphs_of(incoming.text)
    version = PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        origin=incoming.origin,
        file_name=incoming.file_name,
        digest=incoming.digest,
        pages=incoming.pages,
        text=incoming.text,
        length=len(incoming.text),
        sentences=sum(len(one.sentences) for one in paragraphs),
        deposited_by=by,
    )
    Paragraph.objects.bulk_create([row_of(version, one) for one in paragraphs], batch_size=500)
    if incoming.content:
        OriginalFile.objects.create(version=version, content=incoming.content, size=len(incoming.content))
    was_compared = begin_readings_again(version)
    found, lost = move_excerpts(version, reader=by)
    return NewVersion(version, found, lost, was_compared)


def row_of(version, paragraph):
    return Paragraph(
        version=version,
        number=paragraph.number,
        kind=paragraph.kind,
        start=paragraph.start,
        text=paragraph.text,
        first_sentence=paragraph.first_sentence,
        sentences=[list(one) for one in paragraph.sentences],
    )


def move_excerpts(version, *, reader):
    """(how many coded passages that she may know of were found in this version, how many were not).

    Those lost before may come back.
    """
    all_of_them = Excerpt.objects.filter(version__plan=version.plan_id)
    all_of_them = all_of_them.annotate(codings_count=known_codings(version.plan_id, reader))
    excerpts = list(all_of_them.select_related("version").order_by("start", "id"))
    places = reanchor([quotation_of(one) for one in excerpts], version.text)
    moved = [move(excerpt, version, place) for excerpt, place in zip(excerpts, places, strict=True) if place]
    Excerpt.objects.bulk_update(moved, ["version", "start", "end", "quotation", "before", "after"], batch_size=200)
    coded = sum(one.codings_count > 0 for one in excerpts)
    found = sum(one.codings_count > 0 for one in moved)
    return found, coded - found


def begin_readings_again(version):
    """True where two readings had been compared: they will be again once both people have read this text too.

    Where each reader was belongs to the text that she read.
    """
    Reading.objects.filter(plan=version.plan_id).update(version=version, position=0, furthest=0, finished_at=None)
    compared = DoubleReading.objects.filter(plan=version.plan_id, revealed_at__isnull=False)
    return compared.update(revealed_at=None) > 0


def quotation_of(excerpt):
    return Quotation(excerpt.quotation, excerpt.before, excerpt.after, excerpt.start, excerpt.version.length)


def move(excerpt, version, place):
    start, end = place
    excerpt.version, excerpt.start, excerpt.end = version, start, end
    excerpt.quotation = version.text[start:end]
    excerpt.before, excerpt.after = words_around(version.text, start, end)
    return excerpt


def words_around(text, start, end):
    return text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]


def withdraw_plan(*, plan, by):
    """It leaves the lists and the next draws; samples already drawn keep it. Twice is once."""
    ActionPlan.objects.kept().filter(pk=plan.pk).update(withdrawn_at=timezone.now(), withdrawn_by=by)


def put_plan_back(*, plan):
    ActionPlan.objects.filter(pk=plan.pk).update(withdrawn_at=None, withdrawn_by=None)
