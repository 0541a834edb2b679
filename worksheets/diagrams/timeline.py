"""The mobilisation level over time: steps from one dated level to the next, in one colour; no level is better."""

from dataclasses import dataclass
from datetime import date

from worksheets.codes import MobilisationLevel
from worksheets.diagrams.geometry import Bar, Drawing, Label, Line, Mark, lines_of_text, tenth
from worksheets.diagrams.palette import EDGE, INK_2, SAND, TEAL, Shape
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import long_date, short_date

SIZE = 16
SMALL = 14
TOP, ROW_GAP = 12, 10
RADIUS, LEAST_RADIUS = 7, 0.5
NOTHING_YET = "Aucune cote de mobilisation n’est notée pour l’instant."


@dataclass(frozen=True)
class Frame:
    """The room there is: the column of the level names, then time from left to right."""

    width: int
    names: int

    @property
    def left(self):
        return self.names + 26

    @property
    def right(self):
        return self.width - 34

    @property
    def room(self):
        return self.right - self.left


PAGE, PHONE = Frame(width=640, names=172), Frame(width=328, names=136)


@dataclass(frozen=True)
class DatedLevel:
    day: date
    level: int


def draw_timeline(points, *, measure, names=None, frame=PAGE):
    """`points`: DatedLevel, any order; `names`: {level: name}, the four levels' own names by default."""
    names = names or {level.value: level.label for level in MobilisationLevel}
    points = sorted(points, key=lambda point: point.day)
    rows, labels, bottom = _rows(names, measure, frame)
    bars = [
        Bar(x=0, y=tenth(top), width=frame.width, height=tenth(height), colour=SAND, corner=6)
        for top, height in rows.values()
    ]
    centre = {level: tenth(top + height / 2) for level, (top, height) in rows.items()}
    places = _places(points, frame)
    radius = max(min(RADIUS, _gap(len(points), frame) / 2 - 1), LEAST_RADIUS)
    lines = _steps(points, places, centre)
    marks = [
        Mark(shape=Shape.CIRCLE, x=x, y=centre[point.level], radius=radius, colour=TEAL)
        for point, x in zip(points, places, strict=True)
    ]
    day_labels = _day_labels(points, places, measure, top=bottom + 6)
    ticks = [Line(x1=tick.x, y1=bottom, x2=tick.x, y2=bottom + 6, colour=EDGE) for tick in day_labels]
    if not points:
        notice, bottom = lines_of_text(
            NOTHING_YET, measure=measure, x=0, top=bottom + 6, width=frame.width, size=SIZE, colour=INK_2
        )
        day_labels = notice
    return Drawing(
        width=frame.width,
        height=tenth((bottom + 6 + SMALL * 1.25 if points else bottom) + 4),
        title=clean(in_words(points, names)),
        description="Une ligne en escalier relie les cotes, de la plus ancienne à la plus récente.",
        bars=tuple(bars),
        lines=(*lines, *ticks),
        marks=tuple(marks),
        labels=(*labels, *day_labels),
    )


def in_words(points, names):
    if not points:
        return NOTHING_YET
    *earlier, last = points
    now = f"Cote de mobilisation : {last.level}, {names[last.level].lower()}, notée le {long_date(last.day)}."
    if not earlier:
        return now.replace(" :", "\u00a0:")
    history = "; ".join(f"{long_date(point.day)}, {point.level} {names[point.level].lower()}" for point in earlier)
    return f"{now} Avant : {history}.".replace(" :", "\u00a0:")


def _rows(names, measure, frame):
    """{level: (top, height)} from level 4 down to 1, the labels, and the y under the last row."""
    rows, labels, top = {}, [], TOP
    for level in sorted(names, reverse=True):
        text = f"{level}\u00a0\u00a0{names[level]}"
        written, under = lines_of_text(text, measure=measure, x=12, top=top + 12, width=frame.names - 12, size=SIZE)
        height = max(under + 12 - top, 44)
        shift = (height - (under - top + 12)) / 2
        labels += [_moved(label, shift) for label in written]
        rows[level] = (top, height)
        top += height + ROW_GAP
    return rows, labels, tenth(top - ROW_GAP)


def _moved(label, down):
    return Label(**{**label.__dict__, "y": tenth(label.y + down)})


def _gap(count, frame):
    """The least distance between two marks, so that none hides another."""
    return min(2 * RADIUS + 4, frame.room / max(count - 1, 1))


def _places(points, frame):
    """x of each point: true to time, then pushed apart, first to the right and back from the right edge."""
    if not points:
        return []
    first, last = points[0].day, points[-1].day
    span = (last - first).days
    places = [frame.left + frame.room * ((point.day - first).days / span if span else 0.5) for point in points]
    gap = _gap(len(points), frame)
    if not span and len(points) > 1:
        places = [frame.left] * len(points)
    for i in range(1, len(places)):
        places[i] = max(places[i], places[i - 1] + gap)
    places[-1] = min(places[-1], frame.right)
    for i in range(len(places) - 2, -1, -1):
        places[i] = min(places[i], places[i + 1] - gap)
    return [tenth(place) for place in places]


def _steps(points, places, centre):
    lines = []
    for i in range(1, len(points)):
        before, after = centre[points[i - 1].level], centre[points[i].level]
        lines.append(Line(x1=places[i - 1], y1=before, x2=places[i], y2=before, colour=TEAL, thickness=3))
        if before != after:
            lines.append(Line(x1=places[i], y1=before, x2=places[i], y2=after, colour=TEAL, thickness=3))
    return lines


def _day_labels(points, places, measure, *, top):
    """The last day and the first one, then every other that finds room between its neighbours."""
    chosen = []
    for point, x in [*zip(points[-1:], places[-1:], strict=True), *zip(points[:-1], places[:-1], strict=True)]:
        label = _day_label(point.day, x, measure, top)
        if not any(label.box.overlaps(_with_air(other.box)) for other in chosen):
            chosen.append(label)
    return sorted(chosen, key=lambda label: label.x)


def _day_label(day, x, measure, top):
    text = short_date(day)
    return Label(
        x=x,
        y=tenth(top + SMALL),
        text=text,
        size=SMALL,
        width=measure.width(text, size=SMALL),
        anchor="middle",
        colour=INK_2,
    )


def _with_air(box):
    return type(box)(box.left - 10, box.top, box.right + 10, box.bottom)
