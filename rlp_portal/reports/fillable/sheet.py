"""A sheet to fill on screen: blank, or with the present answers of a carnet."""

from dataclasses import dataclass, field

from rlp_portal.reports.fillable.boxes import NEW_LIST_ROW, Boxes, Drawn
from rlp_portal.reports.fillable.seal import Seal, mark_of
from rlp_portal.reports.gather.header import Header, header_of
from rlp_portal.reports.gather.reading import read_carnet
from worksheets import schema
from worksheets.codes import PlanStatus
from worksheets.front_pages import rows_shown
from worksheets.plan import plan_groups
from worksheets.rows import OBJECT, PLAN_LINE, row_address
from worksheets.services import read_row_field
from worksheets.sheet_forms import is_row_of

BLANK_OBJECTS, BLANK_MEASURES = 2, 3
BLANK_LIST_ROWS = {schema.People: 4, schema.Placements: 6}
LIST_FORMS = {schema.People: "people", schema.Placements: "placements"}
MEASURE_FIELDS = ("measure", "who", "when", "needs", "status", "object")
OBJECT_FIELDS = ("name", "code", "fate")


@dataclass(frozen=True, kw_only=True)
class Question:
    """`form`: text, list, scale, choices, people, placements, objects or plan. `rows` are boxes side by side."""

    number: str
    label: str
    help: str
    form: str
    boxes: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    groups: list = field(default_factory=list)  # of the plan: (strategy, rows)
    asked: schema.Field


@dataclass(frozen=True, kw_only=True)
class Part:
    title: str
    intro: str
    questions: list
    rows: list  # of a table: (Row, questions)


@dataclass(frozen=True, kw_only=True)
class FillableSheet:
    instrument: schema.Instrument
    parts: list
    seal: Seal
    header: Header | None = None

    @property
    def title(self):
        whose = f" – {self.header.rlp}" if self.header else ""
        return f"{self.instrument.title} – à remplir à l’écran{whose}"

    @property
    def code(self):
        return f"{self.instrument.code} · {self.instrument.number}"

    @property
    def has_parts(self):
        return len(self.parts) > 1


def blank_form(instrument):
    return FillableSheet(
        instrument=instrument,
        parts=Parts(instrument, {}, objects=[], lines=[]).all(),
        seal=Seal(instrument=instrument.key, version=instrument.version),
    )


def fillable_sheet(open_):
    """The sheet of a carnet with what it holds now."""
    carnet = read_carnet(open_.round)
    answers = carnet.answers.get(open_.instrument.key, {})
    parts = Parts(open_.instrument, answers, objects=carnet.objects, lines=carnet.plan_lines, today=carnet.today)
    drawn = parts.all()
    return FillableSheet(
        instrument=open_.instrument,
        parts=drawn,
        header=header_of(carnet),
        seal=Seal(
            instrument=open_.instrument.key,
            version=open_.instrument.version,
            round=open_.round.public_id.hex,
            workbook=open_.round.workbook.public_id.hex,
            sheet=open_.sheet.public_id.hex if open_.sheet.pk else "",
            marks=parts.marks,
        ),
    )


class Parts:
    """The questions of an instrument with their boxes; `marks` gathers what they show."""

    def __init__(self, instrument, answers, *, objects, lines, today=None):
        self.instrument, self.answers = instrument, answers
        self.objects, self.lines, self.today = objects, lines, today
        self.boxes = Boxes(instrument, objects=objects)
        self.marks = {}

    def all(self):
        return [self.part(section) for section in self.instrument.sections]

    def part(self, section):
        if section.rows:
            rows = [
                (row, [self.question(f"{asked.key}.{row.key}", asked, row=row) for asked in section.fields])
                for row in self.rows_of(section)
            ]
            return Part(title=section.title, intro=section.intro, questions=[], rows=rows)
        questions = [WINDOWS.get(type(asked), Parts.single)(self, asked) for asked in section.fields]
        return Part(title=section.title, intro=section.intro, questions=questions, rows=[])

    def rows_of(self, section):
        """All of them; where some are extra, those begun and one more."""
        shown, following = rows_shown(section, {name for name, answer in self.answers.items() if answer.value})
        is_begun = len(shown) > 1 or bool(
            self.answers.keys() & {f"{one.key}.{shown[0].key}" for one in section.fields}
        )
        return [*shown, following] if following and is_begun else shown

    def single(self, asked):
        return self.question(asked.key, asked)

    def question(self, name, asked, *, row=None):
        title = " ".join(filter(None, [f"{row.label} –" if row else "", numbered(asked)]))
        form, boxes = self.boxes.question(name, asked, title, self.drawn(name, asked))
        return made(asked, form, boxes=boxes)

    def drawn(self, name, asked):
        stored = self.answers.get(name)
        if stored is None:
            return Drawn()
        self.note(name, mark_of(asked, stored.value, stored.state))
        return Drawn(value=stored.value, state=stored.state)

    def note(self, name, mark):
        if mark:
            self.marks[name] = mark

    def growing_list(self, asked):
        stored = [name for name, answer in self.answers.items() if is_row_of(asked, name) and answer.value]
        blanks = range(1, min(BLANK_LIST_ROWS[type(asked)], asked.at_most - len(stored)) + 1)
        names = [*stored, *(f"{asked.key}.{NEW_LIST_ROW}{place}" for place in blanks)]
        rows = [
            self.boxes.list_row(name, asked, f"{numbered(asked)} Ligne {place}", self.drawn(name, asked).value)
            for place, name in enumerate(names, start=1)
        ]
        return made(asked, LIST_FORMS[type(asked)], rows=rows)

    def kept_objects(self, asked):
        fields = [OBJECT.fields[key] for key in OBJECT_FIELDS]
        kept = [one for one in self.objects if one.line == asked.line]
        rows = [self.row(one, fields, f"{asked.label} – {place}") for place, one in enumerate(kept, start=1)]
        presets = {"code": asked.preset_code}
        for place in range(1, BLANK_OBJECTS + 1):
            title = f"{asked.label} – nouveau {place}"
            rows.append(self.boxes.new_row(OBJECT, asked.line, place, fields, title, presets=presets))
        return made(asked, "objects", rows=rows)

    def plan(self, asked):
        fields = [PLAN_LINE.fields[key] for key in MEASURE_FIELDS if key != "object" or self.objects]
        groups = plan_groups(self.lines, today=self.today)
        return made(asked, "plan", groups=[(one.strategy.label, self.measures(one, fields)) for one in groups])

    def measures(self, group, fields):
        said, presets = group.strategy.label, {"status": PlanStatus.TO_DO.value}
        rows = [self.row(one, fields, f"{said}, mesure {place}") for place, one in enumerate(group.lines, start=1)]
        for place in range(1, BLANK_MEASURES + 1):
            title = f"{said}, nouvelle mesure {place}"
            rows.append(self.boxes.new_row(PLAN_LINE, group.strategy.value, place, fields, title, presets=presets))
        return rows

    def row(self, row, fields, title):
        for one in fields:
            self.note(row_address(row, one.key), mark_of(one, read_row_field(row, one)))
        return self.boxes.row(row, fields, title)


WINDOWS = {
    schema.People: Parts.growing_list,
    schema.Placements: Parts.growing_list,
    schema.KeptObjects: Parts.kept_objects,
    schema.Plan: Parts.plan,
}


def made(asked, form, **drawn):
    return Question(number=asked.number, label=asked.label, help=asked.help, form=form, asked=asked, **drawn)


def numbered(asked):
    return f"{asked.number}. {asked.label}" if asked.number else asked.label
