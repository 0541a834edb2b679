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

WIDTH = 560
SIZE = 18
SMALL = 15
FIRST, STEP = 64, 108  # x of value 1, distance between values
VALUES = (1, 2, 3, 4, 5)
LARGE, SMALL_DOT, PITCH, PER_ROW = 12, 7, 17, 6
POLES = ("Pas du tout", "Tout à fait")


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


def draw_importance(answers, *, measure, poles=POLES):
    lines, bars, marks, frames, labels, top = [], [], [], [], [], 8
    for one in answers:
        heading, under = _heading(one, measure, top=top)
        labels += heading
        axis = tenth(under + 10 + _stack_height(one))
        lines += _axis(axis)
        bars += _middle_half(one, axis)
        lines += _median_tick(one, axis)
        marks += [
            Mark(shape=look.shape, x=x, y=y, radius=r, colour=look.colour) for look, x, y, r in _dots(one, axis)
        ]
        marks.append(_key(one, top))
        frames += _before(one, axis)
        top = axis + 26
    scale, bottom = _scale(measure, top - 12, poles)
    if frames:
        said, bottom = lines_of_text(
            "En gris, sans remplissage\u00a0: avant.",
            measure=measure,
            x=12,
            top=bottom + 8,
            width=WIDTH - 24,
            size=SMALL,
            colour=INK_2,
        )
        scale += said
    return Drawing(
        width=WIDTH,
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


def _heading(one, measure, *, top):
    """The strategy's name, and at the right what was answered, in words; and the y under the longer of the two."""
    name, name_end = lines_of_text(one.label, measure=measure, x=44, top=top, width=300, size=SIZE, bold=True)
    said, said_end = lines_of_text(
        one.in_words,
        measure=measure,
        x=WIDTH - 12,
        top=top,
        width=180,
        size=SIZE,
        anchor="end",
        colour=INK if one.values else INK_2,
    )
    return [*name, *said], max(name_end, said_end)


def _key(one, top):
    look = STRATEGY_LOOKS[one.strategy]
    return Mark(shape=look.shape, x=24, y=tenth(top + SIZE * 0.55), radius=8, colour=look.colour)


def _x(value):
    return tenth(FIRST + STEP * (float(value) - 1))


def _rows_of_dots(one):
    tallest = max((one.values.count(value) for value in VALUES), default=0)
    return -(-tallest // PER_ROW)


def _stack_height(one):
    return LARGE if len(one.values) <= 1 else SMALL_DOT + PITCH * _rows_of_dots(one)


def _dots(one, axis):
    """(look, x, y, radius) of every answer: one large mark on the line, or dots stacked over it."""
    look = STRATEGY_LOOKS[one.strategy]
    if one.single:
        return [(look, _x(one.values[0]), axis, LARGE)]
    dots = []
    for value in VALUES:
        count = one.values.count(value)
        for i in range(count):
            row, place = divmod(i, PER_ROW)
            in_row = min(PER_ROW, count - row * PER_ROW)
            x = tenth(_x(value) + (place - (in_row - 1) / 2) * PITCH)
            dots.append((look, x, tenth(axis - SMALL_DOT - 4 - row * PITCH), SMALL_DOT))
    return dots


def _before(one, axis):
    """Its own shape, hollow and grey, where it stood in the round before."""
    if not one.before:
        return []
    shape = STRATEGY_LOOKS[one.strategy].shape
    x = _x(median(one.before))
    return [Mark(shape=shape, x=x, y=axis, radius=LARGE, colour="none", outline=EDGE, thickness=2.5)]


def _axis(y):
    ticks = [Line(x1=_x(value), y1=y - 4, x2=_x(value), y2=y + 4, colour=EDGE) for value in VALUES]
    return [Line(x1=_x(1), y1=y, x2=_x(5), y2=y, colour=EDGE), *ticks]


def _middle_half(one, axis):
    if len(one.values) < 2:
        return []
    low, high = quartiles(one.values)
    left, right = _x(low), _x(high)
    return [Bar(x=left - 4, y=axis + 5, width=tenth(right - left + 8), height=8, colour=RULE, corner=4)]


def _median_tick(one, axis):
    if len(one.values) < 2:
        return []
    x = _x(median(one.values))
    return [Line(x1=x, y1=axis + 2, x2=x, y2=axis + 16, colour=INK, thickness=4)]


def _scale(measure, top, poles):
    labels = [
        Label(
            x=_x(value),
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
        poles[0], measure=measure, x=12, top=top + SMALL * 1.4, width=250, size=SMALL, colour=INK_2
    )
    high, high_end = lines_of_text(
        poles[1],
        measure=measure,
        x=WIDTH - 12,
        top=top + SMALL * 1.4,
        width=250,
        size=SMALL,
        anchor="end",
        colour=INK_2,
    )
    return [*labels, *low, *high], max(low_end, high_end)
