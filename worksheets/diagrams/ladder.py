"""The ladder of participation: each collaboration is a pill on its rung; the dots are where people place one of them.

`rungs` is {number: text}; the dashed line passes between those where people take part and those where they only seem
to. What stood on another rung in the round before leaves a dashed grey pill there.
"""

from dataclasses import dataclass

from worksheets.diagrams.canvas import Canvas, bar, mark
from worksheets.diagrams.geometry import height_of_lines
from worksheets.diagrams.ladder_data import Placed, answers_words, in_words, table_of_ladder
from worksheets.diagrams.palette import BROWN, EARTH, EDGE, INK, INK_2, PAPER, TEAL, WHITE, Shape
from worksheets.diagrams.words import LATE

__all__ = ["Placed", "draw_ladder", "table_of_ladder"]

DESCRIPTION = (
    "Une échelle, du haut vers le bas. Chaque collaboration est écrite à droite de son échelon; une ligne tiretée "
    "sépare les échelons de participation des autres."
)
FIRST_TRUE_RUNG = 4
BEFORE = "En gris tireté\u00a0: avant."
HOLLOW = f"Point creux\u00a0: {LATE}."

# The screen.
WIDTH, HEIGHT, TOP, LOWER = 1920, 1080, 20, 120
RAILS, RAIL, DISC = (700, 860), 14, 26
NAMES, TIGHT_NAMES = ((50,), (42, 40)), ((50, 46, 42, 40), (38,))  # sizes: on one line, on two
NAMES_RIGHT, PILLS_LEFT, PILLS_RIGHT, DOTS_LEFT = 670, 920, 1896, 1452
PILL, PILL_SIZE, PILL_PAD, PILL_GAP = 50, 40, 20, 10
DOT, DOT_PITCH, DOTS_PER_LINE = 15, 36, 10


def draw_ladder(rungs, placed, *, title, measure, view="screen", chosen=None, tallest=HEIGHT):
    """`chosen`: the place in `placed` of the collaboration whose answers are drawn as dots."""
    placed, canvas = list(placed), Canvas(measure)
    one = placed[chosen] if chosen is not None else None
    if view == "phone":
        width, height = draw_narrow(canvas, rungs, placed, one)
    else:
        width, height = draw_wide(canvas, rungs, placed, one, min(tallest, HEIGHT))
    return canvas.drawing(
        width=width, height=height, title=in_words(rungs, placed, title=title), description=DESCRIPTION
    )


@dataclass(frozen=True)
class Pill:
    """A name on a rung: of the group, chosen, or of the round before."""

    text: str
    is_before: bool = False
    is_chosen: bool = False

    @property
    def look(self):
        if self.is_before:
            return {"colour": PAPER, "outline": EDGE, "thickness": 2, "dashes": "6 5"}
        return {"colour": TEAL if self.is_chosen else WHITE, "outline": TEAL, "thickness": 4}

    @property
    def ink(self):
        return INK_2 if self.is_before else PAPER if self.is_chosen else INK


def pills_of(rung, placed, chosen):
    here = [Pill(with_count(one), is_chosen=one is chosen) for one in placed if one.rung == rung]
    return here + [Pill(one.said, is_before=True) for one in placed if one.has_moved and one.before == rung]


def with_count(one):
    """How many people put it where it is."""
    same = one.values.count(one.rung)
    return f"{one.said} ×{same}" if same else one.said


def draw_wide(canvas, rungs, placed, chosen, height):
    step = (height - TOP - LOWER) / max(len(rungs), 1)
    lines = 2 if step >= 2 * (PILL + 6) - 6 else 1
    for x in RAILS:
        canvas.bar(x - RAIL / 2, TOP, RAIL, height - TOP - LOWER, BROWN, corner=7)
    for place, number in enumerate(sorted(rungs, reverse=True)):
        y = TOP + step * (place + 0.5)
        if number == FIRST_TRUE_RUNG - 1:
            canvas.line(24, y - step / 2, WIDTH - 24, y - step / 2, EDGE, thickness=3, dashes="14 10")
        draw_rung(canvas, number, rungs[number], y=y, sizes=NAMES if lines == 2 else TIGHT_NAMES)
        right = DOTS_LEFT - 24 if chosen and chosen.values else PILLS_RIGHT
        draw_pills(canvas, pills_of(number, placed, chosen), y=y, right=right, at_most=lines)
        if chosen:
            draw_dots(canvas, chosen, number, y=y)
    draw_foot(canvas, placed, chosen, top=height - LOWER + 8)
    return WIDTH, height if foot_words(placed, chosen) else height - LOWER + TOP


