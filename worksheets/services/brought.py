"""Rows that come in whole, from a file."""

import datetime

from django.db import models

from worksheets.models import Origin, Sector
from worksheets.schema import RowReference
from worksheets.services.journal import Stroke
from worksheets.services.references import find_rows
from worksheets.services.registry import place_sector
from worksheets.services.rows import add_row


def add_brought_row(*, kind, workbook, values, by, public_id=None, op_id=None, origin=Origin.IMPORTED):
    """`values` as JSON holds them, cleaned: ISO days, public ids; columns that no field edits may be among them.

    A `public_id` of its own lets the other rows of the same file point to it.
    """
    row = kind.model(workbook=workbook, **({"public_id": public_id} if public_id else {}))
    for column, value in values.items():
        setattr(row, column, stored_form(row, kind.fields.get(column), column, value))
    stroke = Stroke.of(by=by, op_id=op_id, origin=origin)
    if isinstance(row, Sector):
        row.place = values.get("place")
        return place_sector(row, stroke=stroke)
    return add_row(row, stroke=stroke)


def stored_form(row, asked, column, value):
    if isinstance(row._meta.get_field(column), models.DateField):
        return datetime.date.fromisoformat(value)
    if isinstance(asked, RowReference):
        return find_rows(row.workbook_id, asked.target, [value]).first()
    return value
