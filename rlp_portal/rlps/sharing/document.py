"""What a shared version holds: format 3, one JSON object, read forever as it was written.

Everything is said in words, labels included, so that nothing else is needed to read it: neither the catalogue of
instruments nor the tables. Figures are there for the drawings. There is nothing internal: no account, no e-mail, no
author. `ref` tells that a row is the same one from a version to the next, and means nothing elsewhere.

The classes below, and those of `retained` and of worksheets.shown that they hold, are the schema: a field of a class
is a key of the JSON, in the canonical form of `written`. Days are "2026-11-18"; `shared_at` is a moment with its
offset. A format that was published never changes: another meaning is another format, with its own line in `READERS`,
which tells what the older one did not say.
"""

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

from rlp_portal.rlps.sharing.retained import WorkshopPart
from worksheets.shown import Choices, Ladder, Scale, Wedge

FORMAT = 3
OPEN = {"to_do", "in_progress"}  # the measures still to be carried out


class UnreadableVersion(Exception):
    """What is stored is not what was shared, or is in a format that this program does not know."""

    message = "Le contenu gardé ne correspond plus à ce qui a été partagé. Par prudence, il n’est pas montré."


@dataclass(frozen=True, kw_only=True)
class Regroupement:
    name: str
    word: str  # « table »
    of_the: str  # « de la table »
    region: str
    territory: str
    host: str


@dataclass(frozen=True, kw_only=True)
class RoundPart:
    title: str
    number: int
    started_on: str

    @property
    def started_day(self):
        return datetime.date.fromisoformat(self.started_on)


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A mobilisation level at a date. Whoever has a role in the RLP reads them already."""

    on: str
    level: int
    label: str
    note: str

    @property
    def rated_on(self):
        return datetime.date.fromisoformat(self.on)


@dataclass(frozen=True, kw_only=True)
class Question:
    address: str
    number: str
    row: str  # the line of a grid, or the actor, that the question is asked for
    row_help: str  # of a line what it stands for; of an actor whether it is involved
    label: str
    form: str  # text, list or position: how its words are set
    state: str  # answered, passed, not_applicable; "" when nothing was answered
    texts: list[str]  # the answer in words
    note: str  # what the sheet itself says beside
    scale: Scale | None
    choices: Choices | None
    ladder: Ladder | None
    wheel: list[Wedge] | None
    about_people: bool  # names third persons, or says what is thought of them
    left_out: bool  # answered, and not shared

    @property
    def is_answered(self):
        return bool(self.texts) or self.left_out


@dataclass(frozen=True, kw_only=True)
class Section:
    key: str
    title: str
    layout: str  # grid, results, poles, ladder, front_pages, wheel, matrix or questions
    row_noun: str  # what a row of a grid is
    columns: list[str]  # of a grid
    questions: list[Question]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One instrument as the group filled it. The first eleven are the instrument's own words."""

    key: str
    version: int
    number: str
    code: str
    title: str
    short_title: str
    purpose: str
    definition: str
    strategy: str
    source: str
    rights: str
    phase: str
    phase_label: str
    finished_on: str  # "" as long as it was in progress
    holds_objects: bool  # the objects to sustain are noted on it
    holds_plan: bool
    sections: list[Section]

    @property
    def is_finished(self):
        return bool(self.finished_on)

    @property
    def finished_day(self):
        return datetime.date.fromisoformat(self.finished_on) if self.finished_on else None

    @property
    def questions(self):
        return [question for section in self.sections for question in section.questions]


@dataclass(frozen=True, kw_only=True)
class KeptObject:
    ref: str
    name: str
    nature: str
    fate: str  # in words; "" when it is not decided
    line: str  # the address, on its sheet, of the line it comes from


@dataclass(frozen=True, kw_only=True)
class Measure:
    ref: str
    strategy: str
    strategy_label: str
    measure: str
    who: str
    when: str
    needs: str
    object: str  # its name
    status: str
    status_label: str
    is_overdue: bool  # on the day of the sharing

    @property
    def day(self):
        return datetime.date.fromisoformat(self.when) if self.when else None

    @property
    def is_open(self):
        return self.status in OPEN


@dataclass(frozen=True, kw_only=True)
class Importance:
    """How important the group finds a strategy, from 1 to 5."""

    strategy: str
    label: str
    value: int | None
    passed: bool


@dataclass(frozen=True, kw_only=True)
class SheetLeftOut:
    code: str
    title: str
    is_finished: bool


@dataclass(frozen=True, kw_only=True)
class PeopleLeftOut:
    code: str
    title: str
    count: int  # of answers, or of measures of the plan


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """What the group kept to itself: which sheets, and how many answers about third persons."""

    sheets: list[SheetLeftOut]
    people: list[PeopleLeftOut]

    def __bool__(self):
        return bool(self.sheets or self.people)


@dataclass(frozen=True, kw_only=True)
class Document:
    format: int
    number: int  # of the version, in its round
    shared_at: str
    rlp: Regroupement
    round: RoundPart
    note: str  # to the advisor
    ratings: list[Rating]  # from the oldest
    sheets: list[Sheet]  # in the order of the pack
    objects: list[KeptObject] | None  # None when their sheet was not shared
    plan: list[Measure] | None  # in the order of reading: by strategy, overdue first
    who_left_out: bool  # « Qui », in the plan
    importance: list[Importance]
    workshops: list[WorkshopPart] | None  # what was retained in the finished ones; None when it was not shared
    left_out: LeftOut

    @property
    def moment(self):
        return datetime.datetime.fromisoformat(self.shared_at)


# ---- To bytes and back ----------------------------------------------------------------------------------------


def written(part):
    """The canonical form: the same document gives the same text. Keys in order, no space, letters as they are."""
    return json.dumps(asdict(part), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


def read(text, *, digest):
    """The document of a text that is still what was shared; raises UnreadableVersion."""
    if digest_of(text) != digest:
        raise UnreadableVersion
    held = json.loads(text)
    if held["format"] not in READERS:
        raise UnreadableVersion
    return READERS[held["format"]](held)


def built(kind, held):
    """What JSON holds, as the class that `asdict` took apart."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{one.name: built(hints[one.name], held[one.name]) for one in fields(kind)})
    if get_origin(kind) is list:
        return [built(get_args(kind)[0], one) for one in held]
    if get_origin(kind) is UnionType and held is not None:
        return built(next(one for one in get_args(kind) if one is not NoneType), held)
    return held


def from_format_1(held):
    """Its one grid was that of the functions; it had neither ladder, wheel nor single choice to draw."""
    for section in (section for sheet in held["sheets"] for section in sheet["sections"]):
        section["row_noun"] = "Fonction" if section["layout"] == "grid" else ""
        for question in section["questions"]:
            question |= {"row_help": "", "note": "", "choices": None, "ladder": None, "wheel": None}
    return from_format_2(held)


def from_format_2(held):
    """It said nothing of the workshops."""
    return built(Document, held | {"workshops": None})


READERS = {1: from_format_1, 2: from_format_2, 3: lambda held: built(Document, held)}
