"""What a diagram is made of. Each part knows its box."""

import math
from dataclasses import dataclass

from worksheets.diagrams.palette import INK, PAPER, Shape

ASCENT, DESCENT = 0.76, 0.24  # of Source Sans 3, accents on capitals included
HALF_CAPITAL = 0.33
FONT = "'Source Sans 3','Source Sans 3 Ext','DejaVu Sans',sans-serif"  # WeasyPrint loses a name after a space


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
    opacity: float = 1
    round: bool = False

    @property
    def box(self):
        return Box(min(self.x1, self.x2), min(self.y1, self.y2), max(self.x1, self.x2), max(self.y1, self.y2))


@dataclass(frozen=True, kw_only=True)
class Area:
    """An outline of any form, filled or not: a wedge, hatching, a leader. `box` is given with it."""

    path: str
    box: Box
    colour: str = "none"
    outline: str = "none"
    thickness: float = 0
    dashes: str = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    colour: str
    corner: float = 0
    outline: str = "none"
    thickness: float = 0
    dashes: str = ""

    @property
    def box(self):
        out = self.thickness / 2
        return Box(self.x - out, self.y - out, self.x + self.width + out, self.y + self.height + out)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A symbol drawn as a shape: the latin font files carry neither ● nor ▲."""

    shape: Shape
    x: float
    y: float
    radius: float
    colour: str
    outline: str = PAPER
    thickness: float = 1.5

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
    halo: str = ""  # colour of the ground that it keeps around its letters, over lines

    @property
    def box(self):
        left = self.x - self.width * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]
        return Box(left, self.y - self.size * ASCENT, left + self.width, self.y + self.size * DESCENT)

    @property
    def weight(self):
        return 600 if self.bold else 400


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """`title` says the whole drawing in words: it is what a reader of screens and of PDFs hears.

    Painted in the order of the fields. Marks and labels never touch; a label may sit on a ground (the disc of a
    number, the pill of a name); a frame is an outline that lets what it surrounds be seen.
    """

    width: float
    height: float
    title: str
    description: str
    areas: tuple[Area, ...] = ()
    bars: tuple[Bar, ...] = ()
    lines: tuple[Line, ...] = ()
    grounds: tuple[Mark | Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    frames: tuple[Mark | Bar | Area, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def box(self):
        return Box(0, 0, self.width, self.height)


def label(text, *, measure, x, y, size, anchor="start", bold=False, colour=INK, halo=""):
    """One line of text; `y` is its baseline."""
    return Label(
        x=tenth(x),
        y=tenth(y),
        text=text,
        size=size,
        width=measure.width(text, size=size, bold=bold),
        anchor=anchor,
        bold=bold,
        colour=colour,
        halo=halo,
    )


def centred(text, *, measure, x, y, size, anchor="middle", **look):
    """One line of text whose capitals are centred on `y`: computed, as readers differ on dominant-baseline."""
    return label(text, measure=measure, x=x, y=y + size * HALF_CAPITAL, size=size, anchor=anchor, **look)


def lines_of_text(
    text, *, measure, x, top, width, size, anchor="start", bold=False, colour=INK, leading=1.25, at_most=None
):
    """The labels of a wrapped text whose first line hangs from `top`, and the y under the last one."""
    if at_most:
        wrapped = measure.fit(text, width=width, size=size, bold=bold, at_most=at_most)
    else:
        wrapped = measure.wrap(text, width=width, size=size, bold=bold)
    labels = [
        label(
            line,
            measure=measure,
            x=x,
            y=top + size * (ASCENT + number * leading),
            size=size,
            anchor=anchor,
            bold=bold,
            colour=colour,
        )
        for number, line in enumerate(wrapped)
    ]
    return labels, top + height_of_lines(len(labels), size=size, leading=leading)


def height_of_lines(count, *, size, leading=1.25):
    return size * (leading * max(count - 1, 0) + ASCENT + DESCENT)


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


def cross(x, y, r):
    arm = r * 0.8
    left, right, top, bottom = tenth(x - arm), tenth(x + arm), tenth(y - arm), tenth(y + arm)
    return f"M{left} {top}L{right} {bottom}M{left} {bottom}L{right} {top}"


PATHS = {
    Shape.CIRCLE: circle,
    Shape.SQUARE: square,
    Shape.TRIANGLE: triangle,
    Shape.DIAMOND: diamond,
    Shape.CROSS: cross,
}
