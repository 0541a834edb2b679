import datetime

import pytest

from worksheets import catalogue
from worksheets.front_pages import day_in_words, front_page, proposed_front_page, rows_shown, scenario, years_on

SECTION = catalogue.latest("vision").section("front_pages")
PROPOSED = {"newspaper": "L’Écho – RLP des Berges", "date": "12\u00a0novembre\u00a02028"}


def test_nothing_written_shows_what_is_proposed():
    page = front_page({}, proposed=PROPOSED)

    assert (page.newspaper, page.day, page.headline, page.lead) == (*PROPOSED.values(), "", "")
    assert page.told_themes == []


def test_what_is_written_wins():
    texts = {"newspaper": "Le Fleuve", "date": "2029-03-01", "headline": "Oui", "theme_2": "A", "theme_5_text": "B"}

    page = front_page(texts, proposed=PROPOSED)

    assert (page.newspaper, page.day, page.headline) == ("Le Fleuve", "1er\u00a0mars\u00a02029", "Oui")
    assert page.told_themes == [("A", ""), ("", "B")]
    assert len(page.themes) == 5


def test_a_day_that_cannot_be_read_stays_as_typed():
    assert day_in_words("2029-02-30") == "2029-02-30"


def test_newspaper_is_named_after_the_group_and_dated_two_years_on():
    assert proposed_front_page(group="RLP des Berges", today=datetime.date(2026, 11, 12)) == PROPOSED


@pytest.mark.parametrize(
    ("day", "later"),
    [((2026, 11, 12), (2028, 11, 12)), ((2028, 2, 29), (2030, 2, 28)), ((2026, 2, 28), (2028, 2, 28))],
)
def test_two_years_on(day, later):
    assert years_on(datetime.date(*day)) == datetime.date(*later)


def test_scenario_is_told_on_that_day_about_the_group():
    told = scenario(group="RLP des Berges", today=datetime.date(2026, 11, 12))

    assert told.startswith("Nous sommes le 12\u00a0novembre\u00a02028. ")
    assert "«\u00a0RLP des Berges\u00a0»" in told


@pytest.mark.parametrize(
    ("held", "shown", "following"),
    [
        (set(), ["g1"], "g2"),
        ({"headline.g1"}, ["g1"], "g2"),
        ({"headline.g2"}, ["g1", "g2"], "g3"),
        ({"lead.g4"}, ["g1", "g4"], "g2"),
        ({f"headline.g{number}" for number in range(1, 7)}, ["g1", "g2", "g3", "g4", "g5", "g6"], None),
        ({"changes"}, ["g1"], "g2"),
    ],
)
def test_the_first_page_and_those_begun_are_shown_then_one_more(held, shown, following):
    rows, more = rows_shown(SECTION, held)

    assert ([row.key for row in rows], more.key if more else None) == (shown, following)
