"""What a filled form would change in its carnet, field by field. Nothing here writes."""

import hashlib
import json
import uuid

from django.utils.datastructures import MultiValueDict

from rlp_portal.reports.fillable.boxes import NEW, NEW_LIST_ROW, NO_OPTION, STATE_KEY, WHICH, prefix_of
from rlp_portal.reports.fillable.seal import Seal, mark_of
from rlp_portal.reports.imports import lines as shown
from rlp_portal.reports.imports.lines import Fate, NewRowLine, label_of
from rlp_portal.rlps.carnet.queries import OpenSheet
from rlp_portal.rlps.carnet.sheet_page import names_of
from worksheets import schema
from worksheets.cleaning import Refused
from worksheets.codes import Strategy
from worksheets.forms import STATE, posted_state
from worksheets.kinds import holds_answers, kind_of
from worksheets.models import AnswerState, Change, PlanLine
from worksheets.queries import answers_of, asks, objects_of, shows_objects, shows_plan
from worksheets.rows import OBJECT, PLAN_LINE, SEPARATOR
from worksheets.schema import Bipolar, Scale, SingleChoice
from worksheets.sheet_forms import is_row_of
from worksheets.wording import rung_in_words

SPACE_OF_OPERATIONS = uuid.UUID("3a3a8f55-5d0e-4ad5-9c39-5e1f4f6c1c51")
ROW_WORDS = ("measure", "who", "when", "needs", "object", "name")  # what makes a new row; the rest is proposed


