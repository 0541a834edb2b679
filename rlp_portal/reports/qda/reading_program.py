"""A process that reads a .qdpx that nobody trusts, then ends: its people, its codes, its texts, what is coded there.

The package comes on its standard input, what it holds goes out as JSON. It holds itself to a time and a memory, has
no network, and imports nothing of Django.
"""

import io
import json
import sys
import zipfile
from collections import defaultdict

from rlp_portal.analysis.plans.unreadable import (
    DAMAGED,
    LOCKED,
    MOST_SIGNS,
    OTHER_FORMAT,
    RISKY,
    TOO_LONG,
    Unreadable,
)
from rlp_portal.analysis.plans.words_of_word import LONGEST_XML, MOST_BYTES, refuse_heavy, refuse_risky, taken_out
from rlp_portal.ui.limits import hold_to, hold_to_time, leave_the_network

SPACE = "{urn:QDA-XML:project:1.0}"
PROJECT, INSIDE = "project.qde", "internal://"
MOST_SELECTIONS = 2000  # each is an act of its own, and nobody else waits for them all
LONGEST_WORDS = 6000


def serve(*, seconds, megabytes):
    leave_the_network()
    hold_to(megabytes)
    hold_to_time(seconds)
    json.dump(answer_to(sys.stdin.buffer.read()), sys.stdout)


def answer_to(content):
    """{"users": …, "codes": …, "sources": …}, or {"error": one of the words of `unreadable`}."""
    try:
        return Package(content).project()
    except Unreadable as problem:
        return {"error": str(problem)}
    except (MemoryError, RecursionError):
        return {"error": TOO_LONG}
    except Exception as problem:  # noqa: BLE001 - the libraries meet a crafted file in more ways than can be listed
        return {"error": DAMAGED, "trace": type(problem).__name__}


class Package:
    def __init__(self, content):
        try:
            self.package = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise Unreadable(OTHER_FORMAT) from None
        parts = self.package.infolist()
        refuse_heavy(parts)
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable(LOCKED)
        self.parts = {part.filename.lower(): part for part in parts}
        if len(self.parts) < len(parts):
            raise Unreadable(RISKY)  # two parts of one name: which one would be read?
        if PROJECT not in self.parts:
            raise Unreadable(OTHER_FORMAT)
        self.left = MOST_BYTES

    def read(self, name):
        held = taken_out(self.package, self.parts[name], left=self.left)
        self.left -= len(held)
        return held

    def project(self):
        root = tree_of(self.read(PROJECT))
        self.notes = {note.get("guid"): note for note in root.iter(f"{SPACE}Note")}
        sources = [self.source(one) for one in root.iter(f"{SPACE}TextSource")]
        if sum(len(one["selections"]) for one in sources) > MOST_SELECTIONS:
            raise Unreadable(TOO_LONG)
        return {
            "users": {one.get("guid", ""): said(one.get("name")) for one in root.iter(f"{SPACE}User")},
            "codes": {one.get("guid", ""): said(one.get("name")) for one in root.iter(f"{SPACE}Code")},
            "others": sum(1 for one in root.iter() if one.tag in OTHER_SOURCES),
            "sources": sources,
        }

    def source(self, element):
        return {
            "guid": element.get("guid", ""),
            "name": said(element.get("name")),
            "text": self.text_of(element),
            "selections": [
                one for selection in element.findall(f"{SPACE}PlainTextSelection") for one in self.said_of(selection)
            ],
        }

    def text_of(self, element):
        inside = element.find(f"{SPACE}PlainTextContent")
        path = element.get("plainTextPath") or ""
        if inside is not None:
            text = inside.text or ""
        elif path.startswith(INSIDE) and (name := f"sources/{path.removeprefix(INSIDE)}".lower()) in self.parts:
            text = self.read(name).decode("utf-8-sig", "replace")
        else:
            text = ""
        if len(text) > MOST_SIGNS:
            raise Unreadable(TOO_LONG)
        return text

    def said_of(self, selection):
        """One for each person: what she coded there, with the memo of the selection."""
        by = selection.get("creatingUser", "")
        codes = defaultdict(list)
        for coding in selection.findall(f"{SPACE}Coding"):
            reference = coding.find(f"{SPACE}CodeRef")
            if reference is not None:
                codes[coding.get("creatingUser") or by].append(reference.get("targetGUID", ""))
        memo = "\n\n".join(filter(None, (self.words_of(one) for one in selection.findall(f"{SPACE}NoteRef"))))
        place = {"start": place_of(selection, "startPosition"), "end": place_of(selection, "endPosition")}
        return [{**place, "user": user, "codes": said_there, "memo": memo} for user, said_there in codes.items()]

    def words_of(self, reference):
        note = self.notes.get(reference.get("targetGUID"))
        return "" if note is None else self.text_of(note)[:LONGEST_WORDS]


OTHER_SOURCES = {f"{SPACE}{one}" for one in ("PDFSource", "PictureSource", "AudioSource", "VideoSource")}


def tree_of(xml):
    from lxml import etree

    if len(xml) > LONGEST_XML:
        raise Unreadable(TOO_LONG)
    refuse_risky(xml)
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    if root.tag != f"{SPACE}Project":
        raise Unreadable(OTHER_FORMAT)
    return root


def place_of(selection, name):
    sent = selection.get(name, "").strip()
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def said(name):
    return (name or "")[:200]


if __name__ == "__main__":
    serve(**json.loads(sys.argv[1]))
