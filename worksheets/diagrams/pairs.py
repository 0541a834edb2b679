"""Two groups side by side: for each line two marks joined by a stroke, each at the share of its group."""

from dataclasses import dataclass

from worksheets.diagrams.canvas import Canvas, draw_legend
from worksheets.diagrams.palette import EARTH, EDGE, INK_2, RULE, TEAL, Look, Shape
from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import passing
from worksheets.shares import percent

DESCRIPTION = (
    "Une ligne par objet et par stratégie. Le rond est la part du premier groupe, le losange celle du second; plus "
    "le trait est long, plus les deux parts diffèrent."
)
LOOKS = (Look(TEAL, Shape.CIRCLE), Look(EARTH, Shape.DIAMOND))
MARKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Group:
    name: str
    size: int


@dataclass(frozen=True)
class PairLine:
    """`counts`: RLPs of the first and of the second group. `is_heading`: a title alone."""

    label: str
    counts: tuple[int, int] = (0, 0)
    is_heading: bool = False


@dataclass(frozen=True)
class Frame:
    width: int
    names: float  # 0 where a label stands above its line
    first: float
    last: float
    text: float
    mark: float
    row: float

    def x(self, part, whole):
        return self.first + (self.last - self.first) * (part / whole if whole else 0)


PAGE = Frame(920, 300, 330, 720, 18, 7.5, 34)
PHONE = Frame(328, 0, 14, 314, 15, 6, 32)


def draw_pairs(lines, groups, *, title, measure, frame=PAGE):
    canvas = Canvas(measure)
    top = draw_scale(canvas, frame)
    for line in lines:
        top = draw_line(canvas, line, groups, frame, top=top)
    bottom = draw_key(canvas, groups, frame, top=top + frame.text * 0.6)
    return canvas.drawing(
        width=frame.width, height=bottom, title=in_words(lines, groups, title=title), description=DESCRIPTION
    )


def draw_scale(canvas, frame):
    for mark in MARKS:
        canvas.word(f"{mark}\u00a0%", x=frame.x(mark, 100), y=frame.text * 0.8, **look_of_scale(mark, frame))
    return frame.text * 1.6


def look_of_scale(mark, frame):
    anchor = "middle" if frame.names or mark in MARKS[1:-1] else "start" if mark == 0 else "end"
    return {"size": frame.text * 0.9, "anchor": anchor, "colour": INK_2}


def draw_line(canvas, line, groups, frame, *, top):
    if line.is_heading:
        room = frame.width - 8
        return canvas.text(line.label, x=4, top=top + frame.text * 0.5, width=room, size=frame.text, bold=True) + 4
    if frame.names:
        under = canvas.text(line.label, x=4, top=top + frame.row * 0.2, width=frame.names, size=frame.text)
        axis = top + frame.row * 0.5
    else:
        label = f"{line.label}, {counts_words(line, groups)}"
        under = canvas.text(label, x=4, top=top + 4, width=frame.width - 8, size=frame.text)
        axis = under + frame.mark * 2.1
    draw_marks(canvas, line, groups, frame, axis)
    if frame.names:
        words = counts_words(line, groups)
        canvas.word(words, x=frame.width - 4, y=axis, size=frame.text * 0.9, anchor="end", colour=INK_2)
    return max(under + 6, axis + frame.row * 0.5)


def draw_marks(canvas, line, groups, frame, axis):
    canvas.line(frame.first, axis, frame.last, axis, RULE, thickness=1)
    places = [frame.x(part, group.size) for part, group in zip(line.counts, groups, strict=True)]
    if abs(places[0] - places[1]) < 2.1 * frame.mark:  # the two marks stand one over the other, both seen
        levels = (axis - frame.mark * 1.03, axis + frame.mark * 1.03)
    else:
        levels = (axis, axis)
        canvas.line(places[0], axis, places[1], axis, EDGE, thickness=3)
    for place, level, look in zip(places, levels, LOOKS, strict=True):
        canvas.mark(look.shape, place, level, frame.mark, look.colour, thickness=0)


def draw_key(canvas, groups, frame, *, top):
    entries = [
        (
            lambda x, y, look=look: canvas.mark(look.shape, x, y, frame.mark, look.colour, thickness=0),
            f"{group.name} ({group.size} RLP)",
        )
        for group, look in zip(groups, LOOKS, strict=True)
    ]
    return draw_legend(canvas, entries, left=4, right=frame.width - 4, top=top, size=frame.text)


def counts_words(line, groups):
    """« 4 sur 7; 7 sur 8 »"""
    return "; ".join(f"{part}\u00a0sur\u00a0{group.size}" for part, group in zip(line.counts, groups, strict=True))


def in_words(lines, groups, *, title):
    said = "; ".join(f"{passing(one.label)}, {counts_words(one, groups)}" for one in lines if not one.is_heading)
    names = " et ".join(passing(group.name) for group in groups)
    return f"{clean(title)}, {names}\u00a0: {said.replace('; ', ', ')}."


def table_of_pairs(lines, groups, *, title):
    return Table(
        f"{clean(title)}, en tableau",
        ("Objet ou stratégie", *[f"{group.name}, sur {group.size}" for group in groups]),
        tuple(
            (clean(one.label), *[share_words(*held) for held in zip(one.counts, groups, strict=True)])
            for one in lines
            if not one.is_heading
        ),
    )


def share_words(part, group):
    return f"{part} ({percent(part, group.size)})" if group.size else str(part)
