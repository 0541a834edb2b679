"""A document as a page shows it: each question with its words and its drawing, the plan by strategy."""

from dataclasses import dataclass
from itertools import groupby

from rlp_portal.rlps.sharing.document import KeptObject, Measure, Question, Sheet
from worksheets.diagrams.geometry import Drawing
from worksheets.diagrams.importance import StrategyAnswers
from worksheets.diagrams.palette import STRATEGY_LOOKS
from worksheets.diagrams.position import PLAIN, draw_position


@dataclass(frozen=True, kw_only=True)
class QuestionLine:
    question: Question
    picture: Drawing | None
    kept: list[KeptObject]


@dataclass(frozen=True, kw_only=True)
class GridRow:
    label: str
    cells: list[list[str]]


@dataclass(frozen=True, kw_only=True)
class SectionLines:
    title: str
    columns: list[str]
    rows: list[GridRow]  # of a grid
    lines: list[QuestionLine]  # of the other layouts


@dataclass(frozen=True, kw_only=True)
class SheetLines:
    sheet: Sheet
    sections: list[SectionLines]  # those that hold something
    empty: list[str]
    other_objects: list[KeptObject]  # kept from no line of the sheet
    plan: list[tuple[str, list[Measure]]]

    @property
    def is_empty(self):
        return not (self.sections or self.other_objects or self.plan)


def sheet_lines(document):
    return [lines_of(sheet, document) for sheet in document.sheets]


def lines_of(sheet, document):
    objects = document.objects or [] if sheet.holds_objects else []
    sections = [section_lines(section, sheet, objects) for section in sheet.sections]
    addresses = {question.address for question in sheet.questions}
    return SheetLines(
        sheet=sheet,
        sections=[section for section in sections if section.rows or section.lines],
        empty=[label_of(one) for one in sheet.questions if not says_something(one, objects)],
        other_objects=[one for one in objects if one.line not in addresses],
        plan=by_strategy(document.plan or []) if sheet.holds_plan else [],
    )


def section_lines(section, sheet, objects):
    is_grid = section.layout == "grid"
    return SectionLines(
        title=section.title,
        columns=section.columns,
        rows=grid_rows(section) if is_grid else [],
        lines=[]
        if is_grid
        else [
            QuestionLine(question=one, picture=picture_of(one, sheet), kept=kept_from(one, objects))
            for one in section.questions
            if says_something(one, objects)
        ],
    )


def grid_rows(section):
    grouped = [
        GridRow(label=label, cells=[one.texts for one in asked])
        for label, asked in groupby(section.questions, key=lambda one: one.row)
    ]
    return [row for row in grouped if any(row.cells)]


def says_something(question, objects):
    return question.is_answered or bool(kept_from(question, objects))


def kept_from(question, objects):
    return [one for one in objects if one.line == question.address]


def label_of(question):
    label = f"{question.number}. {question.label}" if question.number else question.label
    return f"{question.row} – {label}" if question.row else label


def picture_of(question, sheet):
    """Where the group placed itself; None when it chose not to."""
    scale = question.scale
    if scale is None or scale.value is None:
        return None
    look = STRATEGY_LOOKS.get(sheet.strategy, PLAIN)
    return draw_position(scale.value, positions=scale.positions, said=question.texts[0], look=look)


def by_strategy(plan):
    """[(label, measures)], in the order of the document."""
    return [(label, list(same)) for label, same in groupby(plan, key=lambda one: one.strategy_label)]


def importance_answers(document):
    """For the drawing; empty when nothing was noted on the sheets that were shared."""
    answers = [
        StrategyAnswers(
            strategy=one.strategy,
            label=one.label,
            values=() if one.value is None else (one.value,),
            passed=int(one.passed),
        )
        for one in document.importance
    ]
    return answers if any(one.values or one.passed for one in answers) else []
