"""PDF files that nobody should have to trust: {name: (make, file name, what is said)}.

Each name begins with its row of the bad-input catalogue. `said` is a sentence, or several where libraries differ;
no sentence at all where the words are read, and nothing else is done.
"""

import zlib

import pikepdf

from rlp_portal.analysis.plans import reading
from rlp_portal.analysis.plans.words_of_pdf import MOST_PAGES
from tests.analysis.plans import trouble
from tests.analysis.plans.documents import (
    blank_pages,
    changed_pdf,
    locked_pdf,
    one_page,
    package,
    pdf,
    raw_pdf,
    scanned,
    squeezed,
    stream,
)


def with_action(action):
    def change(document):
        document.Root.OpenAction = document.make_indirect(action(document))

    return changed_pdf(change)


def script(document):
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.launchURL('{trouble.ANYWHERE}')")


def launch(document):
    return pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/sh")


def address(document):
    return pikepdf.Dictionary(S=pikepdf.Name.URI, URI=trouble.ANYWHERE)


def with_attachment(document):
    document.attachments["virus.exe"] = b"MZ" + trouble.noise(99)


def chained_filters(count):
    content = b"\0" * 1_000_000
    for _ in range(count):
        content = zlib.compress(content, 9)
    return one_page(stream(content, b"/Filter [" + b"/FlateDecode " * count + b"]"))


def form_that_draws_itself():
    return one_page(
        stream(b"/F Do"),
        stream(b"/F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>"),
        page=b"/Resources << /XObject << /F 5 0 R >> >>",
    )


PDF_REFUSED = {reading.DAMAGED_PDF, reading.TOO_LONG, reading.ONLY_IMAGES, reading.TOO_SLOW, reading.TOO_MANY_PAGES}

PDF_CASES = {
    "B52 HTML named pdf": (lambda: b"<!doctype html><p>%PDF-1.7</p>", "plan.pdf", reading.WRONG_CONTENT),
    "B52 HTML, then a PDF": (lambda: b"<script>alert(1)</script>" + pdf(), "plan.pdf", reading.WRONG_CONTENT),
    "B52 zip named pdf": (lambda: package({"a": b"b"}), "plan.pdf", reading.WRONG_CONTENT),
    "B52 picture and PDF at once": (lambda: b"GIF89a\x01\x00" + pdf(), "plan.pdf", reading.WRONG_CONTENT),
    "B52 program and PDF at once": (lambda: b"MZ\x90\x00" + pdf(), "plan.pdf", reading.WRONG_CONTENT),
    "B52 shell script and PDF at once": (lambda: b"#!/bin/sh\nexit\n" + pdf(), "plan.pdf", reading.WRONG_CONTENT),
    "B52 text named pdf": (lambda: b"Bonjour", "plan.pdf", reading.WRONG_CONTENT),
    "B53 PDF cut in half": (lambda: pdf()[: len(pdf()) // 2], "plan.pdf", reading.DAMAGED_PDF),
    "B53 PDF without its end": (lambda: pdf()[:-300], "plan.pdf", reading.DAMAGED_PDF),
    "B53 PDF of noise": (lambda: b"%PDF-1.7\n" + trouble.noise(30_000), "plan.pdf", reading.DAMAGED_PDF),
    "B53 PDF, its head alone": (lambda: b"%PDF-1.7\n", "plan.pdf", reading.DAMAGED_PDF),
    "B53 PDF without a catalogue": (lambda: raw_pdf(b"<< >>", trailer=""), "plan.pdf", reading.DAMAGED_PDF),
    "B55 PDF with a password": (lambda: locked_pdf(user="secret", owner="secret"), "plan.pdf", reading.LOCKED_PDF),
    "B55 PDF with its owner’s password": (
        lambda: locked_pdf(user="", owner="secret"),
        "plan.pdf",
        reading.LOCKED_PDF,
    ),
    "B56 scanned": (lambda: scanned(3), "plan.pdf", reading.ONLY_IMAGES),
    "B56 blank": (lambda: blank_pages(2), "plan.pdf", reading.ONLY_IMAGES),
    "B57 2,000 pages": (lambda: blank_pages(2_000), "plan.pdf", reading.TOO_MANY_PAGES),
    "B57 one page too many": (lambda: blank_pages(MOST_PAGES + 1), "plan.pdf", reading.TOO_MANY_PAGES),
    "B57 pages that are their own parents": (
        lambda: raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        "plan.pdf",
        PDF_REFUSED,
    ),
    "B57 pages that say they are a billion": (
        lambda: raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 1000000000 >>"),
        "plan.pdf",
        PDF_REFUSED,
    ),
    "B57 a page drawn ten thousand times": (
        lambda: raw_pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [" + b"3 0 R " * 10_000 + b"] /Count 10000 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        ),
        "plan.pdf",
        PDF_REFUSED,
    ),
    "B57 a form that draws itself": (form_that_draws_itself, "plan.pdf", PDF_REFUSED),
    "B57 300 MB in a stream of 300 kB": (
        lambda: one_page(stream(squeezed(300_000_000), b"/Filter /FlateDecode")),
        "plan.pdf",
        PDF_REFUSED,
    ),
    "B57 a stream squeezed nine times": (lambda: chained_filters(9), "plan.pdf", PDF_REFUSED),
    "B57 strings in strings, a million": (lambda: one_page(stream(b"[" * 1_000_000)), "plan.pdf", PDF_REFUSED),
    "B57 a length that lies": (
        lambda: one_page(b"<< /Length 99999999 >>\nstream\nBT ET\nendstream"),
        "plan.pdf",
        PDF_REFUSED,
    ),
    "B57 an object that points at itself": (lambda: one_page(b"4 0 R"), "plan.pdf", PDF_REFUSED),
    "B57 a fill of lines without end": (
        lambda: one_page(stream(b"BT /F 9 Tf (a) Tj " * 300_000 + b"ET")),
        "plan.pdf",
        PDF_REFUSED,
    ),
    # what is there to run or to fetch does neither: the words are read
    "PDF with a script": (lambda: with_action(script), "plan.pdf", set()),
    "PDF that launches a program": (lambda: with_action(launch), "plan.pdf", set()),
    "PDF that opens an address": (lambda: with_action(address), "plan.pdf", set()),
    "PDF with a program attached": (lambda: changed_pdf(with_attachment), "plan.pdf", set()),
    "PDF, then HTML": (lambda: pdf() + b"<script>alert(1)</script>", "plan.pdf", set()),
}
