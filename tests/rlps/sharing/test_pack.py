"""The continuum, the ladder and the front pages in a shared version: their words, and what draws them."""

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from rlp_portal.rlps.sharing.document import digest_of, read, written
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.pages import sheet_lines
from tests.rlps.carnet.pages import Browser
from tests.rlps.sharing.carnets import share_now, write

AT = datetime(2026, 11, 18, 19, 12, 30, tzinfo=UTC)
PACK = ["continuum", "ladder", "vision"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(round_, coordinator):
    for level, mark in [("networking", "often"), ("coordination", "sometimes")]:
        write(round_, "continuum", f"today.{level}", mark, by=coordinator)
    write(round_, "continuum", "rating", "2", by=coordinator)
    write(round_, "ladder", "collaborations.r1", {"name": "Table 0-5 ans", "rung": 6}, by=coordinator)
    write(round_, "ladder", "collaborations.r2", {"name": "Halte-répit", "rung": None}, by=coordinator)
    write(round_, "vision", "headline.g2", "On joue dehors", by=coordinator)
    write(round_, "vision", "date.g2", "2029-03-01", by=coordinator)
    write(round_, "vision", "theme_1_text.g2", "Un sentier déneigé.", by=coordinator)
    return round_


@pytest.fixture
def sheets(round_):
    """{key: sheet} as it is written, then read."""
    text = written(whole_document(round_, at=AT))
    return {sheet.key: sheet for sheet in read(text, digest=digest_of(text)).sheets}


def test_marks_of_the_continuum_are_kept_in_words_and_by_their_place(sheets):
    grid = sheets["continuum"].sections[0]
    first, wished, second, *_ = grid.questions

    assert (grid.layout, grid.row_noun, grid.columns) == (
        "grid",
        "Niveau",
        ["Nous le faisons…", "Nous aimerions le faire…"],
    )
    assert (first.row, first.texts, asdict(first.choices)) == (
        "Réseautage",
        ["Souvent"],
        {"labels": ["Souvent", "Parfois", "Presque jamais"], "chosen": 0},
    )
    assert (second.choices.chosen, wished.texts, wished.choices.chosen) == (1, [], None)


def test_level_noted_keeps_beside_it_the_one_proposed(sheets):
    [rating] = sheets["continuum"].sections[-1].questions

    assert rating.texts == ["2 – Coordination"]
    assert rating.note.startswith("La grille propose\u00a0: 1 – Réseautage. ")


def test_ladder_keeps_its_rungs_and_what_stands_on_them(sheets):
    [question] = sheets["ladder"].questions

    assert [rung.number for rung in question.ladder.rungs] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert [asdict(one) for one in question.ladder.placed] == [
        {"name": "Table 0-5 ans", "rung": 6},
        {"name": "Halte-répit", "rung": None},
    ]
    assert question.ladder.line_under == 4


def test_only_what_is_written_or_missed_of_the_front_pages_leaves(sheets):
    pages = next(one for one in sheets["vision"].sections if one.layout == "front_pages")

    assert [one.address for one in pages.questions if one.row == "Une 2"] == [
        "date.g2",
        "headline.g2",
        "theme_1_text.g2",
    ]
    assert {one.row for one in pages.questions} == {"Une 1", "Une 2"}
    assert "scenario" not in [one.address for one in sheets["vision"].questions]


def test_pages_show_rungs_and_front_pages(round_):
    lines = {one.sheet.key: one for one in sheet_lines(whole_document(round_, at=AT))}

    [ladder] = lines["ladder"].sections
    assert [(row.number, row.names) for row in ladder.rungs if row.names] == [
        ("6", ["Table 0-5 ans"]),
        ("", ["Halte-répit"]),
    ]
    [section] = lines["vision"].sections
    [(label, page)] = section.front_pages
    assert (label, page.newspaper, page.day, page.headline) == (
        "Une 2",
        "L’Écho – RLP des Berges",
        "1er\u00a0mars\u00a02029",
        "On joue dehors",
    )
    assert page.told_themes == [("", "Un sentier déneigé.")]
    assert "La une du journal" not in lines["vision"].empty


def test_a_version_is_read_with_its_ladder_and_its_front_page(round_, coordinator, coordinator_client):
    version = share_now(round_, by=coordinator, sheets=PACK)

    page = Browser(coordinator_client).open(f"/rlp/{round_.rlp.slug}/versions/{version.public_id}/")

    assert page.status == 200
    ladder = page.first("table", class_="ladder-table")
    assert [one.text for one in ladder.every("th", scope="col")] == ["Échelon", "Collaborations"]
    assert "6. À l’initiative des organismes, décisions partagées" in ladder.text
    assert page.first(class_="front-page").first(class_="front-page-headline").text == "On joue dehors"
    assert "La grille propose\u00a0: 1 – Réseautage." in page.text
