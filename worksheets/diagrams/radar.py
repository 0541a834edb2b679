"""The appreciation wheel: every answer on its spoke, the median as an unfilled line, what the group retains.

Unfilled, since the order of the spokes is arbitrary and an area would mean nothing. The same rows as dots are easier
to read: a phone and a wheel of fewer than three spokes, or of more than nine, get the dot plot.
"""

import math
from dataclasses import dataclass

from worksheets.diagrams.canvas import Canvas, draw_legend, mark, path
from worksheets.diagrams.dots import draw_dots
from worksheets.diagrams.dots_data import POSITIONS, DotRow, has_answers, in_words, is_compared, table_of_dots
from worksheets.diagrams.geometry import Area, Box, circle, height_of_lines, lines_of_text, polygon, tenth
from worksheets.diagrams.palette import EARTH, EDGE, INK, INK_2, PAPER, RULE, TEAL, WHITE, Shape
from worksheets.scoring import median
from worksheets.spread import Rated, discuss_first

__all__ = ["Spoke", "draw_radar", "table_of_radar"]

Spoke, table_of_radar = DotRow, table_of_dots
DESCRIPTION = (
    "Une roue\u00a0: un rayon par condition, 1 au centre et 5 au bord. Chaque point est une réponse, ou un cercle "
    "avec leur nombre; la ligne relie les médianes et n’a pas d’aire à comparer."
)
FEWEST, MOST = 3, 9
WIDTH, HEIGHT = 1920, 1080
X, Y, OUTER = 744, 540, 370
INNER_LEAST, INNER_MOST = 90, 150
DOT, PITCH, AIR = 9, 21, 12
DIAMOND = 30
RIM = OUTER + 20  # no dot goes farther from the centre
LABEL, LABEL_WIDTH, LABEL_AT = 40, 300, OUTER + 34
RING_DISC = 24  # a number never touches the square around a dot, even corner to corner
PANEL_LEFT, PANEL_RIGHT = 1472, 1900
BEFORE = "avant"


def draw_radar(spokes, *, title, measure, view="screen", before_words=BEFORE):
    """`before_words`: whose the grey line is: the round before, or another group."""
    spokes = list(spokes)
    if view == "phone" or not FEWEST <= len(spokes) <= MOST:
        return draw_dots(spokes, title=title, measure=measure, view=view)
    canvas, wheel = Canvas(measure), Wheel.of(spokes)
    draw_rings(canvas, wheel)
    loops = medians_of(spokes)
    draw_loop(canvas, wheel, loops[0], outline=EDGE, thickness=4, dashes="10 8")
    draw_loop(canvas, wheel, loops[1], outline=TEAL, thickness=6)
    for place, spoke in enumerate(spokes):
        draw_spoke(canvas, wheel, spoke, place)
    draw_ring_numbers(canvas, wheel, loops)
    for place, spoke in enumerate(spokes):
        draw_label(canvas, wheel, spoke, place)
    top = draw_to_discuss(canvas, spokes)
    draw_key(canvas, spokes, top=top, before_words=before_words)
    return canvas.drawing(width=WIDTH, height=HEIGHT, title=in_words(spokes, title=title), description=DESCRIPTION)


@dataclass(frozen=True)
class Wheel:
    count: int
    inner: float

    @classmethod
    def of(cls, spokes):
        """The smallest ring is wide enough for the dots that stand on it, as far as that goes."""
        most = max(spoke.values.count(min(POSITIONS)) for spoke in spokes)
        needed = most * PITCH / (2 * math.tan(math.pi / len(spokes)))
        return cls(len(spokes), min(max(INNER_LEAST, needed), INNER_MOST))

    @property
    def gap(self):
        return (OUTER - self.inner) / (len(POSITIONS) - 1)

    def radius(self, value):
        return self.inner + self.gap * (float(value) - 1)

    def angle(self, place):
        return 2 * math.pi * place / self.count

    def point(self, radius, angle, across=0.0):
        """On a spoke, then so far across it, clockwise."""
        sin, cos = math.sin(angle), math.cos(angle)
        return X + radius * sin + across * cos, Y - radius * cos + across * sin


