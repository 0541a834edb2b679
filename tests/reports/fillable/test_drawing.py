"""The form that a PDF reader opens: what each field is called, how it is read aloud, and how it looks."""

import io
import subprocess
from contextlib import ExitStack

import page
import pikepdf
import pytest

from rlp_portal.reports.fillable.boxes import Boxes
from rlp_portal.reports.fillable.seal import Seal
from rlp_portal.reports.fillable.sheet import blank_form, fillable_sheet
from rlp_portal.reports.fillable.typeface import Typeface
from rlp_portal.reports.fonts import font_paths
from rlp_portal.reports.pdf import TYPED_IN
from rlp_portal.reports.renderer import render_pdf
from rlp_portal.rlps.carnet.queries import open_sheet
from tests.pdf_words import pages_of
from tests.reports.fillable.filling import LIBRARIES
from tests.reports.fillable.printing import html_of, print_form
from tests.reports.pdf_checks import faults
from worksheets import catalogue

INSTRUMENTS = catalogue.all_latest()
SEAL = "portail-rlp"


def assert_accessible(sheet):
    html, content = html_of(sheet), print_form(sheet)

    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert faults(content, html) == []


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.key)
def test_blank_form_is_accessible(instrument):
    assert_accessible(blank_form(instrument))


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.key)
def test_form_with_the_answers_of_a_carnet_is_accessible(instrument, carnet):
    assert_accessible(fillable_sheet(open_sheet(carnet.rlp, carnet.number, instrument.key)))


@pytest.mark.parametrize(
    ("key", "heading", "first"),
    [
        ("stages", "Choisissez-en trois au plus.", "Conjoncture défavorable"),
        ("ft1", "Objets à pérenniser : changements des normes", "Cause et normes sociales Cause et normes sociales"),
    ],
)
def test_a_heading_stays_with_what_it_announces(key, heading, first):
    pages = [" ".join(text.split()) for text in pages_of(print_form(blank_form(catalogue.latest(key))))]

    (place,) = [number for number, text in enumerate(pages) if heading in text]
    assert first in pages[place]


def test_a_long_name_has_as_many_lines_as_it_takes():
    members = catalogue.latest("members")
    asked, _row = members.find("absent.r1")
    value = {"name": "Centre intégré de santé et de services sociaux", "organisation": "CLSC", "sector": "a" * 120}

    boxes = Boxes(members).person("absent.r1", asked, "Ligne 1", value)

    assert [(box.kind, box.height) for box in boxes] == [("area", 2), ("text", 2), ("area", 5)]


@pytest.fixture
def form_of():
    """The form of a PDF, open until the test ends."""
    with ExitStack() as opened:
        yield lambda content: opened.enter_context(pikepdf.open(io.BytesIO(content))).Root.AcroForm


def boxes_of(sheet):
    for part in sheet.parts:
        for question in [*part.questions, *(one for _row, questions in part.rows for one in questions)]:
            rows = [*question.rows, *(row for _strategy, of_strategy in question.groups for row in of_strategy)]
            yield from question.boxes
            for row in rows:
                yield from row


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.key)
def test_fields_are_the_boxes_in_reading_order_each_said_by_its_question(instrument, form_of):
    sheet = blank_form(instrument)
    boxes = list(boxes_of(sheet))

    fields = list(form_of(print_form(sheet)).Fields)

    assert [str(one.T) for one in fields] == [*dict.fromkeys(box.name for box in boxes), SEAL]
    said = {box.name: box.question or box.title for box in boxes}
    assert {str(one.T): str(one.TU) for one in fields[:-1]} == said
    assert all(name.startswith(f"{instrument.key}/{instrument.version}/") for name in said)


