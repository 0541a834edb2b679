"""The only writers of a carnet. The save contract lives here.

One save is one field: it carries the new value and the fingerprint of the value the person saw (the base). It is
written only if the stored value is still that base, together with one line of the journal, in one transaction;
callers say « Enregistré » after it returns. What cannot be written is kept as a variant, and said.
"""

import datetime
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from worksheets import catalogue
from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.kinds import UNKNOWN_CHOICE, kind_of
from worksheets.models import (
    NEVER_ANSWERED,
    Answer,
    AnswerState,
    Change,
    Origin,
    PlanLine,
    Sheet,
    SheetOwner,
    SustainedObject,
    Variant,
    Workbook,
)
from worksheets.rows import OBJECT, PLAN_LINE, kind_of_row
from worksheets.schema import ObjectChoice, ObjectReference

CANNOT_STAY_EMPTY = "Ce champ ne peut pas rester vide. L’ancienne valeur est gardée."
FINISHED = "finished"
DELETED = "deleted"


@dataclass(frozen=True)
class Saved:
    """What was stored: its fingerprint is the next base."""

    fingerprint: str
    at: datetime.datetime


class AnswerConflict(Exception):
    """Somebody else wrote in the field since the page was drawn; what was sent is kept as `variant`."""

    def __init__(self, *, variant, value, state, base, author, at):
        super().__init__(variant.address)
        self.variant, self.value, self.state, self.base = variant, value, state, base
        self.author, self.at = author, at


# ---- answers --------------------------------------------------------------------------------------------------


def save_answer(
    *, sheet, address, value, base, by, state=AnswerState.ANSWERED, op_id=None, origin=Origin.SCREEN, at=None
):
    """Write one cleaned value; returns Saved. Raises AnswerConflict, Refused, UnknownAddress.

    `sheet` may be unsaved: it is then created with its first answer.
    """
    asked, _row = catalogue.get(sheet.instrument_key, sheet.instrument_version).find(address)
    refuse_foreign_objects(asked, value, workbook_id=sheet.workbook_id)
    at = at or timezone.now()
    mark = fingerprint(value, state)
    stored = Answer.objects.filter(sheet=sheet, address=address).first() if sheet.pk else None
    present = stored.fingerprint if stored else NEVER_ANSWERED
    if present == mark:
        return Saved(mark, stored.updated_at if stored else at)
    written = {
        "value": value,
        "number": kind_of(asked).number(value) if state == AnswerState.ANSWERED else None,
        "state": state,
        "fingerprint": mark,
        "updated_at": at,
        "updated_by": by,
    }
    if present == base:
        try:
            with transaction.atomic():
                if not sheet.pk:
                    sheet = store_sheet(sheet)
                if not swap_answer(sheet=sheet, address=address, stored=stored, base=base, written=written):
                    raise LostRace
                record(
                    sheet=sheet,
                    address=address,
                    before=stored,
                    value=value,
                    state=state,
                    by=by,
                    at=at,
                    origin=origin,
                    op_id=op_id,
                )
            return Saved(mark, at)
        except (LostRace, IntegrityError):
            stored = Answer.objects.filter(
                sheet__workbook=sheet.workbook_id, sheet__instrument_key=sheet.instrument_key, address=address
            ).first()
    return repeated(op_id) or refuse_conflict(
        sheet=sheet if sheet.pk else stored.sheet,
        address=address,
        stored=stored,
        value=value,
        state=state,
        base=base,
        by=by,
        op_id=op_id,
        at=at,
    )


class LostRace(Exception):
    """Between the reading and the writing, somebody else wrote."""


def store_sheet(sheet):
    stored, _created = Sheet.objects.get_or_create(
        workbook_id=sheet.workbook_id,
        instrument_key=sheet.instrument_key,
        owner=SheetOwner.GROUP,
        defaults={"instrument_version": sheet.instrument_version},
    )
    return stored


def swap_answer(*, sheet, address, stored, base, written):
    """Compare and swap: one UPDATE that finds the base or finds nothing. A first answer is an INSERT."""
    if stored:
        return Answer.objects.filter(pk=stored.pk, fingerprint=base).update(**written) == 1
    Answer.objects.create(sheet=sheet, address=address, **written)
    return True


def record(*, sheet, address, before, value, state, by, at, origin, op_id=None, restores=None):
    Change.objects.create(
        workbook_id=sheet.workbook_id,
        sheet=sheet,
        target=Change.Target.ANSWER,
        address=address,
        before={"value": before.value, "state": before.state} if before else None,
        after={"value": value, "state": str(state)},
        author=by,
        at=at,
        origin=origin,
        op_id=op_id,
        restores=restores,
    )


def repeated(op_id):
    """The same operation sent again returns the same answer and does nothing twice."""
    change = Change.objects.filter(op_id=op_id).first() if op_id else None
    if change is None:
        return None
    return Saved(fingerprint(change.after["value"], change.after.get("state", AnswerState.ANSWERED)), change.at)


