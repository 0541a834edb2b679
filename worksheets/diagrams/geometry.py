"""What a diagram is made of, in the order of painting: bars, lines, marks, labels. Each knows its box."""

import math
from dataclasses import dataclass, field

from worksheets.diagrams.palette import INK, PAPER, Shape

ASCENT, DESCENT = 0.76, 0.24  # of Source Sans 3, accents on capitals included
FONT = "'Source Sans 3', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other):
        apart = (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )
        return not apart

    def inside(self, other):
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, kw_only=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    thickness: float = 1.5
    dashes: str = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    colour: str
    corner: float = 0


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A symbol drawn as a shape: the latin font files carry neither ● nor ▲."""

    shape: Shape
    x: float
    y: float
    radius: float
    colour: str
    outline: str = PAPER

    @property
    def box(self):
        r = self.radius
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)

    @property
    def path(self):
        return PATHS[self.shape](self.x, self.y, self.radius)


@dataclass(frozen=True, kw_only=True)
class Label:
    x: float
    y: float  # of the baseline
    text: str
    size: float
    width: float
    anchor: str = "start"  # start, middle, end
    bold: bool = False
    colour: str = INK

    @property
    def box(self):
        left = self.x - self.width * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]
        return Box(left, self.y - self.size * ASCENT, left + self.width, self.y + self.size * DESCENT)

    @property
    def weight(self):
        return 600 if self.bold else 400


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """`title` says the whole drawing in words: it is what a reader of screens and of PDFs hears."""

    width: float
    height: float
    title: str
    description: str
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()
    font: str = field(default=FONT)

    @property
    def box(self):
        return Box(0, 0, self.width, self.height)


def lines_of_text(text, *, measure, x, top, width, size, anchor="start", bold=False, colour=INK, leading=1.25):
    """The labels of a wrapped text whose first line hangs from `top`, and the y under the last one."""
    labels = []
    for number, line in enumerate(measure.wrap(text, width=width, size=size, bold=bold)):
        labels.append(
            Label(
                x=tenth(x),
                y=tenth(top + size * (ASCENT + number * leading)),
                text=line,
                size=size,
                width=measure.width(line, size=size, bold=bold),
                anchor=anchor,
                bold=bold,
                colour=colour,
            )
        )
    return labels, top + size * (leading * max(len(labels) - 1, 0) + ASCENT + DESCENT)


def tenth(number):
    """Coordinates carry one decimal: the same bytes everywhere."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def circle(x, y, r):
    left, right, y, r = tenth(x - r), tenth(x + r), tenth(y), tenth(r)
    return f"M{left} {y}A{r} {r} 0 1 1 {right} {y}A{r} {r} 0 1 1 {left} {y}Z"


def polygon(*points):
    return "M" + "L".join(f"{tenth(x)} {tenth(y)}" for x, y in points) + "Z"


def square(x, y, r):
    side = r * 0.89  # same area to the eye as the circle
    return polygon((x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side))


def triangle(x, y, r):
    half = r * math.sqrt(3) / 2 * 1.15
    return polygon((x, y - r), (x + half, y + r * 0.75), (x - half, y + r * 0.75))


def diamond(x, y, r):
    return polygon((x, y - r), (x + r, y), (x, y + r), (x - r, y))


PATHS = {Shape.CIRCLE: circle, Shape.SQUARE: square, Shape.TRIANGLE: triangle, Shape.DIAMOND: diamond}
