"""What a filled form would change in its carnet, field by field. Nothing here writes.

Three values meet at each field: what the file holds, what the file held when it was drawn, and what the carnet holds
now. A field that its reader left as it was drawn is left alone, whatever the carnet became.
"""

import hashlib
import json
import textwrap
import uuid
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.datastructures import MultiValueDict

from rlp_portal.reports.fillable.boxes import (
    MATRIX_GROUP,
    NEW,
    NEW_PERSON,
    NO_OPTION,
    STATE_KEY,
    WHICH,
    prefix_of,
)
from rlp_portal.reports.fillable.seal import Seal, mark_of
from rlp_portal.rlps.carnet.queries import OpenSheet
from worksheets import schema
from worksheets.cleaning import Refused
from worksheets.codes import Strategy
from worksheets.fingerprints import fingerprint
from worksheets.forms import STATE, posted_state, with_final_rows
from worksheets.kinds import holds_answers, kind_of
from worksheets.models import NEVER_ANSWERED, AnswerState, Change
from worksheets.naming import names_of
from worksheets.queries import answers_of, asks, rows_shown
from worksheets.registry import twin_of
from worksheets.rows import ACTOR, MATRIX_FIELDS, OBJECT, PLAN_LINE, SECTOR, SEPARATOR, kind_of_row, row_address
from worksheets.schema import Bipolar, Scale, SingleChoice
from worksheets.services import read_row_field
from worksheets.sheet_forms import is_row_of
from worksheets.wording import words

GONE = "Cette ligne a été retirée du carnet entre-temps."
SPACE_OF_OPERATIONS = uuid.UUID("3a3a8f55-5d0e-4ad5-9c39-5e1f4f6c1c51")
LONGEST_SHOWN = 300  # of a text that cannot come in as it is
ROW_WORDS = (
    "measure",
    "who",
    "when",
    "needs",
    "object",
    "name",
    *MATRIX_FIELDS,
)  # what makes a new row; the rest is proposed


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
    present: list = field(default_factory=list)
    filled: list = field(default_factory=list)
    base: str = NEVER_ANSWERED
    why: str = ""
    raw: object = None


@dataclass(frozen=True, kw_only=True)
class AnswerLine(Line):
    address: str
    value: object = None
    state: str = AnswerState.ANSWERED
    drawn: str = ""


@dataclass(frozen=True, kw_only=True)
class RowLine(Line):
    """A field of an object or plan line that the carnet has."""

    row: object
    field: schema.Field
    value: object = None
    drawn: str = ""


@dataclass(frozen=True, kw_only=True)
class NewRowLine(Line):
    """An object or plan line to add; `refused` are its fields that could not be read: {key: raw}."""

    kind: object
    group: str
    place: str
    values: dict
    refused: dict
    op_id: uuid.UUID


