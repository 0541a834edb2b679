"""Who wrote what, when: the journal of changes, and the variants that could not be written."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from worksheets.fingerprints import fingerprint
from worksheets.models import AnswerState, Change, Origin, Variant

SAME_REFUSAL = ("workbook_id", "sheet", "target", "target_id", "address", "value")


@dataclass(frozen=True)
class Stroke:
    """One act of writing: who, when, how, and the id the browser gave it."""

    by: object
    at: datetime.datetime
    origin: str = Origin.SCREEN
    op_id: UUID | None = None
    restores: Change | None = None  # the line of the journal taken back

    @classmethod
    def of(cls, *, at=None, **fields):
        return cls(at=at or timezone.now(), **fields)


@dataclass(frozen=True)
class Saved:
    """What was stored: its fingerprint is the next base."""

    fingerprint: str
    at: datetime.datetime


class AnswerConflict(Exception):
    """Somebody else wrote in the field since the page was drawn; what was sent is kept as `variant`.

    `value`, `state`, `base`, `author` and `at` describe what is stored now.
    """

    def __init__(self, *, variant, value, state, base, author, at):
        super().__init__(variant.address)
        self.variant, self.value, self.state, self.base = variant, value, state, base
        self.author, self.at = author, at


def write_change(stroke, **fields):
    return Change.objects.create(
        author=stroke.by, at=stroke.at, origin=stroke.origin, op_id=stroke.op_id, restores=stroke.restores, **fields
    )


def already_done(stroke, *, mark, **place):
    """The same operation sent again returns the same answer and does nothing twice.

    Only for the same value in the same place (fields of Change): another one under the same id was never written,
    and must not be said to be.
    """
    change = Change.objects.filter(op_id=stroke.op_id, **place).first() if stroke.op_id else None
    if change is None or mark_of(change) != mark:
        return None
    return Saved(mark, change.at)


def mark_of(change):
    return fingerprint(change.after["value"], change.after.get("state", AnswerState.ANSWERED))


def keep_variant(
    *,
    workbook_id,
    address,
    value,
    base,
    reason,
    by,
    target=Change.Target.ANSWER,
    sheet=None,
    target_id=None,
    state=AnswerState.ANSWERED,
    op_id=None,
    at=None,
):
    """Keep on the server what could not be written. The same operation is kept once for a value and a place."""
    fields = {
        "workbook_id": workbook_id,
        "sheet": sheet,
        "target": target,
        "target_id": target_id,
        "address": address,
        "value": value,
        "state": state,
        "base": "".join(sign for sign in base[:24] if sign.isalnum()),  # from a page: anything may stand there
        "reason": reason,
        "author": by,
        "at": at or timezone.now(),
    }
    if op_id:
        known, is_new = Variant.objects.get_or_create(op_id=op_id, defaults=fields)
        if is_new or all(getattr(known, name) == fields[name] for name in SAME_REFUSAL):
            return known
    return Variant.objects.create(**fields)


def settle_variant(*, variant, by, at=None):
    """Say that a kept text has been dealt with: it stays in the base, out of sight."""
    open_one = Variant.objects.filter(pk=variant.pk, settled_at__isnull=True)
    open_one.update(settled_at=at or timezone.now(), settled_by=by)
