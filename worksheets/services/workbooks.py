"""Carnets and their sheets: starting, finishing, reopening."""

from django.db import transaction
from django.utils import timezone

from worksheets.models import Actor, Change, Origin, Sheet, Workbook
from worksheets.rows import kind_of_row
from worksheets.services.begun import begin_sheet
from worksheets.services.journal import Stroke, write_change
from worksheets.services.rows import add_row

FINISHED = "finished"


def finish_sheet(*, sheet, by, at=None):
    set_finished(begin_sheet(sheet), finished=True, stroke=Stroke.of(by=by, at=at))


def reopen_sheet(*, sheet, by, at=None):
    set_finished(begin_sheet(sheet), finished=False, stroke=Stroke.of(by=by, at=at))


@transaction.atomic
def set_finished(sheet, *, finished, stroke):
    untouched = Sheet.objects.filter(pk=sheet.pk, finished_at__isnull=finished)
    if untouched.update(finished_at=stroke.at if finished else None, finished_by=stroke.by if finished else None):
        write_change(
            stroke,
            workbook_id=sheet.workbook_id,
            sheet=sheet,
            target=Change.Target.SHEET,
            address=FINISHED,
            before={"value": not finished},
            after={"value": finished},
        )


@transaction.atomic
def start_workbook(*, by, previous=None, objects=(), plan_lines=(), sectors=(), actors=(), at=None):
    """A new carnet, empty or starting from the rows chosen in the previous one."""
    workbook = Workbook.objects.create(previous=previous, created_at=at or timezone.now())
    stroke = Stroke.of(by=by, origin=Origin.CARRIED, at=at)
    copies = {}
    for source in [*objects, *plan_lines, *sectors, *actors]:
        copies[source.public_id] = add_row(copy_of(source, workbook, copies), stroke=stroke)
    return workbook


def copy_of(source, workbook, copies):
    """What it leads to is copied before it: a row that was left behind is not pointed to."""
    kind = kind_of_row(source)
    columns = [*kind.fields, *kind.fixed, *kind.dated.values()]
    values = {column: getattr(source, column) for column in columns}
    for column in kind.related:
        held = getattr(source, column)
        values[column] = copies.get(held.public_id) if held else None
    if isinstance(source, Actor):
        values["circle"] = source.circle_in_force  # its sector may be left behind
    return kind.model(workbook=workbook, carried_from=source, **values)
