"""Choosing between what is stored and what was kept aside; the ways through a page are in rlps/carnet."""

import pytest

from tests.worksheets.writing import WHO, write_row
from worksheets.fingerprints import fingerprint
from worksheets.models import Change, Variant
from worksheets.services import AnswerConflict, add_plan_line, delete_row, settle_variant
from worksheets.variants import places_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", ["Paul", None])
def test_what_waited_for_a_row_that_left_is_in_the_history_once_the_other_is_kept(workbook, marie, paul, value):
    """An erasure too: nothing of the row could be read that is the same."""
    row = add_plan_line(workbook=workbook, strategy="policy", measure="Écrire", by=marie)
    write_row(row, "Marie", by=marie, base=fingerprint(None), field=WHO)
    with pytest.raises(AnswerConflict):
        write_row(row, value, by=paul, base="older", field=WHO)
    delete_row(row=row, by=marie)
    [place] = places_of(list(Variant.objects.select_related("sheet")))

    settle_variant(place=place, how=Variant.Settled.THEIRS, by=paul, base="")

    told = Change.objects.get(target=Change.Target.VARIANT)
    assert (told.address, told.before["value"], told.after["how"]) == ("who", value, "theirs")
