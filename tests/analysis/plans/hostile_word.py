"""Word documents that nobody should have to trust: {name: (make, file name, what is said)}.

Each name begins with its row of the bad-input catalogue. `said` is a sentence, or several where libraries differ;
no sentence at all where the words are read, and nothing else is done.
"""

import io
import struct
import warnings
import zipfile

from rlp_portal.analysis.plans import reading
from rlp_portal.analysis.plans.words_of_word import MOST_PARTS
from tests.analysis.plans import trouble
from tests.analysis.plans.documents import MAIN, changed_word, package, parts_of, with_document_type, with_part, word

TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"


def bomb(size, name="word/media/image1.bin"):
    return with_part(name, b"\0" * size)


def lying_bomb():
    """Its directory says 10 bytes; its stream holds 200 million."""
    content = bytearray(bomb(200_000_000))
    place = content.rindex(b"PK\x01\x02")
    while b"image1.bin" not in content[place : place + 90]:
        place = content.rindex(b"PK\x01\x02", 0, place)
    struct.pack_into("<I", content, place + 24, 10)
    return bytes(content)


def nested_bomb():
    inner = package({"a": b"\0" * 90_000_000})
    return with_part("word/embeddings/a.zip", inner)


def overlapping():
    """Two entries of the directory that share one stream."""
    content = word()
    head = content.index(b"PK\x01\x02")
    end = content.rindex(b"PK\x05\x06")
    directory = content[head:end]
    twice = directory + directory.replace(b"word/document.xml", b"word/documenu.xml")
    count = len(parts_of(content)) * 2
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(twice), head, 0)
    return content[:head] + twice + tail


def twice_the_same_part():
    held = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(held, "w") as written:
        warnings.simplefilter("ignore")
        for name, content in parts_of(word()).items():
            written.writestr(name, content)
        written.writestr(MAIN, b"<a/>")
    return held.getvalue()


def encrypted_entries():
    content = bytearray(word())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def with_relation(kind, target, name=RELATIONS):
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    line = f'<Relationship Id="rIdX" Type="{schema}/{kind}" Target="{target}" TargetMode="External"/>'

    def change(parts):
        parts[name] = parts[name].decode().replace("</Relationships>", line + "</Relationships>").encode()

    return changed_word(change)


def with_macro_type():
    def change(parts):
        parts[TYPES] = parts[TYPES].replace(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        )

    return changed_word(change)


def with_body(xml):
    def change(parts):
        head, _body, tail = parts[MAIN].decode().partition("<w:body>")
        parts[MAIN] = f"{head}<w:body>{xml}</w:body></w:document>".encode()

    return changed_word(change)


def without(name):
    return changed_word(lambda parts: parts.pop(name))


def utf16_document_type():
    def change(parts):
        text = parts[MAIN].decode().partition("?>")[2]
        whole = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w:document [<!ENTITY a "b">]>' + text
        parts[MAIN] = whole.encode("utf-16")

    return changed_word(change)


DEEP_TABLES = "<w:tbl><w:tr><w:tc>" * 400 + "<w:p><w:r><w:t>a</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 400
DEEP_RUNS = "<w:p>" + "<w:smartTag>" * 240 + "<w:r><w:t>a</w:t></w:r>" + "</w:smartTag>" * 240 + "</w:p>"
LONG_WORD = "<w:p><w:r><w:t>" + trouble.noise(1_000_000).hex() + "</w:t></w:r></w:p>"

