"""A sheet to fill on screen: blank, or with the present answers of a carnet."""

from dataclasses import dataclass, field

from rlp_portal.reports.fillable.boxes import MATRIX_GROUP, NEW_LIST_ROW, Boxes, Drawn, new_sector_key
from rlp_portal.reports.fillable.seal import Seal, mark_of
from rlp_portal.reports.gather.header import Header, header_of
from rlp_portal.reports.gather.reading import read_carnet
from rlp_portal.reports.together import (
    IMPORTANCE_KEY,
    importance_fields,
    importance_instrument,
    strategy_instruments,
    versions_of,
)
from worksheets import schema
from worksheets.codes import Involvement, PlanStatus
from worksheets.forms import with_final_rows
from worksheets.front_pages import rows_shown
from worksheets.plan import plan_groups
from worksheets.registry import in_matrix, wheel_of
from worksheets.rows import ACTOR, MATRIX_FIELDS, MOST_WEDGES, OBJECT, PLAN_LINE, SECTOR, row_address
from worksheets.services import read_row_field
from worksheets.sheet_forms import is_row_of

BLANK_OBJECTS, BLANK_MEASURES, BLANK_ACTORS, BLANK_MATRIX = 2, 3, 3, 3
BLANK_LIST_ROWS = {schema.People: 4, schema.Placements: 6}
LIST_FORMS = {schema.People: "people", schema.Placements: "placements"}
FIRST_WEDGES, BLANK_WEDGES = 8, 2  # in an empty wheel, and after the sectors of another
MEASURE_FIELDS = ("measure", "who", "when", "needs", "status", "object")
OBJECT_FIELDS = ("name", "code", "fate")
WHEEL_FIELDS = ("name", "involvement")


@dataclass(frozen=True, kw_only=True)
class Question:
    """`form`: text, list, scale, choices, people, placements, objects, plan, wheel or matrix.

    `rows` are boxes side by side.
    """

    number: str
    label: str
    help: str
    form: str
    boxes: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    groups: list = field(default_factory=list)  # (title, rows): by strategy, by sector, by actor
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
    is_for_room: bool = False  # it counts in a workshop, and comes into no carnet

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
        parts=Parts(instrument, {}, rows={}).all(),
        seal=Seal(instrument=instrument.key, version=instrument.version),
    )


def importance_form():
    """The four importances together; each box is named as in its own sheet."""
    instruments = strategy_instruments()
    return FillableSheet(
        instrument=importance_instrument(instruments, instructions="Pour chaque stratégie, choisissez un nombre."),
        parts=[importance_part(one) for one in instruments],
        seal=Seal(instrument=IMPORTANCE_KEY, version=versions_of(instruments)),
        is_for_room=True,
    )


def importance_part(instrument):
    parts = Parts(instrument, {}, rows={})
    questions = [parts.single(asked) for asked in importance_fields(instrument)]
    return Part(title=instrument.short_title, intro=instrument.definition, questions=questions, rows=[])


