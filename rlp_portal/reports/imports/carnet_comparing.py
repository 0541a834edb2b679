"""What a carnet’s JSON file would change, line by line: its rows first, which its answers may point to.

A file that left this very carnet says what each field held then. One that comes from elsewhere says nothing of this
carnet: it adds, it is compared, it never erases. Its rows take ids of their own here, always the same ones, so that
bringing it twice adds them once.
"""

import uuid
from dataclasses import dataclass

from rlp_portal.reports.exports.reading import NAME_WITHHELD, is_about_a_person
from rlp_portal.reports.imports.held import clean_held
from rlp_portal.reports.imports.lines import Comparison, Fate, NewRowLine, label_of, raw_words
from worksheets import catalogue
from worksheets.cleaning import Refused, clean_date
from worksheets.codes import Circle
from worksheets.fingerprints import fingerprint
from worksheets.kinds import holds_answers
from worksheets.models import NEVER_ANSWERED, Change, Sheet
from worksheets.queries import answers_by_sheet
from worksheets.rows import ROW_KINDS, row_address
from worksheets.schema import GrowingList, KeptObjects, RowChoice, RowReference, UnknownAddress
from worksheets.services import read_row_field
from worksheets.whole_rows import rows_of

SPACE_OF_ROWS = uuid.UUID("6f0c2f4e-6a35-4d0e-9f1b-7e0f3f8a9d52")
NO_SUCH_SHEET = "Cette feuille n’existe pas dans ce portail."
NO_SUCH_QUESTION = "Ces questions n’existent pas dans la feuille du carnet."
GROUPS = {"object": "Objets à pérenniser", "plan_line": "Plan", "sector": "Secteurs", "actor": "Acteurs"}


@dataclass(frozen=True)
class Lost:
    """Answers that have no place here."""

    title: str
    count: int
    why: str


