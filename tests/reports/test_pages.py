"""What a reader sees on the pages, read back from the PDF."""

import datetime
import io
from dataclasses import replace

import pikepdf
import pytest
from django.template.loader import render_to_string

from rlp_portal.reports.gather import gather_carnet, gather_sheet
from rlp_portal.reports.renderer import render_pdf
from tests import pdf_words
from tests.factories import UserFactory
from tests.reports.carnets import WRITTEN_AT, answer, keep, new_round, plan, rate, stand_still
from tests.reports.rendering import pdf_of
from worksheets import catalogue
from worksheets.codes import Strategy
from worksheets.models import Sheet

DAYS = [datetime.date(2026, month, 15) for month in (1, 2, 3, 4, 5, 6)]

FT1_ROWS = ("programmes", "policies", "practices", "norms", "relations")


@pytest.fixture
def round_(db):
    return new_round()


def pages_of(report, template):
    html = render_to_string(template, {"report": report})
    content = pdf_of(html)
    return [" ".join(page.split()) for page in pdf_words.pages_of(content, "-layout")]


def carnet_pages(round_):
    return pages_of(gather_carnet(round_), "reports/print/carnet.html")


def sheet_pages(round_, key):
    return pages_of(gather_sheet(round_, instrument_key=key), "reports/print/sheet.html")


def test_glance_holds_on_one_page_however_full_the_carnet(round_):
    for number in range(30):
        keep(round_, f"Objet {number} au nom fort long " + "et détaillé " * 11, "S", "sustain")
    for day in [*DAYS, *(day.replace(year=2028) for day in DAYS)]:
        plan(round_, "community", "Une mesure longuement expliquée " * 20, "Un partenaire " * 20, day)
    for key in ("ft3", "ft4", "ft5", "ft6"):
        answer(round_, key, "importance", 3)
    rate(round_, datetime.date(2026, 1, 1), 4)
    stand_still(round_)

    pages = carnet_pages(round_)

    assert "En un coup d’œil" in pages[2]
    assert "Prochaines dates" in pages[2]
    assert pages[2].count("Et 3 autres mesures, dans le plan.") == 2
    assert "En un coup d’œil" not in pages[3]
    assert "La mobilisation dans le temps" in pages[3]


def test_no_table_leaves_a_row_alone_on_a_page():
    sizes = range(27, 32)  # about what a page holds
    tables = "".join(
        f"<table class='chapter'><tbody>{'<tr><td>Rang</td></tr>' * size}</tbody></table>" for size in sizes
    )

    found = pdf_words.pages_of(pdf_of(f"<html lang='fr-CA'><title>Tables</title><body>{tables}</body></html>"))

    rows = [page.count("Rang") for page in found]
    assert (sum(rows), min(rows)) == (sum(sizes), 2)


def test_a_table_of_four_rows_is_whole():
    before = [f"<div class='chapter'>{'<p>Ligne</p>' * lines}</div>" for lines in range(24, 32)]
    table = f"<table><tbody>{'<tr><td>Rang</td></tr>' * 4}</tbody></table>"

    found = pdf_words.pages_of(
        pdf_of(f"<html lang='fr-CA'><title>T</title><body>{table.join([*before, ''])}</body></html>")
    )

    assert {page.count("Rang") for page in found} == {4, 0}


def test_every_page_but_the_cover_has_its_number_its_name_and_its_day(carnet):
    first, *others = carnet_pages(carnet)

    for number, page in enumerate(others, start=2):
        assert f"{number} / {len(others) + 1}" in page
        assert page.startswith("RLP de la Rivière-aux-Érables Préparer la suite, 2026")
        assert "État du carnet au 18 novembre 2026, 14 h 12" in page
    assert " / " not in first


def test_contents_give_the_page_of_each_part(carnet):
    pages = carnet_pages(carnet)

    for title in ("FT3 Institutionnalisation", "Bâtir l’avenir : notre plan", "Comment ce carnet est fait"):
        number = int(pages[1].partition(title)[2].split()[0])
        assert title in pages[number - 1]


