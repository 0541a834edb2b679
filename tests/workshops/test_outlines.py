import pytest

from rlp_portal.workshops.outlines import COLLABORATION, DISCOVERY, OUTLINES, SUSTAINABILITY
from worksheets import catalogue


@pytest.mark.parametrize(("outline", "minutes"), [(DISCOVERY, 90), (COLLABORATION, 180), (SUSTAINABILITY, 180)])
def test_an_outline_lasts_what_its_name_says(outline, minutes):
    assert outline.minutes == minutes


def test_an_outline_offers_the_sheets_of_the_catalogue_alone():
    known = {instrument.key for instrument in catalogue.all_latest()}

    offered = [block.instrument for outline in OUTLINES.values() for block in outline.offered_blocks]
    assert {key for key in offered if key} <= known
    assert {block.instrument for block in SUSTAINABILITY.blocks if block.instrument} == {"ft1", "ft2", "ft3", "ft7"}