WORD_CASES = {
    "B51 OpenDocument": (
        lambda: package({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "plan.odt",
        reading.WRONG_FORMAT,
    ),
    "B51 Pages": (lambda: package({"Index/Document.iwa": trouble.noise(99)}), "plan.pages", reading.WRONG_FORMAT),
    "B51 zip": (lambda: package({"plan.txt": b"Bonjour"}), "plan.zip", reading.WRONG_FORMAT),
    "B51 spreadsheet": (lambda: package({TYPES: b"<Types>spreadsheetml</Types>"}), "plan.xlsx", reading.WRONG_FORMAT),
    "B51 old Word": (lambda: reading.OLE_START + trouble.noise(900), "plan.doc", reading.WRONG_FORMAT),
    "B52 zip named docx": (lambda: package({"plan.txt": b"Bonjour"}), "plan.docx", reading.WRONG_CONTENT),
    "B52 spreadsheet named docx": (
        lambda: package({TYPES: b"<Types>spreadsheetml</Types>"}),
        "plan.docx",
        reading.WRONG_CONTENT,
    ),
    "B52 old Word named docx": (lambda: reading.OLE_START + trouble.noise(900), "plan.docx", reading.WRONG_CONTENT),
    "B52 text named docx": (lambda: b"Bonjour", "plan.docx", reading.WRONG_CONTENT),
    "B53 docx cut in half": (lambda: word()[: len(word()) // 2], "plan.docx", reading.DAMAGED),
    "B53 docx without its end": (lambda: word()[:-30], "plan.docx", reading.DAMAGED),
    "B53 docx of noise": (lambda: b"PK\x03\x04" + trouble.noise(9_000), "plan.docx", reading.DAMAGED),
    "B53 docx without its text": (lambda: without(MAIN), "plan.docx", reading.DAMAGED),
    "B53 docx without relations": (lambda: without("_rels/.rels"), "plan.docx", reading.DAMAGED),
    "B53 docx whose text is no XML": (lambda: with_part(MAIN, b"<w:document"), "plan.docx", reading.DAMAGED),
    "B53 docx with a broken stream": (
        lambda: word()[:400] + trouble.noise(300) + word()[700:],
        "plan.docx",
        reading.DAMAGED,
    ),
    "B54 200 MB in 200 kB": (lambda: bomb(200_000_000), "plan.docx", reading.RISKY),
    "B54 a picture of 90 MB in 90 kB": (lambda: bomb(90_000_000), "plan.docx", reading.RISKY),
    "B54 200 MB that say they are 10 bytes": (lying_bomb, "plan.docx", {reading.RISKY, reading.DAMAGED}),
    "B54 a bomb in a bomb": (nested_bomb, "plan.docx", set()),
    "B54 ten thousand parts": (
        lambda: changed_word(lambda parts: parts.update({f"word/a{n}.xml": b"<a/>" for n in range(10_000)})),
        "plan.docx",
        reading.RISKY,
    ),
    "B54 one part too many": (
        lambda: changed_word(lambda parts: parts.update({f"a{n}": b"" for n in range(MOST_PARTS)})),
        "plan.docx",
        reading.RISKY,
    ),
    "B54 the same part twice": (twice_the_same_part, "plan.docx", reading.RISKY),
    "B54 two names for one stream": (overlapping, "plan.docx", {reading.RISKY, reading.DAMAGED}),
    "B54 billion laughs": (lambda: with_document_type(trouble.LAUGHS, "&j;"), "plan.docx", reading.RISKY),
    "B54 quadratic blow-up": (
        lambda: with_document_type(f'<!ENTITY a "{"a" * 50_000}">', "&a;" * 500),
        "plan.docx",
        reading.RISKY,
    ),
    "B54 external entity, a file": (
        lambda: with_document_type('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
        "plan.docx",
        reading.RISKY,
    ),
    "B54 external entity, an address": (
        lambda: with_document_type(f'<!ENTITY a SYSTEM "{trouble.ANYWHERE}">', "&a;"),
        "plan.docx",
        reading.RISKY,
    ),
    "B54 external document type": (
        lambda: with_document_type(f'<!ENTITY % a SYSTEM "{trouble.ANYWHERE}"> %a;'),
        "plan.docx",
        reading.RISKY,
    ),
    "B54 entity in the relations": (
        lambda: with_document_type('<!ENTITY a "b">', name=RELATIONS),
        "plan.docx",
        reading.RISKY,
    ),
    "B54 document type in UTF-16": (utf16_document_type, "plan.docx", reading.RISKY),
    "B54 macros": (lambda: with_part("word/vbaProject.bin", trouble.noise(99)), "plan.docx", reading.RISKY),
    "B54 macros, by its type alone": (with_macro_type, "plan.docx", reading.RISKY),
    "B54 macros, named .docm": (
        lambda: with_part("word/vbaProject.bin", trouble.noise(99)),
        "plan.docm",
        reading.RISKY,
    ),
    "B55 Word with a password": (
        lambda: reading.OLE_START + "EncryptedPackage".encode("utf-16-le") + trouble.noise(900),
        "plan.docx",
        reading.LOCKED,
    ),
    "B55 zip with a password": (encrypted_entries, "plan.docx", reading.LOCKED),
    "B57 tables in tables, 400 deep": (
        lambda: with_body(DEEP_TABLES),
        "plan.docx",
        {reading.DAMAGED, reading.TOO_LONG},
    ),
    "B57 runs in runs, 240 deep": (lambda: with_body(DEEP_RUNS), "plan.docx", {reading.DAMAGED, reading.TOO_LONG}),
    "B57 two million signs": (lambda: with_body(LONG_WORD), "plan.docx", reading.TOO_LONG),
    "B57 XML of 40 MB": (
        lambda: with_part("word/big.xml", b"<a>" + trouble.noise(20_000_000).hex().encode() + b"</a>"),
        "plan.docx",
        reading.TOO_LONG,
    ),
    "B57 a million empty paragraphs": (
        lambda: with_body("<w:p/>" * 1_000_000),
        "plan.docx",
        {reading.TOO_LONG, reading.NO_WORDS, reading.RISKY, reading.TOO_SLOW},
    ),
    "a docx without a word": (lambda: word(" ", "\u00a0"), "plan.docx", reading.NO_WORDS),
    # what is there to fetch is not: the words are read, and nothing else
    "remote template": (lambda: with_relation("attachedTemplate", trouble.ANYWHERE), "plan.docx", set()),
    "remote picture": (lambda: with_relation("image", trouble.ANYWHERE), "plan.docx", set()),
    "linked file": (lambda: with_relation("oleObject", "file:///etc/passwd"), "plan.docx", set()),
    "remote frame": (lambda: with_relation("frame", "\\\\192.0.2.1\\partage"), "plan.docx", set()),
}
