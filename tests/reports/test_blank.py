import io
import re

import pikepdf
import pytest
from django.template.loader import render_to_string

from rlp_portal.reports.blank import blank_pack, blank_sheet
from rlp_portal.reports.paper import Variant
from tests.pdf_words import pages_of, words_of
from tests.reports.rendering import pdf_of
from worksheets import catalogue

INSTRUMENTS = catalogue.all_latest()
LETTER, TABLOID = (612, 792), (792, 1224)


def printed(report, template="reports/print/blank.html"):
    return pdf_of(render_to_string(template, {"report": report}), stylesheet="blank")


def squeezed(text):
    return " ".join(text.split())


def sizes_of(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages]


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.key)
def test_individual_sheet_holds_on_both_sides_of_one_letter_page(instrument):
    content = printed(blank_sheet(instrument, variant=Variant.INDIVIDUAL))

    assert set(sizes_of(content)) == {LETTER}
    assert len(sizes_of(content)) <= 2


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.key)
def test_poster_is_one_tabloid_page(instrument):
    assert sizes_of(printed(blank_sheet(instrument, variant=Variant.POSTER))) == [TABLOID]


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.key)
def test_sheet_asks_its_questions_with_their_numbers_and_names_its_source(instrument, variant):
    report = blank_sheet(instrument, variant=variant)

    words = words_of(printed(report), "-layout")

    for section in report.sections:
        for question in section.questions:
            if question.form != "kept" and section.layout == "questions":
                assert squeezed(f"{question.number}. {question.label}".lstrip(". ")) in words
    assert f"{instrument.code} · {instrument.number}" in words
    assert squeezed(instrument.source) in words
    assert squeezed(instrument.rights) in words


def test_what_the_group_records_is_on_the_poster_only():
    obstacles = catalogue.latest("obstacles")

    individual = blank_sheet(obstacles, variant=Variant.INDIVIDUAL)
    poster = blank_sheet(obstacles, variant=Variant.POSTER)

    assert [question.label for section in individual.sections for question in section.questions] == [
        "Quelles sont vos plus grandes préoccupations?"
    ]
    assert [question.label for section in poster.sections for question in section.questions] == [
        "Quelles sont vos plus grandes préoccupations?",
        "Ce que nous ferons",
    ]


def test_pack_has_contents_and_every_sheet():
    content = printed(blank_pack(), "reports/print/blank_pack.html")

    words = words_of(content, "-layout")
    assert words.count("Les feuilles de travail, à imprimer") == 1
    assert [squeezed(page).split()[0] for page in pages_of(content)[:2]] == ["Les", INSTRUMENTS[0].code]
    for instrument in INSTRUMENTS:
        assert words.count(f"{instrument.code} · {instrument.number}") >= 1
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        (first,) = outline.root
        assert [entry.title for entry in first.children] == [instrument.title for instrument in INSTRUMENTS]


def test_only_black_is_printed_and_nothing_is_under_eleven_points():
    content = printed(blank_pack(), "reports/print/blank_pack.html")

    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [page.Contents.read_bytes().decode("latin-1") for page in pdf.pages]
    colours = {
        match
        for stream in streams
        for match in re.findall(r"([\d.]+ [\d.]+ [\d.]+) (?:rg|RG|sc|SC|scn|SCN)\b", stream)
    }
    assert colours <= {"0 0 0"}
    assert min(fonts_sizes(content)) == 11


def fonts_sizes(content):
    """In points, from the text matrices: WeasyPrint draws in CSS pixels."""
    sizes = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            scale, size = 0.75, 0
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    size = float(operands[1])
                elif str(operator) == "Tm":
                    sizes.add(round(size * abs(float(operands[0])) * scale, 1))
    return sizes - {0}  # a matrix set before its font
