import pytest

from rlp_portal.ui.pagination import page_of

ITEMS = list(range(5))


@pytest.mark.parametrize(("number", "shown"), [("1", [0, 1]), ("2", [2, 3]), ("3", [4])])
def test_pages_follow_one_another(number, shown):
    assert list(page_of(ITEMS, number, size=2)) == shown


@pytest.mark.parametrize("number", [None, "", "0", "-1", "4", "abc", "1.5", "9" * 40, "\x00"])
def test_b48_what_is_not_a_page_opens_the_first(number):
    assert page_of(ITEMS, number, size=2).number == 1


def test_empty_list_has_one_empty_page():
    assert list(page_of([], "7", size=2)) == []