class CarnetComparison(Comparison):
    def __init__(self, round_, content):
        self.round, self.content = round_, content
        self.is_from_here = content["round"] == str(round_.public_id)
        stored = rows_of(round_.workbook_id, ROW_KINDS.values())
        self.stored_rows = {key: {str(row.public_id): row for row in rows} for key, rows in stored.items()}
        self.stored_sheets = {one.instrument_key: (one, held) for one, held in answers_by_sheet(round_.workbook_id)}
        self.found = {}  # {id in the file: the row it is here}
        self.ids = {}  # {id in the file: id here, None for what was removed}
        self.find_rows()
        self.names = self.names_of_rows()
        self.lost = []
        self.lines = [*self.row_lines(), *self.answer_lines()]

    def rows_held(self):
        """(kind, row of the file), in the order of the kinds: a row points to those of the kinds before its own."""
        return [(kind, held) for key, kind in ROW_KINDS.items() for held in self.content["rows"].get(key, ())]

    # ---- which rows of the file are which rows of the carnet -----------------------------------------------------

    def find_rows(self):
        for kind, held in self.rows_held():
            stored = self.stored_rows[kind.target.value]
            row = stored.get(held["id"]) or stored.get(self.own_id(held)) or self.namesake(kind, held)
            if row:
                self.found[held["id"]] = row
                self.ids[held["id"]] = str(row.public_id)
            else:
                self.ids[held["id"]] = None if held.get("removed") else self.own_id(held)

    def own_id(self, held):
        """Of a row that has none here yet."""
        return str(uuid.uuid5(SPACE_OF_ROWS, f"{self.round.public_id} {held['id']}"))

    def namesake(self, kind, held):
        """A carnet started from another one holds the same rows under other ids."""
        title = kind.title
        if self.is_from_here or not held[title]:
            return None
        taken = {row.pk for row in self.found.values() if isinstance(row, kind.model)}
        for row in self.stored_rows[kind.target.value].values():
            if row.deleted_at is None and row.pk not in taken and getattr(row, title) == held[title]:
                return row
        return None

    def names_of_rows(self):
        names = {str(public_id): str(row) for rows in self.stored_rows.values() for public_id, row in rows.items()}
        new = {self.ids[held["id"]]: held[kind.title] or "" for kind, held in self.rows_held()}
        return {**new, **names}

    def here(self, asked, value):
        """A value that points to rows of the file points to those of the carnet."""
        if isinstance(asked, RowReference) and value:
            return self.ids.get(value, value)
        if isinstance(asked, RowChoice) and value:
            rows = [self.ids.get(one, one) for one in value[asked.part]]
            kept = [one for one in dict.fromkeys(rows) if one]
            return {**value, asked.part: kept} if kept or value["text"] else None
        return value

    # ---- rows ----------------------------------------------------------------------------------------------------

    def row_lines(self):
        lines = []
        for kind, held in self.rows_held():
            if held.get("removed"):
                continue
            if held["id"] in self.found:
                lines += self.lines_of_row(kind, self.found[held["id"]], held)
            else:
                lines.append(self.new_row(kind, held))
        return lines

    def lines_of_row(self, kind, row, held):
        return [
            self.row_line(
                row,
                asked,
                key=row_address(row, key),
                group=group_of(kind),
                raw=held[key],
                read=lambda asked=asked, key=key: self.read_field(row, asked, held[key]),
                drawn=held["bases"].get(key, NEVER_ANSWERED) if self.is_from_here else NEVER_ANSWERED,
            )
            for key, asked in kind.fields.items()
            if key in held
        ]

    def read_field(self, row, asked, value):
        if value == read_row_field(row, asked):
            return value  # an old carnet may hold what would not be accepted today
        return self.here(asked, clean_held(asked, value))

    def new_row(self, kind, held):
        values, refused, whys = fixed_values(kind, held), {}, []
        for key, asked in kind.fields.items():
            try:
                values[key] = self.here(asked, clean_held(asked, held.get(key)))
            except Refused as refusal:
                refused[key] = held[key]
                whys.append(f"{asked.label}\u00a0: {refusal}")
        missing = [asked.label for key, asked in kind.fields.items() if lacks(kind, values, key)]
        if missing and not whys:
            whys = [f"Sans «\u00a0{missing[0]}\u00a0», cette ligne ne peut pas être ajoutée."]
        return NewRowLine(
            key=f"new:{kind.target}:{held['id']}",
            label=f"{Change.Target(kind.target).label.capitalize()} – nouvelle ligne",
            group=group_of(kind),
            fate=Fate.UNREADABLE if missing else Fate.NEW,
            filled=[*self.words_of_row(kind, values), *(word for raw in refused.values() for word in raw_words(raw))],
            why=" ".join(whys),
            raw={key: held[key] for key in kind.fields if held.get(key)},
            kind=kind,
            values={key: value for key, value in values.items() if value},
            refused=refused,
            op_id=uuid.uuid5(SPACE_OF_ROWS, f"{self.round.public_id} {fingerprint(held)}"),
            public_id=uuid.UUID(self.ids[held["id"]]),
        )

    def words_of_row(self, kind, values):
        """Its name first, bare; then each field under its label."""
        return [
            text if key == kind.title else f"{asked.label}\u00a0: {text}"
            for key, asked in kind.fields.items()
            if values.get(key)
            for text in self.said(asked, values[key])
        ]

    # ---- answers -------------------------------------------------------------------------------------------------

    def answer_lines(self):
        return [line for part in self.content["sheets"] for line in self.lines_of_sheet(part)]

    def lines_of_sheet(self, part):
        key = part["instrument"]
        try:
            latest = catalogue.latest(key)
        except catalogue.UnknownInstrument:
            self.lose(part["title"], len(part["answers"]), NO_SUCH_SHEET)
            return []
        fresh = Sheet(workbook=self.round.workbook, instrument_key=key, instrument_version=latest.version)
        sheet, answers = self.stored_sheets.get(key, (fresh, {}))
        sheet.workbook = self.round.workbook
        instrument = catalogue.get(key, sheet.instrument_version)
        lines, places, unknown = [], Places(), 0
        for held in part["answers"]:
            try:
                asked, row = find_question(instrument, held["address"])
            except UnknownAddress:
                unknown += not is_as_stored(held, answers.get(held["address"]))
                continue
            label = places.label(asked, row)
            lines.append(self.answer(instrument, sheet, answers.get(held["address"]), asked, held, label=label))
        self.lose(instrument.title, unknown, NO_SUCH_QUESTION)
        return lines

    def lose(self, title, count, why):
        if count:
            self.lost.append(Lost(title, count, why))

    def answer(self, instrument, sheet, stored, asked, held, *, label):
        return self.answer_line(
            asked,
            stored,
            key=f"{instrument.key}/{held['address']}",
            group=instrument.title,
            sheet=sheet,
            address=held["address"],
            label=label,
            raw=held["value"],
            read=lambda: self.read(instrument, asked, held, stored),
            state=held["state"],
            drawn=held["base"] if self.is_from_here else NEVER_ANSWERED,
        )

    def read(self, instrument, asked, held, stored):
        if is_as_stored(held, stored) or (self.is_from_here and mark_of(held) == held["base"]):
            return held["value"]
        value = self.here(asked, clean_held(asked, held["value"]))
        if stored and stored.value and value and self.has_name_withheld(instrument, held):
            return {**value, "name": value["name"] or stored.value["name"]}
        return value

    def has_name_withheld(self, instrument, held):
        is_withheld = not self.content["with_names"] and held["base"] == NAME_WITHHELD
        return self.is_from_here and is_withheld and is_about_a_person(instrument, held["address"])


class Places:
    """The labels of a sheet's answers; the rows of a growing list are counted."""

    def __init__(self):
        self.counts = {}

    def label(self, asked, row):
        if not isinstance(asked, GrowingList):
            return label_of(asked, row)
        self.counts[asked.key] = self.counts.get(asked.key, 0) + 1
        return f"{asked.label} Ligne\u00a0{self.counts[asked.key]}"


def find_question(instrument, address):
    asked, row = instrument.find(address)
    if not holds_answers(asked):
        raise UnknownAddress(address)
    return asked, row


def mark_of(held):
    return fingerprint(held["value"], held["state"])


def is_as_stored(held, stored):
    return mark_of(held) == (fingerprint(stored.value, stored.state) if stored else NEVER_ANSWERED)


def group_of(kind):
    return GROUPS[kind.target.value]


def lacks(kind, values, key):
    """Whether a row cannot do without this field, which nothing fills."""
    column = kind.model._meta.get_field(key)
    return not values.get(key) and not (column.null or column.blank or column.has_default())


def fixed_values(kind, held):
    """What no field edits: the line of FT1 from which an object comes, the circle of a sector, a noted day."""
    values = {column: held[column] for column in kind.fixed if held.get(column) in ALLOWED[column]()}
    for column in kind.dated.values():
        try:
            values[column] = clean_date(held.get(column) or "").value
        except Refused:
            values[column] = None
    return values


def lines_with_objects():
    return {
        asked.line
        for instrument in catalogue.all_latest()
        for _address, asked, _row in instrument.questions()
        if isinstance(asked, KeptObjects)
    }


ALLOWED = {"line": lines_with_objects, "circle": lambda: Circle.values}
