"""Traps that were met when an SVG goes into a PDF: each drawing is printed and read back by another program."""

import io
import re

import page
import pikepdf
import pymupdf
import pytest
from django.template.loader import get_template

from rlp_portal.reports.drawings import page_of
from rlp_portal.reports.renderer import render_pdf
from tests.reports.pdf_checks import Tree, faults
from tests.reports.rendering import pdf_of
from tests.worksheets.diagrams.boxes import assert_harmless, assert_nothing_cut_or_covered
from tests.worksheets.diagrams.samples import samples
from worksheets.diagrams.svg import svg

NAMES = list(samples())
POINTS = 0.75  # of a CSS pixel


@pytest.fixture(scope="module")
def printed():
    """{name: (drawing, PDF)}, each drawing on a page of its own size."""
    made = {}
    for name, sample in samples().items():
        drawing = sample.draw()
        made[name] = drawing, pdf_of(page_of(drawing), stylesheet="drawing")
    return made


@pytest.mark.parametrize("name", NAMES)
def test_forty_entries_are_neither_cut_nor_covered(name):
    drawing = samples()[name].draw()

    assert_nothing_cut_or_covered(drawing)
    assert_harmless(drawing)


# What a browser draws and WeasyPrint ignores, blackens or enlarges; an id would clash with that of another drawing.
NEVER = [
    "foreignObject",
    "textPath",
    "var(",
    "paint-order",
    "dominant-baseline",
    " style=",
    " class=",
    " id=",
    "url(",
]


@pytest.mark.parametrize("trap", NEVER)
@pytest.mark.parametrize("name", NAMES)
def test_no_drawing_uses_what_the_press_cannot_draw(name, trap):
    assert trap not in svg(samples()[name].draw())


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_equivalent_is_the_alternative_of_the_figure(printed, name):
    drawing, content = printed[name]

    with pikepdf.open(io.BytesIO(content)) as pdf:
        (figure,) = Tree(pdf).all("Figure")
        assert str(figure.object.Alt) == drawing.title


@pytest.mark.parametrize("name", NAMES)
def test_the_fonts_are_ours_and_embedded(printed, name):
    _drawing, content = printed[name]

    with pymupdf.open(stream=content) as document:
        fonts = document[0].get_fonts()

    assert {font[3].partition("+")[2] for font in fonts} <= {"Source-Sans-3,", "Source-Sans-3-Semi-Bold"}
    assert {font[1] for font in fonts} <= {"otf", "ttf", "cff"}  # the kind of the embedded file


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_printed_where_it_was_measured(printed, name):
    """A shorthand `font` once gave a giant glyph over the page; a colour in a variable gave black on black."""
    drawing, content = printed[name]
    wanted = [label for label in drawing.labels if label.text.strip()]

    with pymupdf.open(stream=content) as document:
        found = lines_of(document[0])

    assert sorted(text for text, _box in found) == sorted(as_read(label.text) for label in wanted)
    for label in wanted:
        assert any(near(label, box) for text, box in found if text == as_read(label.text)), label


def lines_of(page):
    """[(text, box)] of what the page writes, one entry for each of our labels; a halo is not read twice."""
    spans = []
    for span in page.get_texttrace():
        text = as_read("".join(chr(char[0]) for char in span["chars"]))
        spans.append((text, pymupdf.Rect(span["bbox"]) / POINTS))
    return [one for number, one in enumerate(spans) if number == 0 or spans[number - 1] != one]


def as_read(text):
    """Without spaces, which a PDF may write as distances."""
    return "".join(text.split())


def near(label, box):
    ours = label.box
    return (
        abs(box.x0 - ours.left) < 0.02 * label.width + 3
        and abs(box.x1 - ours.right) < 0.02 * label.width + 3
        and abs((box.y0 + box.y1) / 2 - (ours.top + ours.bottom) / 2) < label.size * 0.25
    )


# ---- The eight faults measured in what WeasyPrint writes ----------------------------------------------------------

