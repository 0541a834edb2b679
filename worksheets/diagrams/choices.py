"""Choices without an order of merit, such as « oui » and « non »: a column for each, every answer a dot.

What the group retains is a frame around its cell; those who pass stand apart, hollow; what was chosen in the round
before is a grey number under the present one.
"""

from dataclasses import dataclass, replace

from worksheets.diagrams.canvas import Canvas, bar, draw_legend
from worksheets.diagrams.palette import EARTH, EDGE, INK, INK_2, RULE
from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import LATE, passing, with_late

DESCRIPTION = (
    "Une ligne par question, une colonne par choix. Chaque point est une réponse; un cadre dit ce que le groupe "
    "retient."
)
PASSED = "Je ne sais pas"
SCREEN_HEIGHT = 1080


@dataclass(frozen=True)
class ChoiceRow:
    """`counts`, `before` and `late`, those of `counts` that came after the reveal: how many for each choice.

    `noted`: the place of what the group retains.
    """

    label: str
    counts: tuple[int, ...] = ()
    passed: int = 0
    noted: int | None = None
    before: tuple[int, ...] = ()
    late: tuple[int, ...] = ()

    @property
    def said(self):
        return clean(self.label).strip() or "Sans titre"

    def cells(self, of, *, with_passed):
        """[Cell] of each column; those who pass come last."""
        found = [
            Cell(at(self.counts, place), at(self.late, place), at(self.before, place), is_noted=self.noted == place)
            for place in range(of)
        ]
        return [*found, Cell(self.passed, is_passed=True)] if with_passed else found


@dataclass(frozen=True)
class Cell:
    number: int
    late: int = 0
    before: int = 0
    is_noted: bool = False
    is_passed: bool = False


def at(counts, place):
    return counts[place] if place < len(counts) else 0


@dataclass(frozen=True)
class Frame:
    width: int
    names: tuple[float, float]  # the column of the labels: left, width
    label: tuple[float, ...]  # sizes, the first that fits in three lines
    small: float
    dot: float
    pitch: float
    per_row: int
    gap: float


SCREEN = Frame(1920, (30, 640), (46, 40), 40, 15, 34, 6, 18)
HALL = replace(SCREEN, width=1440, names=(24, 470), per_row=5)
PHONE = Frame(328, (4, 320), (17,), 16, 6, 14, 12, 14)
FRAMES = {
    "screen": (SCREEN, replace(SCREEN, dot=9, pitch=21, per_row=10)),
    "hall": (HALL, replace(HALL, dot=9, pitch=21, per_row=8)),
    "phone": (PHONE,),
}


def draw_choices(rows, choices, *, title, measure, view="screen", tallest=SCREEN_HEIGHT):
    rows, draw = list(rows), draw_narrow if view == "phone" else draw_wide
    for frame in FRAMES[view]:
        canvas = Canvas(measure)
        bottom = draw(canvas, rows, choices, fitting(frame, columns_of(rows, choices)))
        bottom = draw_key(canvas, rows, frame, top=bottom + frame.small * 0.4)
        drawing = canvas.drawing(
            width=frame.width,
            height=bottom,
            title=in_words(rows, choices, title=title),
            description=DESCRIPTION,
        )
        if drawing.height <= tallest:
            break
    return drawing


def columns_of(rows, choices):
    return [*choices, PASSED] if any(row.passed for row in rows) else list(choices)


