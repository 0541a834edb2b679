"""Saving one answer."""

from django.db import IntegrityError, transaction
from django.db.models import Exists

from worksheets import catalogue
from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.kinds import kind_of
from worksheets.models import NEVER_ANSWERED, Answer, AnswerState, Change, Origin, SheetOwner, Variant
from worksheets.prepared import Prepared, PreparedUpdate
from worksheets.schema import GrowingList
from worksheets.services.begun import begin_sheet, store_sheet
from worksheets.services.journal import (
    AnswerConflict,
    OperationReused,
    Saved,
    Stroke,
    UsedForAnother,
    already_done,
    keep_variant,
    refusal_of,
    write_change,
)
from worksheets.services.references import refuse_foreign_rows

STORED_ANSWER = Prepared(lambda sheet, address: Answer.objects.filter(sheet=sheet, address=address))
WRITE_OVER = PreparedUpdate(
    lambda pk, base, op_id: Answer.objects.filter(
        ~Exists(Variant.objects.filter(op_id=op_id)), pk=pk, fingerprint=base
    ),
    fields=["value", "number", "state", "fingerprint", "updated_at", "updated_by_id"],
)


class LostRace(Exception):
    """Between the reading and the writing, somebody else wrote."""


def save_answer(
    *,
    sheet,
    address,
    value,
    base,
    by,
    state=AnswerState.ANSWERED,
    op_id=None,
    origin=Origin.SCREEN,
    at=None,
    restores=None,
):
    """Write one cleaned value; returns Saved. Raises AnswerConflict, cleaning.Refused, schema.UnknownAddress.

    `sheet` may be unsaved: it is then created with its first answer.
    """
    asked, _row = catalogue.get(sheet.instrument_key, sheet.instrument_version).find(address)
    refuse_foreign_rows(asked, value, workbook_id=sheet.workbook_id)
    stroke = Stroke.of(by=by, origin=origin, op_id=op_id, at=at, restores=restores)
    stored = stored_answer(sheet, address)
    if stored is None and value is not None and isinstance(asked, GrowingList):
        refuse_endless_list(asked, sheet)
    mark = fingerprint(value, state)
    if base == present_base(stored) != mark:
        written = {
            "value": value,
            "number": kind_of(asked).number(value) if state == AnswerState.ANSWERED else None,
            "state": state,
            "fingerprint": mark,
            "updated_at": stroke.at,
            "updated_by_id": by.pk if by else None,
        }
        try:
            swap(sheet=sheet, address=address, stored=stored, written=written, stroke=stroke)
            return Saved(mark, stroke.at)
        except (LostRace, IntegrityError):
            stored = stored_answer(sheet, address)
    sent = {"sheet": sheet, "address": address, "stored": stored, "value": value, "state": state, "base": base}
    place = {"workbook_id": sheet.workbook_id, "target": Change.Target.ANSWER, "target_id": None, "address": address}
    place["sheet_id"] = stored.sheet_id if stored else sheet.pk
    try:
        done = already_done(stroke, mark=mark, **place)
    except UsedForAnother:
        raise OperationReused(keep(**sent, stroke=stroke)) from None
    if done is None and mark == present_base(stored):
        return Saved(mark, stored.updated_at if stored else stroke.at)
    return done or refuse(**sent, stroke=stroke)


def refuse_endless_list(asked, sheet):
    """One more row only where the list has room. Rows emptied since do not count."""
    rows = Answer.objects.filter(sheet=sheet.pk, address__startswith=f"{asked.key}.") if sheet.pk else ()
    if sum(bool(row.value) for row in rows) >= asked.at_most:
        raise Refused(
            f"Cette liste compte déjà {asked.at_most}\u00a0lignes. Videz-en une, ou regroupez-en plusieurs."
        )


def stored_answer(sheet, address):
    if sheet.pk:
        return STORED_ANSWER.first(sheet=sheet.pk, address=address)
    return Answer.objects.filter(
        sheet__workbook=sheet.workbook_id,
        sheet__instrument_key=sheet.instrument_key,
        sheet__owner=SheetOwner.GROUP,
        address=address,
    ).first()


def present_base(stored):
    return stored.fingerprint if stored else NEVER_ANSWERED


@transaction.atomic
def swap(*, sheet, address, stored, written, stroke):
    """Compare and swap, with its line in the journal: one UPDATE that finds the base, or LostRace.

    A first answer is an INSERT: the unique (sheet, address) lets only one in, the other gets IntegrityError. An
    operation that was refused once is refused for ever: its answer was given.
    """
    if not sheet.pk:
        sheet = store_sheet(sheet)
    if stored is None:
        if refusal_of(stroke):
            raise LostRace
        Answer.objects.create(sheet=sheet, address=address, **written)
    elif not WRITE_OVER(written, pk=stored.pk, base=stored.fingerprint, op_id=stroke.op_id and stroke.op_id.hex):
        raise LostRace
    write_change(
        stroke,
        workbook_id=sheet.workbook_id,
        sheet=sheet,
        target=Change.Target.ANSWER,
        address=address,
        before={"value": stored.value, "state": stored.state} if stored else None,
        after={"value": written["value"], "state": str(written["state"])},
    )


def refuse(*, stored, stroke, **sent):
    variant = keep(stored=stored, stroke=stroke, **sent)
    raise AnswerConflict(
        variant=variant,
        value=stored.value if stored else None,
        state=stored.state if stored else AnswerState.ANSWERED,
        base=present_base(stored),
        author=stored.updated_by if stored else None,
        at=stored.updated_at if stored else stroke.at,
    )


def keep(*, sheet, address, stored, value, state, base, stroke):
    return keep_variant(
        workbook_id=sheet.workbook_id,
        sheet=stored.sheet if stored else begin_sheet(sheet),
        address=address,
        value=value,
        state=state,
        base=base,
        reason=Variant.Reason.CONFLICT,
        by=stroke.by,
        op_id=stroke.op_id,
        at=stroke.at,
    )