def draw_rung(canvas, number, text, *, y, sizes):
    colour, middle = colour_of(number), sum(RAILS) / 2
    canvas.bar(middle - 97, y - 9, 194, 18, colour, corner=9)
    canvas.grounds.append(mark(Shape.CIRCLE, middle, y, DISC, colour, thickness=3))
    canvas.word(str(number), x=middle, y=y, size=PILL_SIZE, bold=True, colour=PAPER)
    size = largest_name(canvas.measure, text, sizes)
    lines = canvas.measure.fit(text, width=NAMES_RIGHT - 24, size=size, at_most=2)
    top = y - height_of_lines(len(lines), size=size, leading=1.1) / 2
    canvas.text(text, x=NAMES_RIGHT, top=top, width=NAMES_RIGHT - 24, size=size, anchor="end", at_most=2, leading=1.1)


def largest_name(measure, text, sizes):
    """Two lines only where they are the smaller ones."""
    one_line, two_lines = sizes
    size = measure.largest(text, width=NAMES_RIGHT - 24, sizes=one_line, at_most=1)
    if len(measure.wrap(text, width=NAMES_RIGHT - 24, size=size)) <= 1:
        return size
    return measure.largest(text, width=NAMES_RIGHT - 24, sizes=two_lines, at_most=2)


def colour_of(number):
    return TEAL if number >= FIRST_TRUE_RUNG else BROWN


def draw_pills(canvas, pills, *, y, right, at_most):
    """On one line or two, then how many more."""
    lines, more = lines_of_pills(pills, right - PILLS_LEFT, canvas.measure, at_most=at_most)
    top = y - (PILL * len(lines) + 6 * (len(lines) - 1)) / 2
    for line in lines:
        x = PILLS_LEFT
        for pill, text, width in line:
            canvas.grounds.append(bar(x + 2, top + 2, width - 4, PILL - 4, corner=(PILL - 4) / 2, **pill.look))
            canvas.word(
                text,
                x=x + width / 2,
                y=top + PILL / 2,
                size=PILL_SIZE,
                bold=not pill.is_before,
                colour=pill.ink,
            )
            x += width + PILL_GAP
        top += PILL + 6
    if more:
        canvas.word(f"+{more}", x=x, y=top - 6 - PILL / 2, size=PILL_SIZE, anchor="start")


def lines_of_pills(pills, room, measure, *, at_most):
    """([[(pill, text, width)]], how many are left out): whole names where the lines hold them, else shorter ones."""
    for on_a_line in (1, 2, 3):
        widest = (room - PILL_GAP * (on_a_line - 1)) / on_a_line
        lines, more = flowed(pills, room, widest, measure, at_most=at_most)
        if not more:
            break
    return lines, more


def flowed(pills, room, widest, measure, *, at_most):
    lines, x = [[]], 0
    for place, pill in enumerate(pills):
        text, width = pill_text(pill, widest, measure)
        is_last = place == len(pills) - 1
        needed = width + (0 if len(lines) < at_most or is_last else PILL_GAP + measure.width("+99", size=PILL_SIZE))
        if x + needed > room and lines[-1]:
            if len(lines) == at_most:
                return lines, len(pills) - place
            lines.append([])
            x = 0
        lines[-1].append((pill, text, width))
        x += width + PILL_GAP
    return lines if pills else [], 0


def pill_text(pill, widest, measure):
    bold = not pill.is_before
    (text,) = measure.fit(pill.text, width=widest - 2 * PILL_PAD, size=PILL_SIZE, bold=bold, at_most=1)
    return text, measure.width(text, size=PILL_SIZE, bold=bold) + 2 * PILL_PAD


