"""The only writer of syntheses; `texts` writes their paragraphs."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from rlp_portal.analysis.enums import SynthesisState
from rlp_portal.analysis.models import ChosenExcerpt, CitedNumber, PrintedSynthesis, Synthesis, SynthesisText
from rlp_portal.analysis.syntheses.document import digest_of, document_of, written

TRIES = 5  # several people may take the same number at the same moment


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


def printed_once(synthesis, print_it):
    """The PDF of a final synthesis: what `print_it` gave first is given ever after, byte for byte."""
    kept = PrintedSynthesis.objects.filter(synthesis=synthesis).first()
    if kept is None:
        content = print_it()
        kept, _is_first = PrintedSynthesis.objects.get_or_create(synthesis=synthesis, defaults={"content": content})
    return bytes(kept.content)


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
