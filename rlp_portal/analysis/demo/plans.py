"""Forty-two plans, deposited as people would, and what two people coded in them."""

from dataclasses import dataclass

from rlp_portal.analysis import codebook
from rlp_portal.analysis.coding.choices import Choice
from rlp_portal.analysis.coding.codes import objects_written, strategies_written
from rlp_portal.analysis.demo.originals import original_of
from rlp_portal.analysis.enums import TextOrigin
from rlp_portal.analysis.models import Coding, CodingAct, Excerpt, Reading
from rlp_portal.analysis.plans.services import Incoming, deposit_plan, words_around
from rlp_portal.rlps.demo import moment

FILE_NAMES = {TextOrigin.DOCX: "plan.docx", TextOrigin.PDF: "plan.pdf", TextOrigin.TXT: "plan.txt"}


@dataclass(frozen=True)
class Reader:
    person: object
    says: str  # the part of the story that holds her codings


def load_plan(story, *, rlp, by):
    """On the day that it bears."""
    content, pages = original_of(story.text, story.origin)
    incoming = Incoming(
        text=story.text,
        origin=story.origin,
        file_name=FILE_NAMES.get(story.origin, ""),
        content=content,
        pages=pages,
    )
    plan = deposit_plan(rlp=rlp, incoming=incoming, by=by, **story.about)
    at = moment(story.about["dated_on"])
    type(plan).objects.filter(pk=plan.pk).update(deposited_at=at)
    plan.versions.update(deposited_at=at)
    return plan


def code_plan(story, plan, *, readers, at):
    """Each reader in turn; the same words are the same passage."""
    version, passages = plan.versions.get(), {}
    for reader in readers:
        codings = getattr(story, reader.says)
        if codings:
            add_passages(passages, version, [one["quote"] for one in codings], at=at)
            said = [(passages[one["quote"]], choice_of(one)) for one in codings]
            Coding.objects.bulk_create([coding_of(*one, reader.person, at=at) for one in said])
            CodingAct.objects.bulk_create([act_of(*one, reader.person, at=at) for one in said])
            finish_reading(version, reader.person, acts=len(codings), at=at)


def add_passages(passages, version, quotes, *, at):
    new = [excerpt_of(version, quote, at=at) for quote in quotes if quote not in passages]
    passages.update({one.quotation: one for one in Excerpt.objects.bulk_create(new)})


def excerpt_of(version, quote, *, at):
    start = version.text.index(quote)
    end = start + len(quote)
    before, after = words_around(version.text, start, end)
    return Excerpt(
        plan_id=version.plan_id,
        version=version,
        start=start,
        end=end,
        quotation=quote,
        before=before,
        after=after,
        first_seen=version.number,
        created_at=at,
    )


def choice_of(said):
    version = codebook.latest().version
    return Choice(
        objects=objects_written(said["objects"], version=version),
        strategies=strategies_written(said["strategies"], version=version),
        moment=said["moment"],
        memo=said.get("memo", ""),
        doubt=said.get("has_doubt", False),
        star=said.get("is_starred", False),
    )


def coding_of(excerpt, choice, coder, *, at):
    return Coding(
        excerpt=excerpt,
        plan_id=excerpt.plan_id,
        coder=coder,
        codebook_version=codebook.latest().version,
        created_at=at,
        updated_at=at,
        **choice.columns,
    )


def act_of(excerpt, choice, coder, *, at):
    """Its line in the journal, so that what was loaded is undone and told as what is typed."""
    return CodingAct(plan_id=excerpt.plan_id, excerpt=excerpt, by=coder, at=at, after=choice.written)


def finish_reading(version, coder, *, acts, at):
    last = version.sentences - 1
    Reading.objects.create(
        plan_id=version.plan_id,
        version=version,
        coder=coder,
        position=last,
        furthest=last,
        revision=acts,
        started_at=at,
        seen_at=at,
        finished_at=at,
    )
