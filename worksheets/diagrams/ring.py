"""Rings cut into equal wedges: their outlines, their hatching, and where the dots of a wedge go.

Angles are clockwise from 12 o'clock, in radians.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from worksheets.diagrams.geometry import Box, tenth

DOT_PITCH = 2.5  # radii from one dot to the next
HATCH_STEP = 10


@dataclass(frozen=True)
class Wedge:
    """The part of a ring between two radii and two angles."""

    x: float  # of the centre
    y: float
    inner: float
    outer: float
    start: float
    end: float

    @property
    def axis(self):
        return (self.start + self.end) / 2

    @property
    def box(self):
        return Box(self.x - self.outer, self.y - self.outer, self.x + self.outer, self.y + self.outer)

    @property
    def path(self):
        return wedge_path(self)

    @property
    def hatching(self):
        return wedge_hatching(self)

    def point(self, radius, angle):
        return tenth(self.x + radius * math.sin(angle)), tenth(self.y - radius * math.cos(angle))


def wedges_of(count, *, x, y, inner, outer):
    """The first begins at 12 o'clock."""
    turn = 2 * math.pi / count
    return [Wedge(x, y, inner, outer, turn * i, turn * (i + 1)) for i in range(count)]


@lru_cache(maxsize=512)
def wedge_path(wedge):
    far, near = tenth(wedge.outer), tenth(wedge.inner)
    corners = [
        wedge.point(radius, angle)
        for radius, angle in (
            (wedge.inner, wedge.start),
            (wedge.outer, wedge.start),
            (wedge.outer, wedge.end),
            (wedge.inner, wedge.end),
        )
    ]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    large = int(wedge.end - wedge.start > math.pi)
    return f"M{ax} {ay}L{bx} {by}A{far} {far} 0 {large} 1 {cx} {cy}L{dx} {dy}A{near} {near} 0 {large} 0 {ax} {ay}Z"


@lru_cache(maxsize=512)
def wedge_hatching(wedge):
    """Lines at 45 degrees cut at the edges of the wedge: a <pattern> would need an id of its own in every page."""
    steps = int(wedge.outer / HATCH_STEP)
    pieces = []
    for step in range(-steps, steps + 1):
        distance = step * HATCH_STEP  # of the line from the centre
        for begin, end in pieces_inside(wedge, distance):
            x1, y1 = on_line(wedge, distance, begin)
            x2, y2 = on_line(wedge, distance, end)
            pieces.append(f"M{x1} {y1}L{x2} {y2}")
    return "".join(pieces)


def on_line(wedge, distance, place):
    """The point of a rising line: `distance` across from the centre, `place` along it."""
    half = math.sqrt(0.5)
    return tenth(wedge.x + half * (distance + place)), tenth(wedge.y + half * (distance - place))


def pieces_inside(wedge, distance):
    """[(begin, end)] of the line that lies in the wedge, which is narrower than half a turn."""
    if abs(distance) >= wedge.outer:
        return []
    reach = math.sqrt(wedge.outer**2 - distance**2)
    begin, end = -reach, reach
    half = math.sqrt(0.5)
    for angle, side in ((wedge.start, 1), (wedge.end, -1)):
        # Inside is where the point lies clockwise of the first edge and counter-clockwise of the last one.
        along_x, along_y = math.sin(angle), -math.cos(angle)
        fixed = side * (along_x * half * distance - along_y * half * distance)
        slope = side * (-along_x * half - along_y * half)
        if abs(slope) < 1e-9:
            if fixed < 0:
                return []
        elif slope > 0:
            begin = max(begin, -fixed / slope)
        else:
            end = min(end, -fixed / slope)
    if begin >= end:
        return []
    if abs(distance) >= wedge.inner:
        return [(begin, end)]
    hole = math.sqrt(wedge.inner**2 - distance**2)
    halves = [(begin, min(end, -hole)), (max(begin, hole), end)]
    return [(one, other) for one, other in halves if one < other]


def arcs_of(wedge, *, radius):
    """The radii on which dots of this radius sit, from the centre outwards, as far apart as dots on an arc."""
    pitch = radius * DOT_PITCH
    room = wedge.outer - wedge.inner - 2 * radius - pitch / 2
    count = max(int(room / pitch) + 1, 1)
    first = (wedge.inner + wedge.outer) / 2 - (count - 1) * pitch / 2
    return [first + pitch * number for number in range(count)]


def places_on(wedge, arc, count, *, radius):
    """So many places on an arc, centred on the axis of the wedge."""
    turn = radius * DOT_PITCH / arc
    return [wedge.point(arc, wedge.axis + turn * (place - (count - 1) / 2)) for place in range(count)]


def most_on(wedge, arc, *, radius):
    pitch = radius * DOT_PITCH
    return max(int((arc * (wedge.end - wedge.start) - pitch) / pitch) + 1, 0)


@lru_cache(maxsize=1024)
def dots_of(wedge, count, *, radius):
    """Where `count` dots go; None when the wedge cannot hold them."""
    arcs = arcs_of(wedge, radius=radius)
    most = [most_on(wedge, arc, radius=radius) for arc in arcs]
    if count > sum(most):
        return None
    given = shared_out(count, most)
    return tuple(
        place
        for arc, number in zip(arcs, given, strict=True)
        for place in places_on(wedge, arc, number, radius=radius)
    )


@lru_cache(maxsize=1024)
def dots_around(wedge, box, *, radius):
    """Every place of the wedge whose dot leaves this box free."""
    return tuple(
        (x, y)
        for arc in arcs_of(wedge, radius=radius)
        for x, y in places_on(wedge, arc, most_on(wedge, arc, radius=radius), radius=radius)
        if not box.overlaps(Box(x - radius, y - radius, x + radius, y + radius))
    )


def shared_out(count, most):
    """How many dots each arc takes, in proportion to what it can hold."""
    exact = [count * one / sum(most) for one in most] if count else [0] * len(most)
    given = [int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda arc: (given[arc] - exact[arc], arc))
    for arc in by_rest[: count - sum(given)]:
        given[arc] += 1
    return given
