"""Blank sheets, from the instruments alone: one for each person, one for the wall, and the whole pack."""

from dataclasses import dataclass
from enum import StrEnum

from rlp_portal.reports.layouts import layout_of
from worksheets import catalogue, schema
from worksheets.codes import Strategy


class Variant(StrEnum):
    INDIVIDUAL = "individuelle"
    POSTER = "affiche"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a sheet of paper holds, in mm; the same measures as blank.css."""

    rooms: tuple[int, ...]  # for the questions, on one side, on two
    line: int
    question: int  # before its lines
    fixed: dict
    fewest: int
    most: int


PAPERS = {
    Variant.INDIVIDUAL: Paper(
        rooms=(180, 360), line=9, question=15, fixed={"scale": 42, "people": 58}, fewest=3, most=5
    ),
    Variant.POSTER: Paper(rooms=(292,), line=12, question=13, fixed={"scale": 34, "people": 62}, fewest=2, most=9),
}
PEOPLE_ROWS = {Variant.INDIVIDUAL: 4, Variant.POSTER: 3}
PLAN_ROWS = {Variant.INDIVIDUAL: 6, Variant.POSTER: 4}
CHOICE = {Variant.INDIVIDUAL: 7, Variant.POSTER: 11}  # mm

VARIANT_TITLES = {Variant.INDIVIDUAL: "feuille individuelle", Variant.POSTER: "affiche de groupe"}


@dataclass(frozen=True, kw_only=True)
class Blank:
    """One question on paper. `form`: lines, list, scale, choices, people, plan."""

    number: str
    label: str
    help: str
    form: str
    lines: range
    asked: schema.Field


@dataclass(frozen=True, kw_only=True)
class BlankSection:
    title: str
    intro: str
    layout: str
    questions: list[Blank]
    section: schema.Section


@dataclass(frozen=True, kw_only=True)
class BlankSheet:
    instrument: schema.Instrument
    variant: Variant
    sections: list[BlankSection]

    @property
    def title(self):
        return f"{self.instrument.title} – {VARIANT_TITLES[self.variant]}"

    @property
    def is_poster(self):
        return self.variant == Variant.POSTER

    @property
    def code(self):
        return f"{self.instrument.code} · {self.instrument.number}"

    @property
    def has_parts(self):
        return len(self.sections) > (2 if self.is_poster else 1)

    @property
    def strategies(self):
        return [strategy.label for strategy in Strategy]


@dataclass(frozen=True, kw_only=True)
class BlankPack:
    sheets: list[BlankSheet]
    title: str = "Les feuilles de travail, à imprimer"


def blank_pack():
    return BlankPack(sheets=[blank_sheet(one, variant=Variant.INDIVIDUAL) for one in catalogue.all_latest()])


def blank_sheet(instrument, *, variant):
    shown = fields_shown(instrument, variant)
    spare = spare_lines(shown, variant=variant)
    sections = [
        BlankSection(
            title=section.title,
            intro=section.intro,
            layout=layout_of(section),
            questions=[blank_question(asked, variant, spare) for asked in section.fields if asked in shown],
            section=section,
        )
        for section in instrument.sections
        if any(asked in shown for asked in section.fields)
    ]
    return BlankSheet(instrument=instrument, variant=variant, sections=sections)


def fields_shown(instrument, variant):
    """What the group records stays off the sheet of a person, unless the sheet holds nothing else."""
    fields = [asked for section in instrument.sections for asked in section.fields]
    own = [asked for asked in fields if asked.audience == schema.Audience.EVERYONE]
    return own if own and variant == Variant.INDIVIDUAL else fields


FORMS = {
    schema.Scale: "scale",
    schema.Lines: "list",
    schema.SingleChoice: "choices",
    schema.YesNo: "choices",
    schema.MultipleChoice: "choices",
    schema.People: "people",
    schema.Plan: "plan",
    schema.KeptObjects: "kept",
}


def blank_question(asked, variant, spare):
    form = FORMS.get(type(asked), "lines")
    return Blank(
        number=asked.number,
        label=asked.label,
        help=asked.help if variant == Variant.INDIVIDUAL else "",
        form=form,
        lines=range(count_of_lines(asked, form, variant, spare)),
        asked=asked,
    )


def count_of_lines(asked, form, variant, spare):
    if form == "people":
        return PEOPLE_ROWS[variant]
    if form == "plan":
        return PLAN_ROWS[variant]
    if form == "list":
        return asked.count
    if isinstance(asked, schema.ShortText | schema.Date | schema.ObjectReference):
        return 1
    return spare


def spare_lines(shown, *, variant):
    """How many lines under each open question fill the paper: one side if that leaves enough, otherwise two."""
    paper = PAPERS[variant]
    forms = [FORMS.get(type(asked), "lines") for asked in shown]
    taken = sum(paper.fixed.get(form, 0) for form in forms)
    taken += sum(paper.question + paper.line * asked.count for asked in shown if isinstance(asked, schema.Lines))
    taken += sum(
        paper.question + CHOICE[variant] * len(asked.options)
        for asked in shown
        if isinstance(asked, schema.MultipleChoice)
    )
    open_questions = max(forms.count("lines"), 1)
    fits = [int(((room - taken) / open_questions - paper.question) // paper.line) for room in paper.rooms]
    enough = next((count for count in fits if count >= paper.fewest), paper.fewest)
    return min(enough, paper.most)
