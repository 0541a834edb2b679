import pytest

from worksheets import catalogue
from worksheets.sheet_codes import find_by_code, printed_code


@pytest.mark.parametrize("instrument", catalogue.all_latest(), ids=lambda one: one.key)
def test_what_is_printed_is_found_again(instrument):
    printed = printed_code(instrument)

    assert find_by_code(printed) == instrument
    assert find_by_code(printed.lower().replace(" ", "").replace("·", "")) == instrument
    assert find_by_code(instrument.code) == instrument
    assert find_by_code(instrument.number) == instrument


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ft1", "ft1"),
        (" FT 1 ", "ft1"),
        ("FT1·11", "ft1"),
        ("ft1.11", "ft1"),
        ("C-11 · FT1", "ft1"),
        ("11", "ft1"),
        ("C05", "members"),
        ("c-05", "members"),
        ("c 5", "members"),
        ("5", "members"),
        ("FT01", "ft1"),
    ],
)
def test_code_is_read_however_it_is_typed(typed, key):
    assert find_by_code(typed).key == key


@pytest.mark.parametrize("typed", ["", " ", "·", "FT99", "ft", "0", "FT1 · 12", "é", "1" * 5000, "\x00"])
def test_what_names_no_sheet_or_two_finds_nothing(typed):
    assert find_by_code(typed) is None
