"""The files that people would have deposited: a bare Word document, a bare PDF, a text. Pure functions.

Written by hand: they hold words and paragraphs, and cost a thousandth of a second each at the first start.
"""

import io
import zipfile
from textwrap import wrap
from xml.sax.saxutils import escape

from rlp_portal.analysis.enums import TextOrigin

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
WIDE, LINES_OF_A_PAGE, FONT_SIZE, LEADING = 88, 46, 11, 14  # signs, lines, points, points


def original_of(text, origin):
    """(bytes, pages): pages None where the format has none, b"" for what was pasted."""
    if origin == TextOrigin.DOCX:
        return word_of(text), None
    if origin == TextOrigin.PDF:
        return pdf_of(text)
    return (text.encode(), None) if origin == TextOrigin.TXT else (b"", None)


def word_of(text):
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.split("\n")
    )
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN_PART}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), XML + content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def pdf_of(text):
    lines = [part for line in text.split("\n") for part in wrap(line, WIDE, break_on_hyphens=False) or [""]]
    pages = [lines[at : at + LINES_OF_A_PAGE] for at in range(0, len(lines), LINES_OF_A_PAGE)]
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-CA) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, page in enumerate(pages):
        shown = stream_of(page)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * place} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n".encode() + shown + b"\nendstream")
    return joined(objects), len(pages)


def stream_of(lines):
    shown = [f"({pdf_escape(line)}) Tj T*" for line in lines]
    head = f"BT /F1 {FONT_SIZE} Tf {LEADING} TL 72 720 Td"
    return "\n".join([head, *shown, "ET"]).encode("cp1252", "replace")


def pdf_escape(text):
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def joined(objects):
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\n"
    return written + f"{end}startxref\n{len(written)}\n%%EOF\n".encode()
