"""The checks must be able to fail: what WeasyPrint alone writes, and documents with a known fault."""

import pytest
from weasyprint import HTML

from tests.reports.pdf_checks import faults

PAGE = '<!doctype html><html lang="{lang}"><head><title>{title}</title></head><body>{body}</body></html>'


def numbers_found(body, *, lang="fr-CA", title="Titre"):
    html = PAGE.format(lang=lang, title=title, body=body)
    return {fault.split(":")[0] for fault in faults(HTML(string=html).write_pdf(pdf_variant="pdf/ua-1"), html)}


def test_a_plain_page_has_no_fault():
    assert numbers_found("<h1>Titre</h1><p>Texte</p>") == set()


SEEDED = [
    ("<h1>A</h1><table><tr><th>B</th></tr><tr><td>C</td></tr></table>", {"15", "16"}),
    ("<h1>A</h1><h3>B</h3>", {"11"}),
    ("<h2>A</h2>", {"10"}),
    ("<h1>A</h1><div></div>", {"19"}),
    ("<h1>A</h1><p><a href='https://exemple.org/'>Lire</a></p>", {"28"}),
    ("<h1>A</h1><p><a href='http://exemple.org/'>Lire</a></p>", {"28"}),
    (
        "<style>@page { @bottom-right { content: counter(page) ' / ' counter(pages) } }</style><h1>A</h1>",
        {"20", "22"},
    ),
    (
        "<h1>A</h1><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>",
        {"12"},
    ),
    (
        "<h1>A</h1><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>A chart of it</title>"
        "<rect width='9' height='9'/></svg>",
        {"13"},
    ),
    ("<h1>A</h1><table><tr><td>B</td></tr><tr><td>C</td><td>D</td></tr></table>", {"14"}),
    ("<h1>A</h1>" + "<p style='break-after: page'>B</p>" * 6, set()),
]


@pytest.mark.parametrize(("body", "numbers"), SEEDED)
def test_a_seeded_fault_is_found(body, numbers):
    assert numbers_found(body) >= numbers


def test_a_wrong_language_and_a_missing_title_are_found():
    assert {"2", "8"} <= numbers_found("<h1>A</h1>", lang="en", title="")