def fitting(frame, columns):
    """As many dots on a line as a column holds."""
    most = int((column_width(frame, columns) - 28) // frame.pitch)
    return replace(frame, per_row=max(1, min(frame.per_row, most)))


def column_width(frame, columns):
    left, width = frame.names
    return (frame.width - left - width) / max(len(columns), 1)


def draw_wide(canvas, rows, choices, frame):
    columns = columns_of(rows, choices)
    width, left = column_width(frame, columns), sum(frame.names)
    top = draw_headings(canvas, columns, frame, left=left, width=width)
    for row in rows:
        canvas.line(0, top, frame.width, top, RULE, thickness=2)
        top = draw_row(canvas, row, len(choices), frame, left=left, width=width, top=top + frame.gap / 2)
        top += frame.gap / 2
    return top


def draw_headings(canvas, columns, frame, *, left, width):
    found = [
        canvas.text(
            column,
            x=left + width * (place + 0.5),
            top=frame.small * 0.2,
            width=width - 16,
            size=frame.small,
            anchor="middle",
            bold=True,
            colour=INK_2,
            at_most=2,
            leading=1.05,
        )
        for place, column in enumerate(columns)
    ]
    return max(found, default=0) + 8


def draw_row(canvas, row, choices, frame, *, left, width, top):
    names = draw_name(canvas, row, frame, top=top)
    cells = row.cells(choices, with_passed=round((frame.width - left) / width) > choices)
    lines = max(-(-cell.number // frame.per_row) for cell in cells)
    axis = top + frame.pitch * lines + 6
    tall = frame.small * 1.1
    foot = axis + tall + (tall if any(row.before) else 0)
    spare = max(names - foot, 0)
    axis, foot = axis + spare / 2, max(foot, names)
    for place, cell in enumerate(cells):
        x = left + width * (place + 0.5)
        draw_stack(canvas, x, axis, cell, frame)
        canvas.word(str(cell.number), x=x, y=axis + tall / 2, size=frame.small, bold=True)
        if any(row.before) and not cell.is_passed:
            words = f"avant {cell.before}"
            canvas.word(words, x=x, y=axis + tall * 1.5, size=frame.small, colour=INK_2)
        if cell.is_noted:
            canvas.frames.append(frame_around(x - width / 2 + 8, top - 2, width - 16, foot - top + 4))
    return foot


def frame_around(x, y, width, height):
    return bar(x, y, width, height, "none", outline=INK, thickness=4, corner=10)


def draw_name(canvas, row, frame, *, top):
    left, width = frame.names
    width -= 24
    size = canvas.measure.largest(row.said, width=width, sizes=frame.label, at_most=3, bold=True)
    return canvas.text(row.said, x=left, top=top, width=width, size=size, bold=True, leading=1.1, at_most=3)


def draw_stack(canvas, x, axis, cell, frame):
    """Rows of dots upwards from the axis."""
    for i in range(cell.number):
        line, place = divmod(i, frame.per_row)
        here = min(frame.per_row, cell.number - line * frame.per_row)
        dx = (place - (here - 1) / 2) * frame.pitch
        draw_dot(canvas, cell, i, frame, x=x + dx, y=axis - frame.pitch * (line + 0.5))


def draw_dot(canvas, cell, place, frame, *, x, y):
    """Hollow for those who pass, and for the last ones where they came late."""
    is_hollow = cell.is_passed or place >= cell.number - cell.late
    canvas.dot(x, y, frame.dot, INK_2 if cell.is_passed else EARTH, is_hollow=is_hollow)


def draw_narrow(canvas, rows, choices, frame):
    """Each question over its choices, one under the other."""
    top, (left, width) = 4, frame.names
    for row in rows:
        top = canvas.text(row.said, x=left, top=top, width=width, size=frame.label[0], bold=True) + 4
        columns = [*choices, PASSED] if row.passed else choices
        cells = row.cells(len(choices), with_passed=bool(row.passed))
        for column, cell in zip(columns, cells, strict=True):
            start = top
            said = f"{clean(column)}\u00a0: {cell.number}" + (f" (avant {cell.before})" if any(row.before) else "")
            top = canvas.text(said, x=left + 8, top=top + 2, width=width - 16, size=frame.small)
            for i in range(cell.number):
                line, place = divmod(i, 20)
                x, y = left + 16 + frame.pitch * place, top + 8 + frame.pitch * line
                draw_dot(canvas, cell, i, frame, x=x, y=y)
            top += 4 + (frame.pitch * -(-cell.number // 20) + 4 if cell.number else 0)
            if cell.is_noted:
                canvas.frames.append(bar(left + 1, start, width - 2, top - start, "none", outline=INK, thickness=2))
            top += 4
        top += frame.gap
    return top


def draw_key(canvas, rows, frame, *, top):
    entries, size = [], frame.small
    if any(sum(row.counts) for row in rows):
        entries.append((lambda x, y: canvas.dot(x, y, frame.dot, EARTH), "une réponse"))
    if any(sum(row.late) for row in rows):
        entries.append((lambda x, y: canvas.dot(x, y, frame.dot, EARTH, is_hollow=True), LATE))
    if any(row.noted is not None for row in rows):
        entries.append((lambda x, y: draw_sign_of_frame(canvas, x, y, size), "ce que le groupe retient"))
    if any(any(row.before) for row in rows):
        entries.append(
            (lambda x, y: canvas.line(x - 8, y, x + 8, y, EDGE, thickness=4), "avant\u00a0: le tour d’avant")
        )
    return draw_legend(canvas, entries, left=12, right=frame.width - 12, top=top, size=size)


def draw_sign_of_frame(canvas, x, y, size):
    canvas.frames.append(
        bar(x - size * 0.4, y - size * 0.35, size * 0.8, size * 0.7, "none", outline=INK, thickness=4)
    )


# ---- In words, and as a table -----------------------------------------------------------------------------------


def in_words(rows, choices, *, title):
    said = "; ".join(f"{passing(row.said)}, {row_words(row, choices)}" for row in rows)
    return f"{clean(title)}\u00a0: {said or 'aucune ligne'}."


def row_words(row, choices):
    """« oui, retenu par le groupe, 8 oui, 3 non, 1 je ne sais pas »."""
    said = [] if row.noted is None else [f"le groupe retient {passing(clean(choices[row.noted]))}"]
    said += [f"{number}\u00a0{passing(clean(choices[place]))}" for place, number in enumerate(row.counts) if number]
    if any(row.late):
        said.append(f"{sum(row.late)}\u00a0{LATE}")
    if row.passed:
        said.append(f"{row.passed}\u00a0je ne sais pas")
    if any(row.before):
        before = [f"{n}\u00a0{passing(clean(choices[place]))}" for place, n in enumerate(row.before) if n]
        said.append(f"avant {', '.join(before)}")
    return ", ".join(said) or "aucune réponse"


def table_of_choices(rows, choices, *, title):
    rows = list(rows)
    is_noted, is_compared = any(row.noted is not None for row in rows), any(any(row.before) for row in rows)
    headings = ["Question", *map(clean, choices)]
    headings += [PASSED] if any(row.passed for row in rows) else []
    headings += ["Ce que le groupe retient"] if is_noted else []
    headings += ["Avant"] if is_compared else []
    return Table(
        f"{clean(title)}, en tableau",
        tuple(headings),
        tuple(tuple(cells_of(row, choices, headings)) for row in rows),
    )


def cells_of(row, choices, headings):
    yield row.said
    yield from (with_late(at(row.counts, place), at(row.late, place)) for place in range(len(choices)))
    if PASSED in headings:
        yield str(row.passed)
    if "Ce que le groupe retient" in headings:
        yield "–" if row.noted is None else clean(choices[row.noted])
    if "Avant" in headings:
        yield ", ".join(count_before(row, choices)) or "–"


def count_before(row, choices):
    return [f"{clean(choices[place])} {number}" for place, number in enumerate(row.before) if number]
