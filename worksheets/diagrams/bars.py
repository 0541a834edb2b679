"""Sub-strategies as bars, grouped under their strategy, whose colour and shape they bear. The whole is every RLP."""

from dataclasses import dataclass

from worksheets.diagrams.canvas import Canvas
from worksheets.diagrams.palette import INK_2, RULE, SAND, STRATEGY_LOOKS
from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import passing
from worksheets.shares import percent

DESCRIPTION = "Une barre par sous-stratégie, sous sa stratégie. La bande pâle est l’ensemble des RLP."


@dataclass(frozen=True)
class BarGroup:
    """`bars`: ((name, RLPs), …)"""

    strategy: str
    name: str
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Frame:
    width: int
    names: float  # 0 where a name stands above its bar
    first: float
    last: float
    text: float
    bar: float
    sign: float


PAGE = Frame(920, 350, 370, 790, 18, 14, 8)
PHONE = Frame(328, 0, 4, 230, 15, 12, 6)


def draw_bars(groups, *, of, title, measure, frame=PAGE):
    canvas, top = Canvas(measure), 6
    for group in groups:
        look = STRATEGY_LOOKS[group.strategy]
        y = top + frame.text * 0.5
        canvas.mark(look.shape, 4 + frame.sign, y, frame.sign, look.colour, thickness=0)
        left = 4 + 3 * frame.sign
        room = frame.width - left - 4
        top = canvas.text(group.name, x=left, top=top, width=room, size=frame.text, bold=True) + 4
        for name, rlps in group.bars:
            top = draw_bar(canvas, name, rlps, look, frame, of=of, top=top)
        top += frame.text * 0.7
    said = "; ".join(f"{passing(name)}, {rlps}" for group in groups for name, rlps in group.bars)
    return canvas.drawing(
        width=frame.width,
        height=top,
        title=f"{clean(title)}, sur {of}\u00a0RLP\u00a0: {said}.",
        description=DESCRIPTION,
    )


def draw_bar(canvas, name, rlps, look, frame, *, of, top):
    if frame.names:
        under = canvas.text(name, x=4, top=top + 3, width=frame.names, size=frame.text)
        middle = top + 3 + frame.text * 0.55
    else:
        under = canvas.text(name, x=4, top=top + 3, width=frame.width - 8, size=frame.text)
        middle = under + frame.bar
    whole = frame.last - frame.first
    canvas.bar(frame.first, middle - frame.bar / 2, whole, frame.bar, SAND, corner=2, outline=RULE, thickness=0.5)
    if rlps and of:
        canvas.bar(frame.first, middle - frame.bar / 2, whole * rlps / of, frame.bar, look.colour, corner=2)
    said = f"{rlps} ({percent(rlps, of)})" if of else str(rlps)
    canvas.word(said, x=frame.last + 10, y=middle, size=frame.text, anchor="start", colour=INK_2)
    return max(under, middle + frame.bar / 2) + 5


def table_of_bars(groups, *, of, title):
    return Table(
        f"{clean(title)}, nombre de RLP sur {of}",
        ("Sous-stratégie", "Stratégie", "RLP"),
        tuple(
            (clean(name), group.name, f"{rlps} ({percent(rlps, of)})" if of else str(rlps))
            for group in groups
            for name, rlps in group.bars
        ),
    )


def draw_one_bar(rlps, *, of, strategy):
    """Beside a number that says it all: for a row of a table."""
    canvas, look = Canvas(None), STRATEGY_LOOKS[strategy]
    canvas.bar(0.5, 1, ONE_BAR, 12, SAND, corner=2, outline=RULE, thickness=0.5)
    if rlps and of:
        canvas.bar(0.5, 1, ONE_BAR * rlps / of, 12, look.colour, corner=2)
    return canvas.drawing(width=ONE_BAR + 1, height=14, title=f"{rlps} sur {of}", description="")


ONE_BAR = 240