def refuse_conflict(*, sheet, address, stored, value, state, base, by, op_id, at):
    variant = keep_variant(
        workbook_id=sheet.workbook_id,
        sheet=sheet,
        target=Change.Target.ANSWER,
        address=address,
        value=value,
        state=state,
        base=base,
        reason=Variant.Reason.CONFLICT,
        by=by,
        op_id=op_id,
        at=at,
    )
    raise AnswerConflict(
        variant=variant,
        value=stored.value if stored else None,
        state=stored.state if stored else AnswerState.ANSWERED,
        base=stored.fingerprint if stored else NEVER_ANSWERED,
        author=stored.updated_by if stored else None,
        at=stored.updated_at if stored else at,
    )


def keep_variant(
    *,
    workbook_id,
    address,
    value,
    base,
    reason,
    by,
    target,
    sheet=None,
    target_id=None,
    state=AnswerState.ANSWERED,
    op_id=None,
    at=None,
):
    """Keep on the server what could not be written. The same operation is kept once."""
    fields = {
        "workbook_id": workbook_id,
        "sheet": sheet,
        "target": target,
        "target_id": target_id,
        "address": address,
        "value": value,
        "state": state,
        "base": base[:24],
        "reason": reason,
        "author": by,
        "at": at or timezone.now(),
    }
    if op_id is None:
        return Variant.objects.create(**fields)
    return Variant.objects.get_or_create(op_id=op_id, defaults=fields)[0]


def settle_variant(*, variant, by, at=None):
    """Say that a kept text has been dealt with: it stays in the base, out of sight."""
    Variant.objects.filter(pk=variant.pk, settled_at__isnull=True).update(
        settled_at=at or timezone.now(), settled_by=by
    )


def refuse_foreign_objects(asked, value, *, workbook_id):
    if isinstance(asked, ObjectChoice) and value:
        wanted = value["objects"]
    elif isinstance(asked, ObjectReference) and value:
        wanted = [value]
    else:
        return
    if wanted and find_objects(workbook_id, wanted).count() != len(wanted):
        raise Refused(UNKNOWN_CHOICE)


def find_objects(workbook_id, public_ids):
    return SustainedObject.objects.filter(
        workbook_id=workbook_id, public_id__in=[one for one in public_ids if is_uuid(one)]
    )


def is_uuid(text):
    try:
        uuid.UUID(str(text))
    except ValueError:
        return False
    return True


# ---- objects and plan lines -----------------------------------------------------------------------------------


@transaction.atomic
def add_object(*, workbook, name, code, by, line="", fate="", origin=Origin.SCREEN, at=None, op_id=None):
    return add_row(
        SustainedObject(workbook=workbook, name=name, code=code, line=line, fate=fate),
        by=by,
        origin=origin,
        at=at,
        op_id=op_id,
    )


@transaction.atomic
def add_plan_line(*, workbook, strategy, by, measure="", origin=Origin.SCREEN, at=None, op_id=None, **fields):
    return add_row(
        PlanLine(workbook=workbook, strategy=strategy, measure=measure, **fields),
        by=by,
        origin=origin,
        at=at,
        op_id=op_id,
    )


def add_row(row, *, by, origin, at, op_id=None):
    """The same operation twice adds one row: its journal line bears the operation's id."""
    at = at or timezone.now()
    if op_id and (known := Change.objects.filter(op_id=op_id).first()):
        return type(row).objects.get(public_id=known.target_id)
    row.created_at = at
    row.save()
    record_row(row, address="", before=None, after={"value": snapshot(row)}, by=by, at=at, origin=origin, op_id=op_id)
    return row


def save_row_field(*, row, field, value, base, by, op_id=None, origin=Origin.SCREEN, at=None):
    """Write one cleaned field of an object or plan line, under the same contract as an answer."""
    at = at or timezone.now()
    refuse_foreign_objects(field, value, workbook_id=row.workbook_id)
    refuse_empty(row, field, value)
    with transaction.atomic():
        row = type(row).objects.select_for_update().get(pk=row.pk)
        present = read_row_field(row, field)
        if present == value:
            return Saved(fingerprint(value), at)
        if fingerprint(present) == base:
            write_row_field(row, field, value)
            record_row(
                row,
                address=field.key,
                before={"value": present},
                after={"value": value},
                by=by,
                at=at,
                origin=origin,
                op_id=op_id,
            )
            return Saved(fingerprint(value), at)
    return repeated(op_id) or refuse_row_conflict(
        row=row, field=field, value=value, present=present, base=base, by=by, op_id=op_id, at=at
    )


def refuse_empty(row, field, value):
    column = row._meta.get_field(field.key)
    if value is None and not column.null and not column.blank:
        raise Refused(CANNOT_STAY_EMPTY)


def refuse_row_conflict(*, row, field, value, present, base, by, op_id, at):
    variant = keep_variant(
        workbook_id=row.workbook_id,
        target=kind_of_row(row).target,
        target_id=row.public_id,
        address=field.key,
        value=value,
        base=base,
        reason=Variant.Reason.CONFLICT,
        by=by,
        op_id=op_id,
        at=at,
    )
    last = Change.objects.filter(workbook=row.workbook_id, target_id=row.public_id, address=field.key).first()
    raise AnswerConflict(
        variant=variant,
        value=present,
        state=AnswerState.ANSWERED,
        base=fingerprint(present),
        author=last.author if last else None,
        at=last.at if last else at,
    )


