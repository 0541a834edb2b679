"""Values that point to rows of a carnet may only point into their own."""

import uuid

from worksheets.cleaning import Refused
from worksheets.kinds import UNKNOWN_CHOICE
from worksheets.rows import ROW_KINDS
from worksheets.schema import RowChoice, RowReference


def refuse_foreign_rows(asked, value, *, workbook_id):
    wanted = rows_named_in(asked, value)
    if wanted and find_rows(workbook_id, asked.target, wanted).count() != len(wanted):
        raise Refused(UNKNOWN_CHOICE)


def rows_named_in(asked, value):
    """The public ids that a value of this field points to."""
    if not value:
        return []
    if isinstance(asked, RowChoice):
        return value[asked.part]
    return [value] if isinstance(asked, RowReference) else []


def find_rows(workbook_id, target, public_ids):
    return ROW_KINDS[target].rows(workbook_id).filter(public_id__in=[one for one in public_ids if is_uuid(one)])


def is_uuid(text):
    try:
        uuid.UUID(str(text))
    except ValueError:
        return False
    return True
