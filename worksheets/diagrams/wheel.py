"""A sector wheel: in each wedge, those already involved (inner ring) and those to mobilise (outer ring).

Four views of the same data: the overview for a room, one wedge as a room reads it, the whole on paper, and numbers
alone on a phone, whose lists are in the page.
"""

from dataclasses import dataclass

from worksheets.diagrams.cards import beside_wheel, full_lists, names_only, two_lists
from worksheets.diagrams.geometry import Area, Box, Drawing, Mark, centred, height_of_lines, lines_of_text, tenth
from worksheets.diagrams.palette import (
    EARTH,
    EARTH_HATCH,
    EARTH_TINT,
    INK,
    INK_2,
    PAPER,
    TEAL,
    TEAL_TINT,
    WHITE,
    Shape,
)
from worksheets.diagrams.ring import dots_around, dots_of, wedges_of
from worksheets.diagrams.wheel_data import (
    TooManySectors,
    WedgeData,
    folded,
    in_words,
    table_of_wheel,
    wheel_of,
)

__all__ = ["TooManySectors", "WedgeData", "draw_wheel", "table_of_wheel"]

HUB, MIDDLE, OUTER = 96, 206, 306
DESCRIPTION = (
    "Une roue de secteurs. L’anneau du centre tient les acteurs déjà impliqués, celui du dehors les acteurs à "
    "mobiliser; un anneau blanc n’a personne encore."
)


@dataclass(frozen=True)
class Frame:
    """Where the wheel sits, and its sizes; the radii are those of the overview times `scale`."""

    width: int
    height: int
    x: float
    y: float
    scale: float
    numbers: float  # radius of their circle
    disc: float
    number: float
    dot: float
    hub: float
    title: float
    legend: tuple[float, float]  # size, width
    margin: float

    @property
    def outline(self):
        return tenth(max(2.5 * self.scale, 1))


OVERVIEW = Frame(1920, 1080, 960, 556, 1, 332, 22, 30, dot=11, hub=50, title=54, legend=(40, 1840), margin=40)
ZOOM = Frame(1920, 1080, 340, 560, 0.84, 282, 22, 30, dot=9, hub=46, title=54, legend=(40, 640), margin=40)
PRINT = Frame(1056, 816, 528, 408, 0.52, 174, 13, 16, dot=5.5, hub=26, title=24, legend=(16, 1024), margin=16)
PHONE = Frame(328, 372, 164, 164, 0.43, 148, 14, 16, dot=4.6, hub=20, title=0, legend=(16, 312), margin=8)
# Where the « phone » view has its centre, and the radii of its rings: for whoever points at a wedge.
PHONE_WHEEL = (PHONE.x, PHONE.y, tenth(HUB * PHONE.scale), tenth(OUTER * PHONE.scale))


def draw_wheel(wedges, *, title, measure, view="overview", chosen=None, before=None):
    """`chosen`: the number of a wedge, from 1, for the « zoom »; `before`: the wedges of the round before."""
    return VIEWS[view](wheel_of(wedges, title=title, before=before), measure=measure, chosen=chosen or 1)


def draw_overview(wheel, *, measure, chosen):
    return composed(wheel, OVERVIEW, measure, beside_wheel(wheel, names_only, places(wheel, OVERVIEW), measure))


def draw_print(wheel, *, measure, chosen):
    return composed(wheel, PRINT, measure, beside_wheel(wheel, full_lists, places(wheel, PRINT), measure))


def draw_zoom(wheel, *, measure, chosen):
    one = wheel.slices[min(chosen, len(wheel.slices)) - 1]
    labels, marks = two_lists(one, is_compared=wheel.before is not None, measure=measure)
    outline = wedges_of(len(wheel.slices), x=ZOOM.x, y=ZOOM.y, inner=HUB * ZOOM.scale, outer=OUTER * ZOOM.scale)
    framed = outline[one.number - 1]
    frame = Area(path=framed.path, box=framed.box, outline=INK, thickness=8)
    return composed(wheel, ZOOM, measure, ((), labels, marks), frames=(frame,), said=zoom_words(wheel, one))


