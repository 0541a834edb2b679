"""From the boxes of a page to the fields of a PDF form, on WeasyPrint's own objects just before the file is written.

WeasyPrint places each box and tags it; what a field is called, how it is read aloud, what it holds and how it is
drawn is written here. Its own fields give every choice of a group a name of its own, write with fonts that other
programs cannot type in, and leave a value undrawn. Imports nothing of Django.

A box is `<input type="checkbox" data-kind="…" data-name="…" title="…">`:
text, area (several lines), list (one of `data-options`), check and radio (whose `data-key` is what it says when on).
"""

import json

import pydyf

from rlp_portal.reports.tagging import referred

FONT, SIZE = "Ecrit", 10.5
SEAL_NAME = "portail-rlp"
READ_ONLY, MULTILINE, RADIO, COMBO = 1, 1 << 12, 1 << 15, 1 << 17
HIDDEN = 1 << 1
MARGIN, LEADING = 2.5, 1.25
SMALLEST = 6


def draw_form(document, pdf, *, typeface, boxes):
    """`boxes` are the page boxes that WeasyPrint made a widget of, in reading order."""
    form = pdf.catalog["AcroForm"]
    form.clear()
    writer = FormWriter(pdf, typeface)
    for element, widget in boxes:
        writer.draw(element, widget)
    writer.seal(document.metadata.custom.get(SEAL_NAME, ""))
    form.update(writer.form())


class FormWriter:
    def __init__(self, pdf, typeface):
        self.pdf, self.typeface = pdf, typeface
        self.font = typeface.embed(pdf, name=FONT)
        self.fields, self.groups, self.is_all_drawn = pydyf.Array(), {}, True
        self.page = pdf.page_references[0]

    def form(self):
        return {
            "Fields": self.fields,
            "DA": pydyf.String(writing(SIZE)),
            "DR": pydyf.Dictionary({"Font": pydyf.Dictionary({FONT: self.font.reference})}),
            # Whoever opens the file draws the values itself only where our font lacks a letter.
            **({} if self.is_all_drawn else {"NeedAppearances": "true"}),
        }

    def draw(self, element, widget):
        kept = {key: widget[key] for key in ("Type", "Subtype", "Rect", "P", "F", "StructParent")}
        widget.clear()
        widget.update(kept)
        widget["TU"] = pydyf.String(element.get("title", ""))
        DRAW[element.get("data-kind")](self, element, widget)

    def text(self, element, widget):
        self.field(element, widget, FT="/Tx", V=pydyf.String(element.get("data-value", "")))
        self.write(widget, element.get("data-value", ""), lines=False)

    def area(self, element, widget):
        value = element.get("data-value", "")
        self.field(element, widget, FT="/Tx", Ff=MULTILINE, V=pydyf.String(value))
        self.write(widget, value, lines=True)

    def list(self, element, widget):
        options = json.loads(element.get("data-options"))
        value = element.get("data-value", "")
        pairs = pydyf.Array(pydyf.Array([pydyf.String(key), pydyf.String(label)]) for key, label in options)
        self.field(element, widget, FT="/Ch", Ff=COMBO, Opt=pairs, V=pydyf.String(value))
        self.write(widget, dict(options).get(value, ""), lines=False)

    def check(self, element, widget):
        key = element.get("data-key")
        state = f"/{key}" if element.get("checked") is not None else "/Off"
        self.field(element, widget, FT="/Btn", V=state, AS=state)
        self.mark(widget, key, draw=cross)

    def radio(self, element, widget):
        name, key = element.get("data-name"), element.get("data-key")
        group = self.groups.get(name) or self.new_group(name, element.get("data-question"))
        is_on = element.get("checked") is not None
        widget["Parent"], widget["AS"] = group.reference, f"/{key}" if is_on else "/Off"
        if is_on:
            group["V"] = f"/{key}"
        group["Kids"].append(widget.reference)
        self.mark(widget, key, draw=disc)

    def new_group(self, name, said):
        group = pydyf.Dictionary(
            {
                "FT": "/Btn",
                "Ff": RADIO,
                "T": pydyf.String(name),
                "TU": pydyf.String(said),
                "V": "/Off",
                "Kids": pydyf.Array(),
            }
        )
        self.pdf.add_object(group)
        self.fields.append(group.reference)
        self.groups[name] = group
        return group

    def field(self, element, widget, **entries):
        widget["T"] = pydyf.String(element.get("data-name"))
        widget.update(entries)
        self.fields.append(widget.reference)

    def write(self, widget, value, *, lines):
        """The look of a text box: the font fits the text in when it can."""
        width, height = size_of(widget)
        size, rows = self.fit(value, width, height) if lines else self.fit_line(value, width)
        widget["DA"] = pydyf.String(writing(size))
        if self.typeface.encode(value) is None:
            self.is_all_drawn = False
            return
        top = height - MARGIN - self.typeface.ascent * size / 1000 if lines else (height - size * 0.7) / 2
        inside = f"{MARGIN} {MARGIN / 2} {width - 2 * MARGIN:.2f} {height - MARGIN:.2f} re W n"
        drawn = [f"BT {writing(size)} {size * LEADING:.2f} TL {MARGIN} {top:.2f} Td".encode()]
        drawn += [part for row in rows for part in (literal(row) + b" Tj", b"T*")] + [b"ET"]
        widget["AP"] = pydyf.Dictionary({"N": self.appearance(widget, [b"/Tx BMC q", inside, *drawn, b"Q EMC"])})

    def fit_line(self, value, width):
        """(size, the only row)"""
        written, size = self.typeface.encode(value) or b"", SIZE
        while size > SMALLEST and self.typeface.width(written, size) > width - 2 * MARGIN:
            size -= 0.5
        return size, [written]

    def fit(self, value, width, height):
        """(size, rows): smaller letters for a text that would not hold, down to what can still be read."""
        written = self.typeface.encode(value) or b""
        size = SIZE
        while True:
            rows = wrapped(self.typeface, written, size, width - 2 * MARGIN - 1)
            if size <= SMALLEST or len(rows) * size * LEADING <= height - 2 * MARGIN:
                return size, rows
            size -= 0.5

    def mark(self, widget, key, *, draw):
        on, off = self.appearance(widget, draw(*size_of(widget))), self.appearance(widget, [])
        widget["AP"] = pydyf.Dictionary({"N": pydyf.Dictionary({key: on, "Off": off})})
        widget["MK"] = pydyf.Dictionary({"CA": pydyf.String("8" if draw is cross else "l")})
        widget["DA"] = pydyf.String("/ZaDb 0 Tf 0 g")

    def appearance(self, widget, drawn):
        width, height = size_of(widget)
        stream = pydyf.Stream(
            drawn,
            {
                "Type": "/XObject",
                "Subtype": "/Form",
                "BBox": pydyf.Array([0, 0, round(width, 2), round(height, 2)]),
                "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary({FONT: self.font.reference})}),
            },
        )
        self.pdf.add_object(stream)
        return stream.reference

    def seal(self, words):
        """What the file says of itself, in a field that nobody sees: other programs keep it as they keep the rest."""
        said = pydyf.String(words)
        field = pydyf.Dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Widget",
                "FT": "/Tx",
                "T": pydyf.String(SEAL_NAME),
                "TU": pydyf.String("Sceau de la feuille"),
                "Ff": READ_ONLY,
                "F": HIDDEN,
                "Rect": pydyf.Array([0, 0, 0, 0]),
                "P": self.page,
                "DA": pydyf.String(writing(SIZE)),
                "V": said,
                "DV": said,
            }
        )
        self.pdf.add_object(field)
        self.fields.append(field.reference)
        page = referred(self.pdf, self.page)
        page.setdefault("Annots", pydyf.Array()).append(field.reference)