def draw_dots(canvas, chosen, number, *, y):
    """The answers that came late are the last ones, hollow."""
    count, late = chosen.values.count(number), chosen.late.count(number)
    shown = min(count, 2 * DOTS_PER_LINE)
    lines = -(-shown // DOTS_PER_LINE)
    for i in range(shown):
        line, place = divmod(i, DOTS_PER_LINE)
        middle = y + (line - (lines - 1) / 2) * DOT_PITCH
        canvas.dot(DOTS_LEFT + DOT + DOT_PITCH * place, middle, DOT, EARTH, is_hollow=i >= count - late)
    if count > shown:
        x = DOTS_LEFT + DOT_PITCH * DOTS_PER_LINE
        canvas.word(f"+{count - shown}", x=x, y=y, size=PILL_SIZE, anchor="start")


def draw_foot(canvas, placed, chosen, *, top):
    """What is said of the chosen collaboration; without one, those that are not placed."""
    said = foot_words(placed, chosen)
    canvas.text(said, x=24, top=top, width=WIDTH - 48, size=42, at_most=2, leading=1.1)


def foot_words(placed, chosen):
    said = [f"{chosen.said}\u00a0: {answers_words(chosen)}."] if chosen else unplaced_words(placed)
    said += [HOLLOW] if chosen and chosen.late else []
    return " ".join([*said, *([BEFORE] if any(one.has_moved for one in placed) else [])])


def unplaced_words(placed):
    waiting = [one.said for one in placed if one.rung is None]
    return [f"Pas encore placées\u00a0: {', '.join(waiting)}."] if waiting else []


# A phone.
NARROW, TEXT_LEFT, SMALL, NAME_SIZE = 328, 64, 16, 18


def draw_narrow(canvas, rungs, placed, chosen):
    """Each rung with its whole text, and under it the names, whole too; over them what the dots are about."""
    start = 6
    if chosen:
        start = canvas.text(chosen.said, x=4, top=4, width=NARROW - 8, size=NAME_SIZE, bold=True) + 8
    top, discs = start, []
    for number in sorted(rungs, reverse=True):
        if number == FIRST_TRUE_RUNG - 1:
            canvas.line(4, top + 2, NARROW - 4, top + 2, EDGE, thickness=2, dashes="7 5")
            top += 12
        discs.append((number, top + 16))
        under = canvas.text(rungs[number], x=TEXT_LEFT, top=top + 6, width=NARROW - TEXT_LEFT - 4, size=SMALL)
        under = max(under, top + 34)
        for pill in pills_of(number, placed, chosen):
            under = draw_narrow_pill(canvas, pill, top=under + 6)
        if chosen and chosen.values.count(number):
            under = draw_narrow_dots(canvas, chosen, number, top=under + 6)
        top = under + 12
    for x in (14, 46):
        canvas.bars.insert(0, bar(x - 3, start - 4, 6, max(top - start + 2, 1), BROWN, corner=3))
    for number, y in discs:
        canvas.bar(6, y - 4, 48, 8, colour_of(number), corner=4)
        canvas.grounds.append(mark(Shape.CIRCLE, 30, y, 14, colour_of(number), thickness=2))
        canvas.word(str(number), x=30, y=y, size=SMALL, bold=True, colour=PAPER)
    return NARROW, canvas.text(foot_words(placed, chosen), x=4, top=top + 4, width=NARROW - 8, size=SMALL) + 4


def draw_narrow_pill(canvas, pill, *, top):
    inner, bold = NARROW - TEXT_LEFT - 4 - 24, not pill.is_before
    lines = canvas.measure.wrap(pill.text, width=inner, size=SMALL, bold=bold)
    width = max((canvas.measure.width(line, size=SMALL, bold=bold) for line in lines), default=0) + 24
    height = height_of_lines(len(lines), size=SMALL) + 10
    look = pill.look | {"thickness": 2}
    canvas.grounds.append(bar(TEXT_LEFT + 1, top + 1, width - 2, height - 2, corner=13, **look))
    canvas.text(
        pill.text,
        x=TEXT_LEFT + 12,
        top=top + 5,
        width=inner,
        size=SMALL,
        bold=bold,
        colour=pill.ink,
    )
    return top + height


def draw_narrow_dots(canvas, chosen, number, *, top):
    count, late = chosen.values.count(number), chosen.late.count(number)
    shown = min(count, 12)
    for i in range(shown):
        canvas.dot(TEXT_LEFT + 7 + 17 * i, top + 9, 7, EARTH, is_hollow=i >= count - late)
    if count > shown:
        canvas.word(f"+{count - shown}", x=TEXT_LEFT + 17 * shown + 2, y=top + 9, size=SMALL, anchor="start")
    return top + 18