def draw_phone(wheel, *, measure, chosen):
    return composed(wheel, PHONE, measure, ((), (), ()))


VIEWS = {"overview": draw_overview, "zoom": draw_zoom, "print": draw_print, "phone": draw_phone}


def zoom_words(wheel, one):
    involved, wanted = len(one.data.involved), len(one.data.to_mobilise)
    return f"{wheel.title}, secteur {one.heading}\u00a0: {involved}\u00a0déjà impliqués, {wanted}\u00a0à mobiliser."


def composed(wheel, frame, measure, beside, *, frames=(), said=None):
    """The wheel, its title and legend, and what stands beside it: (leaders, labels, marks)."""
    leaders, labels, marks = beside
    areas, dots, over = rings_of(wheel, frame, measure)
    discs, numbers = numbers_of(wheel, frame, measure)
    legend_marks, legend = legend_of(wheel, frame, measure)
    return Drawing(
        width=frame.width,
        height=frame.height,
        title=said or in_words(wheel),
        description=DESCRIPTION,
        areas=(*leaders, *areas),
        grounds=tuple(discs),
        marks=(*dots, *marks, *legend_marks),
        frames=frames,
        labels=(*title_of(wheel, frame, measure), *hub_of(wheel, frame, measure), *over, *numbers, *labels, *legend),
    )


def places(wheel, frame):
    """The centre of each number's disc, with its radius."""
    numbered = wedges_of(len(wheel.slices), x=frame.x, y=frame.y, inner=0, outer=frame.numbers)
    return [(*wedge.point(wedge.outer, wedge.axis), frame.disc) for wedge in numbered]


def rings_of(wheel, frame, measure):
    """The areas of both rings, their dots, and the labels of those for whom there is no place."""
    count, scale = len(wheel.slices), frame.scale
    inner = wedges_of(count, x=frame.x, y=frame.y, inner=HUB * scale, outer=MIDDLE * scale)
    outer = wedges_of(count, x=frame.x, y=frame.y, inner=MIDDLE * scale, outer=OUTER * scale)
    areas, teal, joined, earth, over = [], [], [], [], []
    for one, near, far in zip(wheel.slices, inner, outer, strict=True):
        areas += ring_areas(near, TEAL_TINT if one.data.involved else WHITE, frame)
        areas += ring_areas(far, EARTH_TINT if one.data.to_mobilise else WHITE, frame)
        found, label = placed(near, len(one.data.involved), frame, measure)
        over += label
        is_new = [folded(name) in one.joined for name in one.data.involved]
        for (x, y), new in zip(found, sorted(is_new, reverse=True), strict=False):
            (joined if new else teal).append(dot(x, y, frame, new=new))
        found, label = placed(far, len(one.data.to_mobilise), frame, measure)
        over += label
        earth += [ring(x, y, frame) for x, y in found]
    return areas, [*teal, *joined, *earth], over


def ring_areas(wedge, colour, frame):
    areas = [Area(path=wedge.path, box=wedge.box, colour=colour, outline=INK, thickness=frame.outline)]
    if colour == EARTH_TINT:
        areas[:0] = [Area(path=wedge.path, box=wedge.box, colour=colour)]
        areas[1:] = [
            Area(path=wedge.hatching, box=wedge.box, outline=EARTH_HATCH, thickness=tenth(max(3 * frame.scale, 1.5))),
            Area(path=wedge.path, box=wedge.box, outline=INK, thickness=frame.outline),
        ]
    return areas


def placed(wedge, count, frame, measure):
    """The places of the dots, and the label of those that find none."""
    found = dots_of(wedge, count, radius=frame.dot)
    if found is not None:
        return found, []
    size = frame.number
    x, y = wedge.point((wedge.inner + wedge.outer) / 2, wedge.axis)
    half, air = measure.width("+99", size=size, bold=True) / 2, size / 10
    free = dots_around(wedge, Box(x - half - air, y - size * 0.44, x + half + air, y + size * 0.58), radius=frame.dot)
    text = f"+{count - len(free)}"
    return free, [centred(text, measure=measure, x=x, y=y, size=size, bold=True)]


