"""A sheet that serves groups from a certain level says so to the others, and offers other sheets."""

import datetime

import pytest

from tests.factories import RatingFactory

DAY = datetime.date(2026, 5, 1)


@pytest.fixture
def wheel(plain, url):
    def opened(key="partnership_wheel"):
        page = plain.open(url("sheet", key))
        return [one for one in page.every(class_="definition") if "réseautage" in one.text]

    return opened


def test_a_networking_group_is_offered_other_sheets_before_the_wheel(wheel, rlp, url):
    RatingFactory(rlp=rlp, level=1, rated_on=DAY)

    [notice] = wheel()

    assert notice.first("p").text.startswith("Votre regroupement se situe au réseautage.")
    assert [(link.text, link.attrs["href"]) for link in notice.every("a")] == [
        ("Continuum de collaboration", url("sheet", "continuum")),
        ("Expériences de regroupement", url("sheet", "experiences")),
        ("Questions pour y voir de plus près", url("sheet", "members")),
    ]


def test_a_group_beyond_networking_is_told_nothing(wheel, rlp):
    RatingFactory(rlp=rlp, level=2, rated_on=DAY)

    assert wheel() == []


def test_a_group_that_has_no_level_is_told_nothing(wheel):
    assert wheel() == []


def test_the_present_level_counts_not_those_before(wheel, rlp, coordinator):
    RatingFactory(rlp=rlp, level=1, rated_on=DAY)
    RatingFactory(rlp=rlp, level=3, rated_on=DAY + datetime.timedelta(days=1))

    assert wheel() == []


def test_other_sheets_are_for_everyone(wheel, rlp):
    RatingFactory(rlp=rlp, level=1, rated_on=DAY)

    assert wheel("trust") == []
