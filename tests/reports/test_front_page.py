"""The front page of a vision sheet: what it shows, and that it stands on one page."""

import datetime

import page as pdf_page
import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from rlp_portal.reports.gather import gather_front_page, gather_sheet
from rlp_portal.reports.renderer import render_pdf
from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory
from tests.reports.carnets import answer, new_round, stand_still
from tests.reports.pdf_checks import faults
from worksheets import catalogue

NBSP = "\u00a0"
FIRST, SECOND, *_ = catalogue.latest("vision").section("front_pages").rows
WORDS = "les familles jouent dehors avec leurs tout-petits et leurs voisins "


@pytest.fixture
def round_(db):
    return new_round()


@pytest.fixture
def written(round_):
    answer(round_, "vision", "newspaper.g1", "Le Courrier des Érables")
    answer(round_, "vision", "date.g1", "2028-06-01")
    answer(round_, "vision", "headline.g1", "Ici, on joue dehors : à tout âge!")
    answer(round_, "vision", "lead.g1", "Deux cents personnes.\nUn parc dessiné par les familles.")
    answer(round_, "vision", "theme_1.g1", "Des parcs ouverts l'hiver")
    answer(round_, "vision", "theme_1_text.g1", "Un sentier déneigé.")
    answer(round_, "vision", "theme_4.g1", "Un accueil simple")
    answer(round_, "vision", "headline.g2", "Les tout-petits ont leur mot à dire")
    stand_still(round_)
    return round_


def printed(report):
    html = render_to_string("reports/print/front_page.html", {"report": report})
    return html, render_pdf(html, stylesheet="front_page")


def test_front_page_is_what_the_team_wrote_in_french_typography(written):
    report = gather_front_page(written, instrument_key="vision", row=FIRST)

    assert report.title == f"Le Courrier des Érables – Ici, on joue dehors{NBSP}: à tout âge!"
    assert (report.page.newspaper, report.page.day) == ("Le Courrier des Érables", f"1er{NBSP}juin{NBSP}2028")
    assert report.page.lead == ["Deux cents personnes.", "Un parc dessiné par les familles."]
    assert report.page.themes == [
        ("Des parcs ouverts l’hiver", "Un sentier déneigé."),
        ("Un accueil simple", ""),
    ]


def test_newspaper_and_date_are_proposed_two_years_after_the_data(written):
    report = gather_front_page(written, instrument_key="vision", row=SECOND)

    assert (report.page.newspaper, report.page.day) == (
        "L’Écho – RLP de la Rivière-aux-Érables",
        f"18{NBSP}novembre{NBSP}2028",
    )
    assert (report.page.headline, report.page.lead, report.page.themes) == (
        "Les tout-petits ont leur mot à dire",
        [],
        [],
    )


def test_sheet_shows_the_front_pages_begun(written):
    *_, section = gather_sheet(written, instrument_key="vision").sheet.sections

    assert [(line.label, line.page.headline) for line in section.lines] == [
        ("Une 1", f"Ici, on joue dehors{NBSP}: à tout âge!"),
        ("Une 2", "Les tout-petits ont leur mot à dire"),
    ]


def test_sheet_without_a_front_page_misses_one_thing_only(round_):
    answer(round_, "vision", "changes", "Tout.")

    sheet = gather_sheet(round_, instrument_key="vision").sheet

    assert sheet.empty[-1] == "La une du journal"
    assert len(sheet.empty) == 4


@pytest.mark.parametrize("row", [FIRST, SECOND])
def test_front_page_is_accessible(written, row):
    html, done = printed(gather_front_page(written, instrument_key="vision", row=row))

    report = pdf_page.validate_pdf_bytes(done.content, profile=pdf_page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert faults(done.content, html) == []


def write_whole(round_, *, headline, lead, name, line):
    def cut(length):
        return (WORDS * 20)[:length].strip()

    answer(round_, "vision", "newspaper.g1", cut(60))
    answer(round_, "vision", "headline.g1", cut(headline))
    answer(round_, "vision", "lead.g1", cut(lead))
    for number in range(1, 6):
        answer(round_, "vision", f"theme_{number}.g1", cut(name))
        answer(round_, "vision", f"theme_{number}_text.g1", cut(line))


@pytest.mark.parametrize("headline", [27, 70])
@pytest.mark.parametrize(
    ("lead", "name", "line"),
    [(100, 40, 80), (200, 40, 60), (300, 40, 140), (400, 50, 110), (800, 60, 140), (1000, 70, 300)],
)
def test_front_page_stands_on_one_page_whatever_its_length(round_, headline, lead, name, line):
    write_whole(round_, headline=headline, lead=lead, name=name, line=line)

    _html, done = printed(gather_front_page(round_, instrument_key="vision", row=FIRST))

    assert done.pages == 1


def test_words_without_an_end_are_cut_at_the_margin_and_lose_nothing(round_):
    answer(round_, "vision", "headline.g1", "W" * 70)
    answer(round_, "vision", "theme_1.g1", "Anticonstitutionnellementincomprehensiblement")

    html, done = printed(gather_front_page(round_, instrument_key="vision", row=FIRST))

    assert done.pages == 1
    assert faults(done.content, html) == []


@pytest.fixture
def coordinator_client(round_):
    return signed_in(MembershipFactory(rlp=round_.rlp, role=Role.COORDINATOR).user)


def address(round_, key="vision", row="g1"):
    return reverse("front_page", args=[round_.rlp.slug, round_.number, key, row])


def test_front_page_is_sent_as_a_file_named_after_its_newspaper(coordinator_client, written):
    response = coordinator_client.get(address(written))

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert "Le%20Courrier%20des%20%C3%89rables" in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF-")
    again = coordinator_client.get(address(written), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("key", "row"), [("vision", "g7"), ("vision", "g0"), ("ft2", "convener"), ("nowhere", "g1")])
def test_there_is_no_other_front_page(coordinator_client, round_, key, row):
    assert coordinator_client.get(address(round_, key, row)).status_code == 404


def test_front_page_links_from_the_sheet(coordinator_client, written):
    html = coordinator_client.get(
        reverse("sheet_section", args=[written.rlp.slug, written.number, "vision", "front_pages"])
    ).content.decode()

    assert [address(written, row=row) in html for row in ("g1", "g2", "g3")] == [True, True, False]


def test_two_years_on_is_counted_from_the_day_of_the_data(round_):
    report = gather_front_page(
        round_,
        instrument_key="vision",
        row=FIRST,
        as_of=datetime.datetime(2028, 2, 29, 12, tzinfo=datetime.UTC),
    )

    assert report.page.day == f"28{NBSP}février{NBSP}2030"
