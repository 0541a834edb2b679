"""What a group says of each crossing of a grid, such as « déjà fait » or « prévu »: darker where it is further on.

The word is written in every cell, so that neither colour nor legend is needed. A cell without an answer is white in
a dashed outline. What it said in the round before is written under the word where it was another one.
"""

from dataclasses import dataclass
from functools import cache

from worksheets.diagrams.canvas import Canvas, bar
from worksheets.diagrams.geometry import Box, height_of_lines
from worksheets.diagrams.palette import EDGE, INK, INK_2, SEQUENCE, WHITE
from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import count, passing

LIGHT = 3  # from this class on, the ink is white
NOTHING, UNKNOWN = "–", "Je ne sais pas"


@dataclass(frozen=True)
class StateCell:
    """`now` and `before`: places in the states, which go from the furthest on to « non »."""

    now: int | None = None
    before: int | None = None
    passed: bool = False

    @property
    def is_empty(self):
        return self.now is None and not self.passed

    @property
    def has_changed(self):
        return self.before is not None and self.before != self.now

    def word(self, states):
        if self.now is not None:
            return clean(states[self.now])
        return UNKNOWN if self.passed else NOTHING

    def before_words(self, states):
        return f"avant\u00a0: {passing(clean(states[self.before]))}" if self.has_changed else ""


@dataclass(frozen=True)
class Frame:
    width: int
    names: float  # the column of the names
    tall: float
    gap: float
    name: float  # sizes of text
    heading: tuple[float, ...]
    word: float
    before: float
    corner: float


SCREEN = Frame(1920, 500, 132, 10, 44, (40, 36, 32), 40, 34, 8)
PHONE = Frame(328, 168, 30, 6, 17, (16,), 16, 14, 5)


def draw_states(rows, columns, cells, states, *, title, measure, view="screen"):
    """`cells[row][column]` is a StateCell."""
    canvas = Canvas(measure)
    draw, frame = (draw_narrow, PHONE) if view == "phone" else (draw_wide, SCREEN)
    bottom = draw(canvas, rows, columns, cells, states)
    return canvas.drawing(
        width=frame.width,
        height=bottom,
        title=in_words(rows, columns, cells, states, title=title),
        description=counts_in_words(cells, states),
    )


def draw_wide(canvas, rows, columns, cells, states):
    frame = SCREEN
    width = (frame.width - frame.names) / max(len(columns), 1)
    fit = fitter(canvas.measure, width=width - frame.gap - 12)
    top = draw_headings(canvas, columns, width) + 12
    for name, here in zip(rows, cells, strict=True):
        draw_name(canvas, name, top=top)
        for place, cell in enumerate(here):
            left = frame.names + width * place + frame.gap / 2
            box = Box(left, top, left + width - frame.gap, top + frame.tall)
            draw_cell(canvas, cell, states, frame, box=box, fit=fit)
        top += frame.tall + frame.gap
    return top + 4


def fitter(measure, *, width):
    """`fit(text, size, bold)`: the line that goes in a cell; the same few words come in all of them."""

    @cache
    def fit(text, size, bold):
        return "".join(measure.fit(text, width=width, size=size, bold=bold, at_most=1))

    return fit


def draw_headings(canvas, columns, width):
    """Standing on the first row, at the size where no word is broken."""
    sizes, measure, room = SCREEN.heading, canvas.measure, width - 24
    size = next((one for one in sizes if not breaks_a_word(measure, columns, one, room)), sizes[-1])
    lines = [measure.fit(one, width=room, size=size, bold=True, at_most=3) for one in columns]
    most = max(map(len, lines), default=0)
    bottom = 8
    for place, (text, own) in enumerate(zip(columns, lines, strict=True)):
        under = canvas.text(
            text,
            x=SCREEN.names + width * (place + 0.5),
            top=8 + (most - len(own)) * size * 1.1,
            width=room,
            size=size,
            anchor="middle",
            bold=True,
            at_most=3,
            leading=1.1,
        )
        bottom = max(bottom, under)
    return bottom


def breaks_a_word(measure, texts, size, width):
    words = [word for text in texts for word in text.split()]
    return any(measure.width(word, size=size, bold=True) > width for word in words)


def draw_name(canvas, name, *, top):
    frame, width = SCREEN, SCREEN.names - 36
    lines = canvas.measure.fit(name, width=width, size=frame.name, at_most=2)
    height = height_of_lines(len(lines), size=frame.name, leading=1.1)
    middle = top + (frame.tall - height) / 2
    canvas.text(name, x=8, top=middle, width=width, size=frame.name, at_most=2, leading=1.1)


