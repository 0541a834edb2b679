import pytest

from rlp_portal.ui.typography import faults
from worksheets import catalogue
from worksheets.guides import FOLDER, guide_of

KEYS = [*(instrument.key for instrument in catalogue.all_latest()), "importance"]
PARTS = ["Présenter", "À lire à voix haute", "Pièges", "À noter", "Durée"]


@pytest.mark.parametrize("key", KEYS)
def test_every_guide_has_its_five_parts_and_something_in_each(key):
    guide = guide_of(key)

    assert [part.title for part in guide] == PARTS
    assert [part.title for part in guide if not part.paragraphs and not part.points] == []


def test_no_guide_is_of_nothing():
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == sorted(KEYS)


def test_a_point_is_not_a_paragraph():
    pitfalls = guide_of("continuum")[2]

    assert (pitfalls.paragraphs, pitfalls.points[0][:8]) == ((), "On répon")


def test_the_guide_of_the_four_importances_is_in_french_typography():
    assert [fault for line in (FOLDER / "importance.md").read_text().splitlines() for fault in faults(line)] == []
