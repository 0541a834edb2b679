"""What a filled form would change in its carnet, field by field. Nothing here writes."""

import hashlib
import json
import uuid

from django.utils.datastructures import MultiValueDict

from rlp_portal.reports.fillable.boxes import (
    MATRIX_GROUP,
    NEW,
    NEW_LIST_ROW,
    NO_OPTION,
    STATE_KEY,
    WHICH,
    new_sector_key,
    prefix_of,
)
from rlp_portal.reports.fillable.seal import Seal, mark_of
from rlp_portal.reports.imports import lines as shown
from rlp_portal.reports.imports.lines import Fate, NewRowLine, label_of
from rlp_portal.rlps.carnet.queries import OpenSheet
from worksheets import schema
from worksheets.cleaning import Refused
from worksheets.codes import Strategy
from worksheets.forms import STATE, posted_state, with_final_rows
from worksheets.kinds import holds_answers, kind_of
from worksheets.models import AnswerState, Change
from worksheets.naming import names_of
from worksheets.queries import answers_of, asks, rows_shown
from worksheets.registry import twin_of
from worksheets.rows import ACTOR, MATRIX_FIELDS, OBJECT, PLAN_LINE, SECTOR, SEPARATOR, kind_of_row, row_address
from worksheets.schema import Bipolar, Scale, SingleChoice
from worksheets.sheet_forms import is_row_of
from worksheets.wording import rung_in_words

SPACE_OF_OPERATIONS = uuid.UUID("3a3a8f55-5d0e-4ad5-9c39-5e1f4f6c1c51")
# What makes a new row; the rest is proposed.
ROW_WORDS = ("measure", "who", "when", "needs", "object", "name", *MATRIX_FIELDS)


class Comparison(shown.Comparison):
    def __init__(self, open_: OpenSheet, *, seal: Seal, fields: dict):
        self.open, self.seal = open_, seal
        self.instrument = open_.instrument
        self.data, self.addresses = as_posted(fields, prefix=prefix_of(self.instrument))
        self.answers = answers_of(open_.sheet) if asks(self.instrument) else {}
        workbook = open_.round.workbook_id
        self.rows = rows_shown(self.instrument, workbook)
        self.names = names_of([row for rows in self.rows.values() for row in rows])
        self.lines = self.all_lines()

    def mark(self, asked, value, state=AnswerState.ANSWERED):
        return mark_of(asked, value, state)

    def held(self, asked, value):
        """As the file showed it: of two actors made into one, the one that is left."""
        return with_final_rows(asked, value, self.rows)

    def all_lines(self):
        lines = []
        for address, asked, row in self.instrument.questions():
            if isinstance(asked, schema.GrowingList):
                lines += self.growing_list(asked)
            elif type(asked) in WINDOWS:
                lines += WINDOWS[type(asked)](self, asked)
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

    def kept_objects(self, asked):
        lines = self.stored_rows([one for one in self.rows["object"] if one.line == asked.line])
        presets = {"line": asked.line, "code": asked.preset_code}
        return lines + self.new_rows(OBJECT, asked.line, label=asked.label, presets=presets)

    def plan(self, asked):
        lines = []
        for strategy in Strategy:
            lines += self.stored_rows([row for row in self.rows["plan_line"] if row.strategy == strategy])
            presets = {"strategy": strategy.value}
            lines += self.new_rows(PLAN_LINE, strategy.value, label=strategy.label, presets=presets)
        return lines

    def sector_wheel(self, asked):
        lines = []
        for sector in [one for one in self.rows["sector"] if one.circle == asked.circle]:
            lines += self.stored_rows([sector])
            lines += self.new_actors(str(sector.public_id), asked.circle, sector.public_id, label=sector.name)
        lines += self.stored_rows(self.rows["actor"])
        for place in self.new_wedges(asked.circle):
            lines += self.new_wedge(asked, place)
        return lines

    def new_wedges(self, circle):
        """The places of the sectors that the file adds, or whose actors it adds."""
        of_actors = self.places_after(SEPARATOR.join((NEW, ACTOR.target.value, new_sector_key(circle, ""))))
        return sorted(self.new_places(SECTOR, circle) | of_actors, key=number_first)

    def new_wedge(self, asked, place):
        """The sector comes before its actors, which find it by the id that it will have."""
        sector = self.new_row(SECTOR, asked.circle, place, asked.label, {"circle": asked.circle})
        group, named = new_sector_key(asked.circle, place), sector and sector.values.get("name")
        label, public_id = named or "Nouveau secteur", sector.public_id if named else None
        actors = self.new_actors(group, asked.circle, public_id, label=label)
        return [sector, *actors] if sector else actors

    def new_actors(self, group, circle, sector_id, *, label):
        presets = {"circle": circle, **({"sector": str(sector_id)} if sector_id else {})}
        return self.new_rows(ACTOR, group, label=label, presets=presets)

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
        is_list = isinstance(asked, SingleChoice | schema.RowReference | schema.Placements)
        text = (raw or "").strip() if is_list else raw
        if is_list and text in NO_OPTION:
            return ""
        if isinstance(asked, SingleChoice):
            return {one.label: one.key for one in asked.options}.get(text, text)
        if isinstance(asked, schema.RowReference):
            return {name: key for key, name in self.names.items()}.get(text, text)
        if isinstance(asked, schema.Placements):
            return {rung_in_words(one): one.key for one in asked.rungs}.get(text, text)
        return text

    def new_rows(self, kind, group, *, label, presets):
        places = sorted(self.new_places(kind, group), key=number_first)
        lines = [self.new_row(kind, group, place, label, presets) for place in places]
        return [line for line in lines if line]

    def new_places(self, kind, group):
        return self.places_after(SEPARATOR.join((NEW, kind.target.value, group, "")))

    def places_after(self, start):
        return {one.removeprefix(start).split(SEPARATOR)[0] for one in self.addresses if one.startswith(start)}

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
            why=" ".join(whys) or (f"Écrivez le nom {kind.of_the} pour l’ajouter." if is_lost else ""),
            raw={key: text for key, text in typed.items() if key in ROW_WORDS},
            kind=kind,
            sheet=self.open.sheet,
            values={**presets, **{key: value for key, value in values.items() if value}},
            refused=refused,
            op_id=(op_id := uuid.uuid5(SPACE_OF_OPERATIONS, f"{self.open.round.public_id} {digest}")),
            public_id=uuid.uuid5(op_id, "row"),
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
    place = row.removeprefix(NEW_LIST_ROW)
    return (row.startswith(NEW_LIST_ROW), number_first(place), name)
