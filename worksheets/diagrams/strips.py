"""One strip for each group and measure: a dot is an RLP, a tick the median. Small groups are listed elsewhere."""

from dataclasses import dataclass

from worksheets.diagrams.canvas import Canvas, draw_legend
from worksheets.diagrams.palette import EARTH, EDGE, INK_2, RULE, TEAL, WHITE, Shape
from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import count, decimal, passing
from worksheets.scoring import median

DESCRIPTION = "Une bande par groupe et par mesure. Chaque point est un RLP, le trait est la médiane."


@dataclass(frozen=True)
class Strip:
    """`values`: {value: RLPs}"""

    name: str
    values: dict

    @property
    def all(self):
        return [value for value, rlps in sorted(self.values.items()) for _ in range(rlps)]

    @property
    def middle(self):
        return median(self.all)


@dataclass(frozen=True)
class Panel:
    """A measure from 0 to `most`, and its strips."""

    name: str
    most: int
    strips: tuple[Strip, ...]


@dataclass(frozen=True)
class Frame:
    width: int
    first: float  # x of 0
    names: float  # room for the name of a strip; 0 where it stands above its strip
    title: float
    text: float
    dot: float
    pitch: float
    most_rows: int
    margin: float  # right of the last value: the dots of the last stack

    def step(self, panel):
        return (self.width - self.first - self.margin) / panel.most

    def x(self, panel, value):
        return self.first + self.step(panel) * float(value)


PAGE = Frame(920, 240, 190, 22, 18, 7, 16, 4, 60)
PHONE = Frame(328, 26, 0, 17, 15, 4.5, 10.5, 5, 26)


def draw_strips(panels, *, title, measure, frame=PAGE):
    canvas, top = Canvas(measure), 4
    for panel in panels:
        top = draw_panel(canvas, panel, frame, top=top) + frame.text * 1.4
    bottom = draw_key(canvas, frame, top=top)
    said = "; ".join(in_words(panel) for panel in panels)
    return canvas.drawing(
        width=frame.width, height=bottom, title=f"{clean(title)}\u00a0: {said}.", description=DESCRIPTION
    )


def draw_panel(canvas, panel, frame, *, top):
    top = canvas.text(panel.name, x=4, top=top, width=frame.width - 8, size=frame.title, bold=True) + 6
    for strip in panel.strips:
        top = draw_strip(canvas, panel, strip, frame, top=top)
    for value in range(panel.most + 1):
        canvas.word(str(value), x=frame.x(panel, value), y=top + frame.text * 0.6, size=frame.text, colour=INK_2)
    return top + frame.text * 1.2


def draw_strip(canvas, panel, strip, frame, *, top):
    per_row = max(1, int((frame.step(panel) - 4) // frame.pitch))
    tallest = max([stack_height(one, per_row, frame) for one in strip.values.values()] + [frame.pitch * 1.4])
    label = f"{strip.name} ({len(strip.all)})"
    if not frame.names:
        top = canvas.text(label, x=4, top=top, width=frame.width - 8, size=frame.text) + 4
    axis = under = top + tallest + frame.pitch * 0.5
    if frame.names:
        under = canvas.text(label, x=4, top=axis - frame.text * 0.9, width=frame.names, size=frame.text)
    canvas.line(frame.x(panel, 0) - 10, axis, frame.x(panel, panel.most) + 10, axis, RULE, thickness=2)
    for value, rlps in strip.values.items():
        draw_stack(canvas, frame.x(panel, value), axis, rlps, per_row, frame)
    if strip.values:
        draw_median(canvas, frame.x(panel, strip.middle), axis, frame)
    return max(axis + frame.pitch * 0.9, under + frame.text * 0.2)


def rows_of(rlps, per_row):
    return -(-rlps // per_row)


def is_crowded(rlps, per_row, frame):
    return rows_of(rlps, per_row) > frame.most_rows


def stack_height(rlps, per_row, frame):
    return frame.pitch * (2.6 if is_crowded(rlps, per_row, frame) else rows_of(rlps, per_row))


def draw_stack(canvas, x, axis, rlps, per_row, frame):
    """Rows of dots upwards; too many for that, one pill with their number."""
    if is_crowded(rlps, per_row, frame):
        y = axis - frame.pitch * 1.5
        box = canvas.word(number_of(rlps), x=x, y=y, size=frame.text * 0.85, bold=True, colour=WHITE)
        half = max((box.right - box.left) / 2 + 6, frame.pitch * 0.9)
        canvas.bar(x - half, y - frame.pitch * 0.9, 2 * half, frame.pitch * 1.8, EARTH, corner=frame.pitch * 0.9)
        return
    for place in range(rlps):
        line, column = divmod(place, per_row)
        here = min(per_row, rlps - line * per_row)
        dx = (column - (here - 1) / 2) * frame.pitch
        y = axis - frame.pitch * (0.75 + line)
        canvas.mark(Shape.CIRCLE, x + dx, y, frame.dot, EARTH, thickness=0)


def number_of(rlps):
    return f"{rlps:,}".replace(",", "\u00a0")


def draw_median(canvas, x, axis, frame):
    canvas.line(x, axis - frame.pitch * 0.3, x, axis + frame.pitch * 0.7, TEAL, thickness=frame.dot * 0.8)


def draw_key(canvas, frame, *, top):
    entries = [
        (lambda x, y: canvas.mark(Shape.CIRCLE, x, y, frame.dot, EARTH, thickness=0), "un RLP"),
        (lambda x, y: draw_median(canvas, x, y - frame.pitch * 0.2, frame), "médiane"),
    ]
    canvas.line(4, top - frame.text * 0.4, frame.width - 4, top - frame.text * 0.4, EDGE, thickness=0.5)
    return draw_legend(canvas, entries, left=4, right=frame.width - 4, top=top, size=frame.text)


def in_words(panel):
    said = ", ".join(
        f"{passing(strip.name)} médiane {decimal(strip.middle)} ({count(len(strip.all), 'RLP', 'RLP')})"
        if strip.values
        else f"{passing(strip.name)} aucun RLP"
        for strip in panel.strips
    )
    return f"{passing(panel.name)}, {said}"


def table_of_strips(panels, *, title):
    """How many RLPs at each value, and the median."""
    most = max((panel.most for panel in panels), default=0)
    rows = tuple(
        (
            f"{panel.name}, {passing(strip.name)}",
            *[str(strip.values.get(value, 0)) if value <= panel.most else "–" for value in range(most + 1)],
            decimal(strip.middle) if strip.values else "–",
        )
        for panel in panels
        for strip in panel.strips
    )
    return Table(f"{clean(title)}, en tableau", ("Mesure", *map(str, range(most + 1)), "Médiane"), rows)
