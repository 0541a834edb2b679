"""The boxes of a sheet to fill on screen: one or more for each question, with the names that find them again.

Behind its sheet ("ft3/1/"), a box is named as the input of the same question on screen (see worksheets.kinds), so
that what comes back is read and cleaned by the same code: "adopters", "projects--text", "absent.r3f--name",
"plan_line:<public id>:measure". Two things differ: a full stop, which PDF keeps for itself, is written "/"; and where
the page sends one name several times, "#" adds which one: "obstacles#turf", "pitfalls--line#2".
A row still to come is named by its place: "absent.new-1--name", "new:plan_line:policy:1:measure".
"""

import json
import math
from dataclasses import dataclass

from worksheets import schema
from worksheets.forms import STATE
from worksheets.kinds import Person
from worksheets.models import AnswerState
from worksheets.rows import row_address
from worksheets.services import read_row_field
from worksheets.wording import STATE_WORDS, rung_in_words

SEAL_NAME = "portail-rlp"  # the one field that is no question; the same in drawing.py
WHICH, NEW, NEW_LIST_ROW = "#", "new", "new-"
MATRIX_GROUP = "matrix"  # of the actors that the stakeholder matrix adds
STATE_KEY = "state-"  # before a state, where a position or an option could stand
HEIGHTS = (2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 26, 32, 40)  # in lines: the classes of fillable.css
LETTERS_ON_A_LINE = 88
LETTERS_OF_A_PERSON, LETTERS_OF_A_PLACEMENT, LETTERS_OF_A_ROW = 24, 30, 44  # in their columns, the narrowest of rows
PERSON_LABELS = {"name": "Nom", "organisation": "Organisme", "sector": "Secteur"}
NO_OPTION = ("-", "–")  # to take back a choice; some programs refuse an option without words


