"""What an instrument is made of: frozen dataclasses, no database, no HTML.

An instrument holds sections; a section asks its fields once, or once for each of its rows.
An answer is found by its *address*: "field", or "field.row" for a row of a table.
Field keys never change meaning: a new meaning is a new key in a new version of the instrument.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar


class Phase(StrEnum):
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    FOLLOW_UP = "follow_up"


PHASE_LABELS = {
    Phase.BEFORE: "Avant l’atelier",
    Phase.DURING: "Pendant",
    Phase.AFTER: "Après",
    Phase.FOLLOW_UP: "Suivi",
}


class Audience(StrEnum):
    """Who answers a field: each person and the group, or the group only."""

    EVERYONE = "everyone"
    GROUP = "group"


@dataclass(frozen=True, kw_only=True)
class Option:
    key: str
    label: str
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question. `number` is the question's number on the paper sheet, as printed ("1", "2"…)."""

    key: str
    label: str
    help: str = ""
    number: str = ""
    audience: Audience = Audience.EVERYONE
    counts: bool = True  # looked at by « J’ai terminé »
    about_people: bool = False  # names third persons, or says what is thought of them: private unless ticked


@dataclass(frozen=True, kw_only=True)
class ShortText(Field):
    limit: int = 1000
    suggested: int = 180


@dataclass(frozen=True, kw_only=True)
class Name(ShortText):
    """What a row is called."""


@dataclass(frozen=True, kw_only=True)
class LongText(Field):
    limit: int = 5000
    rows: int = 4


@dataclass(frozen=True, kw_only=True)
class Lines(Field):
    """A fixed number of short lines, such as « Nos conditions gagnantes ». Value: list of texts."""

    count: int = 3
    limit: int = 1000


@dataclass(frozen=True, kw_only=True)
class Scale(Field):
    """Importance from 1 to 5. Value: an integer."""

    low: str = "Pas du tout"
    high: str = "Tout à fait"
    minimum: int = 1
    maximum: int = 5


@dataclass(frozen=True, kw_only=True)
class Bipolar(Field):
    """A position between two poles, neither better than the other. Value: 1 (left) to `positions` (right)."""

    left: str
    right: str
    middle: str = "un peu des deux"
    positions: int = 5


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Field):
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Field):
    """Value: {"chosen": [option keys, in sheet order], "other": text}. `other` names the option that opens a text."""

    options: tuple[Option, ...]
    at_most: int | None = None
    other: str | None = None
    limit: int = 1000


YES_NO_SHARED = (
    Option(key="yes", label="Oui"),
    Option(key="no", label="Non"),
    Option(key="shared", label="Avis partagés"),
)


@dataclass(frozen=True, kw_only=True)
class YesNo(SingleChoice):
    """Oui, non, or avis partagés (the group's third answer)."""

    options: tuple[Option, ...] = YES_NO_SHARED


@dataclass(frozen=True, kw_only=True)
class ProposedLevel(SingleChoice):
    """The mobilisation level that the group notes, beside the one that its grid proposes. Value: "1" to "4".

    `reads` is the field of the grid whose rows, from the first level up, say how often each is done.
    """

    reads: str


@dataclass(frozen=True, kw_only=True)
class Date(Field):
    pass


@dataclass(frozen=True, kw_only=True)
class GrowingList(Field):
    """A list that grows on demand; each row is an answer of its own, at "field.row"."""

    at_most: int = 50
    limit: int = 180


@dataclass(frozen=True, kw_only=True)
class People(GrowingList):
    """Row value: {"name", "organisation", "sector"}."""

    about_people: bool = True


@dataclass(frozen=True, kw_only=True)
class Placements(GrowingList):
    """Things that the group names, each placed on a rung. Row value: {"name", "rung"}; the rung is None at first.

    `rungs` go from the top one down, named by their numbers; a dashed line is drawn under the rung `line_under`.
    `question` and `unknown` are what a person is asked about each thing, and how she passes.
    """

    rungs: tuple[Option, ...]
    line_under: str = ""
    noun: str = "Élément"
    question: str = "Sur quel échelon?"
    unknown: str = "Je ne sais pas"
    at_most: int = 12

    def rung(self, number):
        return next((option for option in self.rungs if option.key == str(number)), None)


@dataclass(frozen=True, kw_only=True)
class RowChoice(Field):
    """Rows of the carnet, offered from their list, and free words. Value: {`part`: [ids], "text": text}."""

    target: ClassVar[str]  # the kind of rows: see worksheets.rows
    part: ClassVar[str]
    limit: int = 5000


