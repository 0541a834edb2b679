"""A process that reads one filled form that nobody trusts, then ends.

The PDF comes on its standard input, what it holds goes out as JSON. It holds itself to a time and a memory, has no
network, and imports nothing of Django.
"""

import io
import json
import sys

from rlp_portal.ui.limits import hold_to, hold_to_time, leave_the_network

MOST_PAGES, MOST_FIELDS, DEEPEST = 300, 5000, 8
LONGEST_NAME, LONGEST_VALUE, MOST_TEXT = 300, 100_000, 4_000_000
PAGES_LOOKED_AT = 3  # for words, in a file without a form
DAMAGED, LOCKED, TOO_LONG, ONLY_IMAGES, NO_FORM = "damaged", "locked", "too_long", "only_images", "no_form"


class Unreadable(Exception):
    """`str(error)` is one of the words above."""


def serve(*, seconds, megabytes):
    leave_the_network()
    hold_to(megabytes)
    hold_to_time(seconds)
    json.dump(answer_to(sys.stdin.buffer.read()), sys.stdout)


def answer_to(content):
    from pypdf.errors import PyPdfError

    try:
        return {"fields": fields_of(content)}
    except Unreadable as problem:
        return {"error": str(problem)}
    except (MemoryError, RecursionError):
        return {"error": TOO_LONG}
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OverflowError,
            NotImplementedError, OSError) as problem:  # fmt: skip
        return {"error": DAMAGED, "trace": type(problem).__name__}  # pypdf meets a crafted file in all these ways


def fields_of(content):
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=True)
    if reader.is_encrypted:
        raise Unreadable(LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(TOO_LONG)
    form = found(reader.trailer["/Root"]).get("/AcroForm")
    fields = Fields()
    fields.visit_all(found(found(form).get("/Fields", [])) if form else [], name="", inherited={}, depth=0)
    if not fields.values:
        raise Unreadable(NO_FORM if has_words(reader) else ONLY_IMAGES)
    return fields.values


def has_words(reader):
    return any(page.extract_text().strip() for page in reader.pages[:PAGES_LOOKED_AT])


def found(one):
    return one.get_object() if hasattr(one, "get_object") else one


class Fields:
    """{full name: value} of a form; "" for an empty field. A tree that bites its tail is walked once."""

    def __init__(self):
        self.values, self.seen, self.taken = {}, set(), 0

    def visit_all(self, kids, *, name, inherited, depth):
        if depth > DEEPEST or not isinstance(kids, list):
            raise Unreadable(DAMAGED)
        for kid in kids:
            self.visit(kid, name=name, inherited=inherited, depth=depth)

    def visit(self, kid, *, name, inherited, depth):
        place = getattr(kid, "idnum", None)
        if place is not None and place in self.seen:
            return
        self.seen.add(place)
        if len(self.seen) > MOST_FIELDS or len(self.values) > MOST_FIELDS:
            raise Unreadable(TOO_LONG)
        field = found(kid)
        if not isinstance(field, dict):
            return
        own = {**inherited, **{key: field[key] for key in ("/FT", "/V") if key in field}}
        if "/T" in field:
            name = ".".join(filter(None, [name, str(found(field["/T"]))]))[:LONGEST_NAME]
        kids = found(field.get("/Kids", []))
        if any("/T" in found(one) for one in kids if isinstance(found(one), dict)):
            self.visit_all(kids, name=name, inherited=own, depth=depth + 1)
        elif name:
            self.take(name, field, own, kids)

    def take(self, name, field, own, kids):
        kind, value = own.get("/FT"), found(own.get("/V"))
        text = button(value, [field, *map(found, kids)]) if kind == "/Btn" else words(value)
        self.taken += len(text)
        if len(text) > LONGEST_VALUE or self.taken > MOST_TEXT:
            raise Unreadable(TOO_LONG)
        self.values.setdefault(name, text)


def button(value, widgets):
    """The state that is on: as the field says, or as its boxes look when it says nothing."""
    shown = [found(one.get("/AS")) for one in widgets if isinstance(one, dict)]
    on = [str(one)[1:] for one in (value, *shown) if one not in (None, "", "/Off") and str(one).startswith("/")]
    return on[0] if on else ""


def words(value):
    if value is None:
        return ""
    if hasattr(value, "get_data"):  # a long text may be a stream
        held = value.get_data()
        value = held.decode("utf-16" if held[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if isinstance(value, list):
        value = str(found(value[0])) if value else ""
    return str(value)


if __name__ == "__main__":
    serve(**json.loads(sys.argv[1]))