def test_choices_of_a_group_share_one_field_and_each_says_its_own(form_of):
    group = next(
        one
        for one in form_of(print_form(blank_form(catalogue.latest("ft3")))).Fields
        if str(one.T) == "ft3/1/importance"
    )

    states = [next(name for name in dict(one.AP.N) if name != "/Off") for one in group.Kids]
    assert states == ["/1", "/2", "/3", "/4", "/5", "/state-passed", "/state-not_applicable"]
    question = "Cette stratégie est-elle importante pour notre mission?"
    assert [str(one.TU) for one in group.Kids] == [
        f"{question} – {said}"
        for said in ("1, Pas du tout", "2", "3", "4", "5, Tout à fait", "Je ne sais pas / je passe", "Sans objet")
    ]


def test_seal_is_a_hidden_field_that_nobody_types_in(form_of):
    seal = list(form_of(print_form(blank_form(catalogue.latest("ft3")))).Fields)[-1]

    assert (str(seal.V), int(seal.F), int(seal.Ff)) == (str(Seal(instrument="ft3", version=1)), 2, 1)


def test_no_field_has_a_limit_a_script_or_a_button(form_of):
    for instrument in INSTRUMENTS:
        for field in form_of(print_form(blank_form(instrument))).Fields:
            assert not {"/MaxLen", "/AA", "/A"} & set(field.keys())
            assert not int(field.get("/Ff", 0)) & 1 << 16


def test_what_the_font_cannot_draw_is_left_to_the_reader_and_kept_as_text(form_of):
    sheet = blank_form(catalogue.latest("ft3"))
    html = html_of(sheet)
    empty = 'data-name="ft3/1/adopters" data-value=""'
    with_emoji, with_accents = (html.replace(empty, f'{empty[:-1]}{letter}"') for letter in "🌱é")
    assert with_emoji != html

    drawn_by_us = form_of(render_pdf(with_accents, stylesheet="fillable").content)
    left_to_reader = form_of(render_pdf(with_emoji, stylesheet="fillable").content)

    assert "/NeedAppearances" not in drawn_by_us
    assert left_to_reader.NeedAppearances
    field = next(one for one in left_to_reader.Fields if str(one.T) == "ft3/1/adopters")
    assert (str(field.V), "/AP" in field) == ("🌱", False)


def test_same_carnet_gives_the_same_bytes(carnet):
    sheet = fillable_sheet(open_sheet(carnet.rlp, carnet.number, "ft7"))

    assert render_pdf(html_of(sheet), stylesheet="fillable") == render_pdf(html_of(sheet), stylesheet="fillable")


FRENCH = "Élève œuvre à l’été «\u00a0déjà\u00a0» ÇÀÉÈÊËÎÏÔÙÛÜ 3\u00a0€ (parenthèses) \\ fin"


def test_font_has_every_letter_of_french():
    assert Typeface(font_paths()[TYPED_IN]).encode(FRENCH + "œŒæÆ–—…“”") is not None


def words_shown(content, folder):
    """As a reader that draws the page shows them."""
    path = folder / "filled.pdf"
    path.write_bytes(content)
    flat = folder / "flat.pdf"
    subprocess.run(["pdftocairo", "-pdf", str(path), str(flat)], check=True, capture_output=True)
    shown = subprocess.run(["pdftotext", "-raw", str(flat), "-"], check=True, capture_output=True).stdout.decode()
    return " ".join(shown.split())


@pytest.mark.parametrize("library", ["pypdf", "mupdf"])
def test_what_another_program_typed_is_shown_with_its_accents(library, tmp_path):
    content = print_form(blank_form(catalogue.latest("ft3")))

    filled = LIBRARIES[library](content, {"ft3/1/adopters": FRENCH})

    assert " ".join(FRENCH.split()) in words_shown(filled, tmp_path)


def test_answers_of_the_carnet_are_shown_in_the_form(carnet, tmp_path):
    content = print_form(fillable_sheet(open_sheet(carnet.rlp, carnet.number, "ft7")))

    shown = words_shown(content, tmp_path)

    assert [one.measure for one in carnet.workbook.plan_lines.all() if one.measure.split()[0] not in shown] == []
