"""Carnets and their sheets: starting, finishing, reopening."""

from django.db import transaction
from django.utils import timezone

from worksheets.models import Change, Origin, PlanLine, Sheet, SheetOwner, SustainedObject, Workbook
from worksheets.services.journal import Stroke, write_change
from worksheets.services.rows import add_row

FINISHED = "finished"


def store_sheet(sheet):
    """The stored twin of a sheet that was only looked at so far."""
    stored, _created = Sheet.objects.get_or_create(
        workbook_id=sheet.workbook_id,
        instrument_key=sheet.instrument_key,
        owner=SheetOwner.GROUP,
        defaults={"instrument_version": sheet.instrument_version},
    )
    return stored


def begin_sheet(sheet):
    """A sheet without answers of its own (its rows live elsewhere) is begun with its first row."""
    return sheet if sheet.pk else store_sheet(sheet)


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
def start_workbook(*, by, previous=None, objects=(), plan_lines=(), at=None):
    """A new carnet, empty or starting from the objects and plan lines chosen in the previous one."""
    workbook = Workbook.objects.create(previous=previous, created_at=at or timezone.now())
    stroke = Stroke.of(by=by, origin=Origin.CARRIED, at=at)
    copies = {source.pk: add_row(copy_of_object(source, workbook), stroke=stroke) for source in objects}
    for source in plan_lines:
        add_row(copy_of_line(source, workbook, copies), stroke=stroke)
    return workbook


def copy_of_object(source, workbook):
    return SustainedObject(
        workbook=workbook,
        name=source.name,
        code=source.code,
        fate=source.fate,
        line=source.line,
        carried_from=source,
    )


def copy_of_line(source, workbook, copies):
    return PlanLine(
        workbook=workbook,
        strategy=source.strategy,
        measure=source.measure,
        who=source.who,
        when=source.when,
        needs=source.needs,
        status=source.status,
        object=copies.get(source.object_id),
        carried_from=source,
    )
