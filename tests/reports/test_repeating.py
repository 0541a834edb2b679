"""Sheets that are laid out once and held many times: each copy has its own pages and its own tags."""

import io

import pikepdf
import pytest

from rlp_portal.reports.refusals import PdfFailed
from rlp_portal.reports.renderer import render_pdf
from tests.reports.pdf_checks import faults
from tests.reports.rendering import pdf_of
from tests.reports.test_accessibility import words_of

PAGE = """<!doctype html><html lang="fr-CA"><head><meta charset="utf-8"><title>Feuilles</title></head>
<body><h1>Guide</h1>{sections}</body></html>"""
TABLE = """<table><thead><tr><th scope="col">Colonne</th><th scope="col">Autre</th></tr></thead>
<tbody><tr><th scope="row">Ligne</th><td>Case</td></tr></tbody></table>"""
LONG = '<section class="packed" data-copies="{copies}"><h2>Longue</h2>' + "<p>Mot</p>" * 60 + TABLE + "</section>"
SHORT = '<section class="packed" data-copies="{copies}"><h2>Courte</h2><p>Fin</p></section>'


def printed(*sections):
    return pdf_of(PAGE.format(sections="".join(sections)), stylesheet="blank")


def test_copies_follow_their_first_one_page_by_page():
    content = printed(LONG.format(copies=3), SHORT.format(copies=2))

    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [page.obj.Contents.objgen for page in pdf.pages]
        sizes = len(pdf.pages)
    guide, first, second, last = streams[0], streams[1], streams[2], streams[-1]
    assert streams == [guide, *[first, second] * 3, *[last] * 2]
    assert (sizes, len({guide, first, second, last})) == (9, 4)


def test_every_copy_is_read_aloud_in_its_place():
    content = printed(LONG.format(copies=3), SHORT.format(copies=2))
    said = PAGE.format(sections=LONG.format(copies=1) * 3 + SHORT.format(copies=1) * 2)

    assert faults(content, said) == []
    assert words_of(content).count("Longue") == 3


def test_the_number_of_pages_counts_the_copies():
    html = PAGE.format(sections=LONG.format(copies=3) + SHORT.format(copies=1))

    assert render_pdf(html, stylesheet="blank").pages == 8


def test_one_copy_is_the_sheet_itself():
    assert faults(printed(SHORT.format(copies=1)), PAGE.format(sections=SHORT.format(copies=1))) == []


def test_a_sheet_with_a_link_is_not_repeated():
    """Its copies would share the link of the first one."""
    section = '<section class="packed" data-copies="2"><h2 id="a">A</h2><p><a href="#a">Voir A</a></p></section>'

    with pytest.raises(PdfFailed):
        render_pdf(PAGE.format(sections=section), stylesheet="blank")
