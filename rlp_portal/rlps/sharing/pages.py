"""A document as a page shows it: each question with its words and its drawing, the plan by strategy."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from rlp_portal.rlps.sharing.document import KeptObject, Measure, Question, Sheet
from worksheets import front_pages
from worksheets.diagrams.geometry import Drawing
from worksheets.diagrams.importance import StrategyAnswers
from worksheets.diagrams.palette import STRATEGY_LOOKS
from worksheets.diagrams.position import PLAIN, draw_position
from worksheets.figures import figures_of
from worksheets.figures.importance import draw_strategies
from worksheets.front_pages import FrontPage
from worksheets.ladders import LadderRow, ladder_rows


@dataclass(frozen=True, kw_only=True)
class QuestionLine:
    question: Question
    picture: Drawing | None
    kept: list[KeptObject]


@dataclass(frozen=True, kw_only=True)
class GridRow:
    label: str
    cells: list[tuple[str, list[str]]]  # (the heading of the column, what was answered)


@dataclass(frozen=True, kw_only=True)
class SectionLines:
    title: str
    row_noun: str
    columns: list[str]
    rows: list[GridRow]  # of a grid
    rungs: list[LadderRow]
    front_pages: list[tuple[str, FrontPage]]
    actors: list[tuple[str, list[QuestionLine]]]
    lines: list[QuestionLine]  # of the other layouts

    @property
    def holds_something(self):
        return bool(self.rows or self.rungs or self.front_pages or self.actors or self.lines)


@dataclass(frozen=True, kw_only=True)
class SheetLines:
    sheet: Sheet
    sections: list[SectionLines]  # those that hold something
    empty: list[str]
    other_objects: list[KeptObject]  # kept from no line of the sheet
    plan: list[tuple[str, list[Measure]]]

    @cached_property
    def figures(self):
        """Drawn from what was frozen, and only where they are shown."""
        return figures_of(self.sheet)

    @property
    def is_empty(self):
        return not (self.sections or self.other_objects or self.plan)


def sheet_lines(document):
    return [lines_of(sheet, document) for sheet in document.sheets]


def lines_of(sheet, document):
    objects = document.objects or [] if sheet.holds_objects else []
    sections = [section_lines(section, sheet, objects, document) for section in sheet.sections]
    addresses = {question.address for question in sheet.questions}
    return SheetLines(
        sheet=sheet,
        sections=[section for section in sections if section.holds_something],
        empty=[label for section in sheet.sections for label in empty_labels(section, objects)],
        other_objects=[one for one in objects if one.line not in addresses],
        plan=by_strategy(document.plan or []) if sheet.holds_plan else [],
    )


def section_lines(section, sheet, objects, document):
    drawn = {
        "rows": grid_rows(section) if section.layout == "grid" else [],
        "rungs": [row for one in section.questions for row in rows_of_ladder(one)],
        "front_pages": front_pages_of(section, document) if section.layout == front_pages.LAYOUT else [],
    }
    lines = [
        QuestionLine(question=one, picture=picture_of(one, sheet), kept=kept_from(one, objects))
        for one in section.questions
        if says_something(one, objects)
    ]
    actors = by_actor(lines) if section.layout == "matrix" else []
    return SectionLines(
        title=section.title,
        row_noun=section.row_noun,
        columns=section.columns,
        lines=[] if actors or any(drawn.values()) else lines,
        actors=actors,
        **drawn,
    )


def by_actor(lines):
    """[(name, its questions)]; of an actor of whom all was kept by the group, one line says so."""
    grouped = [(name, list(same)) for name, same in groupby(lines, key=lambda one: one.question.row)]
    return [(name, same[:1] if all(one.question.left_out for one in same) else same) for name, same in grouped]


def rows_of_ladder(question):
    if question.ladder is None:
        return []
    return ladder_rows(
        [(one.number, one.label) for one in question.ladder.rungs],
        [(one.name, one.rung) for one in question.ladder.placed],
        line_under=question.ladder.line_under,
    )


def front_pages_of(section, document):
    """[(label, FrontPage)] of those that were begun."""
    proposed = front_pages.proposed_front_page(group=document.rlp.name, today=document.moment.date())
    begun = [(label, list(asked)) for label, asked in groupby(section.questions, key=lambda one: one.row)]
    return [
        (label, front_pages.front_page(texts_by_field(asked), proposed=proposed))
        for label, asked in begun
        if any(one.texts for one in asked)
    ]


def texts_by_field(questions):
    return {one.address.partition(".")[0]: "\n".join(one.texts) for one in questions if one.texts}


def empty_labels(section, objects):
    """Of a section of front pages, one label for all that nobody wrote."""
    empty = [label_of(one) for one in section.questions if not says_something(one, objects)]
    if section.layout != front_pages.LAYOUT:
        return empty
    return [] if any(one.is_answered for one in section.questions) else [section.title]


def grid_rows(section):
    grouped = [
        GridRow(label=label, cells=[(one.label, one.texts) for one in asked])
        for label, asked in groupby(section.questions, key=lambda one: one.row)
    ]
    return [row for row in grouped if any(texts for _column, texts in row.cells)]


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


def importance_figure(document):
    """None when nothing was noted on the sheets that were shared."""
    answers = [
        StrategyAnswers(
            strategy=one.strategy,
            label=one.label,
            values=() if one.value is None else (one.value,),
            passed=int(one.passed),
        )
        for one in document.importance
    ]
    return draw_strategies(answers)