@dataclass(frozen=True, kw_only=True)
class Box:
    """A field of the form. `title` is read aloud; `label` is printed beside it."""

    kind: str  # text, area, list, check, radio
    name: str
    title: str
    label: str = ""
    value: str = ""
    key: str = ""
    is_on: bool = False
    question: str = ""
    options: tuple = ()
    lines: int = 1

    @property
    def height(self):
        return next((height for height in HEIGHTS if height >= self.lines), HEIGHTS[-1])

    @property
    def options_as_json(self):
        return json.dumps(self.options)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What is stored for a question, as the form shows it."""

    value: object = None
    state: str = AnswerState.ANSWERED


class Boxes:
    """Makes the boxes of one sheet. `rows`: {target: rows of the carnet}, none on a blank sheet."""

    def __init__(self, instrument, *, rows=None):
        self.prefix = prefix_of(instrument)
        self.rows = rows or {}

    def rows_to_choose(self, asked, *, chosen=()):
        """Those in the bin only as long as they are chosen."""
        rows = self.rows.get(asked.target, ())
        return [one for one in rows if one.deleted_at is None or str(one.public_id) in chosen]

    def name(self, name, which=""):
        return self.prefix + name.replace(".", "/") + (f"{WHICH}{which}" if which != "" else "")

    def text(self, name, title, value, *, which="", label="", kind="text", lines=1):
        return Box(
            kind=kind,
            name=self.name(name, which),
            title=title,
            value=value or "",
            label=label,
            lines=lines,
        )

    def named(self, name, title, value, *, letters, label=""):
        """One line, or as many as a long name takes: on paper nobody moves along a line to read its end."""
        lines = lines_needed(value or "", letters=letters)
        return self.text(name, title, value, label=label, kind="area" if lines > 1 else "text", lines=max(lines, 1))

    def area(self, name, title, value, *, lines):
        return self.text(name, title, value, kind="area", lines=max(lines, lines_needed(value or "") + 1))

    def list(self, name, title, value, options, *, label=""):
        pairs = (NO_OPTION, *((str(key), str(said)) for key, said in options))
        return Box(kind="list", name=self.name(name), title=title, label=label, value=value or "", options=pairs)

    def check(self, name, title, *, which, label, is_on):
        key = which or "on"
        return Box(kind="check", name=self.name(name, which), title=title, key=key, label=label, is_on=is_on)

    def state(self, name, title, drawn):
        """« Sans objet », beside what is not a choice."""
        said = STATE_WORDS[AnswerState.NOT_APPLICABLE]
        return Box(
            kind="check",
            name=self.name(name + STATE),
            title=f"{title} – {said}",
            key=AnswerState.NOT_APPLICABLE.value,
            label=said,
            is_on=drawn.state == AnswerState.NOT_APPLICABLE,
        )

    def radios(self, name, title, pairs, drawn):
        """One of `pairs`, or one of the two states that are no answer."""
        chosen = str(drawn.value) if drawn.state == AnswerState.ANSWERED else STATE_KEY + drawn.state
        all_pairs = [(str(key), str(said)) for key, said in pairs]
        all_pairs += [(STATE_KEY + state, said) for state, said in STATE_WORDS.items()]
        return [
            Box(
                kind="radio",
                name=self.name(name),
                title=f"{title} – {said}",
                label=said,
                key=key,
                is_on=key == chosen,
                question=title,
            )
            for key, said in all_pairs
        ]

    # ---- one method for each kind of question: (form, boxes) ----------------------------------------------------

    def question(self, name, asked, title, drawn):
        form, boxes = QUESTIONS[type(asked)](self, name, asked, title, drawn)
        if asked.counts or drawn.state != AnswerState.ANSWERED:
            return form, boxes
        return form, [box for box in boxes if not box.name.endswith(STATE)]  # nobody misses it: no word for it

    def short_text(self, name, asked, title, drawn):
        return "text", [self.text(name, title, drawn.value), self.state(name, title, drawn)]

    def day(self, name, asked, title, drawn):
        return "text", [
            self.text(name, f"{title} Par exemple 2027-03-15.", drawn.value),
            self.state(name, title, drawn),
        ]

    def long_text(self, name, asked, title, drawn):
        return "text", [self.area(name, title, drawn.value, lines=asked.rows + 1), self.state(name, title, drawn)]

    def lines(self, name, asked, title, drawn):
        held = [*(drawn.value or []), *[""] * asked.count][: asked.count]
        boxes = [
            self.text(f"{name}--line", f"{title} – {place}", text, which=place, label=f"{place}.")
            for place, text in enumerate(held, start=1)
        ]
        return "list", [*boxes, self.state(name, title, drawn)]

    def scale(self, name, asked, title, drawn):
        last = asked.maximum
        ends = {1: f"1, {asked.low}", last: f"{last}, {asked.high}"}
        pairs = [(place, ends.get(place, place)) for place in range(1, last + 1)]
        return "scale", self.radios(name, title, pairs, drawn)

    def poles(self, name, asked, title, drawn):
        last = asked.positions
        ends = {1: f"1, {asked.left}", last: f"{last}, {asked.right}"}
        pairs = [(place, ends.get(place, place)) for place in range(1, last + 1)]
        return "scale", self.radios(name, title, pairs, drawn)

    def choice(self, name, asked, title, drawn):
        return "choices", self.radios(name, title, [(one.key, one.label) for one in asked.options], drawn)

    def choices(self, name, asked, title, drawn):
        value = drawn.value or {"chosen": [], "other": ""}
        boxes = []
        for option in asked.options:
            said = f"{title} – {option.label}"
            is_on = option.key in value["chosen"]
            boxes.append(self.check(name, said, which=option.key, label=option.label, is_on=is_on))
            if option.key == asked.other:
                boxes.append(self.text(f"{name}--other", f"{said}, précisez", value["other"]))
        return "choices", [*boxes, self.state(name, title, drawn)]

    def rows_and_text(self, name, asked, title, drawn):
        value = drawn.value or {asked.part: [], "text": ""}
        chosen = value[asked.part]
        offered = self.rows_to_choose(asked, chosen=chosen)
        boxes = [
            self.check(
                f"{name}--{asked.target}",
                f"{title} – {one.name}",
                which=str(one.public_id),
                label=one.name,
                is_on=str(one.public_id) in chosen,
            )
            for one in offered
        ]
        text = self.area(f"{name}--text", title, value["text"], lines=4)
        return "choices", [*boxes, text, self.state(name, title, drawn)]

    def row_reference(self, name, asked, title, drawn):
        options = [(one.public_id, one.name) for one in self.rows_to_choose(asked)]
        return "text", [self.list(name, title, drawn.value, options), self.state(name, title, drawn)]

    # ---- rows ----------------------------------------------------------------------------------------------------

    def person(self, name, asked, title, value):
        value = value or {}
        return [
            self.named(
                f"{name}--{part}",
                f"{title} – {PERSON_LABELS[part]}",
                value.get(part),
                letters=LETTERS_OF_A_PERSON,
            )
            for part in Person.parts
        ]

    def placement(self, name, asked, title, value):
        value = value or {}
        rungs = [(rung.key, rung_in_words(rung)) for rung in asked.rungs]
        rung = str(value.get("rung") or "")
        return [
            self.named(f"{name}--name", f"{title} – {asked.noun}", value.get("name"), letters=LETTERS_OF_A_PLACEMENT),
            self.list(f"{name}--rung", f"{title} – Échelon", rung, rungs),
        ]

    def list_row(self, name, asked, title, value):
        """A row of a growing list."""
        return LIST_ROWS[type(asked)](self, name, asked, title, value)

    def row_box(self, name, field, title, value, *, label=""):
        """A field of a row of the carnet."""
        label, title = label or field.label, f"{title} – {field.label}"
        if isinstance(field, schema.SingleChoice):
            return self.list(name, title, value, [(one.key, one.label) for one in field.options], label=label)
        if isinstance(field, schema.RowReference):
            options = [(one.public_id, one.name) for one in self.rows_to_choose(field)]
            return self.list(name, title, value, options, label=label)
        if isinstance(field, schema.Date):
            label, title = f"{label} (2027-03-15)", f"{title}, par exemple 2027-03-15"
        if not isinstance(field, schema.LongText) and field.key not in {"measure", "who", "needs"}:
            return self.named(name, title, value, label=label, letters=LETTERS_OF_A_ROW)
        lines = max(3, lines_needed(value or "", letters=LETTERS_ON_A_LINE // 4))
        return self.text(name, title, value, label=label, kind="area", lines=lines)

    def row(self, row, fields, title):
        return [self.row_box(row_address(row, one.key), one, title, read_row_field(row, one)) for one in fields]

    def new_row(self, kind, group, place, fields, title, *, presets=None):
        presets = presets or {}
        return [
            self.row_box(new_row_name(kind.target, group, place, one.key), one, title, presets.get(one.key))
            for one in fields
        ]


QUESTIONS = {
    schema.ShortText: Boxes.short_text,
    schema.Name: Boxes.short_text,
    schema.LongText: Boxes.long_text,
    schema.Lines: Boxes.lines,
    schema.Scale: Boxes.scale,
    schema.Bipolar: Boxes.poles,
    schema.SingleChoice: Boxes.choice,
    schema.YesNo: Boxes.choice,
    schema.ProposedLevel: Boxes.choice,
    schema.MultipleChoice: Boxes.choices,
    schema.Date: Boxes.day,
    schema.ObjectChoice: Boxes.rows_and_text,
    schema.ActorChoice: Boxes.rows_and_text,
    schema.ObjectReference: Boxes.row_reference,
    schema.SectorReference: Boxes.row_reference,
}


LIST_ROWS = {schema.People: Boxes.person, schema.Placements: Boxes.placement}


def prefix_of(instrument):
    return f"{instrument.key}/{instrument.version}/"


def new_row_name(target, group, place, key):
    return ":".join((NEW, str(target), group, str(place), key))


def new_sector_key(circle, place):
    """The group of the actors of a sector that the form itself adds."""
    return f"{circle}+{place}"


def lines_needed(text, *, letters=LETTERS_ON_A_LINE):
    return sum(max(math.ceil(len(line) / letters), 1) for line in text.split("\n")) if text else 0
