"""The words of a .docx, paragraph by paragraph. The package is weighed before it is opened.

No relationship is followed outside of the package: a remote template, a linked picture stay where they are.
"""

import io
import zipfile
import zlib

from rlp_portal.analysis.plans.unreadable import (
    DAMAGED,
    EMPTY,
    LOCKED,
    MOST_SIGNS,
    OTHER_FORMAT,
    RISKY,
    TOO_LONG,
    Unreadable,
)

MOST_PARTS, MOST_BYTES, AT_A_TIME = 2000, 100_000_000, 1 << 16
MOST_RATIO, SMALL_PART = 100, 5_000_000
LONGEST_XML = 30_000_000  # as a tree it takes ten times as much
CONTENT_TYPES, OURS, WITH_MACROS = "[Content_Types].xml", b"wordprocessingml", b"macroEnabled"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# what a reader does not see: erased words, field codes, the older twin of a drawing
UNSEEN = {f"{WORD}del", f"{WORD}moveFrom", f"{WORD}delText", f"{WORD}instrText", FALLBACK}
SIGNS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
BULLET = "• "
DEEPEST = 200


def words_of_word(content):
    """{"paragraphs": [text, …]}, those of tables and text boxes in their place."""
    weigh(content)
    from docx import Document  # after the weighing

    try:
        body = Document(io.BytesIO(content)).element.body
    except KeyError:
        raise Unreadable(DAMAGED) from None
    paragraphs, signs = [], 0
    for paragraph in seen_paragraphs(body):
        paragraphs.append(words_of(paragraph))
        signs += len(paragraphs[-1])
        if signs > MOST_SIGNS:
            raise Unreadable(TOO_LONG)
    if not any(one.strip() for one in paragraphs):
        raise Unreadable(EMPTY)
    return {"paragraphs": paragraphs}


# ---- The package ------------------------------------------------------------------------------------------------


def weigh(content):
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable(DAMAGED) from None
    parts = package.infolist()
    refuse_heavy(parts)
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(LOCKED)
    if CONTENT_TYPES not in names:
        raise Unreadable(OTHER_FORMAT)
    if len(names) < len(parts) or any("vbaproject" in name.lower() for name in names):
        raise Unreadable(RISKY)
    left = MOST_BYTES
    for part in sorted(parts, key=lambda part: part.filename != CONTENT_TYPES):
        held = taken_out(package, part, left=left)
        left -= len(held)
        if part.filename == CONTENT_TYPES:
            refuse_other_types(held)
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            refuse_risky(held)


def refuse_other_types(content_types):
    if WITH_MACROS in content_types:
        raise Unreadable(RISKY)
    if OURS not in content_types:
        raise Unreadable(OTHER_FORMAT)


def refuse_heavy(parts):
    """By what the package says of itself; `taken_out` then counts what is really there."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise Unreadable(RISKY)
    for part in parts:
        if part.file_size > SMALL_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise Unreadable(RISKY)


def taken_out(package, part, *, left):
    chunks = []
    try:
        with package.open(part) as stream:
            while chunk := stream.read(AT_A_TIME):
                chunks.append(chunk)
                left -= len(chunk)
                if left < 0:
                    raise Unreadable(RISKY)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise Unreadable(DAMAGED) from None
    return b"".join(chunks)


def refuse_risky(xml):
    """A document type has no place in a Word document: it is there to define entities."""
    from lxml import etree

    if len(xml) > LONGEST_XML:
        raise Unreadable(TOO_LONG)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(xml, parser).getroottree()
    except etree.XMLSyntaxError:
        raise Unreadable(RISKY if b"<!DOCTYPE" in xml.replace(b"\0", b"") else DAMAGED) from None
    if tree.docinfo.doctype:
        raise Unreadable(RISKY)


# ---- The words --------------------------------------------------------------------------------------------------


def seen_paragraphs(body):
    for paragraph in body.iter(f"{WORD}p"):
        if not any(one.tag in UNSEEN for one in paragraph.iterancestors()):
            yield paragraph


def words_of(paragraph):
    """Without the paragraphs that it holds itself, in a text box: they come on their own."""
    words = "".join(pieces(paragraph, DEEPEST))
    return BULLET + words if words.strip() and is_in_a_list(paragraph) else words


def pieces(element, deeper):
    if not deeper:
        raise RecursionError
    for child in element:
        if child.tag in UNSEEN or child.tag == f"{WORD}p":
            continue
        if child.tag == f"{WORD}t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        else:
            yield from pieces(child, deeper - 1)


def is_in_a_list(paragraph):
    properties = paragraph.find(f"{WORD}pPr")
    if properties is None:
        return False
    numbering = properties.find(f"{WORD}numPr/{WORD}numId")
    if numbering is not None:
        return numbering.get(f"{WORD}val") != "0"
    style = properties.find(f"{WORD}pStyle")
    return style is not None and style.get(f"{WORD}val", "").startswith(("List", "Liste"))