def test_the_plan_has_the_columns_of_the_paper_then_the_follow_up(carnet):
    (plan_page,) = [
        page for page in carnet_pages(carnet) if "Bâtir l’avenir : notre plan Institutionnalisation" in page
    ]

    assert plan_page.count("Approche ou mesure Qui Quand Nos besoins") == len(Strategy)


def test_an_empty_sheet_says_which_fields_are_empty(round_):
    (page,) = sheet_pages(round_, "ft4")

    assert "Cette feuille est encore vide. Voici ce qu’elle demande :" in page
    assert "7. Quelles sont les prochaines étapes?" in page
    assert "Pas commencée" in page


def test_a_sheet_finished_without_an_answer_is_not_called_empty(round_):
    Sheet.objects.create(
        workbook=round_.workbook,
        instrument_key="ft2",
        instrument_version=catalogue.latest("ft2").version,
        finished_at=WRITTEN_AT,
        finished_by=UserFactory(),
    )
    title = catalogue.latest("ft2").title

    report = gather_carnet(round_)
    contents = carnet_pages(round_)[1]
    (page,) = sheet_pages(round_, "ft2")

    assert (report.unanswered_sheets, title in report.empty_sheets) == ([title], False)
    assert f"Terminées sans réponse : {' '.join(title.split())}." in contents
    assert "Cette feuille est terminée sans réponse. Voici ce qu’elle demande :" in page


def test_a_word_of_five_thousand_letters_wraps(round_):
    answer(round_, "ft4", "local", "z" * 5000)

    pages = sheet_pages(round_, "ft4")

    assert sum(page.count("z") for page in pages) == 5000
    assert max(len(line) for page in pages for line in page.split()) < 120


@pytest.mark.parametrize("words", [60, 130, 180])
def test_a_row_that_fits_on_a_page_is_never_cut(round_, words):
    for key in FT1_ROWS:
        answer(round_, "ft1", key, f"début{key} " + "partage " * words + f"fin{key}")

    pages = sheet_pages(round_, "ft1")

    for key in FT1_ROWS:
        (page,) = [page for page in pages if f"début{key}" in page]
        assert f"fin{key}" in page


def test_a_row_longer_than_a_page_is_printed_whole(round_):
    for key in FT1_ROWS:
        answer(round_, "ft1", key, "partage " * 625)

    pages = sheet_pages(round_, "ft1")

    assert sum(page.count("partage") for page in pages) == 625 * len(FT1_ROWS)
    assert all(page.count("partage") > 100 for page in pages)


PAYLOADS = [
    "<script>alert(1)</script>",
    "<b>gras</b> & <img src=x>",
    "{{7*7}} {% debug %}",
    "**gras** _italique_ # titre",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_is_printed_as_typed(round_, payload):
    answer(round_, "ft4", "local", payload)
    keep(round_, payload, "A", "sustain", "programmes")

    assert payload in sheet_pages(round_, "ft4")[0]
    assert payload in sheet_pages(round_, "ft1")[0]


def test_signs_of_other_scripts_are_printed(round_):
    answer(round_, "ft4", "local", "Ελλάδα, Łódź, œuvre, 5 € et ≥ 3")

    assert "Ελλάδα, Łódź, œuvre, 5 € et ≥ 3" in sheet_pages(round_, "ft4")[0]


def test_the_same_carnet_gives_the_same_bytes(carnet):
    html = render_to_string("reports/print/carnet.html", {"report": gather_carnet(carnet)})

    assert render_to_string("reports/print/carnet.html", {"report": gather_carnet(carnet)}) == html
    assert render_pdf(html).content == render_pdf(html).content


def test_a_drawing_made_for_paper_has_a_landscape_page(carnet, monkeypatch):
    sheet = gather_sheet(carnet, instrument_key="approach")
    (figure,) = sheet.sheet.figures
    on_paper = replace(sheet, sheet=replace(sheet.sheet, figures=[replace(figure, paper=figure.drawing)]))

    content = render_pdf(render_to_string("reports/print/sheet.html", {"report": on_paper})).content

    with pikepdf.open(io.BytesIO(content)) as pdf:
        widths = [float(page.mediabox[2]) for page in pdf.pages]
    assert widths.count(792) == 1
    assert widths[0] == 612
