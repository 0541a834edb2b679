"""Documents for tests: honest ones, made by the libraries that people's programs use, and the ways to spoil them."""

import io
import zipfile
import zlib

import pikepdf
import pymupdf
from docx import Document
from pypdf import PdfWriter

LINES = ("Mise en contexte", "Le CPE hébergera l’Heure du conte.", "Les parents seront formés.")
MAIN = "word/document.xml"


# ---- Word -------------------------------------------------------------------------------------------------------


def word(*lines):
    document = Document()
    for line in lines or LINES:
        document.add_paragraph(line)
    return saved_word(document)


def saved_word(document):
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def package(parts, compression=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return held.getvalue()


def changed_word(change, *lines):
    parts = parts_of(word(*lines))
    change(parts)
    return package(parts)


def with_part(name, content):
    return changed_word(lambda parts: parts.update({name: content}))


def with_document_type(definition, use="", name=MAIN):
    def change(parts):
        head, _end, body = parts[name].decode().partition("?>")
        root = "w:document" if name == MAIN else "Relationships"
        body = body.replace("hébergera", f"hébergera {use}") if use else body
        parts[name] = f"{head}?><!DOCTYPE {root} [{definition}]>{body}".encode()

    return changed_word(change)


# ---- PDF --------------------------------------------------------------------------------------------------------


def pdf(*pages):
    """Each page is a list of lines."""
    document = pymupdf.open()
    for lines in pages or [LINES]:
        page = document.new_page()
        for number, line in enumerate(lines):
            page.insert_text((72, 72 + 16 * number), line, fontname="tiro", encoding=pymupdf.TEXT_ENCODING_LATIN)
    return document.tobytes()


def pdf_of_same_pages(count, lines):
    """Each copied whole: drawing the words again would be long."""
    document, page = pymupdf.open(), pymupdf.open(stream=pdf(lines))
    for _ in range(count):
        document.insert_pdf(page)
    return document.tobytes()


def blank_pages(count):
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(9, 9)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def changed_pdf(change, *pages, **options):
    with pikepdf.open(io.BytesIO(pdf(*pages))) as document:
        change(document)
        held = io.BytesIO()
        document.save(held, **options)
        return held.getvalue()


def locked_pdf(**passwords):
    return changed_pdf(lambda _: None, encryption=pikepdf.Encryption(**passwords))


def scanned(pages=1):
    document = pikepdf.new()
    for _ in range(pages):
        add_image_page(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def add_image_page(document):
    page = document.add_blank_page(page_size=(99, 99))
    image = document.make_stream(
        b"\xff" * 9, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=3, Height=3,
        ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = document.make_stream(b"99 0 0 99 0 0 cm /Im0 Do")


def raw_pdf(*objects, trailer="/Root 1 0 R"):
    """Written by hand, object by object: what no library would write."""
    parts, places = [b"%PDF-1.7\n"], []
    for number, body in enumerate(objects, start=1):
        places.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = sum(map(len, parts))
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} {trailer} >>\n"
    )
    return b"".join([*parts, end.encode(), f"startxref\n{start}\n%%EOF\n".encode()])


def one_page(*more, contents=b"4 0 R", page=b""):
    """A catalogue, pages and a page; `more` are objects 4, 5…"""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents " + contents + b" " + page + b" >>",
        *more,
    )


def stream(content, extra=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def squeezed(size):
    return zlib.compress(b"\0" * size, 9)
