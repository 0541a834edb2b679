"""What is written beside a sector wheel: cards in two columns tied to their wedges, or the two lists of one wedge."""

import math
from dataclasses import dataclass

from worksheets.diagrams.canvas import path
from worksheets.diagrams.geometry import Mark, centred, label, lines_of_text, tenth
from worksheets.diagrams.palette import EARTH, INK, INK_2, TEAL, WHITE, Shape
from worksheets.diagrams.text import clean
from worksheets.diagrams.wheel_data import NOBODY, folded

LEADER = "#8A9694"
LEADING = 1.2
BETWEEN = " · "
MOST_LINES = 4  # of one name, where there is room


@dataclass(frozen=True)
class Columns:
    """The room on both sides of a wheel, and the sizes of what is written there."""

    left: tuple[float, float]  # from, to
    right: tuple[float, float]
    top: float
    bottom: float
    name: tuple[float, ...]  # sizes, the first that fits
    list: float
    gap: float
    elbow: float
    stroke: float


ROOM = Columns((40, 556), (1364, 1880), 104, 990, name=(50, 44, 40), list=0, gap=16, elbow=30, stroke=2.5)
PAPER = Columns((16, 312), (744, 1040), 60, 778, name=(16,), list=13.4, gap=10, elbow=14, stroke=1.3)


@dataclass(frozen=True)
class Row:
    text: str
    size: float
    bold: bool = False
    colour: str = INK

    @property
    def height(self):
        return self.size * LEADING


