import pytest

from worksheets import catalogue
from worksheets.sheet_forms import is_row_of


@pytest.mark.parametrize(
    ("key", "field", "name", "expected"),
    [
        ("ladder", "collaborations", "collaborations.r1", True),
        ("ladder", "collaborations", "collaborations", False),
        ("ladder", "collaborations", "rating.r1", False),
        ("trust", "rating", "rating.reliability", False),  # a line of a grid, not of a list
    ],
)
def test_only_a_growing_list_has_rows_of_its_own(key, field, name, expected):
    asked = next(one for section in catalogue.latest(key).sections for one in section.fields if one.key == field)
    assert is_row_of(asked, name) is expected
