"""Who wrote what, when: the journal of changes, and the variants that could not be written."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.models import AnswerState, Change, Origin, Variant
from worksheets.prepared import Prepared, PreparedInsert

REUSED = "Cet enregistrement a déjà été reçu. Rechargez la page; votre texte est gardé."
REFUSALS = Prepared(lambda op_id: Variant.objects.filter(op_id=op_id))
WRITE_LINE = PreparedInsert(Change)

# Called with each Change as it is written, inside its transaction: how whoever embeds the engine hears of it.
LISTENERS = []


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


class UsedForAnother(Exception):
    """The operation's id was used for something else."""


class OperationReused(Refused):
    """The same operation came with another body: the text is kept as `variant`, nothing is written."""

    def __init__(self, variant):
        super().__init__(REUSED)
        self.variant = variant


def write_change(stroke, **fields):
    change = WRITE_LINE(
        Change(
            author=stroke.by,
            at=stroke.at,
            origin=stroke.origin,
            op_id=stroke.op_id,
            restores=stroke.restores,
            **fields,
        )
    )
    for listener in LISTENERS:
        listener(change)
    return change


def refusal_of(stroke):
    """What this operation was already refused for, if it was: it is not done the second time either."""
    return REFUSALS.first(op_id=stroke.op_id.hex) if stroke.op_id else None


def already_done(stroke, *, mark, **place):
    """The same operation sent again returns the same answer and does nothing twice.

    Only for the same value in the same `place` (fields of Change and Variant): another one under the same id was
    never written, and must not be said to be. None for an operation that is new, or that was refused before.
    """
    if stroke.op_id is None:
        return None
    refusal, change = refusal_of(stroke), Change.objects.filter(op_id=stroke.op_id).first()
    for known, known_mark in ((refusal, refusal and refusal.fingerprint), (change, change and mark_of(change))):
        if known and (known_mark != mark or not is_at(known, place)):
            raise UsedForAnother
    return Saved(mark, change.at) if change else None


def is_at(known, place):
    return all(getattr(known, name) == value for name, value in place.items())


def mark_of(change):
    held = change.after or {}
    return fingerprint(held.get("value"), held.get("state", AnswerState.ANSWERED))


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
    """Keep on the server what could not be written: each text of a place once, as long as nobody settled it."""
    place = {"workbook_id": workbook_id, "target": target, "target_id": target_id, "address": address}
    place["sheet_id"] = sheet.pk if sheet else None
    mark = fingerprint(value, state)
    known = Variant.objects.filter(op_id=op_id).first() if op_id else None
    if known and known.fingerprint == mark and is_at(known, place):
        return known
    open_ones = Variant.objects.filter(**place, settled_at__isnull=True)
    same = open_ones.filter(fingerprint=mark).first()
    if same:
        return same
    fields = {
        **place,
        "value": value,
        "state": state,
        "fingerprint": mark,
        "base": "".join(sign for sign in base[:24] if sign.isalnum()),  # from a page: anything may stand there
        "reason": reason,
        "author": by,
        "at": at or timezone.now(),
    }
    variant, is_new = create_once(fields, op_id=None if known else op_id)
    if not is_new and variant.fingerprint != mark:  # the same id at the same moment for another text
        variant = Variant.objects.create(**fields)
    replace_earlier(variant, open_ones)
    return variant


def create_once(fields, *, op_id):
    if op_id:
        return Variant.objects.get_or_create(op_id=op_id, defaults=fields)
    return Variant.objects.create(**fields), True


def replace_earlier(variant, open_ones):
    """Somebody who goes on typing in one page keeps one text open, the last; the others are in the history."""
    is_new_row = variant.target != Change.Target.ANSWER and variant.target_id is None  # two of them are two things
    if variant.author is None or is_new_row:
        return
    same_page = open_ones.filter(author=variant.author, base=variant.base, reason=variant.reason, pk__lt=variant.pk)
    for earlier in same_page:
        close_variant(variant=earlier, how=Variant.Settled.REPLACED, by=variant.author, at=variant.at)


@transaction.atomic
def close_variant(*, variant, how, by, at=None, is_written=False):
    """Say what became of a kept text. Unless it was written as it stands, the history holds it from then on."""
    stroke = Stroke.of(by=by, at=at, origin=Origin.SETTLED)
    open_one = Variant.objects.filter(pk=variant.pk, settled_at__isnull=True)
    if not open_one.update(settled_at=stroke.at, settled_by=by, settled_how=how) or is_written:
        return
    write_change(
        stroke,
        workbook_id=variant.workbook_id,
        sheet=variant.sheet,
        target=Change.Target.VARIANT,
        target_id=variant.target_id,
        address=variant.address,
        before={"value": variant.value, "state": str(variant.state)},
        after={"how": str(how), "of": str(variant.target), "variant": str(variant.public_id)},
    )


def close_written(*, workbook_id, marks, by):
    """What was kept aside and then written as it stood waits no more. `marks`: {(row's public id, address): mark}."""
    waiting = Variant.objects.filter(
        workbook=workbook_id, author=by, settled_at__isnull=True, fingerprint__in=set(marks.values())
    )
    for variant in waiting:
        if marks.get((variant.target_id, variant.address)) == variant.fingerprint:
            close_variant(variant=variant, how=Variant.Settled.MINE, by=by, is_written=True)