def dot(x, y, frame, *, new=False):
    """A diamond is an actor who has joined since the round before."""
    shape = Shape.DIAMOND if new else Shape.CIRCLE
    return Mark(shape=shape, x=x, y=y, radius=frame.dot, colour=INK if new else TEAL, thickness=0)


def ring(x, y, frame):
    stroke = tenth(frame.dot * 3 / 11)
    radius = tenth(frame.dot - stroke / 2)
    return Mark(shape=Shape.CIRCLE, x=x, y=y, radius=radius, colour=WHITE, outline=EARTH, thickness=stroke)


def numbers_of(wheel, frame, measure):
    discs, labels = [], []
    for one, (x, y, radius) in zip(wheel.slices, places(wheel, frame), strict=True):
        discs.append(Mark(shape=Shape.CIRCLE, x=x, y=y, radius=radius, colour=INK, thickness=0))
        text = str(one.number)
        labels.append(centred(text, measure=measure, x=x, y=y, size=frame.number, bold=True, colour=PAPER))
    return discs, labels


def hub_of(wheel, frame, measure):
    """« 14 + 11 », and under it what it was in the round before."""
    now = f"{wheel.involved} + {wheel.to_mobilise}"
    if wheel.before is None:
        return [hub_line(now, frame, measure, frame.y, frame.hub)]
    before = f"{sum(len(one.involved) for one in wheel.before)} + {sum(len(one.to_mobilise) for one in wheel.before)}"
    under = tenth(frame.hub * 0.66)
    return [
        hub_line(now, frame, measure, frame.y - frame.hub * 0.62, frame.hub),
        hub_line("avant", frame, measure, frame.y + frame.hub * 0.36, under, colour=INK_2, bold=False),
        hub_line(before, frame, measure, frame.y + frame.hub * 1.04, under, colour=INK_2, bold=False),
    ]


def hub_line(text, frame, measure, y, size, *, colour=INK, bold=True):
    room = 2 * ((HUB * frame.scale * 0.9) ** 2 - (abs(y - frame.y) + size * 0.4) ** 2) ** 0.5
    size = min(size, tenth(size * room / measure.width(text, size=size, bold=bold) - 0.1))
    return centred(text, measure=measure, x=frame.x, y=y, size=size, bold=bold, colour=colour)


def title_of(wheel, frame, measure):
    if not frame.title:
        return []
    width = frame.width - 2 * frame.margin
    return lines_of_text(
        wheel.title,
        measure=measure,
        x=frame.margin,
        top=frame.margin * 0.6,
        width=width,
        size=frame.title,
        bold=True,
        at_most=1,
    )[0]


def legend_of(wheel, frame, measure):
    """The two signs and their names, on a line, or one under the other where the room is narrow."""
    entries = [("a) déjà impliqué", dot), ("b) à mobiliser", ring)]
    if wheel.before is not None:
        entries.insert(1, ("devenu impliqué", new_dot))
    size, width = frame.legend
    gap = size * 1.2
    lines = legend_lines([said for said, _look in entries], width, size, measure)
    top = frame.height - frame.margin * 0.6 - height_of_lines(len(lines), size=size)
    marks, labels = [], []
    for number, said_together in enumerate(lines):
        x = frame.margin
        for said in said_together:
            y = top + size * (0.44 + 1.25 * number)
            marks.append(dict(entries)[said](tenth(x + frame.dot), tenth(y), frame))
            labels.append(centred(said, measure=measure, x=x + gap, y=y, size=size, anchor="start"))
            x = labels[-1].box.right + gap
    return marks, labels


def legend_lines(said, width, size, measure):
    """As many entries on each line as go."""
    lines, taken = [[]], 0
    for text in said:
        needed = measure.width(text, size=size) + 2.4 * size
        if lines[-1] and taken + needed > width:
            lines.append([])
            taken = 0
        lines[-1].append(text)
        taken += needed
    return lines


def new_dot(x, y, frame):
    return dot(x, y, frame, new=True)
