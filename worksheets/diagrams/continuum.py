"""The continuum grid: how often each level is practised (crosses) and wished (rings), and what the group retains.

Shape first, colour second. What the group retains is a frame with a check on its left edge: solid for today, dashed
for what is wished; what it retained in the round before is grey. Over twenty answers, a bar with its number replaces
the marks; a phone has numbers only.
"""

from dataclasses import dataclass

from worksheets.diagrams.canvas import Canvas, bar, draw_legend, mark, path
from worksheets.diagrams.continuum_data import (
    TODAY,
    UNRATED,
    WISHED,
    Level,
    Rated,
    in_words,
    is_compared,
    late_words,
    most_answers,
    table_of_continuum,
)
from worksheets.diagrams.geometry import tenth
from worksheets.diagrams.palette import EARTH, EDGE, INK, INK_2, PAPER, RULE, SAND, TEAL, WHITE, Shape

__all__ = ["Level", "Rated", "draw_continuum", "table_of_continuum"]

DESCRIPTION = (
    "Une grille\u00a0: une ligne par niveau, une colonne par fréquence. Les croix disent ce que le groupe fait, les "
    "cercles ce qu’il souhaite, les cadres ce qu’il retient."
)
MARKS_AT_MOST = 20
PER_LINE = 9


@dataclass(frozen=True)
class Frame:
    width: int
    margin: float
    name: float  # sizes of text
    functions: float
    heading: float
    number: float
    legend: float
    mark: float  # radius
    pitch: float
    stroke: float
    flag: float  # width of the strip that holds the check

    @property
    def framed(self):
        """Width of the frame of what is retained."""
        return self.flag + self.mark * 2 + self.stroke * 3


SCREEN = Frame(1920, 24, 48, 40, 44, 40, 40, mark=13, pitch=34, stroke=6, flag=24)
PHONE = Frame(328, 4, 18, 16, 16, 18, 16, mark=8, pitch=0, stroke=3, flag=16)
NAMES, HEAD = 520, 96  # of the screen: the column of the levels, the row of headings
ROWS = (205, 172)  # a row; then where that makes it too tall


def draw_continuum(levels, columns, *, title, measure, view="screen", rated=UNRATED, tallest=1080):
    levels = list(levels)
    for row in ROWS:
        drawing = drawn(levels, columns, row, title=title, measure=measure, view=view, rated=rated)
        if drawing.height <= tallest:
            break
    return drawing


def drawn(levels, columns, row, *, title, measure, view, rated):
    canvas = Canvas(measure)
    frame = PHONE if view == "phone" else SCREEN
    bottom = draw_narrow(canvas, levels, columns) if view == "phone" else draw_wide(canvas, levels, columns, row)
    said = [*rated.words(levels), *late_words(levels)]
    bottom = draw_sentences(canvas, said, frame, top=bottom + frame.legend * 0.4)
    bottom = draw_key(canvas, levels, frame, top=bottom + frame.legend * 0.6)
    return canvas.drawing(
        width=frame.width,
        height=bottom,
        title=in_words(levels, columns, title=title, rated=rated),
        description=DESCRIPTION,
    )


def draw_wide(canvas, levels, columns, row):
    frame, width = SCREEN, (SCREEN.width - NAMES) / max(len(columns), 1)
    for place, column in enumerate(columns):
        middle = NAMES + width * (place + 0.5)
        canvas.text(
            column, x=middle, top=16, width=width - 20, size=frame.heading, anchor="middle", bold=True, at_most=1
        )
    total = most_answers(levels)
    for number, level in enumerate(levels, start=1):
        top = HEAD + row * (number - 1)
        canvas.line(0, top, frame.width, top, EDGE, thickness=2)
        draw_level_name(canvas, level, number, of=len(levels), top=top)
        for place in range(len(columns)):
            left = NAMES + width * place + (10 if total else (width - frame.framed) / 2)
            draw_answers(canvas, level, TODAY, place, left=left, y=top + row * 0.283, total=total)
            draw_answers(canvas, level, WISHED, place, left=left, y=top + row * 0.717, total=total)
    bottom = HEAD + row * len(levels)
    canvas.line(0, bottom, frame.width, bottom, EDGE, thickness=2)
    for place in range(len(columns)):
        canvas.line(NAMES + width * place, HEAD, NAMES + width * place, bottom, RULE, thickness=2)
    return bottom


