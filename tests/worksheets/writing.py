"""Short ways of writing in a carnet, for tests of the services."""

from worksheets import catalogue
from worksheets.models import NEVER_ANSWERED, Answer, Sheet
from worksheets.rows import OBJECT, PLAN_LINE
from worksheets.services import save_answer, save_row_field

NAME = OBJECT.fields["name"]
WHO = PLAN_LINE.fields["who"]


def new_sheet(workbook, key="experiences"):
    """A sheet as a page gives it before anything was written: not stored."""
    return Sheet(workbook=workbook, instrument_key=key, instrument_version=catalogue.latest(key).version)


def write(sheet, value, *, by, address="positive", base=NEVER_ANSWERED, **more):
    return save_answer(sheet=sheet, address=address, value=value, base=base, by=by, **more)


def write_row(row, value, *, by, base, field=NAME, **more):
    return save_row_field(row=row, field=field, value=value, base=base, by=by, **more)


def stored(address="positive"):
    return Answer.objects.get(address=address).value