def beside_wheel(wheel, write, places, measure):
    """(leaders, labels, marks): the first half of the wedges at the right, top to bottom; the others at the left."""
    half = -(-len(wheel.slices) // 2)
    numbered = list(zip(wheel.slices, places, strict=True))
    middle = sum(x for x, _y, _radius in places) / len(places), sum(y for _x, y, _radius in places) / len(places)
    leaders, labels = [], []
    for side, found in (("right", numbered[:half]), ("left", numbered[half:][::-1])):
        columns, cards = write([one for one, _place in found], measure)
        discs = [place for _one, place in found]
        tops = spread(
            [y - card[0].height / 2 for card, (_x, y, _radius) in zip(cards, discs, strict=True)],
            [sum(row.height for row in card) for card in cards],
            columns,
        )
        for card, top in zip(cards, tops, strict=True):
            labels += written(card, top, side=side, columns=columns, measure=measure)
        levels = [top + card[0].height / 2 for card, top in zip(cards, tops, strict=True)]
        leaders += leaders_of(discs, levels, side=side, columns=columns, middle=middle)
    return leaders, labels, ()


def written(card, top, *, side, columns, measure):
    """Turned towards the wheel."""
    edge = columns.left[1] if side == "left" else columns.right[0]
    labels = []
    for row in card:
        look = {"size": row.size, "bold": row.bold, "colour": row.colour}
        anchor = "end" if side == "left" else "start"
        labels.append(centred(row.text, measure=measure, x=edge, y=top + row.height / 2, anchor=anchor, **look))
        top += row.height
    return labels


def leaders_of(discs, levels, *, side, columns, middle):
    """From each disc to an elbow before its card. A column where one would touch the wheel goes round it instead."""
    inwards = 1 if side == "left" else -1
    edge = columns.left[1] if side == "left" else columns.right[0]
    elbow, end = edge + inwards * columns.elbow, edge + inwards * columns.gap / 2
    ways = [[(x, y), (elbow, level), (end, level)] for (x, y, _radius), level in zip(discs, levels, strict=True)]
    x, y, radius = discs[0] if discs else (*middle, 0)
    wheel = math.dist(middle, (x, y)) - radius + 1
    if any(nearest(middle, *way[:2]) < wheel for way in ways):
        beside = elbow + inwards * columns.elbow * 0.8
        ways = [[way[0], (beside, way[0][1]), *way[1:]] for way in ways]
    return [path(way, outline=LEADER, thickness=columns.stroke) for way in ways]


def nearest(point, start, end):
    """The distance from a point to a stretch of line."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    place = ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length if length else 0
    place = min(max(place, 0), 1)
    return math.dist(point, (ax + place * (bx - ax), ay + place * (by - ay)))


def spread(wanted, heights, columns):
    """The tops of the cards: where they are wanted, pushed apart so that none covers another or leaves the column."""
    tops, free = [], columns.top
    for top, height in zip(wanted, heights, strict=True):
        tops.append(max(top, free))
        free = tops[-1] + height + columns.gap
    limit = columns.bottom
    for i in range(len(tops) - 1, -1, -1):
        tops[i] = min(tops[i], limit - heights[i])
        limit = tops[i] - columns.gap
    return tops


def names_only(slices, measure):
    """For a room: the names, large; on as many lines as the column has for each."""
    width = ROOM.left[1] - ROOM.left[0]
    share = (ROOM.bottom - ROOM.top) / max(len(slices), 1) - ROOM.gap
    size = next(
        (size for size in ROOM.name if all(holds(one, size, width, share, measure) for one in slices)), ROOM.name[-1]
    )
    most = max(int(share / (size * LEADING)), 1)
    return ROOM, [heading_rows(one, size, width, measure, at_most=most) for one in slices]


def holds(one, size, width, share, measure):
    return len(measure.wrap(one.heading, width=width, size=size, bold=True)) * size * LEADING <= share


def heading_rows(one, size, width, measure, *, at_most):
    return [
        Row(line, size, bold=True)
        for line in measure.fit(one.heading, width=width, size=size, bold=True, at_most=at_most)
    ]


def full_lists(slices, measure):
    """For paper: the names and both lists; a list too long for the column ends with how many more there are."""
    width, size = PAPER.left[1] - PAPER.left[0], PAPER.list
    headings = [heading_rows(one, PAPER.name[0], width, measure, at_most=2) for one in slices]
    lists = [
        [
            Listed("a)", one.data.involved, width, size, measure),
            Listed("b)", one.data.to_mobilise, width, size, measure),
        ]
        for one in slices
    ]
    room = PAPER.bottom - PAPER.top - PAPER.gap * max(len(slices) - 1, 0)
    room -= sum(row.height for rows in headings for row in rows)
    most = lines_for_each([listed.count for both in lists for listed in both], int(room / (size * LEADING)))
    cards = [
        [*heading, *(row for listed in both for row in listed.rows(most))]
        for heading, both in zip(headings, lists, strict=True)
    ]
    return PAPER, cards


def lines_for_each(counts, room):
    """The most lines that a list may have, so that all lists hold in the room; each has one at least."""
    for most in range(max(counts, default=1), 1, -1):
        if sum(min(one, most) for one in counts) <= room:
            return most
    return 1


class Listed:
    """« a) Ville · CPE », wrapped; its lines are counted before they are needed."""

    def __init__(self, letter, names, width, size, measure):
        self.letter, self.names, self.size = letter, [clean(name) for name in names], size
        self.wrap = lambda text: measure.wrap(text, width=width, size=size)
        self.shorten = lambda text: measure.shorten(text, width=width, size=size)
        self.lines = self.wrap(self.text(len(self.names)))

    @property
    def count(self):
        return len(self.lines)

    def text(self, shown):
        if not self.names:
            return f"{self.letter}\u00a0{NOBODY}"
        more = [f"+{len(self.names) - shown}"] if shown < len(self.names) else []
        return f"{self.letter}\u00a0" + BETWEEN.join([*self.names[:shown], *more])

    def rows(self, most):
        colour = INK if self.names else INK_2
        return [Row(line, self.size, colour=colour) for line in self.cut_to(most)]

    def cut_to(self, most):
        if self.count <= most:
            return self.lines
        few, many = 0, len(self.names)  # `few` names hold, `many` do not
        while many - few > 1:
            middle = (few + many) // 2
            few, many = (middle, many) if len(self.wrap(self.text(middle))) <= most else (few, middle)
        return self.wrap(self.text(few))


@dataclass(frozen=True)
class Panel:
    """At the right of the reduced wheel: the sector, and its two lists side by side."""

    left: float = 720
    right: float = 1880
    top: float = 116
    bottom: float = 1056
    between: float = 50
    sizes: tuple[float, ...] = (50, 44, 40)

    @property
    def column(self):
        return (self.right - self.left - self.between) / 2


def two_lists(one, *, is_compared, measure):
    """The labels and the marks."""
    panel = Panel()
    labels, under = lines_of_text(
        one.heading,
        measure=measure,
        x=panel.left,
        top=panel.top,
        width=panel.right - panel.left,
        size=70,
        bold=True,
        at_most=2,
        leading=1.1,
    )
    marks = []
    for number, (title, names, look) in enumerate(
        [("a) Déjà impliqués", one.data.involved, TEAL), ("b) À mobiliser", one.data.to_mobilise, EARTH)]
    ):
        x = panel.left + number * (panel.column + panel.between)
        joined = one.joined if is_compared and look == TEAL else frozenset()
        written, signs = draw_list(
            title, names, x=x, top=under + 34, panel=panel, look=look, joined=joined, measure=measure
        )
        labels += written
        marks += signs
    return labels, marks


def draw_list(title, names, *, x, top, panel, look, joined, measure):
    heading = f"{title} ({len(names)})"
    labels, under = lines_of_text(
        heading, measure=measure, x=x, top=top, width=panel.column, size=46, bold=True, at_most=1
    )
    marks, top = [], under + 22
    if not names:
        size = panel.sizes[0]
        return [
            *labels,
            label(NOBODY, measure=measure, x=x, y=top + size * 0.76, size=size, colour=INK_2),
        ], marks
    size, blocks, left_out = blocks_that_hold(names, panel.bottom - top, panel, measure)
    for name, lines in blocks:
        marks.append(sign(x + 14, top + size * 0.44, look, is_new=folded(name) in joined))
        for line in lines:
            labels.append(label(line, measure=measure, x=x + 40, y=top + size * 0.76, size=size))
            top += size * LEADING
    if left_out:
        more = f"et {left_out} de plus, au tableau"
        labels.append(label(more, measure=measure, x=x + 40, y=top + size * 0.76, size=size, colour=INK_2))
    return labels, marks


def blocks_that_hold(names, room, panel, measure):
    """(size, [(name, lines)], how many are left out): whole names, two lines each, one line, then not all."""
    names = [clean(name) for name in names]
    tried = [(size, at_most) for at_most in (MOST_LINES, 2) for size in panel.sizes]
    for size, at_most in [*tried, (panel.sizes[-1], 1)]:
        width = panel.column - 40
        blocks = [(name, measure.fit(name, width=width, size=size, at_most=at_most) or [""]) for name in names]
        if sum(len(lines) for _name, lines in blocks) * size * LEADING <= room:
            return size, blocks, 0
    held = int(room / (size * LEADING)) - 1
    return size, blocks[:held], len(blocks) - held


def sign(x, y, colour, *, is_new):
    if colour == EARTH:
        return Mark(shape=Shape.CIRCLE, x=tenth(x), y=tenth(y), radius=11, colour=WHITE, outline=EARTH, thickness=4)
    shape = Shape.DIAMOND if is_new else Shape.CIRCLE
    return Mark(shape=shape, x=tenth(x), y=tenth(y), radius=13, colour=INK if is_new else TEAL, thickness=0)