class Comparison:
    def __init__(self, open_: OpenSheet, *, seal: Seal, fields: dict):
        self.open, self.seal = open_, seal
        self.instrument = open_.instrument
        self.data, self.addresses = as_posted(fields, prefix=prefix_of(self.instrument))
        self.answers = answers_of(open_.sheet) if asks(self.instrument) else {}
        workbook = open_.round.workbook_id
        self.rows = rows_shown(self.instrument, workbook)
        self.names = names_of([row for rows in self.rows.values() for row in rows])
        self.lines = self.all_lines()

    @property
    def shown(self):
        return [line for line in self.lines if line.fate != Fate.SAME]

    def count(self, *fates):
        return sum(line.fate in fates for line in self.lines)

    def all_lines(self):
        lines = []
        for address, asked, row in self.instrument.questions():
            if isinstance(asked, schema.People):
                lines += self.people(asked)
            elif type(asked) in WINDOWS:
                lines += WINDOWS[type(asked)](self, asked)
            elif holds_answers(asked) and address in self.addresses:
                lines.append(self.answer(address, asked, label=label_of(asked, row)))
        return self.without_what_was_added(lines)

    # ---- answers -------------------------------------------------------------------------------------------------

    def answer(self, address, asked, *, label, name=None):
        """`name` is the file's name for it, where it is not the address."""
        name = name or address
        stored = self.answers.get(address)
        held = with_final_rows(asked, stored.value, self.rows) if stored else None
        raw, state = self.read(name, asked)
        shared = {
            "key": address,
            "address": address,
            "label": label,
            "present": self.said(asked, held, stored.state) if stored else [],
            "base": stored.fingerprint if stored else NEVER_ANSWERED,
            "raw": raw,
            "drawn": self.seal.marks.get(address, ""),
        }
        try:
            value = kind_of(asked).clean(asked, raw).value
        except Refused as refusal:
            return AnswerLine(**shared, fate=Fate.UNREADABLE, filled=raw_words(raw), why=str(refusal))
        fate = fate_of(
            filled=mark_of(asked, value, state),
            drawn=shared["drawn"],
            present=mark_of(asked, held, stored.state) if stored else "",
        )
        return AnswerLine(**shared, fate=fate, value=value, state=state, filled=self.said(asked, value, state))

    def read(self, name, asked):
        """(raw value, state), as the page of the sheet would have sent them."""
        if isinstance(asked, Scale | Bipolar | SingleChoice):
            chosen = self.data.get(name) or ""
            if chosen.startswith(STATE_KEY):
                return "", posted_state({name + STATE: chosen.removeprefix(STATE_KEY)}, name)
            return chosen, AnswerState.ANSWERED.value
        return kind_of(asked).read(self.data, name), posted_state(self.data, name)

    def said(self, asked, value, state=AnswerState.ANSWERED):
        """In words; the state and the text where both stand."""
        said = words(asked, value, state=state, objects=self.names)
        if state != AnswerState.ANSWERED and value is not None:
            said = [*said, *words(asked, value, objects=self.names)]
        return said

    def people(self, asked):
        lines = []
        for place, name in enumerate(sorted(self.people_names(asked), key=row_order), start=1):
            label = f"{asked.label} Ligne\u00a0{place}"
            if is_row_of(asked, name):
                lines.append(self.answer(name, asked, label=label))
            elif value := self.typed_person(name, asked):
                address = f"{asked.key}.r{self.digest(name, value)[:10]}"
                lines.append(self.answer(address, asked, label=label, name=name))
        return lines

    def people_names(self, asked):
        return [one for one in self.addresses if one.startswith(f"{asked.key}.")]

    def typed_person(self, name, asked):
        raw = kind_of(asked).read(self.data, name)
        return raw if any((text or "").strip() for text in raw.values()) else None

    # ---- rows ----------------------------------------------------------------------------------------------------

    def kept_objects(self, asked):
        lines = self.stored_rows([one for one in self.rows["object"] if one.line == asked.line])
        return lines + self.new_rows(OBJECT, asked.line, label=asked.label, presets={"code": asked.preset_code})

    def plan(self, asked):
        lines = []
        for strategy in Strategy:
            lines += self.stored_rows([row for row in self.rows["plan_line"] if row.strategy == strategy])
            lines += self.new_rows(PLAN_LINE, strategy.value, label=strategy.label, presets={})
        return lines

    def sector_wheel(self, asked):
        """Sectors that the file adds come before their actors, so that these find them there."""
        sectors = [one for one in self.rows["sector"] if one.circle == asked.circle]
        lines = []
        for sector in sectors:
            lines += self.stored_rows([sector])
            lines += self.new_rows(ACTOR, str(sector.public_id), label=sector.name, presets={})
        lines += self.stored_rows(self.rows["actor"])
        lines += self.new_rows(SECTOR, asked.circle, label=asked.label, presets={})
        for group in self.new_groups(ACTOR, start=f"{asked.circle}+"):
            lines += self.new_rows(ACTOR, group, label="Nouveau secteur", presets={})
        return lines

    def new_groups(self, kind, *, start):
        prefix = SEPARATOR.join((NEW, kind.target.value, start))
        groups = {one.split(SEPARATOR)[2] for one in self.addresses if one.startswith(prefix)}
        return sorted(groups, key=lambda group: number_first(group.removeprefix(start)))

    def stakeholder_matrix(self, asked):
        lines = self.stored_rows(self.rows["actor"])
        return lines + self.new_rows(ACTOR, MATRIX_GROUP, label=asked.label, presets={})

    def stored_rows(self, rows):
        return [
            self.row_field(row, asked, name)
            for row in rows
            for asked in kind_of_row(row).fields.values()
            if (name := row_address(row, asked.key)) in self.addresses
        ]

    def row_field(self, row, asked, name):
        present = read_row_field(row, asked)
        raw = self.listed(asked, self.data.get(name))
        shared = {
            "key": name,
            "row": row,
            "field": asked,
            "label": f"{row} – {asked.label}",
            "present": self.said(asked, present),
            "base": fingerprint(present),
            "raw": raw,
            "drawn": self.seal.marks.get(name, ""),
        }
        try:
            value = kind_of(asked).clean(asked, raw).value
        except Refused as refusal:
            return RowLine(**shared, fate=Fate.UNREADABLE, filled=raw_words(raw), why=str(refusal))
        fate = fate_of(filled=mark_of(asked, value), drawn=shared["drawn"], present=mark_of(asked, present))
        column = row._meta.get_field(asked.key)
        if fate == Fate.EMPTIED and not (column.null or column.blank):
            fate = Fate.SAME  # a row keeps its name and its nature
        why = ""
        if row.deleted_at and fate != Fate.SAME:
            fate, why = Fate.UNREADABLE, GONE
        return RowLine(**shared, fate=fate, value=value, filled=self.said(asked, value), why=why)

    def listed(self, asked, raw):
        """Some programs write what a list shows, and not what it stands for."""
        is_list = isinstance(asked, SingleChoice | schema.RowReference)
        text = (raw or "").strip() if is_list else raw
        if is_list and text in NO_OPTION:
            return ""
        if isinstance(asked, SingleChoice):
            return {one.label: one.key for one in asked.options}.get(text, text)
        if isinstance(asked, schema.RowReference):
            return {name: key for key, name in self.names.items()}.get(text, text)
        return text

    def new_rows(self, kind, group, *, label, presets):
        start = SEPARATOR.join((NEW, kind.target.value, group, ""))
        places = {one.removeprefix(start).split(SEPARATOR)[0] for one in self.addresses if one.startswith(start)}
        lines = [self.new_row(kind, group, place, label, presets) for place in sorted(places, key=number_first)]
        return [line for line in lines if line]

    def new_row(self, kind, group, place, label, presets):
        start = SEPARATOR.join((NEW, kind.target.value, group, place, ""))
        values, refused, whys, typed = {}, {}, [], {}
        for key, asked in kind.fields.items():
            raw = self.listed(asked, self.data.get(start + key))
            typed[key] = raw or ""
            try:
                values[key] = kind_of(asked).clean(asked, raw).value
            except Refused as refusal:
                refused[key] = raw
                whys.append(f"{asked.label}\u00a0: {refusal}")
        if not any(values.get(key) or key in refused for key in ROW_WORDS):
            return None
        main = kind.title
        is_lost = main in refused or (kind is not PLAN_LINE and not values.get(main))
        digest = self.digest(start, typed)
        return NewRowLine(
            key=start + digest[:10],
            label=f"{label} – nouvelle ligne{self.doubt_on(kind, values)}",
            fate=Fate.UNREADABLE if is_lost else Fate.NEW,
            filled=[*self.row_words(kind, values), *(str(raw) for raw in refused.values())],
            why=" ".join(whys) or (f"Écrivez le nom de l’{kind.noun.lower()} pour l’ajouter." if is_lost else ""),
            raw=typed,
            kind=kind,
            group=group,
            place=place,
            values={**presets, **{key: value for key, value in values.items() if value}},
            refused=refused,
            op_id=uuid.uuid5(SPACE_OF_OPERATIONS, f"{self.open.round.public_id} {digest}"),
        )

    def doubt_on(self, kind, values):
        """An actor that the registry seems to have: the preview says so, and somebody decides."""
        if kind is not ACTOR or not values.get("name"):
            return ""
        kept = [one for one in self.rows["actor"] if one.deleted_at is None]
        twin = twin_of(kept, name=values["name"])
        return f" (semble déjà inscrit\u00a0: «\u00a0{twin.name}\u00a0»)" if twin else ""

    def row_words(self, kind, values):
        return [
            text
            for key, value in values.items()
            if value and (key in ROW_WORDS or key in {"fate", "involvement"})
            for text in self.said(kind.fields[key], value)
        ]

    def digest(self, name, content):
        """The same words in the same place of the same file are one row, however often the file comes back."""
        said = json.dumps([str(self.seal), name, content], sort_keys=True)
        return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=16).hexdigest()

    def without_what_was_added(self, lines):
        known = set(
            Change.objects.filter(op_id__in=[one.op_id for one in lines if isinstance(one, NewRowLine)]).values_list(
                "op_id", flat=True
            )
        )
        return [one for one in lines if not (isinstance(one, NewRowLine) and one.op_id in known)]


