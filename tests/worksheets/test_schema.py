import pytest

from worksheets import catalogue
from worksheets.schema import UnknownAddress, UnknownSection, is_row_key


@pytest.mark.parametrize(
    ("key", "address", "found"),
    [
        ("experiences", "positive", ("positive", None)),
        ("ft2", "fulfils.convener", ("fulfils", "convener")),
        ("members", "absent.r1", ("absent", None)),
        ("members", "absent.r0a9zzzzzzzzz", ("absent", None)),
        ("ladder", "collaborations.r1", ("collaborations", None)),
    ],
)
def test_an_address_leads_to_its_field_and_row(key, address, found):
    asked, row = catalogue.latest(key).find(address)

    assert (asked.key, row.key if row else None) == found


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("experiences", ""),
        ("experiences", "nowhere"),
        ("experiences", "positive.r1"),
        ("experiences", "Positive"),
        ("ft2", "fulfils"),
        ("ft2", "fulfils.r1"),
        ("ft2", "convener"),
        ("members", "absent"),
        ("ladder", "collaborations"),
        ("continuum", "today"),
        ("members", "absent."),
        ("members", "absent.1"),
        ("members", "absent.r1.r2"),
        ("members", "absent.r\x00"),
        ("members", "absent.r" + "1" * 13),
    ],
)
def test_an_address_that_is_no_field_s_is_unknown(key, address):
    with pytest.raises(UnknownAddress):
        catalogue.latest(key).find(address)


def test_a_section_is_found_by_its_key():
    assert catalogue.latest("ft1").section("partnerships").title == "Relations et partenariats"
    with pytest.raises(UnknownSection):
        catalogue.latest("ft1").section("nowhere")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("r1", True), ("rabc", True), ("r", False), ("", False), ("x1", False), ("rÉ", False), ("rA", False)],
)
def test_rows_are_named_in_one_way(text, is_one):
    assert is_row_key(text) is is_one
