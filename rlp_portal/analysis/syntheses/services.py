"""The only writer of syntheses."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from rlp_portal.analysis.enums import ActOutcome, SynthesisState
from rlp_portal.analysis.models import ChosenExcerpt, CitedNumber, Synthesis, SynthesisText, TextAct
from rlp_portal.analysis.syntheses.document import digest_of, document_of, written
from worksheets.fingerprints import fingerprint

TRIES = 5  # several people may take the same number at the same moment
NEW = ""  # the fingerprint of a paragraph that nobody wrote yet


@dataclass(frozen=True)
class Words:
    """A paragraph as it was sent. `cited`: {key: how it is read}; `base`: what it was written over."""

    text: str
    cited: dict
    base: str = NEW
    op_id: object = None


class TextConflict(Exception):
    """Somebody wrote there meanwhile. What was sent is kept in the journal; `text` is what stands."""

    def __init__(self, text):
        super().__init__()
        self.text = text


def start_synthesis(*, by, sample, **fields):
    """`fields`: title, author_function, dated_on, compared_with."""
    for left in reversed(range(TRIES)):
        number = (Synthesis.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return Synthesis.objects.create(
                    number=number, sample=sample, codebook_version=sample.codebook_version, author=by, **fields
                )
        except IntegrityError:
            if not left:
                raise
    return None


def describe_synthesis(*, synthesis, **fields):
    Synthesis.objects.filter(pk=synthesis.pk, state=SynthesisState.DRAFT).update(**fields)


# ---- Paragraphs ---------------------------------------------------------------------------------------------------


@transaction.atomic
def add_text(*, synthesis, section, words, by):
    """At the end of its section. The same operation twice is one paragraph."""
    known = TextAct.objects.filter(by=by, op_id=words.op_id).select_related("text").first() if words.op_id else None
    if known:
        return known.text
    last = synthesis.texts.filter(section=section).aggregate(last=Max("position"))["last"]
    text = SynthesisText.objects.create(
        synthesis=synthesis,
        section=section,
        position=0 if last is None else last + 1,
        text=words.text,
        fingerprint=fingerprint(words.text),
        updated_by=by,
    )
    write_act(text, words, before="", by=by)
    cite(text, words.cited)
    return text


def save_text(*, text, words, by):
    """Compare and swap. Raises TextConflict, once what was sent is kept: nothing typed is lost."""
    with transaction.atomic():
        if words.op_id and TextAct.objects.filter(by=by, op_id=words.op_id).exists():
            return
        is_written = swap(text, words, by=by)
        write_act(text, words, before=text.text, by=by, outcome=OUTCOMES[is_written])
        if is_written:
            cite(text, words.cited)
    if not is_written:
        raise TextConflict(SynthesisText.objects.select_related("updated_by").get(pk=text.pk))


OUTCOMES = {True: ActOutcome.WRITTEN, False: ActOutcome.REFUSED}


def swap(text, words, *, by):
    base = SynthesisText.objects.filter(pk=text.pk, fingerprint=words.base, synthesis__state=SynthesisState.DRAFT)
    now = {"updated_at": timezone.now(), "updated_by": by}
    return bool(base.update(text=words.text, fingerprint=fingerprint(words.text), **now))


def write_act(text, words, *, before, by, outcome=ActOutcome.WRITTEN):
    TextAct.objects.create(
        text=text, by=by, op_id=words.op_id, base=words.base, before=before, after=words.text, outcome=outcome
    )


def cite(text, cited):
    """A number read as before keeps the day on which it was cited."""
    before = {one.key: one for one in text.cited_numbers.all()}
    gone = [one.pk for key, one in before.items() if cited.get(key) != one.shown]
    CitedNumber.objects.filter(pk__in=gone).delete()
    CitedNumber.objects.bulk_create(
        CitedNumber(text=text, key=key, shown=shown)
        for key, shown in cited.items()
        if key not in before or before[key].shown != shown
    )


def remove_text(*, text, by):
    SynthesisText.objects.filter(pk=text.pk, deleted_at__isnull=True).update(deleted_at=timezone.now(), deleted_by=by)


def put_text_back(*, text):
    SynthesisText.objects.filter(pk=text.pk).update(deleted_at=None, deleted_by=None)


# ---- Passages -----------------------------------------------------------------------------------------------------


@transaction.atomic
def choose_excerpts(*, synthesis, section, chosen, by):
    """`chosen`: [(coding, sub-strategy, words)], in order; those of the section that are not there leave it."""
    synthesis.chosen_excerpts.filter(section=section).delete()
    ChosenExcerpt.objects.bulk_create(
        ChosenExcerpt(
            synthesis=synthesis,
            coding=coding,
            section=section,
            sub_strategy=sub_strategy,
            position=place,
            words=words,
            chosen_by=by,
        )
        for place, (coding, sub_strategy, words) in enumerate(chosen)
    )


# ---- Its life -----------------------------------------------------------------------------------------------------


@transaction.atomic
def finalise_synthesis(*, synthesis, by):
    """Sealed with all that prints it. Twice is once."""
    held = Synthesis.objects.select_for_update().get(pk=synthesis.pk)
    if held.is_final:
        return held
    frozen = written(document_of(synthesis, is_final=True))
    held.state, held.frozen, held.frozen_digest = SynthesisState.FINAL, frozen, digest_of(frozen)
    held.finalised_at, held.finalised_by = timezone.now(), by
    held.save(update_fields=["state", "frozen", "frozen_digest", "finalised_at", "finalised_by"])
    return held


@transaction.atomic
def draft_again(*, synthesis, by):
    """A new draft with the same words, which cite the same readings: those that changed since are flagged."""
    draft = start_synthesis(
        by=by,
        sample=synthesis.sample,
        title=synthesis.title,
        author_function=synthesis.author_function,
        compared_with=synthesis if synthesis.is_final else None,
    )
    for text in synthesis.texts.filter(deleted_at__isnull=True).prefetch_related("cited_numbers"):
        copy_text(text, draft, by=by)
    ChosenExcerpt.objects.bulk_create(
        ChosenExcerpt(
            synthesis=draft,
            coding_id=one.coding_id,
            section=one.section,
            sub_strategy=one.sub_strategy,
            position=one.position,
            words=one.words,
            chosen_by=by,
        )
        for one in synthesis.chosen_excerpts.all()
    )
    return draft


def copy_text(text, draft, *, by):
    copy = SynthesisText.objects.create(
        synthesis=draft,
        section=text.section,
        position=text.position,
        text=text.text,
        fingerprint=text.fingerprint,
        updated_by=by,
    )
    CitedNumber.objects.bulk_create(
        CitedNumber(text=copy, key=one.key, shown=one.shown) for one in text.cited_numbers.all()
    )


def withdraw_synthesis(*, synthesis, by):
    """It leaves the list; what was written stays. Twice is once."""
    Synthesis.objects.filter(pk=synthesis.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now(), withdrawn_by=by
    )


def put_synthesis_back(*, synthesis):
    Synthesis.objects.filter(pk=synthesis.pk).update(withdrawn_at=None, withdrawn_by=None)
