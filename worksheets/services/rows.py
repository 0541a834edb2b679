"""The rows of a carnet, of any kind: adding, saving one field, putting in the bin and taking back."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.models import AnswerState, CarnetRow, Change, Origin, PlanLine, SustainedObject, Variant
from worksheets.rows import kind_of_row
from worksheets.schema import RowReference
from worksheets.services.begun import DELETED, begin_showing
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
from worksheets.services.references import find_rows, refuse_foreign_rows

CANNOT_STAY_EMPTY = "Ce champ ne peut pas rester vide. L’ancienne valeur est gardée."


def add_object(
    *, workbook, name, code, by, line="", fate="", carried_from=None, op_id=None, origin=Origin.SCREEN, at=None
):
    row = SustainedObject(workbook=workbook, name=name, code=code, line=line, fate=fate, carried_from=carried_from)
    return add_row(row, stroke=Stroke.of(by=by, origin=origin, op_id=op_id, at=at))


def add_plan_line(*, workbook, strategy, by, measure="", op_id=None, origin=Origin.SCREEN, at=None, **fields):
    row = PlanLine(workbook=workbook, strategy=strategy, measure=measure, **fields)
    return add_row(row, stroke=Stroke.of(by=by, origin=origin, op_id=op_id, at=at))


def add_row(row, *, stroke):
    """The same operation twice adds one row: its line in the journal bears the operation's id."""
    refusal = refusal_of(stroke)
    if refusal is None and change_of(stroke) is None:
        try:
            return insert_row(row, stroke=stroke)
        except IntegrityError:  # the same operation, at the same moment
            row.pk, row._state.adding = None, True
    return row_added_by(change_of(stroke), like=row) or refuse_reused(row, stroke=stroke)


def refuse_endless_list(row, *, stroke):
    """One more only where there is room. What comes from the round before always has its place."""
    if stroke.origin != Origin.CARRIED and not has_room(row):
        raise Refused(kind_of_row(row).full)


def has_room(row):
    """Whether the list that this row belongs to takes one more; the row itself does not count."""
    kind = kind_of_row(row)
    alike = {column: getattr(row, column) for column in kind.each}
    kept = kind.model.objects.kept().filter(workbook=row.workbook_id, **alike).exclude(pk=row.pk)
    return kept.count() < kind.at_most


def change_of(stroke):
    return Change.objects.filter(op_id=stroke.op_id).first() if stroke.op_id else None


def row_added_by(change, *, like):
    """The row that this line of the journal added, if it is the same addition to the same carnet."""
    if change is None or (change.workbook_id, change.after) != (like.workbook_id, {"value": snapshot(like)}):
        return None
    return type(like).objects.filter(public_id=change.target_id).first()


def refuse_reused(row, *, stroke):
    """An id used for something else: what was typed is kept, and said."""
    kind = kind_of_row(row)
    variant = keep_variant(
        workbook_id=row.workbook_id,
        target=kind.target,
        address=kind.title,
        value=read_row_field(row, kind.fields[kind.title]),
        base="",
        reason=Variant.Reason.INVALID,
        by=stroke.by,
        op_id=stroke.op_id,
        at=stroke.at,
    )
    raise OperationReused(variant)


@transaction.atomic
def insert_row(row, *, stroke):
    refuse_endless_list(row, stroke=stroke)
    row.created_at = stroke.at
    row.save()
    note_row(row, stroke, address="", before=None, after={"value": snapshot(row)})
    return row


def save_row_field(*, row, field, value, base, by, op_id=None, origin=Origin.SCREEN, at=None, restores=None):
    """Write one cleaned field of a row, under the same contract as an answer."""
    refuse_foreign_rows(field, value, workbook_id=row.workbook_id)
    refuse_empty(row, field, value)
    stroke = Stroke.of(by=by, origin=origin, op_id=op_id, at=at, restores=restores)
    mark = fingerprint(value)
    try:
        with transaction.atomic():
            row = type(row).objects.select_for_update().get(pk=row.pk)
            present = read_row_field(row, field)
            if base == fingerprint(present) != mark and not refusal_of(stroke):
                write_row_field(row, field, value, on=timezone.localdate(stroke.at))
                note_row(row, stroke, address=field.key, before={"value": present}, after={"value": value})
                return Saved(mark, stroke.at)
    except IntegrityError:  # this operation was done once already, and its value taken back since
        pass
    sent = {"row": row, "field": field, "value": value, "base": base, "stroke": stroke}
    try:
        done = already_done(stroke, mark=mark, **place_of(row, field.key))
    except UsedForAnother:
        raise OperationReused(keep(**sent)) from None
    if done is None and fingerprint(present) == mark:
        return Saved(mark, stroke.at)
    return done or refuse(**sent, present=present)


def place_of(row, address):
    """Where a field of a row stands, in the words of the journal."""
    target = kind_of_row(row).target
    return {"workbook_id": row.workbook_id, "target": target, "target_id": row.public_id, "address": address}


def refuse_empty(row, field, value):
    column = row._meta.get_field(field.key)
    if value is None and not column.null and not column.blank:
        raise Refused(CANNOT_STAY_EMPTY)


def keep(*, row, field, value, base, stroke):
    return keep_variant(
        **place_of(row, field.key),
        value=value,
        base=base,
        reason=Variant.Reason.CONFLICT,
        by=stroke.by,
        op_id=stroke.op_id,
        at=stroke.at,
    )


def refuse(*, row, field, present, stroke, **sent):
    variant = keep(row=row, field=field, stroke=stroke, **sent)
    last = Change.objects.filter(**place_of(row, field.key)).select_related("author").first()
    raise AnswerConflict(
        variant=variant,
        value=present,
        state=AnswerState.ANSWERED,
        base=fingerprint(present),
        author=last.author if last else None,
        at=last.at if last else stroke.at,
    )


def read_row_field(row, field):
    """The row's field as JSON holds it: ISO dates, public ids, None for empty."""
    held = getattr(row, field.key)
    if isinstance(held, datetime.date):
        return held.isoformat()
    if isinstance(held, CarnetRow):
        return str(held.public_id)
    if isinstance(held, int):
        return held
    return str(held) if held else None


def write_row_field(row, field, value, *, on):
    if isinstance(field, RowReference):
        value = find_rows(row.workbook_id, field.target, [value]).first() if value else None
    elif value is None and not row._meta.get_field(field.key).null:
        value = ""
    written = {field.key: value}
    if dated := kind_of_row(row).dated.get(field.key):
        written[dated] = on
    for column, held in written.items():
        setattr(row, column, held)
    row.save(update_fields=list(written))


def snapshot(row):
    return {key: read_row_field(row, field) for key, field in kind_of_row(row).fields.items()}


def note_row(row, stroke, *, address, before, after):
    write_change(stroke, **place_of(row, address), before=before, after=after)
    if address:
        begin_showing(row, address=address, before=before["value"], at=stroke.at)


@transaction.atomic
def set_deleted(row, *, deleted, stroke, **more):
    """`more` is told in the journal too. Twice is once."""
    untouched = type(row).objects.filter(pk=row.pk, deleted_at__isnull=deleted)
    if untouched.update(deleted_at=timezone.now() if deleted else None, deleted_by=stroke.by if deleted else None):
        after = {"value": deleted, "name": str(row), **more}
        note_row(row, stroke, address=DELETED, before={"value": not deleted}, after=after)