def draw_cell(canvas, cell, states, frame, *, box, fit):
    look, ink = look_of(cell, states)
    width, tall = box.right - box.left, box.bottom - box.top
    canvas.bars.append(bar(box.left + 1, box.top + 1, width - 2, tall - 2, corner=frame.corner, **look))
    said = [(cell.word(states), frame.word, not cell.is_empty)]
    if cell.has_changed:
        said.append((cell.before_words(states), frame.before, False))
    y = box.top + (tall - sum(size * 1.2 for _text, size, _bold in said)) / 2
    for text, size, bold in said:
        line = fit(text, size, bold)
        canvas.word(line, x=box.left + width / 2, y=y + size * 0.6, size=size, bold=bold, colour=ink)
        y += size * 1.2


def look_of(cell, states):
    """(how the cell is filled, the ink on it)."""
    if cell.now is None:
        return {"colour": WHITE, "outline": EDGE, "thickness": 2, "dashes": "6 5"}, INK_2
    shade = shade_of(cell.now, of=len(states))
    return {"colour": SEQUENCE[shade]}, WHITE if shade >= LIGHT else INK


def shade_of(place, *, of):
    """The first state has the darkest class, the others the lightest ones that are left."""
    return len(SEQUENCE) - 1 if place == 0 and of > 1 else min(of - 1 - place, LIGHT)


def draw_narrow(canvas, rows, columns, cells, states):
    """One object under the other: its name, then a line for each column."""
    frame, top = PHONE, 6
    headings = [canvas.measure.wrap(one, width=frame.names - 16, size=frame.heading[0]) for one in columns]
    fit = fitter(canvas.measure, width=frame.width - frame.names - 16)
    for name, here in zip(rows, cells, strict=True):
        top = canvas.text(name, x=4, top=top, width=frame.width - 8, size=frame.name, bold=True) + 6
        for lines, cell in zip(headings, here, strict=True):
            bottom = top + height_of_cell(lines, cell)
            draw_heading_beside(canvas, lines, middle=(top + bottom) / 2)
            box = Box(frame.names, top, frame.width - 4, bottom)
            draw_cell(canvas, cell, states, frame, box=box, fit=fit)
            top = bottom + frame.gap
        top += 12
    return top


def height_of_cell(lines, cell):
    needed = PHONE.tall + (PHONE.before * 1.2 if cell.has_changed else 0)
    return max(needed, height_of_lines(len(lines), size=PHONE.heading[0]) + 6)


def draw_heading_beside(canvas, lines, *, middle):
    size = PHONE.heading[0]
    for number, line in enumerate(lines):
        y = middle + size * 1.25 * (number - (len(lines) - 1) / 2)
        canvas.word(line, x=4, y=y, size=size, anchor="start", colour=INK_2)


def in_words(rows, columns, cells, states, *, title):
    said = "; ".join(
        f"{clean(name)}, {row_words(columns, here, states)}" for name, here in zip(rows, cells, strict=True)
    )
    return f"{clean(title)}\u00a0: {said or 'aucune ligne'}."


def row_words(columns, cells, states):
    said = [
        f"{passing(clean(column))} {passing(cell_words(cell, states))}"
        for column, cell in zip(columns, cells, strict=True)
        if not cell.is_empty or cell.has_changed
    ]
    return ", ".join(said) or "sans réponse"


def cell_words(cell, states):
    """« Prévu (avant : non) »."""
    word = cell.word(states)
    return f"{word} ({cell.before_words(states)})" if cell.has_changed else word


def counts_in_words(cells, states):
    """« 20 cases : déjà fait 2, en cours 3, sans réponse 15. »"""
    every = [cell for here in cells for cell in here]
    said = [(state, sum(cell.now == place for cell in every)) for place, state in enumerate(states)]
    said += [(UNKNOWN, sum(cell.passed for cell in every)), ("sans réponse", sum(cell.is_empty for cell in every))]
    told = ", ".join(f"{passing(clean(word))} {number}" for word, number in said if number)
    return f"{count(len(every), 'case', 'cases')}\u00a0: {told or 'rien à montrer'}."


def table_of_states(rows, columns, cells, states, *, title, row_heading="Ligne"):
    return Table(
        f"{clean(title)}, en tableau",
        (row_heading, *map(clean, columns)),
        tuple(
            (clean(name), *[cell_words(cell, states) for cell in here])
            for name, here in zip(rows, cells, strict=True)
        ),
    )
