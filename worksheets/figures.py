"""The drawings of each sheet, in one table: what is stored → a figure, or nothing when there is nothing to draw yet.

Pages, files and reports all read `DRAWINGS`; a new drawing of a sheet is a line here.
"""

from dataclasses import dataclass, field

from django.conf import settings

from worksheets.diagrams.figure import Figure
from worksheets.diagrams.poles import DotRow, draw_poles, table_of_poles
from worksheets.diagrams.text import find_measure
from worksheets.models import Answer, AnswerState
from worksheets.schema import Bipolar, Instrument
from worksheets.sectors_drawn import find_wheel, wedges_drawn, wheel_figure


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A sheet as it is stored: by address its answers, and those of the round it is compared with.

    `rows`: {target: rows of the carnet}, for the sheets that show them.
    """

    instrument: Instrument
    answers: dict[str, Answer]
    before: dict[str, Answer] = field(default_factory=dict)
    rows: dict[str, list] = field(default_factory=dict)

    def number(self, address):
        return number_in(self.answers, address)

    def number_before(self, address):
        return number_in(self.before, address)

    def is_passed(self, address):
        return address in self.answers and self.answers[address].state == AnswerState.PASSED


def number_in(answers, address):
    answer = answers.get(address)
    return answer.value if answer and answer.state == AnswerState.ANSWERED else None


def positions(stored):
    """Sheet 04: where the group stands between the two poles of each line."""
    asked = [(address, one) for address, one, _row in stored.instrument.questions() if isinstance(one, Bipolar)]
    return positions_figure([position_row(stored, address, one) for address, one in asked], stored.instrument.title)


def positions_figure(rows, title):
    """None when no line has a place yet."""
    if not any(row.noted is not None or row.passed for row in rows):
        return None
    measure = find_measure(settings.FONT_FOLDERS)
    return Figure(
        name="positions",
        caption="Nos positions entre les deux pôles",
        drawing=draw_poles(rows, title=title, measure=measure),
        narrow=draw_poles(rows, title=title, measure=measure, view="phone"),
        table=table_of_poles(rows, title="Nos positions"),
    )


def position_row(stored, address, asked):
    before = stored.number_before(address)
    return DotRow(
        asked.label,
        passed=int(stored.is_passed(address)),
        noted=stored.number(address),
        low=asked.left,
        high=asked.right,
        before=() if before is None else (before,),
    )


def sectors(stored):
    """Sheets 06 and 07: who is around the table, sector by sector."""
    wedges = wedges_drawn(find_wheel(stored.instrument), stored.rows)
    return wheel_figure(wedges, title=stored.instrument.title)


# By instrument, then by the name that its address has.
DRAWINGS = {
    "approach": {"positions": positions},
    "formal_sectors": {"wheel": sectors},
    "informal_sectors": {"wheel": sectors},
}


def figures_of(instrument, answers, *, rows=None, before=None):
    """The figures of a sheet that have something to show."""
    stored = Stored(instrument=instrument, answers=answers, rows=rows or {}, before=before or {})
    figures = [draw(stored) for draw in DRAWINGS.get(instrument.key, {}).values()]
    return [figure for figure in figures if figure]
