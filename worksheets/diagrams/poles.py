"""Positions between two poles, neither of them better: each row leans from the middle towards one of its ends.

The group's place is a diamond at the end of a bar that starts in the middle; people's answers are dots over the line.
"""

from dataclasses import dataclass, replace

from worksheets.diagrams.canvas import Canvas, bar, draw_legend
from worksheets.diagrams.dots import (
    SCREEN_HEIGHT,
    draw_axis,
    draw_before,
    draw_first_round,
    draw_noted,
    draw_stack,
    draw_tick,
    late_entry,
)
from worksheets.diagrams.dots_data import POSITIONS, DotRow, has_answers, is_compared, table_of_dots
from worksheets.diagrams.palette import EARTH, EDGE, INK_2, TEAL_QUARTER, Shape
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import count, decimal, passing
from worksheets.scoring import median

__all__ = ["DotRow", "draw_poles", "table_of_poles"]

DESCRIPTION = (
    "Une ligne par question, entre deux pôles dont aucun n’est le bon. La barre part du milieu et va vers la "
    "position retenue; chaque point est une réponse."
)
MIDDLE = (min(POSITIONS) + max(POSITIONS)) / 2
MIDDLE_WORDS = "un peu des deux"


@dataclass(frozen=True)
class Frame:
    width: int
    first: float
    step: float
    label: float
    small: float
    dot: float
    pitch: float
    per_row: int
    bar: float
    tick: float
    diamond: float
    gap: float
    margin: float
    is_narrow: bool = False

    def x(self, value):
        return self.first + self.step * (float(value) - 1)

    @property
    def poles(self):
        """((x, anchor) of the left words, (x, anchor) of the right ones, their width)."""
        if self.is_narrow:
            return (self.margin, "start"), (self.width - self.margin, "end"), self.width / 2 - self.margin - 8
        inner = self.pitch * (self.per_row - 1) / 2 + self.dot + 14  # beyond the widest stack
        left, right = self.x(1) - inner, self.x(5) + inner
        return (left, "end"), (right, "start"), left - self.margin


SCREEN = Frame(1920, 610, 175, 44, 40, 15, 34, 4, 22, 40, 26, 22, 24)
HALL = replace(SCREEN, width=1440, first=460, step=130, pitch=31)  # a projector of 4 by 3
PHONE = Frame(328, 44, 60, 17, 16, 6, 14, 4, 10, 18, 12, 16, 4, is_narrow=True)
# Of each view, then where large dots make it taller than a screen.
FRAMES = {
    "screen": (SCREEN, replace(SCREEN, dot=9, pitch=21, per_row=7)),
    "hall": (HALL, replace(HALL, dot=9, pitch=20, per_row=6)),
    "phone": (PHONE,),
}


def draw_poles(rows, *, title, measure, view="screen", middle=MIDDLE_WORDS, tallest=SCREEN_HEIGHT):
    rows = list(rows)
    for frame in FRAMES[view]:
        drawing = drawn(rows, frame, title=title, measure=measure, middle=middle)
        if drawing.height <= tallest:
            break
    return drawing


def drawn(rows, frame, *, title, measure, middle):
    canvas, top = Canvas(measure), frame.margin / 2
    for row in rows:
        top = draw_row(canvas, row, frame, top=top) + frame.gap
    if rows:
        top = canvas.text(
            middle,
            x=frame.x(MIDDLE),
            top=top - frame.gap + frame.small * 0.3,
            width=frame.step * 3,
            size=frame.small,
            anchor="middle",
            colour=INK_2,
        )
    bottom = draw_key(canvas, rows, frame, top=top + frame.small * 0.4)
    return canvas.drawing(
        width=frame.width,
        height=bottom,
        title=in_words(rows, title=title, middle=middle),
        description=DESCRIPTION,
    )


def draw_row(canvas, row, frame, *, top):
    """The label over the line, the words of the poles at its ends."""
    under = canvas.text(
        row.said,
        x=frame.margin if frame.is_narrow else frame.x(MIDDLE),
        top=top,
        width=frame.width - 2 * frame.margin,
        size=frame.label,
        anchor="start" if frame.is_narrow else "middle",
        bold=True,
        leading=1.1,
        at_most=None if frame.is_narrow else 1,
    )
    top = under + frame.small * 0.2
    if frame.is_narrow:
        top = draw_pole_words(canvas, row, frame, top=top) + 4
    axis, level, bottom = levels_of(row, frame, top)
    if not frame.is_narrow:
        bottom = max(bottom, draw_pole_words(canvas, row, frame, top=axis - frame.small * 0.6))
    draw_axis(canvas, frame, axis)
    canvas.line(frame.x(MIDDLE), axis, frame.x(MIDDLE), level + frame.diamond, EDGE, thickness=2, dashes="4 4")
    for value in POSITIONS:
        stack = row.values.count(value)
        late = row.late.count(value)
        draw_stack(canvas, frame.x(value), axis, stack, frame, frame.per_row, colour=EARTH, late=late)
    draw_lean(canvas, row, frame, level)
    return max(bottom, draw_first_round(canvas, row.before, frame, top=level + frame.diamond))