def read_row_field(row, field):
    """The row's field as JSON holds it: ISO dates, public ids, None for empty."""
    held = getattr(row, field.key)
    if isinstance(held, datetime.date):
        return held.isoformat()
    if isinstance(held, SustainedObject):
        return str(held.public_id)
    return held or None


def write_row_field(row, field, value):
    if isinstance(field, ObjectReference):
        value = find_objects(row.workbook_id, [value]).first() if value else None
    elif value is None and not row._meta.get_field(field.key).null:
        value = ""
    setattr(row, field.key, value)
    row.save(update_fields=[field.key])


def snapshot(row):
    return {key: read_row_field(row, field) for key, field in kind_of_row(row).fields.items()}


def record_row(row, *, address, before, after, by, at, origin, op_id=None, restores=None):
    Change.objects.create(
        workbook_id=row.workbook_id,
        target=kind_of_row(row).target,
        target_id=row.public_id,
        address=address,
        before=before,
        after=after,
        author=by,
        at=at,
        origin=origin,
        op_id=op_id,
        restores=restores,
    )


@transaction.atomic
def delete_row(*, row, by, origin=Origin.SCREEN):
    """To the bin, from where `undelete_row` takes it back. Twice is once."""
    set_deleted(row, deleted=True, by=by, origin=origin)


@transaction.atomic
def undelete_row(*, row, by, origin=Origin.SCREEN):
    set_deleted(row, deleted=False, by=by, origin=origin)


def set_deleted(row, *, deleted, by, origin):
    at = timezone.now()
    touched = (
        type(row)
        .objects.filter(pk=row.pk, deleted_at__isnull=deleted)
        .update(deleted_at=at if deleted else None, deleted_by=by if deleted else None)
    )
    if touched:
        record_row(
            row, address=DELETED, before={"value": not deleted}, after={"value": deleted}, by=by, at=at, origin=origin
        )


# ---- sheets and workbooks -------------------------------------------------------------------------------------


def finish_sheet(*, sheet, by, at=None):
    set_finished(sheet=sheet, finished=True, by=by, at=at)


def reopen_sheet(*, sheet, by, at=None):
    set_finished(sheet=sheet, finished=False, by=by, at=at)


@transaction.atomic
def set_finished(*, sheet, finished, by, at):
    at = at or timezone.now()
    if not sheet.pk:
        sheet = store_sheet(sheet)
    touched = Sheet.objects.filter(pk=sheet.pk, finished_at__isnull=finished).update(
        finished_at=at if finished else None, finished_by=by if finished else None
    )
    if touched:
        Change.objects.create(
            workbook_id=sheet.workbook_id,
            sheet=sheet,
            target=Change.Target.SHEET,
            address=FINISHED,
            before={"value": not finished},
            after={"value": finished},
            author=by,
            at=at,
        )


def restore_version(*, change, by, base, op_id=None):
    """Write again what an answer or a row's field was after `change`; the return is itself in the journal."""
    value, state = change.after["value"], change.after.get("state", AnswerState.ANSWERED)
    if change.target == Change.Target.ANSWER:
        saved = save_answer(
            sheet=change.sheet,
            address=change.address,
            value=value,
            state=state,
            base=base,
            by=by,
            op_id=op_id,
            origin=Origin.RESTORED,
        )
    else:
        kind = OBJECT if change.target == Change.Target.OBJECT else PLAN_LINE
        row = kind.model.objects.get(workbook=change.workbook_id, public_id=change.target_id)
        saved = save_row_field(
            row=row,
            field=kind.fields[change.address],
            value=value,
            base=base,
            by=by,
            op_id=op_id,
            origin=Origin.RESTORED,
        )
    if op_id:
        Change.objects.filter(op_id=op_id).update(restores=change)
    return saved


@transaction.atomic
def start_workbook(*, by, previous=None, objects=(), plan_lines=(), at=None):
    """A new carnet, empty or starting from the objects and plan lines chosen in the previous one."""
    workbook = Workbook.objects.create(previous=previous)
    copies = {}
    for source in objects:
        copies[source.pk] = add_row(
            SustainedObject(
                workbook=workbook,
                name=source.name,
                code=source.code,
                fate=source.fate,
                line=source.line,
                carried_from=source,
            ),
            by=by,
            origin=Origin.CARRIED,
            at=at,
        )
    for source in plan_lines:
        add_row(
            PlanLine(
                workbook=workbook,
                strategy=source.strategy,
                measure=source.measure,
                who=source.who,
                when=source.when,
                needs=source.needs,
                status=source.status,
                object=copies.get(source.object_id),
                carried_from=source,
            ),
            by=by,
            origin=Origin.CARRIED,
            at=at,
        )
    return workbook
