"""Blank sheets, from the instruments alone: one for each person, one for the wall, and the whole pack."""

from dataclasses import dataclass

from rlp_portal.reports.paper import PAPERS, Variant, form_of, lines_under, spare_lines
from worksheets import catalogue, schema
from worksheets.codes import Strategy
from worksheets.front_pages import LAYOUT
from worksheets.layouts import layout_of
from worksheets.rows import ACTOR, MATRIX_FIELDS
from worksheets.sheet_codes import printed_code

UNSURE = "Je ne sais pas"
WIDE_GRID, TALL_ROWS = 4, 8  # columns, rows


@dataclass(frozen=True, kw_only=True)
class Blank:
    """One question on paper."""

    number: str
    label: str
    help: str
    form: str
    lines: range
    choices: list[str]  # in a cell of a grid
    asked: schema.Field

    @property
    def actor_questions(self):
        """What is asked of each actor."""
        return [ACTOR.fields[key].label for key in MATRIX_FIELDS]

    @property
    def positions(self):
        """The numbers of a scale, or between two poles."""
        last = self.asked.maximum if isinstance(self.asked, schema.Scale) else self.asked.positions
        return range(1, last + 1)


@dataclass(frozen=True, kw_only=True)
class BlankSection:
    title: str
    intro: str
    layout: str
    row_noun: str
    questions: list[Blank]
    rows: tuple[schema.Row, ...]

    @property
    def letters(self):
        """[(letter, answer)] where the choices of a wide grid have no room in its cells: letters stand for them."""
        if len(self.questions) < WIDE_GRID or not all(one.choices for one in self.questions):
            return []
        return [("?" if label == UNSURE else label[0], label) for label in self.questions[0].choices]


@dataclass(frozen=True, kw_only=True)
class BlankSheet:
    instrument: schema.Instrument
    variant: Variant
    sections: list[BlankSection]

    @property
    def title(self):
        return f"{self.instrument.title} – {PAPERS[self.variant].title}"

    @property
    def is_poster(self):
        return self.variant == Variant.POSTER

    @property
    def code(self):
        return printed_code(self.instrument)

    @property
    def has_parts(self):
        return len(self.sections) > (2 if self.is_poster else 1)

    @property
    def is_dense(self):
        """Its grids have too many rows for tall ones."""
        return sum(len(section.rows) for section in self.sections if section.layout == "grid") > TALL_ROWS

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
    shown = fields_shown(instrument, variant=variant)
    on_paper = [(one.rows, [asked for asked in one.fields if asked in shown]) for one in instrument.sections]
    spare = spare_lines([one for one in on_paper if one[1]], paper=PAPERS[variant])
    sections = [
        BlankSection(
            title=section.title,
            intro=section.intro,
            layout=layout_of(section),
            row_noun=section.row_noun,
            questions=[blank_question(one, variant=variant, spare=spare) for one in section.fields if one in shown],
            rows=section.rows,
        )
        for section in instrument.sections
    ]
    return BlankSheet(
        instrument=instrument, variant=variant, sections=[section for section in sections if section.questions]
    )


def fields_shown(instrument, *, variant):
    """What the group records stays off the sheet of a person, unless the sheet holds nothing else.

    On the wall, a front page takes all the room.
    """
    pages = [asked for section in instrument.sections if section.layout == LAYOUT for asked in section.fields]
    if pages and variant == Variant.POSTER:
        return pages
    fields = [asked for section in instrument.sections for asked in section.fields]
    own = [asked for asked in fields if asked.audience == schema.Audience.EVERYONE]
    return own if own and variant == Variant.INDIVIDUAL else fields


def blank_question(asked, *, variant, spare):
    return Blank(
        number=asked.number,
        label=asked.label,
        help=asked.help if variant == Variant.INDIVIDUAL else "",
        form=form_of(asked),
        lines=range(lines_under(asked, paper=PAPERS[variant], spare=spare)),
        choices=choices_of(asked, variant=variant),
        asked=asked,
    )


def choices_of(asked, *, variant):
    """« Avis partagés » is for the group, « Je ne sais pas » for a person."""
    if not isinstance(asked, schema.SingleChoice):
        return []
    labels = [option.label for option in asked.options]
    if variant == Variant.POSTER:
        return labels
    return [*(labels[:2] if isinstance(asked, schema.YesNo) else labels), UNSURE]
