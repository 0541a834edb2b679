"""The press: nothing is fetched, nothing is attached, and the same page gives the same bytes."""

import io

import pikepdf
import pytest

from rlp_portal.reports import renderer
from rlp_portal.reports.fonts import font_paths
from rlp_portal.reports.pdf import ForbiddenReference, Press, locked_fetcher
from rlp_portal.reports.renderer import render_pdf

HEAD = '<!doctype html><html lang="fr-CA"><head><title>Titre</title>{}</head><body><h1>Titre</h1>{}</body></html>'

REFERENCES = {
    "style sheet": ('<link rel="stylesheet" href="{}a.css">', ""),
    "import": ('<style>@import url("{}b.css");</style>', ""),
    "font": (
        '<style>@font-face {{ font-family: f; src: url("{}c.woff2"); }} p {{ font-family: f; }}</style>',
        "<p>Texte</p>",
    ),
    "background": ('<style>h1 {{ background: url("{}d.png"); }}</style>', ""),
    "list marker": ('<style>li {{ list-style-image: url("{}e.png"); }}</style>', "<ul><li>Un</li></ul>"),
    "image": ("", '<img alt="Une image" src="{}f.png">'),
    "object": ("", '<object data="{}g.svg">Repli</object>'),
    "embed": ("", '<embed src="{}h.svg">'),
    "iframe": ("", '<iframe src="{}i.html"></iframe>'),
    "svg image": (
        "",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Un dessin</title>'
        '<image href="{}j.png" width="9" height="9"/></svg>',
    ),
    "svg use": (
        "",
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Un dessin</title>'
        '<use href="{}k.svg#a"/></svg>',
    ),
    "attachment of the page": ('<link rel="attachment" href="{}l.txt">', ""),
    "attachment of an anchor": ("", '<p><a rel="attachment" href="{}m.txt">Fichier</a></p>'),
}
ADDRESSES = [
    "http://127.0.0.1:9/",
    "https://127.0.0.1:9/",
    "file:///etc/",
    "ftp://127.0.0.1/",
    "app:",
    "data:text/css,",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("kind", REFERENCES)
def test_no_reference_is_followed_and_nothing_is_attached(kind, address):
    head, body = (part.format(address) for part in REFERENCES[kind])

    content = render_pdf(HEAD.format(head, body)).content

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert dict(pdf.attachments) == {}
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        subtypes = [str(one.Subtype) for page in pdf.pages for one in page.obj.get("/Annots", [])]
        assert "/FileAttachment" not in subtypes
        assert not any(one.get("/Subtype") == "/Image" for one in pdf.objects if isinstance(one, pikepdf.Stream))


REFUSED = [
    "http://exemple.org/a",
    "file:///etc/passwd",
    "app:../../settings.py",
    "app:unknown",
    "data:text/html,a",
    "x",
]


@pytest.mark.parametrize("address", REFUSED)
def test_the_fetcher_refuses_every_address_but_ours(address):
    fetcher = locked_fetcher(font_paths())

    with pytest.raises(ForbiddenReference):
        fetcher.fetch(address)


def test_the_fetcher_gives_our_fonts():
    fetcher = locked_fetcher(font_paths())

    assert fetcher.fetch("app:literata-600.woff2").read()[:4] == b"wOF2"


def test_a_local_file_is_not_fetched_by_the_whole_press(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    press = Press(stylesheets=renderer.STYLESHEETS, fonts=font_paths())
    html = HEAD.format(f'<link rel="attachment" href="{secret.as_uri()}">', "")

    content, _pages = press.print(html, stylesheet="report")

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert dict(pdf.attachments) == {}


def test_presentational_hints_are_ignored():
    plain = render_pdf(HEAD.format("", "<table><tr><td>Texte</td></tr></table>")).content
    hinted = render_pdf(HEAD.format("", '<table><tr><td bgcolor="red" width="500">Texte</td></tr></table>')).content

    assert plain == hinted


def test_the_same_page_gives_the_same_bytes_from_any_process(settings):
    html = HEAD.format("", "<p>Texte « à deux »</p><ul><li>Un</li></ul>")
    other = renderer.Renderer(at_once=1)

    try:
        assert render_pdf(html).content == other.render(html, stylesheet="report").content
    finally:
        other.close()
