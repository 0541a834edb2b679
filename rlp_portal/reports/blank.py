"""Blank sheets, from the instruments alone: one for each person, one for the wall, and the whole pack."""

from dataclasses import dataclass

from rlp_portal.reports.paper import PAPERS, Variant, form_of, lines_under, spare_lines
from worksheets import catalogue, schema
from worksheets.codes import Strategy
from worksheets.layouts import layout_of
from worksheets.rows import ACTOR, MATRIX_FIELDS
from worksheets.sheet_codes import printed_code


@dataclass(frozen=True, kw_only=True)
class Blank:
    """One question on paper."""

    number: str
    label: str
    help: str
    form: str
    lines: range
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
    questions: list[Blank]
    rows: tuple[schema.Row, ...]


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
    spare = spare_lines(shown, paper=PAPERS[variant])
    sections = [
        BlankSection(
            title=section.title,
            intro=section.intro,
            layout=layout_of(section),
            questions=[blank_question(one, variant=variant, spare=spare) for one in section.fields if one in shown],
            rows=section.rows,
        )
        for section in instrument.sections
    ]
    return BlankSheet(
        instrument=instrument, variant=variant, sections=[section for section in sections if section.questions]
    )


def fields_shown(instrument, *, variant):
    """What the group records stays off the sheet of a person, unless the sheet holds nothing else."""
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
        asked=asked,
    )
