"""What a file would change in its carnet, line by line. Nothing here writes.

Three values meet at each field: what the file holds, what the file held when it left, and what the carnet holds now.
A field that was left as it left is left alone, whatever the carnet became.
"""

import textwrap
import uuid
from dataclasses import dataclass, field
from enum import StrEnum

from worksheets import schema
from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.models import NEVER_ANSWERED, AnswerState, Sheet
from worksheets.services import read_row_field
from worksheets.wording import words

GONE = "Cette ligne a été retirée du carnet entre-temps."
LONGEST_SHOWN = 300  # of a text that cannot come in as it is


class Fate(StrEnum):
    """What will happen to a field."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    EMPTIED = "emptied"
    CONFLICT = "conflict"
    UNREADABLE = "unreadable"


def fate_of(*, filled, drawn, present):
    """From the three marks; "" is nothing."""
    if filled in {present, drawn}:
        return Fate.SAME
    if not filled:
        return Fate.EMPTIED
    if present == drawn:
        return Fate.CHANGED if present else Fate.NEW
    return Fate.CONFLICT if present or drawn else Fate.NEW


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the preview. `base` is the fingerprint of what the carnet holds now."""

    key: str
    label: str
    fate: Fate
    group: str = ""  # the title under which a long preview shows it
    present: list = field(default_factory=list)
    filled: list = field(default_factory=list)
    base: str = NEVER_ANSWERED
    why: str = ""
    raw: object = None


@dataclass(frozen=True, kw_only=True)
class AnswerLine(Line):
    sheet: Sheet  # unsaved as long as nobody wrote in it
    address: str
    value: object = None
    state: str = AnswerState.ANSWERED
    drawn: str = ""


@dataclass(frozen=True, kw_only=True)
class RowLine(Line):
    """A field of a row that the carnet has."""

    row: object
    field: schema.Field
    value: object = None
    drawn: str = ""


@dataclass(frozen=True, kw_only=True)
class NewRowLine(Line):
    """A row to add; `refused` are its fields that could not be read: {key: raw}. `sheet`, if any, begins with it."""

    kind: object
    values: dict
    refused: dict
    op_id: uuid.UUID
    public_id: uuid.UUID | None = None
    sheet: Sheet | None = None


class Comparison:
    """What the two kinds of files have in common; each gives its `lines`, in the order of its preview."""

    lines = ()
    names = {}  # {public id: name} of the rows that answers may point to

    @property
    def shown(self):
        return [line for line in self.lines if line.fate != Fate.SAME]

    def count(self, *fates):
        return sum(line.fate in fates for line in self.lines)

    def mark(self, asked, value, state=AnswerState.ANSWERED):
        return fingerprint(value, state)

    def held(self, asked, value):
        """A stored value as the file would show it."""
        return value

    def said(self, asked, value, state=AnswerState.ANSWERED):
        """In words; the state and the text where both stand."""
        said = words(asked, value, state=state, objects=self.names)
        if state != AnswerState.ANSWERED and value is not None:
            said = [*said, *words(asked, value, objects=self.names)]
        return said

    def answer_line(self, asked, stored, *, read, state, drawn, **line):
        """`read()` gives the file's value, or raises Refused; `stored` is the carnet's Answer, or None."""
        held = self.held(asked, stored.value) if stored else None
        shared = {
            **line,
            "drawn": drawn,
            "present": self.said(asked, held, stored.state) if stored else [],
            "base": fingerprint(stored.value, stored.state) if stored else NEVER_ANSWERED,
        }
        try:
            value = read()
        except Refused as refusal:
            return AnswerLine(**shared, fate=Fate.UNREADABLE, filled=raw_words(line["raw"]), why=str(refusal))
        fate = fate_of(
            filled=self.mark(asked, value, state),
            drawn=drawn,
            present=self.mark(asked, held, stored.state) if stored else NEVER_ANSWERED,
        )
        return AnswerLine(**shared, fate=fate, value=value, state=state, filled=self.said(asked, value, state))

    def row_line(self, row, asked, *, read, drawn, **line):
        present = read_row_field(row, asked)
        shared = {
            **line,
            "row": row,
            "field": asked,
            "label": f"{row} – {asked.label}",
            "drawn": drawn,
            "present": self.said(asked, present),
            "base": fingerprint(present),
        }
        try:
            value = read()
        except Refused as refusal:
            return RowLine(**shared, fate=Fate.UNREADABLE, filled=raw_words(line["raw"]), why=str(refusal))
        fate = fate_of(filled=self.mark(asked, value), drawn=drawn, present=self.mark(asked, present))
        column = row._meta.get_field(asked.key)
        if fate == Fate.EMPTIED and not (column.null or column.blank):
            fate = Fate.SAME  # a row keeps its name and its nature
        why = ""
        if row.deleted_at and fate != Fate.SAME:
            fate, why = Fate.UNREADABLE, GONE
        return RowLine(**shared, fate=fate, value=value, filled=self.said(asked, value), why=why)


def label_of(asked, row):
    label = f"{asked.number}. {asked.label}" if asked.number else asked.label
    return f"{row.label} – {label}" if row else label


def raw_words(raw):
    if isinstance(raw, dict):
        return [text for one in raw.values() for text in raw_words(one)]
    if isinstance(raw, list):
        return [text for one in raw for text in raw_words(one)]
    return [textwrap.shorten(str(raw), LONGEST_SHOWN, placeholder="…")] if raw else []
