"""Choosing between what is stored and a text that was kept aside: keep mine, keep the other, join the two."""

from django.utils import timezone

from worksheets.models import Origin, Variant
from worksheets.services.answers import save_answer
from worksheets.services.journal import AnswerConflict, Saved, close_variant
from worksheets.services.rows import save_row_field

GONE = "La ligne a été retirée entre-temps. Votre texte est gardé\u00a0: récupérez d’abord la ligne."


class NotWritable(Exception):
    """The row of this text is in the bin or left it, or the field is nowhere any more."""


def settle_variant(*, place, how, by, base, value=None, state=None, op_id=None):
    """Settle the text kept at `place` (worksheets.variants.Place); returns Saved.

    `base` is that of the stored version shown beside it. « mine » and « both » write `value` as any save does;
    « theirs » writes nothing. When a third value came meanwhile, AnswerConflict: the choice is then between that one
    and the conflict's variant. Nothing is destroyed: what is not kept remains in the history. Raises
    cleaning.Refused and NotWritable too.
    """
    if how == Variant.Settled.THEIRS:
        saved = confirm(place, base=base)
    else:
        stroke = {"base": base, "by": by, "op_id": op_id, "origin": Origin.SETTLED}
        saved = write(place, value=value, state=state or place.variant.state, **stroke)
    is_written = place.is_writable and saved.fingerprint == place.variant.fingerprint
    close_variant(variant=place.variant, how=how, by=by, is_written=is_written)
    return saved


def confirm(place, *, base):
    """The other version is kept: it must be the one that was read."""
    if place.is_writable and base != place.base:
        raise conflict_at(place)
    return Saved(place.base if place.is_writable else "", timezone.now())


def conflict_at(place):
    answer = place.answer
    return AnswerConflict(
        variant=place.variant,
        value=place.value,
        state=place.state,
        base=place.base,
        author=answer.updated_by if answer else None,
        at=answer.updated_at if answer else timezone.now(),
    )


def write(place, *, state, by, **stroke):
    """A joined text that meets a third value is kept in its turn; the text that it holds is then in the history."""
    if not place.is_writable:
        raise NotWritable(GONE)
    try:
        if place.row is not None:
            return save_row_field(row=place.row, field=place.asked, by=by, **stroke)
        variant = place.variant
        return save_answer(sheet=variant.sheet, address=variant.address, state=state, by=by, **stroke)
    except AnswerConflict as conflict:
        if conflict.variant != place.variant:
            close_variant(variant=place.variant, how=Variant.Settled.REPLACED, by=by)
        raise