PAGE = '<!doctype html><html lang="fr-CA"><head><title>Titre</title></head><body><h1>Titre</h1>{}</body></html>'
PRINTED = [
    "reports/print/_sheet.html", "reports/print/_glance.html", "reports/print/_mobilisation.html",
    "reports/print/_plan.html", "reports/print/carnet.html", "reports/print/sheet.html", "reports/print/blank.html",
]  # fmt: skip


def numbers_found(body):
    html = PAGE.format(body)
    return {fault.partition(":")[0] for fault in faults(render_pdf(html).content, html)}


def elements_of(body, *types):
    with pikepdf.open(io.BytesIO(render_pdf(PAGE.format(body)).content)) as pdf:
        return [(one.type, one.text, one.attribute("/Scope")) for one in Tree(pdf).all(*types)]


def source_of(template):
    return get_template(template).template.source


def test_1_an_image_without_words_is_found_and_no_page_has_one():
    pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAIBTAA7"

    assert "12" in numbers_found(f'<img alt="" width="9" height="9" src="{pixel}">')
    assert [template for template in PRINTED if "<img" in source_of(template)] == []


def test_2_an_svg_named_by_aria_label_alone_is_found_and_ours_has_its_title():
    named = 'xmlns="http://www.w3.org/2000/svg" width="9" height="9" aria-label="Dessin"'
    bare = f'<svg {named}><desc>Un dessin</desc><rect width="9" height="9"/></svg>'
    drawn = svg(samples()["ladder"].draw())

    assert "12" in numbers_found(bare)
    assert numbers_found(drawn) == set()


def test_3_page_numbers_and_running_heads_are_artifacts():
    body = '<p class="rlp">RLP</p>' + "<p>Un paragraphe.</p>" * 120

    with pikepdf.open(io.BytesIO(render_pdf(PAGE.format(body)).content)) as pdf:
        tree = Tree(pdf)
        artifacts = [text for page in tree.pages for text in page.artifacts if text]

    assert [text for text in artifacts if re.fullmatch(r"\d+ / \d+", text)] == [
        f"{number} / {len(tree.pages)}" for number in range(1, len(tree.pages) + 1)
    ]
    assert not [one.text for one in tree.elements if re.search(r"\d+ / \d+", one.text)]


def test_4_headers_have_a_scope_and_an_index():
    table = (
        '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><th scope="row">B</th></tr></tbody></table>'
    )

    assert numbers_found(table) == set()
    assert elements_of(table, "TH") == [("TH", "A", "/Column"), ("TH", "B", "/Row")]


def test_5_a_table_over_three_pages_repeats_its_headers():
    rows = "".join(f'<tr><th scope="row">Ligne {number}</th><td>Texte</td></tr>' for number in range(100))
    table = (
        f'<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody>{rows}</tbody></table>'
    )

    assert numbers_found(table) == set()
    assert len(elements_of(table, "Table")) >= 3
    headers = [text for _type, text, scope in elements_of(table, "TH") if scope == "/Column"]
    assert headers == ["A", "B"] * (len(headers) // 2)


def test_6_a_link_says_its_text():
    assert numbers_found('<p><a href="https://exemple.org/">Lire la suite</a></p>') == set()


def test_7_what_is_hidden_by_aria_is_read_and_no_page_counts_on_it():
    assert elements_of('<p aria-hidden="true">Caché</p>', "P") == [("P", "Caché", None)]
    assert [template for template in PRINTED if "aria-hidden" in source_of(template)] == []
    assert "aria-hidden" not in "".join(svg(sample.draw()) for sample in samples().values())


def test_8_pages_use_neither_definition_lists_nor_figures():
    assert elements_of("<figure><p>Texte</p></figure>", "Figure") == []
    assert [one for one in PRINTED if re.search(r"<(dl|figure)\b", source_of(one))] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_in_a_report_passes_pdf_ua(name):
    html = PAGE.format(f'<div class="drawn">{svg(samples()[name].draw())}</div>')

    content = render_pdf(html).content

    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert faults(content, html) == []
