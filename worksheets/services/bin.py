"""The bin of a carnet: thirty days during which a row can be taken back."""

from django.db import transaction

from worksheets.cleaning import Refused
from worksheets.models import Actor, Sector
from worksheets.rows import FULL_WHEEL
from worksheets.services.journal import Stroke
from worksheets.services.registry import hold, part_again
from worksheets.services.rows import has_room, set_deleted


def delete_row(*, row, by):
    """To the bin, from where `undelete_row` takes it back. Twice is once."""
    set_deleted(row, deleted=True, stroke=Stroke.of(by=by))


@transaction.atomic
def undelete_row(*, row, by):
    """Raises cleaning.Refused for a sector whose wheel was filled meanwhile."""
    stroke = Stroke.of(by=by)
    if isinstance(row, Sector):
        hold(row.workbook_id)
        if not has_room(row):
            raise Refused(FULL_WHEEL)
    if isinstance(row, Actor) and row.merged_into_id:
        part_again(row, stroke=stroke)
    set_deleted(row, deleted=False, stroke=stroke)
