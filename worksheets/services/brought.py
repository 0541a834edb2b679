"""Rows that come in whole, from a file."""

import datetime

from worksheets.models import Origin
from worksheets.schema import Date, ObjectReference
from worksheets.services.journal import Stroke
from worksheets.services.references import find_objects
from worksheets.services.rows import add_row


def add_brought_row(*, kind, workbook, values, by, public_id=None, op_id=None, origin=Origin.IMPORTED):
    """`values` as JSON holds them, cleaned: ISO days, public ids; columns that no field edits may be among them.

    A `public_id` of its own lets the other rows of the same file point to it.
    """
    row = kind.model(workbook=workbook, **({"public_id": public_id} if public_id else {}))
    for column, value in values.items():
        setattr(row, column, stored_form(kind.fields.get(column), value, workbook_id=workbook.pk))
    return add_row(row, stroke=Stroke.of(by=by, op_id=op_id, origin=origin))


def stored_form(asked, value, *, workbook_id):
    if isinstance(asked, Date):
        return datetime.date.fromisoformat(value)
    if isinstance(asked, ObjectReference):
        return find_objects(workbook_id, [value]).first()
    return value
