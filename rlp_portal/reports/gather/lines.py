"""The lines of a section, one builder for each layout.

A builder yields (label, line) in sheet order; the line is None where the group wrote nothing.
"""

from dataclasses import dataclass, replace

from rlp_portal.reports.gather.front_page import PrintedFrontPage, printed_front_page
from rlp_portal.reports.gather.objects import KeptObject, kept_object
from rlp_portal.reports.gather.typed import own_words, paragraphs
from worksheets import schema
from worksheets.diagrams.geometry import Drawing
from worksheets.diagrams.palette import STRATEGY_LOOKS
from worksheets.diagrams.position import PLAIN, draw_position
from worksheets.front_pages import rows_begun
from worksheets.ladders import ladder_rows
from worksheets.models import AnswerState
from worksheets.proposals import level_note
from worksheets.registry import in_matrix, wheel_of
from worksheets.rows import ACTOR, MATRIX_FIELDS
from worksheets.services import read_row_field
from worksheets.wording import words

SIGNS_ON_A_LINE, SIGNS_ON_A_SHORT_LINE, LINES_SURELY_ON_A_PAGE = 45, 25, 36  # in the columns of FT1


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A question and the group's words. `form` says how they are set: text, list or position."""

    number: str
    label: str
    form: str
    texts: list[str]
    picture: Drawing | None
    note: str = ""  # what the sheet itself says beside


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """A line of FT1: what the group saw, and what it keeps."""

    label: str
    texts: list[str]
    kept: list[KeptObject]

    @property
    def is_long(self):
        """It may not fit on a page: better cut than pushed whole to the next one, leaving a blank behind."""
        seen = sum(len(text) // SIGNS_ON_A_LINE + 1 for text in self.texts)
        kept = sum(len(one.name) // SIGNS_ON_A_SHORT_LINE + 2 for one in self.kept)
        return max(seen, kept) > LINES_SURELY_ON_A_PAGE


@dataclass(frozen=True, kw_only=True)
class PoleLine:
    label: str
    left: str
    right: str
    said: str


@dataclass(frozen=True, kw_only=True)
class GridLine:
    label: str
    cells: list[str]


@dataclass(frozen=True, kw_only=True)
class WedgeLine:
    """A sector of a wheel, or those that are in none; `number` is that of its wedge."""

    number: int | None
    label: str
    involved: list[str]
    to_mobilise: list[str]


@dataclass(frozen=True, kw_only=True)
class ActorLine:
    """An actor of the stakeholder matrix: (question, paragraphs) for what the group wrote of it."""

    label: str
    involvement: str
    said: list[tuple[str, list[str]]]
    note: str = ""  # what is said in its place


@dataclass(frozen=True, kw_only=True)
class FrontPageLine:
    label: str
    page: PrintedFrontPage


def question_lines(filled, section):
    """What nobody misses is left out while it is empty."""
    for asked in section.fields:
        if not isinstance(asked, schema.Plan):
            line = answered(filled, asked)
            if line or asked.counts:
                yield numbered(asked), line
        elif not filled.carnet.plan_lines:  # a plan with measures has pages of its own
            yield numbered(asked), None


def numbered(asked):
    return f"{asked.number}. {asked.label}" if asked.number else asked.label


def answered(filled, asked):
    texts = filled.texts(asked)
    if not texts:
        return None
    form = form_of(asked)
    picture = position(filled, asked, of=asked.maximum, said=texts[0]) if form == "position" else None
    return Answered(
        number=asked.number,
        label=asked.label,
        form=form,
        texts=texts,
        picture=picture,
        note=level_note(filled.instrument, asked, filled.answers),
    )


def form_of(asked):
    if isinstance(asked, schema.LongText | schema.ShortText | schema.ProposedLevel):
        return "text"
    return "position" if isinstance(asked, schema.Scale) else "list"


def position(filled, asked, *, of, said):
    """Where the group placed itself, drawn; None when it chose not to."""
    answer = filled.answers[asked.key]
    if answer.state != AnswerState.ANSWERED:
        return None
    look = STRATEGY_LOOKS.get(filled.instrument.strategy, PLAIN)
    return draw_position(answer.value, positions=of, said=said, look=look)


def pole_lines(filled, section):
    for asked in section.fields:
        yield numbered(asked), pole_line(filled, asked)


def pole_line(filled, asked):
    texts = filled.texts(asked)
    if not texts:
        return None
    return PoleLine(label=asked.label, left=asked.left, right=asked.right, said=texts[0])


def result_lines(filled, section):
    windows = {asked.line for asked in section.fields if isinstance(asked, schema.KeptObjects)}
    for asked in section.fields:
        if not isinstance(asked, schema.KeptObjects):
            yield numbered(asked), result_line(filled, asked, keeps=asked.key in windows)


def result_line(filled, asked, *, keeps):
    texts = filled.texts(asked)
    kept = [kept_object(one) for one in filled.carnet.objects if keeps and one.line == asked.key]
    return ResultLine(label=asked.label, texts=texts, kept=kept) if texts or kept else None


def grid_lines(filled, section):
    for row in section.rows:
        cells = ["; ".join(filled.texts_at(f"{asked.key}.{row.key}", asked)) for asked in section.fields]
        yield row.label, GridLine(label=row.label, cells=cells) if any(cells) else None


def wheel_lines(filled, section):
    for asked in section.fields:
        wheel = wheel_of(asked.circle, sectors=filled.carnet.sectors, actors=filled.carnet.actors)
        for one in wheel.named:
            yield one.sector.name, wedge_line(one.number, one.sector.name, one.involved, one.to_mobilise)
        if wheel.unplaced:
            involved = [one for one in wheel.unplaced if one.is_involved]
            others = [one for one in wheel.unplaced if not one.is_involved]
            yield "Sans secteur", wedge_line(None, "Sans secteur", involved, others)
        if not wheel.named and not wheel.unplaced:
            yield numbered(asked), None


def wedge_line(number, name, involved, to_mobilise):
    return WedgeLine(
        number=number,
        label=own_words(name),
        involved=[own_words(one.name) for one in involved],
        to_mobilise=[own_words(one.name) for one in to_mobilise],
    )


def matrix_lines(filled, section):
    """The actors of whom something is written; how many there are is on the wheels."""
    lines = [actor_line(one) for one in in_matrix(filled.carnet.actors)]
    written = [line for line in lines if line.said]
    for line in written:
        yield line.label, line
    if not written:
        yield from ((numbered(asked), None) for asked in section.fields)


def actor_line(actor):
    return ActorLine(
        label=own_words(str(actor)),
        involvement=actor.get_involvement_display(),
        said=[(ACTOR.fields[key].label, said) for key in MATRIX_FIELDS if (said := said_of(actor, key))],
    )


def said_of(actor, key):
    field = ACTOR.fields[key]
    return [one for text in words(field, read_row_field(actor, field)) for one in paragraphs(text)]


def ladder_lines(filled, section):
    for asked in section.fields:
        placed = [filled.answers[one].value for one in filled.addresses(asked) if filled.answers[one].value]
        rows = ladder_rows(
            [(int(rung.key), rung.label) for rung in asked.rungs],
            [(one["name"], one["rung"]) for one in placed],
            line_under=int(asked.line_under),
        )
        yield from rung_lines(asked.label, rows)


def rung_lines(label, rows):
    """The label of the question when nothing stands on the ladder."""
    if not rows:
        yield label, None
    for row in rows:
        yield row.label, replace(row, names=[own_words(name) for name in row.names])


def front_page_lines(filled, section):
    """Those that are begun; the label of the section when none is."""
    written = {address for address, answer in filled.answers.items() if answer.value}
    begun = rows_begun(section, written)
    if not begun:
        yield section.title, None
    for row in begun:
        yield row.label, FrontPageLine(label=row.label, page=printed_front_page(filled, row))


LINES = {
    "questions": question_lines,
    "results": result_lines,
    "poles": pole_lines,
    "grid": grid_lines,
    "wheel": wheel_lines,
    "matrix": matrix_lines,
    "ladder": ladder_lines,
    "front_pages": front_page_lines,
}