def levels_of(row, frame, top):
    """(the line, the level of what is retained, the bottom): on the line itself when nobody's answers stand on it."""
    lines = max(-(-row.values.count(value) // frame.per_row) for value in POSITIONS)
    axis = top + frame.pitch * lines + frame.dot * 0.4
    if not row.values:
        return axis + frame.diamond, axis + frame.diamond, axis + 2 * frame.diamond
    level = axis + frame.dot * 0.4 + frame.diamond
    return axis, level, level + frame.diamond


def draw_pole_words(canvas, row, frame, *, top):
    left, right, width = frame.poles
    return max(
        canvas.text(
            text,
            x=x,
            top=top,
            width=width,
            size=frame.small,
            anchor=anchor,
            leading=1.1,
            at_most=None if frame.is_narrow else 3,
        )
        for text, (x, anchor) in ((row.low, left), (row.high, right))
    )


def draw_lean(canvas, row, frame, y):
    """From the middle to the group's place, or to the median of the answers."""
    place = row.noted if row.noted is not None else row.middle
    if place is not None:
        draw_bar(canvas, frame, frame.x(MIDDLE), frame.x(place), y)
    if len(row.values) > 1:
        draw_tick(canvas, frame.x(row.middle), y, frame, INK_2)
    if row.before:
        draw_before(canvas, row.before, frame.x(median(row.before)), y, frame)
    if row.noted is not None:
        draw_noted(canvas, frame.x(row.noted), y, frame, is_alone=not row.values)


def draw_bar(canvas, frame, x1, x2, y):
    left, right = min(x1, x2), max(x1, x2)
    canvas.bars.append(bar(left, y - frame.bar / 2, max(right - left, 1), frame.bar, TEAL_QUARTER))


def draw_key(canvas, rows, frame, *, top):
    entries = []
    if has_answers(rows):
        entries.append((lambda x, y: canvas.mark(Shape.CIRCLE, x, y, frame.dot, EARTH, thickness=0), "une réponse"))
    entries += late_entry(canvas, rows, frame)
    if any(len(row.values) > 1 for row in rows):
        entries.append((lambda x, y: draw_tick(canvas, x, y, frame, INK_2), "médiane"))
    if any(row.noted is not None for row in rows):
        alone = not has_answers(rows)
        entries.append((lambda x, y: draw_noted(canvas, x, y, frame, is_alone=alone), "où le groupe se situe"))
    if is_compared(rows):
        before = next(row.before for row in rows if row.before)
        entries.append((lambda x, y: draw_before(canvas, before, x, y, frame), "avant"))
    pitch = max(frame.tick, 2 * frame.diamond) + 4
    return draw_legend(
        canvas,
        entries,
        left=frame.margin,
        right=frame.width - frame.margin,
        top=top + max(pitch - frame.small, 0) / 2,
        size=frame.small,
        sign=2 * frame.diamond / frame.small + 0.2,
        pitch=pitch,
    )


def in_words(rows, *, title, middle=MIDDLE_WORDS):
    said = "; ".join(f"{passing(row.said)}, {row_words(row, middle)}" for row in rows)
    return f"{clean(title)}\u00a0: {said or 'aucune ligne'}."


def table_of_poles(rows, *, title, middle=MIDDLE_WORDS):
    return table_of_dots(rows, title=title, noted_words=lambda row: place_words(row, middle) or "–")


def place_words(row, middle):
    """« plutôt par le milieu (4 sur 5) »."""
    return "" if row.noted is None else f"{leaning(row, row.noted, middle)} ({row.noted} sur {len(POSITIONS)})"


def row_words(row, middle):
    """A place has words, never a grade."""
    said = [place_words(row, middle)] if row.noted is not None else []
    if row.values:
        answers = count(len(row.values), "réponse", "réponses")
        said.append(f"{answers}, médiane {decimal(row.middle)}, {leaning(row, row.middle, middle)}")
    if row.passed:
        said.append(f"{row.passed}\u00a0je ne sais pas")
    if row.before:
        said.append(f"avant {decimal(median(row.before))}")
    return ", ".join(said) or "pas encore placée"


def leaning(row, place, middle):
    if place == MIDDLE:
        return clean(middle)
    pole = clean(row.low if place < MIDDLE else row.high)
    return pole if place in {min(POSITIONS), max(POSITIONS)} else f"plutôt {pole}"