def draw_level_name(canvas, level, number, *, of, top):
    frame, left = SCREEN, SCREEN.margin + 96
    draw_steps(canvas, number, of=of, x=frame.margin, bottom=top + 128, width=76, height=70)
    width = NAMES - left - 16
    size = canvas.measure.largest(level.name, width=width, sizes=(frame.name, 44, 40), at_most=1, bold=True)
    names = len(canvas.measure.fit(level.name, width=width, size=size, at_most=2, bold=True))
    under = canvas.text(level.name, x=left, top=top + 18, width=width, size=size, bold=True, at_most=2, leading=1.05)
    canvas.text(
        level.functions,
        x=left,
        top=under + 4,
        width=width,
        size=frame.functions,
        colour=INK_2,
        at_most=1 if names > 1 else 2,
        leading=1.1,
    )


def draw_steps(canvas, number, *, of, x, bottom, width, height):
    """Growing bars, as many filled as the level: functions accumulate. A level alone has no place among others."""
    if of < 2:
        return
    pitch = width / of
    for step in range(1, of + 1):
        tall = height * step / of
        colour = TEAL if step <= number else RULE
        canvas.bar(x + pitch * (step - 1), bottom - tall, pitch * 0.75, tall, colour)


def draw_answers(canvas, level, which, place, *, left, y, total):
    """A line of a cell: the frame of what is retained, then a mark for each answer, or a bar."""
    frame = SCREEN
    if level.noted(which) == place:
        draw_noted(canvas, which, left=left, y=y, frame=frame)
    elif level.before(which) == place:
        draw_before(canvas, which, left=left, y=y, frame=frame)
    count = count_at(level, which, place)
    if not count:
        return
    start = left + frame.framed + 16
    if total > MARKS_AT_MOST:
        width = PER_LINE * frame.pitch * count / total
        canvas.bars.append(bar(start, y - frame.mark, width, frame.mark * 2, **BARS[which]))
        canvas.word(str(count), x=start + width + 12, y=y, size=frame.number, anchor="start")
        return
    for i in range(min(count, PER_LINE)):
        canvas.marks.append(sign_of(which, start + frame.mark + frame.pitch * i, y, frame))
    if count > PER_LINE:
        canvas.word(f"+{count - PER_LINE}", x=start + frame.pitch * PER_LINE, y=y, size=frame.number, anchor="start")


BARS = {
    TODAY: {"colour": TEAL},
    WISHED: {"colour": WHITE, "outline": EARTH, "thickness": 4},
}


def count_at(level, which, place):
    counts = level.counts(which)
    return counts[place] if place < len(counts) else 0


def sign_of(which, x, y, frame, colour=None):
    if which == TODAY:
        return mark(Shape.CROSS, x, y, frame.mark, "none", outline=colour or TEAL, thickness=frame.stroke)
    radius = frame.mark - frame.stroke / 2
    thickness = tenth(frame.stroke * 0.8)
    return mark(Shape.CIRCLE, x, y, radius, WHITE, outline=colour or EARTH, thickness=thickness)


def draw_noted(canvas, which, *, left, y, frame):
    half = frame.mark + frame.stroke * 1.5
    dashes = "" if which == TODAY else f"{frame.stroke * 1.5:g} {frame.stroke:g}"
    thickness = tenth(frame.stroke * 0.7)
    canvas.frames += [
        bar(left, y - half, frame.framed, half * 2, "none", outline=INK, thickness=thickness, dashes=dashes),
        bar(left, y - half, frame.flag, half * 2, INK),
        check(left + frame.flag / 2, y, frame.flag * 0.3, frame),
    ]
    canvas.marks.append(sign_of(which, left + (frame.flag + frame.framed) / 2, y, frame))