def fillable_sheet(open_):
    """The sheet of a carnet with what it holds now."""
    carnet = read_carnet(open_.round)
    answers = carnet.answers.get(open_.instrument.key, {})
    parts = Parts(open_.instrument, answers, rows=carnet.every_row, today=carnet.today)
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

    def __init__(self, instrument, answers, *, rows, today=None):
        """`rows`: {target: rows of the carnet}, with those in the bin."""
        self.instrument, self.answers = instrument, answers
        self.rows, self.today = rows, today
        self.boxes = Boxes(instrument, rows=rows)
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
        value = with_final_rows(asked, stored.value, self.rows)
        self.note(name, mark_of(asked, value, stored.state))
        return Drawn(value=value, state=stored.state)

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
        kept = [one for one in self.kept("object") if one.line == asked.line]
        rows = [self.row(one, fields, f"{asked.label} – {place}") for place, one in enumerate(kept, start=1)]
        presets = {"code": asked.preset_code}
        for place in range(1, BLANK_OBJECTS + 1):
            title = f"{asked.label} – nouveau {place}"
            rows.append(self.boxes.new_row(OBJECT, asked.line, place, fields, title, presets=presets))
        return made(asked, "objects", rows=rows)

    def plan(self, asked):
        fields = [PLAN_LINE.fields[key] for key in MEASURE_FIELDS if key != "object" or self.kept("object")]
        groups = plan_groups(self.kept("plan_line"), today=self.today)
        return made(asked, "plan", groups=[(one.strategy.label, self.measures(one, fields)) for one in groups])

    def measures(self, group, fields):
        said, presets = group.strategy.label, {"status": PlanStatus.TO_DO.value}
        rows = [self.row(one, fields, f"{said}, mesure {place}") for place, one in enumerate(group.lines, start=1)]
        for place in range(1, BLANK_MEASURES + 1):
            title = f"{said}, nouvelle mesure {place}"
            rows.append(self.boxes.new_row(PLAN_LINE, group.strategy.value, place, fields, title, presets=presets))
        return rows

    def sector_wheel(self, asked):
        """A group for each sector, then for each that may be added: its name, and lines for its actors."""
        wheel = wheel_of(asked.circle, sectors=self.kept("sector"), actors=self.kept("actor"))
        groups = [self.wedge(one) for one in wheel.named]
        if wheel.unplaced:
            rows = [self.wheel_actor(one, "Sans secteur", place) for place, one in enumerate(wheel.unplaced, start=1)]
            groups.append(("Sans secteur", rows))
        more = BLANK_WEDGES if wheel.named else FIRST_WEDGES
        places = range(1, min(more, MOST_WEDGES - len(wheel.named)) + 1)
        groups += [self.new_wedge(asked.circle, place, len(wheel.named) + place) for place in places]
        return made(asked, "wheel", groups=groups)

    def wedge(self, wedge):
        title = f"{wedge.number}. {wedge.sector.name}"
        rows = [self.row(wedge.sector, [SECTOR.fields["name"]], title)]
        inside = [*wedge.involved, *wedge.to_mobilise]
        rows += [self.wheel_actor(one, title, place) for place, one in enumerate(inside, start=1)]
        return title, [*rows, *self.new_actors(str(wedge.sector.public_id), title)]

    def wheel_actor(self, actor, title, place):
        return self.row(actor, [ACTOR.fields[key] for key in WHEEL_FIELDS], f"{title}, acteur {place}")

    def new_wedge(self, circle, place, number):
        title = f"{number}. Nouveau secteur"
        name = self.boxes.new_row(SECTOR, circle, place, [SECTOR.fields["name"]], title)
        return title, [name, *self.new_actors(new_sector_key(circle, place), title)]

    def new_actors(self, group, title):
        fields = [ACTOR.fields[key] for key in WHEEL_FIELDS]
        presets = {"involvement": Involvement.TO_MOBILISE.value}
        return [
            self.boxes.new_row(ACTOR, group, place, fields, f"{title}, nouvel acteur {place}", presets=presets)
            for place in range(1, BLANK_ACTORS + 1)
        ]

    def stakeholder_matrix(self, asked):
        fields = [ACTOR.fields[key] for key in ("name", *MATRIX_FIELDS)]
        groups = [
            (one.name, [self.row(one, fields, f"Acteur {place}, {one.name}")])
            for place, one in enumerate(in_matrix(self.kept("actor")), start=1)
        ]
        for place in range(1, BLANK_MATRIX + 1):
            title = f"Nouvel acteur {place}"
            groups.append((title, [self.boxes.new_row(ACTOR, MATRIX_GROUP, place, fields, title)]))
        return made(asked, "matrix", groups=groups)

    def kept(self, target):
        return [one for one in self.rows.get(target, ()) if one.deleted_at is None]

    def row(self, row, fields, title):
        for one in fields:
            self.note(row_address(row, one.key), mark_of(one, read_row_field(row, one)))
        return self.boxes.row(row, fields, title)


WINDOWS = {
    schema.People: Parts.growing_list,
    schema.Placements: Parts.growing_list,
    schema.KeptObjects: Parts.kept_objects,
    schema.Plan: Parts.plan,
    schema.SectorWheel: Parts.sector_wheel,
    schema.StakeholderMatrix: Parts.stakeholder_matrix,
}


def made(asked, form, **drawn):
    return Question(number=asked.number, label=asked.label, help=asked.help, form=form, asked=asked, **drawn)


def numbered(asked):
    return f"{asked.number}. {asked.label}" if asked.number else asked.label