@dataclass(frozen=True, kw_only=True)
class ObjectChoice(RowChoice):
    """Objects to sustain. Value: {"objects": [ids], "text": text}."""

    target = "object"
    part = "objects"


@dataclass(frozen=True, kw_only=True)
class ActorChoice(RowChoice):
    """Actors of the registry. Value: {"actors": [ids], "text": text}."""

    target = "actor"
    part = "actors"


@dataclass(frozen=True, kw_only=True)
class RowReference(Field):
    """One row of the same carnet. Value: its public id."""

    target: ClassVar[str]


@dataclass(frozen=True, kw_only=True)
class ObjectReference(RowReference):
    target = "object"


@dataclass(frozen=True, kw_only=True)
class SectorReference(RowReference):
    target = "sector"


@dataclass(frozen=True, kw_only=True)
class Place(Field):
    """Where a row stands among its like. Value: an integer, from 1."""


@dataclass(frozen=True, kw_only=True)
class KeptObjects(Field):
    """A window on the carnet's objects to sustain that come from one line; holds no answer of its own."""

    line: str
    preset_code: str
    counts: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan(Field):
    """A window on the carnet's plan lines; holds no answer of its own."""

    counts: bool = False


@dataclass(frozen=True, kw_only=True)
class Proposals(GrowingList):
    """What each person proposes for a window of the carnet. Row value: {"text", "place"}; the place may be empty."""

    places: tuple[Option, ...]
    at_most: int = 5
    noun: str = "Action"
    asks_what: str = "Action proposée"
    asks_where: str = "Stratégie"
    nowhere: str = "Aucune en particulier"


@dataclass(frozen=True, kw_only=True)
class SectorWheel(Field):
    """A window on the carnet's sectors of one circle, with their actors; holds no answer of its own."""

    circle: str
    counts: bool = False


@dataclass(frozen=True, kw_only=True)
class StakeholderMatrix(Field):
    """A window on the carnet's actors, with what the group says of each; holds no answer of its own."""

    counts: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """`is_extra`: offered once those before it are begun, and missed by nobody as long as it is empty."""

    key: str
    label: str
    help: str = ""
    is_extra: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    key: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""
    rows: tuple[Row, ...] = ()
    row_noun: str = ""  # what a row is, over the first column: « Niveau »
    layout: str = ""  # where the fields do not say how the section lies (see worksheets.layouts)

    def questions(self):
        """Every (address, field, row) of the section, in sheet order; `row` is None outside tables."""
        if not self.rows:
            return [(asked.key, asked, None) for asked in self.fields]
        return [(f"{asked.key}.{row.key}", asked, row) for row in self.rows for asked in self.fields]


@dataclass(frozen=True, kw_only=True)
class Instrument:
    key: str
    version: int
    number: str  # "01" … "22", the place in the pack
    code: str  # printed bottom right of the paper sheet, typed to find the sheet again: "C-01", "FT1"
    title: str
    short_title: str
    purpose: str
    instructions: str
    duration: int  # minutes
    phase: Phase
    source: str
    rights: str
    sections: tuple[Section, ...]
    definition: str = ""
    reasons: tuple[str, ...] = ()
    strategy: str = ""  # one of the four, for the sheets FT3 to FT6
    suits_from: int = 1  # the mobilisation level from which the sheet serves a group
    otherwise: str = ""  # what a group below it is told, before the `offers`: the keys of other sheets
    offers: tuple[str, ...] = ()
    retired: bool = field(default=False)

    def questions(self):
        return [question for section in self.sections for question in section.questions()]

    def find(self, address):
        """The (field, row) at an address; raises UnknownAddress.

        A row of a growing list ("absent.r3") belongs to the list's field and has no declared row.
        """
        for known, asked, row in self.questions():
            if known == address and not isinstance(asked, GrowingList):
                return asked, row
        key, dot, row_key = address.partition(".")
        for known, asked, _row in self.questions():
            if known == key and dot and isinstance(asked, GrowingList) and is_row_key(row_key):
                return asked, None
        raise UnknownAddress(address)

    def section(self, key):
        for section in self.sections:
            if section.key == key:
                return section
        raise UnknownSection(key)


def is_row_key(text):
    """Rows of growing lists are named "r" and up to 12 letters or digits, chosen by whoever adds the row."""
    return text[:1] == "r" and 2 <= len(text) <= 13 and text.isascii() and text.isalnum() and text.islower()


class UnknownAddress(LookupError):
    """No field of the instrument has this address."""


class UnknownSection(LookupError):
    """The instrument has no such section."""
