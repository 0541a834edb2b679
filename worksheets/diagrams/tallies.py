"""Many options of which people choose some: the most chosen first, every choice a dot, its number at the end.

What the group keeps has a full diamond before its name; a grey number says how many chose it in the round before.
"""

from dataclasses import dataclass, replace

from worksheets.diagrams.canvas import Canvas, draw_legend
from worksheets.diagrams.palette import EARTH, INK_2, RULE, TEAL, Shape
from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import LATE, count, of_late, passing, with_late

DESCRIPTION = "Une ligne par choix, du plus choisi au moins choisi. Chaque point est une personne qui l’a choisi."
SCREEN_HEIGHT = 1080


@dataclass(frozen=True)
class Tallied:
    """`late`: those of `count` that came after the reveal."""

    label: str
    count: int = 0
    is_noted: bool = False
    before: int | None = None
    late: int = 0

    @property
    def said(self):
        return clean(self.label).strip() or "Sans titre"


@dataclass(frozen=True)
class Frame:
    width: int
    names: float  # the room of the labels
    label: tuple[float, ...]
    small: float
    dot: float
    pitch: float
    sign: float
    gap: float


SCREEN = Frame(1920, 1010, (46, 40), 40, 15, 34, 16, 14)
HALL = replace(SCREEN, width=1440, names=760)
PHONE = Frame(328, 320, (17,), 16, 6, 14, 7, 10)
FRAMES = {"screen": (SCREEN,), "hall": (HALL,), "phone": (PHONE,)}


def in_order(options):
    """The most chosen first; those chosen as often stay in the order of the sheet."""
    return sorted(options, key=lambda one: -one.count)


def draw_tallies(options, *, title, measure, passed=0, view="screen"):
    options, canvas, (frame,) = in_order(options), Canvas(measure), FRAMES[view]
    draw, top = draw_narrow if view == "phone" else draw_wide, frame.gap / 2
    for place, one in enumerate(options):
        if place and view != "phone":
            canvas.line(0, top, frame.width, top, RULE, thickness=2)
        top = draw(canvas, one, frame, most=options[0].count, top=top + frame.gap / 2) + frame.gap / 2
    if passed:
        said = f"Je ne sais pas\u00a0: {passed}"
        top = canvas.text(said, x=12, top=top + 4, width=frame.width - 24, size=frame.small, colour=INK_2)
    bottom = draw_key(canvas, options, frame, top=top + frame.small * 0.3)
    return canvas.drawing(
        width=frame.width,
        height=bottom,
        title=in_words(options, title=title, passed=passed),
        description=DESCRIPTION,
    )


def draw_wide(canvas, one, frame, *, most, top):
    left = frame.sign * 2 + 24
    size = canvas.measure.largest(one.said, width=frame.names - left - 24, sizes=frame.label, at_most=1)
    under = canvas.text(
        one.said,
        x=left,
        top=top,
        width=frame.names - left - 24,
        size=size,
        bold=one.is_noted,
        at_most=2,
        leading=1.1,
    )
    y = (top + under) / 2
    if one.is_noted:
        canvas.mark(Shape.DIAMOND, left / 2 + 4, y, frame.sign, TEAL, thickness=0)
    end = draw_dots(canvas, one, frame, most=most, y=y)
    number = canvas.word(str(one.count), x=end + 18, y=y, size=frame.small, anchor="start", bold=True)
    if one.before is not None:
        said = f"avant {one.before}"
        canvas.word(said, x=number.right + 20, y=y, size=frame.small, anchor="start", colour=INK_2)
    return max(under, y + frame.dot + 4)


def draw_dots(canvas, one, frame, *, most, y):
    """On one line, closer together where many agree, those who came late hollow; the x after the last."""
    room = frame.width - frame.names - 24 - frame.small * (5 if frame.width < SCREEN.width else 6)
    pitch = min(frame.pitch, room / max(most, 1))
    radius = min(frame.dot, pitch * 0.44)
    for place in range(one.count):
        x = frame.names + pitch * (place + 0.5)
        canvas.dot(x, y, radius, EARTH, is_hollow=place >= one.count - one.late)
    return frame.names + pitch * one.count


def draw_narrow(canvas, one, frame, *, most, top):
    said = f"{one.said}\u00a0: {one.count}" + ("" if one.before is None else f" (avant {one.before})")
    left = 4 + (frame.sign * 2 + 8 if one.is_noted else 0)
    top = canvas.text(said, x=left, top=top, width=frame.width - left - 4, size=frame.label[0], bold=one.is_noted)
    if one.is_noted:
        canvas.mark(Shape.DIAMOND, 4 + frame.sign, top - frame.label[0] * 0.55, frame.sign, TEAL, thickness=0)
    for i in range(one.count):
        line, place = divmod(i, 22)
        x, y = 12 + frame.pitch * place, top + 8 + frame.pitch * line
        canvas.dot(x, y, frame.dot, EARTH, is_hollow=i >= one.count - one.late)
    return top + (8 + frame.pitch * -(-one.count // 22) if one.count else 2)


def draw_key(canvas, options, frame, *, top):
    entries = []
    if any(one.count for one in options):
        entries.append((lambda x, y: canvas.dot(x, y, frame.dot, EARTH), "une personne"))
    if any(one.late for one in options):
        entries.append((lambda x, y: canvas.dot(x, y, frame.dot, EARTH, is_hollow=True), LATE))
    if any(one.is_noted for one in options):
        sign = {"thickness": 0}
        entries.append(
            (lambda x, y: canvas.mark(Shape.DIAMOND, x, y, frame.sign, TEAL, **sign), "ce que le groupe retient")
        )
    return draw_legend(canvas, entries, left=12, right=frame.width - 12, top=top, size=frame.small)


def in_words(options, *, title, passed=0):
    said = [f"{passing(one.said)} {option_words(one)}" for one in in_order(options) if one.count or one.is_noted]
    if passed:
        said.append(f"{passed}\u00a0je ne sais pas")
    return f"{clean(title)}\u00a0: {', '.join(said) or 'aucun choix'}."


def option_words(one):
    said = [count(one.count, "fois", "fois")]
    if one.late:
        said.append(of_late(one.late))
    if one.before is not None:
        said.append(f"avant {one.before}")
    if one.is_noted:
        said.append("retenu par le groupe")
    return f"({', '.join(said)})"


def table_of_tallies(options, *, title, passed=0):
    options = in_order(options)
    columns = [
        ("Choix", lambda one: one.said, True),
        ("Personnes", lambda one: with_late(one.count, one.late), True),
        ("Ce que le groupe retient", lambda one: "retenu" if one.is_noted else "–", any(o.is_noted for o in options)),
        (
            "Avant",
            lambda one: "–" if one.before is None else str(one.before),
            any(one.before is not None for one in options),
        ),
    ]
    kept = [(heading, cell) for heading, cell, is_shown in columns if is_shown]
    rows = [tuple(cell(one) for _heading, cell in kept) for one in options]
    if passed:
        rows.append(("Je ne sais pas", str(passed), *["–"] * (len(kept) - 2)))
    return Table(f"{clean(title)}, en tableau", tuple(heading for heading, _cell in kept), tuple(rows))
