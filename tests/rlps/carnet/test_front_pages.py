"""The vision sheet in front of its group: what is proposed, and one more front page each time."""

import pytest
from django.utils import timezone

from tests.rlps.carnet.pages import Browser
from worksheets.diagrams.words import long_date
from worksheets.front_pages import years_on
from worksheets.models import Answer


@pytest.fixture
def front_pages(url):
    return url("sheet_section", "vision", "front_pages")


def headlines(page):
    return [name for name in page.field_names if name.startswith("headline.") and "--" not in name]


def drawn(page, row):
    """{what: text} of the page that stands beside the questions."""
    pair = page.first(data_front_page=row)
    return {one.attrs["data-shows"]: one.text for one in pair.every(data_shows=True)}


def test_first_page_is_there_and_another_one_waits_folded(plain, front_pages):
    page = plain.open(front_pages)

    assert headlines(page) == ["headline.g1", "headline.g2"]
    assert [one.first("summary").text for one in page.every("details", class_="front-page-next")] == [
        "Ajouter une autre une"
    ]
    assert page.first("details", class_="front-page-next").first(data_front_page="g2") is not None


def test_newspaper_and_date_are_proposed_and_not_stored(plain, front_pages, rlp):
    page = plain.open(front_pages)

    day = long_date(years_on(timezone.localdate()))
    assert (drawn(page, "g1")["newspaper"], drawn(page, "g1")["date"]) == (f"L’Écho – {rlp.name}", day)
    assert (page.value("newspaper.g1"), page.value("date.g1")) == ("", "")
    page = plain.send(page, {"headline.g1": "On joue dehors"})
    assert dict(Answer.objects.values_list("address", "value")) == {"headline.g1": "On joue dehors"}


def test_scenario_is_proposed_with_the_name_of_the_group(plain, url, rlp):
    page = plain.open(url("sheet", "vision"))

    [proposed] = [one.text for one in page.every("p", class_="proposal")]
    assert f"«\u00a0{rlp.name}\u00a0»" in proposed


def test_what_is_written_makes_the_page_and_offers_another(plain, front_pages):
    typed = {"headline.g2": "À hauteur d’enfant", "theme_3.g2": "La ville", "date.g2": "2029-03-01"}

    page = plain.send(plain.open(front_pages), typed)

    assert headlines(page) == ["headline.g1", "headline.g2", "headline.g3"]
    shown = drawn(page, "g2")
    assert (shown["headline"], shown["theme_3"], shown["date"]) == (
        "À hauteur d’enfant",
        "La ville",
        "1er\u00a0mars\u00a02029",
    )
    assert page.first(data_front_page="g3").parent.tag == "details"


def test_a_refused_page_shows_unfolded_what_was_typed(plain, front_pages):
    page = plain.send(plain.open(front_pages), {"headline.g2": "a" * 71})

    assert page.status == 422
    assert page.value("headline.g2") == "a" * 71
    assert page.first(data_front_page="g2").parent.tag != "details"


def test_six_pages_are_the_most(plain, front_pages):
    page = plain.open(front_pages)
    for number in range(1, 7):
        page = plain.send(page, {f"headline.g{number}": f"Titre {number}"})

    assert headlines(page) == [f"headline.g{number}" for number in range(1, 7)]
    assert page.first("details", class_="front-page-next") is None


def test_finishing_misses_the_first_page_only(plain, url):
    page = plain.send(plain.open(url("whole_sheet", "vision")), {}, button="finish")

    missing = [link.attrs["href"] for link in page.summary.every("a")]
    assert missing == [
        *("#q-changes", "#q-partners", "#q-programmes", "#q-policy_actors", "#q-headline-g1"),
        *(f"#q-theme_{number}-g1" for number in range(1, 6)),
    ]


def test_a_member_reads_the_front_pages_that_were_begun(plain, url, round_, member_client):
    plain.send(plain.open(url("sheet_section", "vision", "front_pages")), {"headline.g2": "À hauteur d’enfant"})
    plain.send(plain.open(url("whole_sheet", "vision")), {}, button="finish")
    plain.client.post(url("finish_sheet", "vision"), {"anyway": "1"})

    page = Browser(member_client).open(url("sheet", "vision"))

    read = [one.text for one in page.every("h3", class_="question-label")]
    assert "Une 2 – Le grand titre" in read
    assert [one for one in read if one.startswith("Une 3")] == []
