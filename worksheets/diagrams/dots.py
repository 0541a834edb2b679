"""The dot plot: every answer is a dot on 1–5; under them the middle half, the median and what the group retains.

Dots and not stacked bars: with six to forty people each one can be seen. « Je ne sais pas » stands apart, hollow.
"""

from dataclasses import dataclass, replace

from worksheets.diagrams.canvas import Canvas, bar, draw_legend, mark
from worksheets.diagrams.dots_data import POSITIONS, DotRow, has_answers, in_words, is_compared, table_of_dots
from worksheets.diagrams.palette import EARTH, EDGE, INK, INK_2, RULE, TEAL, TEAL_QUARTER, Shape
from worksheets.diagrams.words import LATE
from worksheets.scoring import median

__all__ = ["DotRow", "draw_dots", "table_of_dots"]

DESCRIPTION = (
    "Une ligne par question, de 1 à 5. Chaque point est une réponse; la barre est la moitié centrale, le trait la "
    "médiane, le losange ce que le groupe retient."
)
POLES = ("Pas du tout", "Tout à fait")


@dataclass(frozen=True)
class Frame:
    width: int
    names: tuple[float, float]  # the column of the labels: left, width
    first: float  # x of value 1
    step: float
    passed: float  # x of « je ne sais pas »; 0 where it is said in words
    label: tuple[float, ...]  # sizes, the first that fits in three lines
    small: float
    dot: float
    pitch: float
    per_row: int
    passed_per_row: int
    bar: float
    tick: float
    diamond: float
    gap: float  # between two rows

    def x(self, value):
        return self.first + self.step * (float(value) - 1)

    @property
    def is_narrow(self):
        return self.names[0] + self.names[1] > self.first


SCREEN = Frame(1920, (30, 520), 640, 262, 1854, (46, 40), 40, 15, 34, 4, 3, 24, 40, 28, 22)
HALL = replace(SCREEN, width=1440, names=(24, 440), first=532, step=168, passed=1364)  # a projector of 4 by 3
PHONE = Frame(328, (4, 320), 30, 67, 0, (17,), 16, 6, 14, 4, 0, 10, 18, 12, 18)
# Of each view, then where large dots make it taller than a screen.
FRAMES = {
    "screen": (SCREEN, replace(SCREEN, dot=9, pitch=21, per_row=9, passed_per_row=4)),
    "hall": (HALL, replace(HALL, dot=9, pitch=21, per_row=7, passed_per_row=4)),
    "phone": (PHONE,),
}
SCREEN_HEIGHT = 1080


def draw_dots(rows, *, title, measure, view="screen", poles=POLES, tallest=SCREEN_HEIGHT):
    rows = list(rows)
    for frame in FRAMES[view]:
        drawing = drawn(rows, frame, title=title, measure=measure, poles=poles)
        if drawing.height <= tallest:
            break
    return drawing


def drawn(rows, frame, *, title, measure, poles):
    canvas = Canvas(measure)
    top = draw_values(canvas, rows, frame)
    for row in rows:
        top = draw_row(canvas, row, frame, top=top) + frame.gap
    top = draw_ends(canvas, poles, frame, top=top)
    bottom = draw_key(canvas, rows, frame, top=top + frame.small * 0.4)
    return canvas.drawing(
        width=frame.width, height=bottom, title=in_words(rows, title=title), description=DESCRIPTION
    )


def draw_values(canvas, rows, frame):
    """The values over their columns; « je ne sais pas » over its own."""
    y = frame.small * 0.8
    for value in POSITIONS:
        canvas.word(str(value), x=frame.x(value), y=y, size=frame.small, bold=True, colour=INK_2)
    if not (frame.passed and any(row.passed for row in rows)):
        return y + frame.small
    under = canvas.text(
        "Je ne sais pas",
        x=frame.passed,
        top=frame.small * 0.35,
        width=150,
        size=frame.small,
        anchor="middle",
        colour=INK_2,
        leading=1.05,
    )
    return max(under, y + frame.small)


