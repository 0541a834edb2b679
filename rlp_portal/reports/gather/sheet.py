"""One sheet: a part of the carnet's report, or a report of its own."""

from dataclasses import dataclass, replace

from rlp_portal.reports.gather.header import Header, header_of
from rlp_portal.reports.gather.importance import importance_figure
from rlp_portal.reports.gather.lines import LINES
from rlp_portal.reports.gather.plan import PlanPart, plan_part
from rlp_portal.reports.gather.reading import filled_sheet, read_carnet
from rlp_portal.ui.typography import quebec_date
from worksheets.diagrams.figure import Figure
from worksheets.figures import figures_of
from worksheets.layouts import layout_of
from worksheets.queries import shows_plan
from worksheets.schema import Instrument
from worksheets.shown import shown_sheet


@dataclass(frozen=True, kw_only=True)
class SectionPart:
    """The lines of a section that hold something, and the labels of those that hold nothing."""

    title: str
    layout: str
    row_noun: str
    columns: list[str]  # shown by grids
    lines: list
    empty: list[str]


@dataclass(frozen=True, kw_only=True)
class SheetPart:
    instrument: Instrument
    state: str  # « Terminée le … », « En cours »
    is_finished: bool
    sections: list[SectionPart]  # those that hold something
    empty: list[str]  # the questions without an answer
    figures: list[Figure]

    @property
    def is_empty(self):
        return not self.sections

    @property
    def has_parts(self):
        return len(self.sections) > 1 or any(section.layout != "questions" for section in self.sections)


@dataclass(frozen=True, kw_only=True)
class SheetReport:
    header: Header
    sheet: SheetPart
    plan: PlanPart | None

    @property
    def title(self):
        return f"{self.sheet.instrument.title} – {self.header.rlp}"


def gather_sheet(round_, *, instrument_key, as_of=None):
    carnet = read_carnet(round_, as_of=as_of)
    filled = filled_sheet(carnet, instrument_key)
    return SheetReport(
        header=header_of(carnet),
        sheet=with_importance(sheet_part(filled), carnet),
        plan=plan_part(carnet) if shows_plan(filled.instrument) else None,
    )


def with_importance(part, carnet):
    """The picture of the four strategies, which the carnet shows once for their four sheets."""
    figure = importance_figure(carnet) if part.instrument.strategy else None
    return replace(part, figures=[*part.figures, figure]) if figure else part


def sheet_part(filled):
    sections = [section_part(filled, section) for section in filled.instrument.sections]
    written = [section for section in sections if section.lines]
    return SheetPart(
        instrument=filled.instrument,
        state=state_words(filled, is_begun=bool(filled.answers or written or has_measures(filled))),
        is_finished=is_finished(filled),
        sections=written,
        empty=[label for section in sections for label in section.empty],
        figures=figures_of(shown_sheet(filled.instrument, filled.answers, rows=filled.carnet.every_row)),
    )


def section_part(filled, section):
    layout = layout_of(section)
    lines = list(LINES[layout](filled, section))
    return SectionPart(
        title=section.title,
        layout=layout,
        row_noun=section.row_noun,
        columns=[asked.label for asked in section.fields],
        lines=[line for _label, line in lines if line],
        empty=[label for label, line in lines if line is None],
    )


def has_measures(filled):
    return shows_plan(filled.instrument) and filled.carnet.plan_lines


def is_finished(filled):
    return bool(filled.sheet and filled.sheet.finished_at)


def state_words(filled, *, is_begun):
    if is_finished(filled):
        return f"Terminée le {quebec_date(filled.sheet.finished_at)}"
    return "En cours" if is_begun else "Pas commencée"
