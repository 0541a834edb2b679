"""A row of the carnet as its template shows it: each field with its name, id, value, base and refusal."""

from worksheets.fingerprints import fingerprint
from worksheets.forms import Retyped
from worksheets.rows import MATRIX_FIELDS, control_id, kind_of_row, row_address
from worksheets.schema import Date, LongText, Name, SectorReference, SingleChoice
from worksheets.services import read_row_field

FORMS = {LongText: "area", Name: "name", Date: "date", SingleChoice: "list", SectorReference: "sector"}


def row_view(row, *, remove_url, retyped=None):
    """`remove_url(row)` gives the address that puts it in the bin."""
    cells = {key: cell_view(row, field, retyped or {}) for key, field in kind_of_row(row).fields.items()}
    return {"row": row, "id": str(row.public_id), "remove_url": remove_url(row), **cells}


def cell_view(row, field, retyped):
    name, stored = row_address(row, field.key), read_row_field(row, field)
    shown = retyped.get(name) or Retyped(stored or "", fingerprint(stored))
    return {
        "name": name,
        "id": control_id(row.public_id, field.key),
        "field": field,
        "form": FORMS.get(type(field), "text"),
        "value": shown.value,
        "base": shown.base,
        "said": shown.said,
    }


def matrix_view(view):
    """An actor with the seven questions of the sheet in a row, and whether its contact is in the plan.

    The columns are narrow: a short text goes on over a line there.
    """
    line = view["row"].plan_line
    cells = [view[key] for key in MATRIX_FIELDS]
    return {
        **view,
        "cells": [{**cell, "form": "name"} if cell["form"] == "text" else cell for cell in cells],
        "filled": sum(bool(view[key]["value"]) for key in MATRIX_FIELDS),
        "is_planned": bool(line and line.deleted_at is None),
    }