class Comparison(shown.Comparison):
    def __init__(self, open_: OpenSheet, *, seal: Seal, fields: dict):
        self.open, self.seal = open_, seal
        self.instrument = open_.instrument
        self.data, self.addresses = as_posted(fields, prefix=prefix_of(self.instrument))
        self.answers = answers_of(open_.sheet) if asks(self.instrument) else {}
        workbook = open_.round.workbook_id
        self.objects = objects_of(workbook) if shows_objects(self.instrument) else []
        lines = PlanLine.objects.filter(workbook=workbook).select_related("object")
        self.rows = {one.public_id: one for one in [*self.objects, *(lines if shows_plan(self.instrument) else [])]}
        self.names = names_of(self.objects)
        self.lines = self.all_lines()

    def mark(self, asked, value, state=AnswerState.ANSWERED):
        return mark_of(asked, value, state)

    def all_lines(self):
        lines = []
        for address, asked, row in self.instrument.questions():
            if isinstance(asked, schema.GrowingList):
                lines += self.growing_list(asked)
            elif isinstance(asked, schema.KeptObjects):
                lines += self.stored_rows(OBJECT, [one for one in self.objects if one.line == asked.line])
                presets = {"line": asked.line, "code": asked.preset_code}
                lines += self.new_rows(OBJECT, asked.line, label=asked.label, presets=presets)
            elif isinstance(asked, schema.Plan):
                lines += self.plan()
            elif holds_answers(asked) and address in self.addresses:
                lines.append(self.answer(address, asked, label=label_of(asked, row)))
        return self.without_what_was_added(lines)

    # ---- answers -------------------------------------------------------------------------------------------------

    def answer(self, address, asked, *, label, name=None):
        """`name` is the file's name for it, where it is not the address."""
        raw, state = self.read(name or address, asked)
        return self.answer_line(
            asked,
            self.answers.get(address),
            key=address,
            sheet=self.open.sheet,
            address=address,
            label=label,
            raw=raw,
            read=lambda: kind_of(asked).clean(asked, raw).value,
            state=state,
            drawn=self.seal.marks.get(address, ""),
        )

    def read(self, name, asked):
        """(raw value, state), as the page of the sheet would have sent them."""
        if isinstance(asked, Scale | Bipolar | SingleChoice):
            chosen = self.data.get(name) or ""
            if chosen.startswith(STATE_KEY):
                return "", posted_state({name + STATE: chosen.removeprefix(STATE_KEY)}, name)
            return chosen, AnswerState.ANSWERED.value
        raw = kind_of(asked).read(self.data, name)
        if isinstance(asked, schema.Placements):
            raw = {**raw, "rung": self.listed(asked, raw["rung"])}
        return raw, posted_state(self.data, name)

    def growing_list(self, asked):
        lines = []
        for place, name in enumerate(sorted(self.rows_of_list(asked), key=row_order), start=1):
            label = f"{asked.label} Ligne\u00a0{place}"
            if is_row_of(asked, name):
                lines.append(self.answer(name, asked, label=label))
            elif value := self.typed_row(name, asked):
                address = f"{asked.key}.r{self.digest(name, value)[:10]}"
                lines.append(self.answer(address, asked, label=label, name=name))
        return lines

    def rows_of_list(self, asked):
        return [one for one in self.addresses if one.startswith(f"{asked.key}.")]

    def typed_row(self, name, asked):
        raw, _state = self.read(name, asked)
        return raw if any((text or "").strip() for text in raw.values()) else None

    # ---- rows ----------------------------------------------------------------------------------------------------

    def plan(self):
        stored = [row for row in self.rows.values() if isinstance(row, PlanLine)]
        lines = []
        for strategy in Strategy:
            lines += self.stored_rows(PLAN_LINE, [row for row in stored if row.strategy == strategy])
            presets = {"strategy": strategy.value}
            lines += self.new_rows(PLAN_LINE, strategy.value, label=strategy.label, presets=presets)
        return lines

    def stored_rows(self, kind, rows):
        return [
            self.row_field(row, asked, name)
            for row in rows
            for asked in kind.fields.values()
            if (name := SEPARATOR.join((kind.target.value, str(row.public_id), asked.key))) in self.addresses
        ]

    def row_field(self, row, asked, name):
        raw = self.listed(asked, self.data.get(name))
        return self.row_line(
            row,
            asked,
            key=name,
            raw=raw,
            read=lambda: kind_of(asked).clean(asked, raw).value,
            drawn=self.seal.marks.get(name, ""),
        )

    def listed(self, asked, raw):
        """Some programs write what a list shows, and not what it stands for."""
        is_list = isinstance(asked, SingleChoice | schema.ObjectReference | schema.Placements)
        text = (raw or "").strip() if is_list else raw
        if is_list and text in NO_OPTION:
            return ""
        if isinstance(asked, SingleChoice):
            return {one.label: one.key for one in asked.options}.get(text, text)
        if isinstance(asked, schema.ObjectReference):
            return {name: key for key, name in self.names.items()}.get(text, text)
        if isinstance(asked, schema.Placements):
            return {rung_in_words(one): one.key for one in asked.rungs}.get(text, text)
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
        main = "measure" if kind is PLAN_LINE else "name"
        is_lost = main in refused or (kind is OBJECT and not values.get(main))
        digest = self.digest(start, typed)
        return NewRowLine(
            key=start + digest[:10],
            label=f"{label} – nouvelle ligne",
            fate=Fate.UNREADABLE if is_lost else Fate.NEW,
            filled=[*self.row_words(kind, values), *(str(raw) for raw in refused.values())],
            why=" ".join(whys) or ("Écrivez le nom de l’objet pour l’ajouter." if is_lost else ""),
            raw={key: text for key, text in typed.items() if key in ROW_WORDS},
            kind=kind,
            sheet=self.open.sheet,
            values={**presets, **{key: value for key, value in values.items() if value}},
            refused=refused,
            op_id=uuid.uuid5(SPACE_OF_OPERATIONS, f"{self.open.round.public_id} {digest}"),
        )

    def row_words(self, kind, values):
        return [
            text
            for key, value in values.items()
            if value and (key in ROW_WORDS or key == "fate")
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
    place = row.removeprefix(NEW_LIST_ROW)
    return (row.startswith(NEW_LIST_ROW), number_first(place), name)