def check(x, y, r, frame):
    points = [(x - r, y), (x - r / 4, y + r), (x + r, y - r)]
    return path(points, outline=PAPER, thickness=tenth(max(frame.stroke / 2, 2)))


def draw_before(canvas, which, *, left, y, frame):
    half = frame.mark + frame.stroke * 1.5
    canvas.frames.append(bar(left, y - half, frame.framed, half * 2, "none", outline=EDGE, thickness=2, dashes="3 5"))
    canvas.marks.append(sign_of(which, left + (frame.flag + frame.framed) / 2, y, frame, EDGE))


def draw_narrow(canvas, levels, columns):
    """One level under the other; each has its own small grid of numbers."""
    top = 8
    for number, level in enumerate(levels, start=1):
        top = draw_narrow_level(canvas, level, number, columns, of=len(levels), top=top) + 18
    return top


def draw_narrow_level(canvas, level, number, columns, *, of, top):
    frame, width = PHONE, (PHONE.width - 2 * PHONE.margin) / max(len(columns), 1)
    draw_steps(canvas, number, of=of, x=frame.margin, bottom=top + 40, width=32, height=34)
    left = frame.margin + 44
    room = frame.width - left - frame.margin
    under = canvas.text(level.name, x=left, top=top, width=room, size=frame.name, bold=True)
    under = canvas.text(level.functions, x=left, top=under + 2, width=room, size=frame.functions, colour=INK_2)
    top = max(under, top + 44) + 8
    heads = [
        canvas.text(
            column,
            x=frame.margin + width * (place + 0.5),
            top=top,
            width=width - 8,
            size=frame.heading,
            anchor="middle",
            colour=INK_2,
        )
        for place, column in enumerate(columns)
    ]
    top = max(heads, default=top) + 6
    canvas.bar(0, top, frame.width, 88, SAND, corner=6)
    for place in range(len(columns)):
        middle = frame.margin + width * (place + 0.5)
        draw_number(canvas, level, TODAY, place, x=middle, y=top + 24)
        draw_number(canvas, level, WISHED, place, x=middle, y=top + 64)
    return top + 88


def draw_number(canvas, level, which, place, *, x, y):
    """The sign, framed where it is retained, and how many answers."""
    frame, count = PHONE, count_at(level, which, place)
    left = x - frame.framed if count else x - frame.framed / 2
    if level.noted(which) == place:
        draw_noted(canvas, which, left=left, y=y, frame=frame)
    elif level.before(which) == place:
        draw_before(canvas, which, left=left, y=y, frame=frame)
    elif count:
        canvas.marks.append(sign_of(which, left + (frame.flag + frame.framed) / 2, y, frame))
    if count:
        canvas.word(str(count), x=x + 8, y=y, size=frame.number, anchor="start", bold=True)


def draw_sentences(canvas, sentences, frame, *, top):
    """What is said under the grid, a sentence a line; the y under them."""
    for sentence in sentences:
        width = frame.width - 2 * frame.margin
        top = canvas.text(sentence, x=frame.margin, top=top, width=width, size=frame.legend) + frame.legend * 0.2
    return top


def draw_key(canvas, levels, frame, *, top):
    def sign(which):
        return lambda x, y: canvas.marks.append(sign_of(which, x, y, frame))

    def noted(x, y):
        draw_noted(canvas, TODAY, left=x - frame.framed / 2, y=y, frame=frame)

    def before(x, y):
        draw_before(canvas, TODAY, left=x - frame.framed / 2, y=y, frame=frame)

    entries = [
        (sign(TODAY), "ce que nous faisons"),
        (sign(WISHED), "ce que nous aimerions faire"),
        (noted, "ce que le groupe retient"),
    ]
    if is_compared(levels):
        entries.append((before, "avant"))
    room = (frame.framed + 6) / frame.legend
    return draw_legend(
        canvas,
        entries,
        left=frame.margin,
        right=frame.width - frame.margin,
        top=top,
        size=frame.legend,
        sign=room,
        pitch=max(frame.legend * 1.4, frame.mark * 2 + frame.stroke * 4),
    )
