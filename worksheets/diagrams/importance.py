"""How important the group finds each of the four strategies: every answer a dot on 1–5, with the median.

One answer per strategy (the group's) is a large mark; several are stacked dots, their middle half and their median.
"""

from dataclasses import dataclass

from worksheets.diagrams.geometry import Bar, Drawing, Label, Line, Mark, lines_of_text, tenth
from worksheets.diagrams.palette import EDGE, INK, INK_2, RULE, STRATEGY_LOOKS
from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import decimal
from worksheets.scoring import median, quartiles

SIZE = 18
SMALL = 15
VALUES = (1, 2, 3, 4, 5)
LARGE, SMALL_DOT, PITCH = 12, 7, 17
POLES = ("Pas du tout", "Tout à fait")


@dataclass(frozen=True)
class Frame:
    """The room there is: for the name of a strategy, for what was answered, and between two values."""

    width: int
    name: int
    said: int
    first: int  # x of value 1
    step: int
    per_row: int  # dots

    def x(self, value):
        return tenth(self.first + self.step * (float(value) - 1))


PAGE, PHONE = Frame(560, 300, 180, 64, 108, 6), Frame(328, 184, 82, 44, 62, 3)


@dataclass(frozen=True, kw_only=True)
class StrategyAnswers:
    strategy: str
    label: str
    values: tuple[int, ...] = ()
    passed: int = 0
    before: tuple[int, ...] = ()  # in the round before

    @property
    def single(self):
        return len(self.values) == 1

    @property
    def in_words(self):
        said = []
        if self.single:
            said.append(f"{self.values[0]} sur 5")
        elif self.values:
            said.append(f"médiane {decimal(median(self.values))}, {len(self.values)} réponses")
        if self.passed == 1 and not self.values:
            said.append("je ne sais pas")
        elif self.passed:
            said.append(f"{self.passed} je ne sais pas")
        if self.before:
            said.append(f"avant {decimal(median(self.before))}")
        return ", ".join(said) or "pas encore notée"


def draw_importance(answers, *, measure, poles=POLES, frame=PAGE):
    lines, bars, marks, frames, labels, top = [], [], [], [], [], 8
    for one in answers:
        heading, under = _heading(one, measure, frame, top=top)
        labels += heading
        axis = tenth(under + 10 + _stack_height(one, frame))
        lines += _axis(axis, frame)
        bars += _middle_half(one, axis, frame)
        lines += _median_tick(one, axis, frame)
        marks += _dots(one, axis, frame)
        marks.append(_key(one, top))
        frames += _before(one, axis, frame)
        top = axis + 26
    scale, bottom = _scale(measure, top - 12, poles, frame)
    if frames:
        said, bottom = lines_of_text(
            "En gris, sans remplissage\u00a0: avant.",
            measure=measure,
            x=12,
            top=bottom + 8,
            width=frame.width - 24,
            size=SMALL,
            colour=INK_2,
        )
        scale += said
    return Drawing(
        width=frame.width,
        height=tenth(bottom + 4),
        title=clean(title_of(answers)),
        description="Quatre lignes, une par stratégie, de 1 à 5.",
        lines=tuple(lines),
        bars=tuple(bars),
        marks=tuple(marks),
        frames=tuple(frames),
        labels=(*labels, *scale),
    )


def title_of(answers):
    said = "; ".join(f"{one.label.lower()}, {one.in_words}" for one in answers)
    return f"Importance des quatre stratégies, de 1 à 5\u00a0: {said}."


def table_of_importance(answers):
    rows = tuple((clean(one.label), one.in_words) for one in answers)
    return Table("Importance des quatre stratégies, de 1 à 5", ("Stratégie", "Importance"), rows)


def _heading(one, measure, frame, *, top):
    """The strategy's name, and at the right what was answered, in words; and the y under the longer of the two."""
    name, name_end = lines_of_text(one.label, measure=measure, x=44, top=top, width=frame.name, size=SIZE, bold=True)
    said, said_end = lines_of_text(
        one.in_words,
        measure=measure,
        x=frame.width - 12,
        top=top,
        width=frame.said,
        size=SIZE,
        anchor="end",
        colour=INK if one.values else INK_2,
    )
    return [*name, *said], max(name_end, said_end)


def _key(one, top):
    look = STRATEGY_LOOKS[one.strategy]
    return Mark(shape=look.shape, x=24, y=tenth(top + SIZE * 0.55), radius=8, colour=look.colour)


def _rows_of_dots(one, frame):
    tallest = max((one.values.count(value) for value in VALUES), default=0)
    return -(-tallest // frame.per_row)


def _stack_height(one, frame):
    return LARGE if len(one.values) <= 1 else SMALL_DOT + PITCH * _rows_of_dots(one, frame)


def _dots(one, axis, frame):
    """Of every answer: one large mark on the line, or dots stacked over it."""
    look = STRATEGY_LOOKS[one.strategy]
    if one.single:
        return [_mark(look, frame.x(one.values[0]), axis, LARGE)]
    dots = []
    for value in VALUES:
        count = one.values.count(value)
        for i in range(count):
            row, place = divmod(i, frame.per_row)
            in_row = min(frame.per_row, count - row * frame.per_row)
            x = tenth(frame.x(value) + (place - (in_row - 1) / 2) * PITCH)
            dots.append(_mark(look, x, tenth(axis - SMALL_DOT - 4 - row * PITCH), SMALL_DOT))
    return dots


def _mark(look, x, y, radius):
    return Mark(shape=look.shape, x=x, y=y, radius=radius, colour=look.colour)


def _before(one, axis, frame):
    """Its own shape, hollow and grey, where it stood in the round before."""
    if not one.before:
        return []
    shape = STRATEGY_LOOKS[one.strategy].shape
    x = frame.x(median(one.before))
    return [Mark(shape=shape, x=x, y=axis, radius=LARGE, colour="none", outline=EDGE, thickness=2.5)]


def _axis(y, frame):
    ticks = [Line(x1=frame.x(value), y1=y - 4, x2=frame.x(value), y2=y + 4, colour=EDGE) for value in VALUES]
    return [Line(x1=frame.x(1), y1=y, x2=frame.x(5), y2=y, colour=EDGE), *ticks]


def _middle_half(one, axis, frame):
    if len(one.values) < 2:
        return []
    low, high = quartiles(one.values)
    left, right = frame.x(low), frame.x(high)
    return [Bar(x=left - 4, y=axis + 5, width=tenth(right - left + 8), height=8, colour=RULE, corner=4)]


def _median_tick(one, axis, frame):
    if len(one.values) < 2:
        return []
    x = frame.x(median(one.values))
    return [Line(x1=x, y1=axis + 2, x2=x, y2=axis + 16, colour=INK, thickness=4)]


def _scale(measure, top, poles, frame):
    labels = [
        Label(
            x=frame.x(value),
            y=tenth(top + SMALL),
            text=str(value),
            size=SMALL,
            width=measure.width(str(value), size=SMALL),
            anchor="middle",
            colour=INK_2,
        )
        for value in VALUES
    ]
    low, low_end = lines_of_text(
        poles[0], measure=measure, x=12, top=top + SMALL * 1.4, width=frame.width / 2 - 30, size=SMALL, colour=INK_2
    )
    high, high_end = lines_of_text(
        poles[1],
        measure=measure,
        x=frame.width - 12,
        top=top + SMALL * 1.4,
        width=frame.width / 2 - 30,
        size=SMALL,
        anchor="end",
        colour=INK_2,
    )
    return [*labels, *low, *high], max(low_end, high_end)