def draw_rings(canvas, wheel):
    for value in POSITIONS:
        r = wheel.radius(value)
        box = Box(X - r, Y - r, X + r, Y + r)
        canvas.areas.append(Area(path=circle(X, Y, r), box=box, outline=RULE, thickness=2))
    for place in range(wheel.count):
        x, y = wheel.point(OUTER, wheel.angle(place))
        canvas.line(X, Y, x, y, RULE, thickness=2)


def medians_of(spokes):
    """(those of the round before, those of now); where only the group answered, its word."""
    before = [median(spoke.before) for spoke in spokes]
    return before, [spoke.middle if spoke.values else spoke.noted for spoke in spokes]


def draw_loop(canvas, wheel, values, **look):
    """Round the wheel; broken where a spoke has no value."""
    points = [
        None if value is None else wheel.point(wheel.radius(value), wheel.angle(place))
        for place, value in enumerate(values)
    ]
    if None not in points:
        across, down = [x for x, _y in points], [y for _x, y in points]
        box = Box(min(across), min(down), max(across), max(down))
        canvas.areas.append(Area(path=polygon(*points), box=box, **look))
        return
    for one, other in zip(points, [*points[1:], points[0]], strict=True):
        if one and other:
            canvas.areas.append(path([one, other], **look))


def draw_spoke(canvas, wheel, spoke, place):
    angle = wheel.angle(place)
    if len(spoke.values) > 1:
        low, high = (wheel.point(wheel.radius(value), angle) for value in spoke.middle_half)
        canvas.line(*low, *high, TEAL, thickness=34, opacity=0.22, round=True)
    for value in POSITIONS:
        draw_answers(canvas, wheel, spoke.values.count(value), value, angle)
    if spoke.noted is not None:
        x, y = wheel.point(wheel.radius(spoke.noted), angle)
        colour = "none" if spoke.values else TEAL
        canvas.frames.append(mark(Shape.DIAMOND, x, y, DIAMOND, colour, outline=INK, thickness=4))


def draw_answers(canvas, wheel, count, value, angle):
    """Dots side by side across the spoke; one circle with their number where they would be too wide."""
    r = wheel.radius(value)
    chord = 2 * math.sqrt(RIM**2 - r**2)
    room = min(2 * r * math.tan(math.pi / wheel.count) - AIR, chord)
    if (count - 1) * PITCH + 2 * DOT <= room:
        for i in range(count):
            x, y = wheel.point(r, angle, (i - (count - 1) / 2) * PITCH)
            canvas.mark(Shape.CIRCLE, x, y, DOT, EARTH, outline=WHITE, thickness=2)
        return
    x, y = wheel.point(r, angle)
    radius = min(12 + 2 * math.sqrt(count), 30, wheel.gap / 2 - 2)
    canvas.grounds.append(mark(Shape.CIRCLE, x, y, radius, EARTH, outline=WHITE, thickness=2))
    canvas.word(str(count), x=x, y=y, size=tenth(radius * 1.1), bold=True, colour=WHITE)


def draw_ring_numbers(canvas, wheel, loops):
    """Between the first two spokes that leave them free; a number in the way of answers is left out."""
    taken = [(one.x, one.y, one.radius) for one in (*canvas.marks, *canvas.grounds, *canvas.frames)]
    bisectors = [wheel.angle(place + 0.5) for place in range(wheel.count)]
    free = {
        angle: [value for value in POSITIONS if is_free(wheel.point(wheel.radius(value), angle), taken)]
        for angle in bisectors
    }
    angle = max(bisectors, key=lambda angle: (len(free[angle]), -crossed(wheel, angle, free[angle], loops)))
    for value in free[angle]:
        x, y = wheel.point(wheel.radius(value), angle)
        canvas.word(str(value), x=x, y=y, size=30, colour=INK_2, halo=PAPER)