def draw_row(canvas, row, frame, *, top):
    under = draw_names(canvas, row, frame, top=top)
    stacks = [row.values.count(value) for value in POSITIONS]
    lines = max([-(-stack // frame.per_row) for stack in stacks] + [0])
    if frame.passed:
        lines = max(lines, -(-row.passed // frame.passed_per_row))
    start = under + 8 if frame.is_narrow else top
    axis = start + frame.pitch * lines + frame.dot * 0.4
    below = frame.diamond if row.noted is not None or row.before else frame.tick / 2
    level = axis + frame.dot * 0.4 + below if row.values else axis + below
    if not row.values:
        axis = level  # the group's word lies on the line itself
    if not frame.is_narrow:
        spare = max(under - (level + below), 0)
        down = spare if row.values else spare / 2
        axis, level = axis + down, level + down
    draw_axis(canvas, frame, axis)
    for value, stack in zip(POSITIONS, stacks, strict=True):
        late = row.late.count(value)
        draw_stack(canvas, frame.x(value), axis, stack, frame, frame.per_row, colour=EARTH, late=late)
    if frame.passed:
        draw_stack(canvas, frame.passed, axis, row.passed, frame, frame.passed_per_row, colour=None)
    draw_summary(canvas, row, frame, level)
    return max(under, draw_first_round(canvas, row.before, frame, top=level + below))


def draw_first_round(canvas, before, frame, *, top):
    """Small and grey under the line, each answer of the round before; the y under them."""
    if len(before) < 2:
        return top
    radius, pitch, per_row = frame.dot * 0.6, frame.pitch * 0.62, int(frame.per_row * 1.5)
    lines = 0
    for value in POSITIONS:
        stack = before.count(value)
        lines = max(lines, -(-stack // per_row))
        for i in range(stack):
            line, place = divmod(i, per_row)
            dx = (place - (min(per_row, stack - line * per_row) - 1) / 2) * pitch
            y = top + pitch * (line + 0.6)
            canvas.mark(Shape.CIRCLE, frame.x(value) + dx, y, radius, EDGE, thickness=0)
    return top + pitch * (lines + 0.3)


def draw_names(canvas, row, frame, *, top):
    """The label, then in words how far apart the answers are; the y under them."""
    left, width = frame.names
    size = canvas.measure.largest(row.said, width=width, sizes=frame.label, at_most=3, bold=True)
    under = canvas.text(
        row.said,
        x=left,
        top=top,
        width=width,
        size=size,
        bold=True,
        leading=1.1,
        at_most=None if frame.is_narrow else 3,
    )
    said = [row.spread]
    if not frame.passed and row.passed:
        said.append(f"{row.passed}\u00a0je ne sais pas")
    said = ", ".join(filter(None, said))
    if said:
        under = canvas.text(said, x=left, top=under + 2, width=width, size=frame.small, colour=INK_2)
    return under


def draw_axis(canvas, frame, y):
    canvas.line(frame.x(1) - frame.step * 0.3, y, frame.x(5) + frame.step * 0.3, y, RULE, thickness=2)
    for value in POSITIONS:
        canvas.line(frame.x(value), y - 4, frame.x(value), y + 4, EDGE, thickness=2)


def draw_stack(canvas, x, axis, count, frame, per_row, *, colour, late=0):
    """Rows of dots upwards from the axis; hollow without a colour, and the last ones where they came late."""
    for i in range(count):
        line, place = divmod(i, per_row)
        here = min(per_row, count - line * per_row)
        dx = (place - (here - 1) / 2) * frame.pitch
        y = axis - frame.dot * 0.4 - frame.pitch / 2 - line * frame.pitch
        canvas.dot(x + dx, y, frame.dot, colour or INK_2, is_hollow=not colour or i >= count - late)


def late_entry(canvas, rows, frame):
    """[(sign, words)] of the key, where some answered after the reveal."""
    if not any(row.late for row in rows):
        return []
    return [(lambda x, y: canvas.dot(x, y, frame.dot, EARTH, is_hollow=True), LATE)]


def draw_summary(canvas, row, frame, y):
    """Under the axis: the middle half, the median, the group's word, and in grey the round before."""
    if len(row.values) > 1:
        low, high = (frame.x(value) for value in row.middle_half)
        half = frame.bar / 2
        canvas.bars.append(bar(low - half, y - half, high - low + frame.bar, frame.bar, TEAL_QUARTER, corner=half))
        draw_tick(canvas, frame.x(row.middle), y, frame, TEAL)
    if row.before:
        draw_before(canvas, row.before, frame.x(median(row.before)), y, frame)
    if row.noted is not None:
        draw_noted(canvas, frame.x(row.noted), y, frame, is_alone=not row.values)


def draw_tick(canvas, x, y, frame, colour):
    half = frame.tick / 2
    canvas.line(x, y - half, x, y + half, colour, thickness=frame.tick / 4)


def draw_noted(canvas, x, y, frame, *, is_alone):
    """A diamond through which the rest is seen; filled when it is all there is."""
    thickness = max(frame.diamond / 7, 2)
    colour = TEAL if is_alone else "none"
    canvas.frames.append(
        mark(Shape.DIAMOND, x, y, frame.diamond - thickness, colour, outline=INK, thickness=thickness)
    )


def draw_before(canvas, before, x, y, frame):
    if len(before) == 1:
        look = {"outline": EDGE, "thickness": max(frame.diamond / 9, 2)}
        canvas.frames.append(mark(Shape.DIAMOND, x, y, frame.diamond * 0.7, "none", **look))
    else:
        draw_tick(canvas, x, y, frame, EDGE)


def draw_ends(canvas, poles, frame, *, top):
    room = (frame.x(5) - frame.x(1)) / 2 + frame.step * 0.3 - 10
    ends = [
        canvas.text(text, x=x, top=top, width=room, size=frame.small, anchor=anchor, colour=INK_2)
        for text, x, anchor in (
            (poles[0], frame.x(1) - frame.step * 0.3, "start"),
            (poles[1], frame.x(5) + frame.step * 0.3, "end"),
        )
    ]
    return max(ends)


def draw_key(canvas, rows, frame, *, top):
    size = frame.small
    entries = []
    if has_answers(rows):
        entries.append((lambda x, y: canvas.dot(x, y, frame.dot, EARTH), "une réponse"))
    entries += late_entry(canvas, rows, frame)
    if any(len(row.values) > 1 for row in rows):
        entries.append((lambda x, y: draw_tick(canvas, x, y, frame, TEAL), "médiane"))
        entries.append((lambda x, y: draw_half(canvas, x, y, frame), "moitié centrale"))
    if any(row.noted is not None for row in rows):
        alone = not has_answers(rows)
        entries.append((lambda x, y: draw_noted(canvas, x, y, frame, is_alone=alone), "ce que le groupe retient"))
    if is_compared(rows):
        before = next(row.before for row in rows if row.before)
        entries.append((lambda x, y: draw_before(canvas, before, x, y, frame), "avant"))
    sign = 2 * frame.diamond / size + 0.2
    pitch = max(frame.tick, 2 * frame.diamond) + 4
    top += max(pitch - size, 0) / 2
    return draw_legend(canvas, entries, left=12, right=frame.width - 12, top=top, size=size, sign=sign, pitch=pitch)


def draw_half(canvas, x, y, frame):
    width = frame.bar * 2
    canvas.bars.append(bar(x - width / 2, y - frame.bar / 2, width, frame.bar, TEAL_QUARTER, corner=frame.bar / 2))