DRAW = {
    "text": FormWriter.text,
    "area": FormWriter.area,
    "list": FormWriter.list,
    "check": FormWriter.check,
    "radio": FormWriter.radio,
}


def size_of(widget):
    left, bottom, right, top = widget["Rect"]
    return abs(right - left), abs(top - bottom)


def writing(size):
    return f"/{FONT} {size:g} Tf 0 g"


def cross(width, height):
    reach = 0.24
    left, right, bottom, top = width * reach, width * (1 - reach), height * reach, height * (1 - reach)
    return [
        f"1.6 w 1 J 0 G {left:.2f} {bottom:.2f} m {right:.2f} {top:.2f} l "
        f"{left:.2f} {top:.2f} m {right:.2f} {bottom:.2f} l S"
    ]


def disc(width, height):
    """A circle of four curves."""
    radius, x, y = min(width, height) * 0.28, width / 2, height / 2
    bend = radius * 0.5523
    return [
        f"0 g {x + radius:.2f} {y:.2f} m",
        f"{x + radius:.2f} {y + bend:.2f} {x + bend:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c",
        f"{x - bend:.2f} {y + radius:.2f} {x - radius:.2f} {y + bend:.2f} {x - radius:.2f} {y:.2f} c",
        f"{x - radius:.2f} {y - bend:.2f} {x - bend:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c",
        f"{x + bend:.2f} {y - radius:.2f} {x + radius:.2f} {y - bend:.2f} {x + radius:.2f} {y:.2f} c f",
    ]


def literal(written):
    escaped = written.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(" + escaped + b")"


def wrapped(typeface, written, size, width):
    """The rows of a text, cut between words, or inside a word that is longer than the row."""
    rows = []
    for line in written.split(b"\n"):
        row = b""
        for word in line.split(b" "):
            longer = row + b" " + word if row else word
            if typeface.width(longer, size) <= width:
                row = longer
                continue
            rows += [row] if row else []
            row = word
            while typeface.width(row, size) > width:
                held = letters_that_fit(typeface, row, size, width)
                rows.append(row[:held])
                row = row[held:]
        rows.append(row)
    return rows


def letters_that_fit(typeface, word, size, width):
    used = 0.0
    for place, byte in enumerate(word):
        used += typeface.widths[byte] * size / 1000
        if used > width:
            return max(place, 1)
    return len(word)
