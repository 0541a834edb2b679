"""A sheet is stored with the first thing written in it: an answer, a row, or a change to a row that was there."""

from functools import cache

from django.utils import timezone

from worksheets import catalogue
from worksheets.models import Actor, PlanLine, Sector, Sheet, SheetOwner, SustainedObject
from worksheets.prepared import Prepared
from worksheets.rows import MATRIX_FIELDS
from worksheets.schema import KeptObjects, Plan, SectorWheel, StakeholderMatrix

GROUP_SHEET = Prepared(
    lambda workbook, key: Sheet.objects.filter(workbook=workbook, instrument_key=key, owner=SheetOwner.GROUP)
)
DELETED = "deleted"
WINDOWS = {SustainedObject: KeptObjects, PlanLine: Plan, Sector: SectorWheel}
SHOWN_ON_WHEEL = {"name", "sector", "circle", "involvement", DELETED}


def store_sheet(sheet):
    """The stored twin of a sheet that was only looked at so far."""
    stored, _created = Sheet.objects.get_or_create(
        workbook_id=sheet.workbook_id,
        instrument_key=sheet.instrument_key,
        owner=SheetOwner.GROUP,
        defaults={"instrument_version": sheet.instrument_version, "created_at": sheet.created_at},
    )
    return stored


def begin_sheet(sheet):
    """A sheet without answers of its own (its rows live elsewhere) is begun with its first row."""
    return sheet if sheet.pk else store_sheet(sheet)


def begin_showing(row, *, address, before=None, at=None):
    """Begin the sheets that show this field of a row, whichever page it was written on.

    A round opens with rows of the one before: its sheet is begun once the group changes one. `before`: what the
    field held.
    """
    for window, circle in windows_on(row, address, before):
        key = sheet_with(window, circle)
        if GROUP_SHEET.first(workbook=row.workbook_id, key=key) is None:
            store_sheet(
                Sheet(
                    workbook_id=row.workbook_id,
                    instrument_key=key,
                    instrument_version=catalogue.latest(key).version,
                    created_at=at or timezone.now(),
                )
            )


def windows_on(row, address, before):
    """[(kind of field, circle of its wheel)]; what only the registry shows is on no sheet."""
    if not isinstance(row, Actor):
        return [(WINDOWS[type(row)], getattr(row, "circle", ""))]
    if address in MATRIX_FIELDS:
        return [(StakeholderMatrix, "")]
    circles = {row.circle_in_force} if address in SHOWN_ON_WHEEL else set()
    if address == "sector" and before:
        circles |= set(
            Sector.objects.filter(workbook=row.workbook_id, public_id=before).values_list("circle", flat=True)
        )
    return [(SectorWheel, circle) for circle in circles if circle]


@cache
def sheet_with(window, circle):
    return next(
        instrument.key
        for instrument in catalogue.all_latest()
        for _address, asked, _row in instrument.questions()
        if isinstance(asked, window) and getattr(asked, "circle", "") == circle
    )