WINDOWS = {
    schema.KeptObjects: Comparison.kept_objects,
    schema.Plan: Comparison.plan,
    schema.SectorWheel: Comparison.sector_wheel,
    schema.StakeholderMatrix: Comparison.stakeholder_matrix,
}


# ---- from the names of the boxes to those of the page -------------------------------------------------------------


def as_posted(fields, *, prefix):
    """(what the page of the sheet would have sent, the addresses that the file shows)."""
    data, addresses = MultiValueDict(), set()
    for box in sorted((one for one in fields if one.startswith(prefix)), key=number_of_box):
        name, _sign, which = box.removeprefix(prefix).partition(WHICH)
        name, text = name.replace("/", "."), fields[box]
        addresses.add(name.partition("--")[0])
        if not which or name.endswith("--line"):
            data.appendlist(name, text)
        elif text:
            data.appendlist(name, which)
    return data, addresses


def number_of_box(box):
    name, _sign, which = box.partition(WHICH)
    return (name, int(which) if which.isdecimal() and len(which) < 4 else 0)


def number_first(place):
    return (0, int(place)) if place.isdecimal() and len(place) < 6 else (1, 0)


def row_order(name):
    """Rows of the carnet, then new ones in their order."""
    _key, _dot, row = name.partition(".")
    place = row.removeprefix(NEW_PERSON)
    return (row.startswith(NEW_PERSON), number_first(place), name)


def label_of(asked, row):
    label = f"{asked.number}. {asked.label}" if asked.number else asked.label
    return f"{row.label} – {label}" if row else label


def raw_words(raw):
    if isinstance(raw, dict):
        return [text for one in raw.values() for text in raw_words(one)]
    if isinstance(raw, list):
        return [text for one in raw for text in raw_words(one)]
    return [textwrap.shorten(str(raw), LONGEST_SHOWN, placeholder="…")] if raw else []