def is_free(point, taken):
    return all(math.dist(point, (x, y)) >= radius + RING_DISC for x, y, radius in taken)


def crossed(wheel, angle, values, loops):
    """How many of these numbers a line of medians goes through."""
    place = int(angle / (2 * math.pi) * wheel.count)
    found = 0
    for loop in loops:
        one, other = loop[place], loop[(place + 1) % wheel.count]
        if one is None or other is None:
            continue
        a, b = wheel.radius(one), wheel.radius(other)
        at = 2 * a * b * math.cos(math.pi / wheel.count) / (a + b)  # where the chord meets the bisector
        found += any(abs(wheel.radius(value) - at) < RING_DISC for value in values)
    return found


def draw_label(canvas, wheel, spoke, place):
    """Outside the wheel, as near as the corner of the text that points at the centre allows."""
    angle = wheel.angle(place)
    anchor = anchor_at(angle)
    labels = []
    for away in range(LABEL_AT, LABEL_AT + 60, 4):
        x, y = wheel.point(away, angle)
        labels = label_lines(canvas.measure, spoke.said, x, y, anchor=anchor, up=math.cos(angle))
        if all(distance_to_centre(label.box) >= RIM + 4 for label in labels):
            break
    canvas.labels += labels


def anchor_at(angle):
    across = math.sin(angle)
    return "middle" if abs(across) < 0.1 else "start" if across > 0 else "end"


def label_lines(measure, text, x, y, *, anchor, up):
    count = len(measure.fit(text, width=LABEL_WIDTH, size=LABEL, at_most=3))
    top = y - height_of_lines(count, size=LABEL, leading=1.1) * (1 + up) / 2
    return lines_of_text(
        text, measure=measure, x=x, top=top, width=LABEL_WIDTH, size=LABEL, anchor=anchor, leading=1.1, at_most=3
    )[0]


def distance_to_centre(box):
    return math.dist((X, Y), (min(max(X, box.left), box.right), min(max(Y, box.top), box.bottom)))


def draw_to_discuss(canvas, spokes):
    """The three items to talk about first; the y under them."""
    first = discuss_first([Rated(spoke.values) for spoke in spokes], at_most=3)
    if not first:
        return 30
    width = PANEL_RIGHT - PANEL_LEFT
    top = canvas.text("À discuter d’abord", x=PANEL_LEFT, top=20, width=width, size=44, bold=True) + 14
    for place in first:
        spoke = spokes[place]
        top = canvas.text(spoke.said, x=PANEL_LEFT, top=top, width=width, size=LABEL, leading=1.1, at_most=2)
        top = canvas.text(spoke.spread, x=PANEL_LEFT, top=top, width=width, size=LABEL, colour=INK_2) + 16
    return top + 24


def draw_key(canvas, spokes, *, top, before_words):
    entries = []
    if has_answers(spokes):
        entries += [
            (lambda x, y: canvas.mark(Shape.CIRCLE, x, y, DOT, EARTH, outline=WHITE, thickness=2), "une réponse"),
            (lambda x, y: canvas.line(x - 17, y, x + 17, y, TEAL, thickness=6), "médiane"),
            (
                lambda x, y: canvas.line(x - 8, y, x + 8, y, TEAL, thickness=34, opacity=0.22, round=True),
                "moitié centrale",
            ),
        ]
    if any(spoke.noted is not None for spoke in spokes):
        colour = "none" if has_answers(spokes) else TEAL
        look = {"outline": INK, "thickness": 4}
        entries.append(
            (
                lambda x, y: canvas.frames.append(mark(Shape.DIAMOND, x, y, 20, colour, **look)),
                "ce que le groupe retient",
            )
        )
    if is_compared(spokes):
        entries.append(
            (lambda x, y: canvas.line(x - 20, y, x + 20, y, EDGE, thickness=4, dashes="10 8"), before_words)
        )
    draw_legend(canvas, entries, left=PANEL_LEFT - 6, right=PANEL_RIGHT, top=top, size=LABEL, sign=1.2, pitch=56)
