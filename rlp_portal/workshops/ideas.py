"""Open answers on a projected screen: cards in two columns, on as many pages as they need. Pure.

Sizes are those of a screen 1080 high, text at 4.7 % of it; lines are counted where the screen is narrowest.
"""

from dataclasses import dataclass

from worksheets.revealing.pages import measure

BODY, SMALLEST = 51, 41  # 4.7 and 3.8 % of the height
LEADING = 1.2
PAD, GAP = 44, 18  # inside a card, above and below; between two cards
ROOM = 690  # from under the question to the address at the foot
COLUMN, WHOLE = 580, 1270  # the width of the words, on a projector of 4 by 3


@dataclass(frozen=True)
class Idea:
    text: str
    group: str = ""
    group_position: tuple = (1, 0, 0)
    is_kept: bool = False


@dataclass(frozen=True)
class Block:
    text: str
    height: float
    is_heading: bool = False
    is_kept: bool = False


@dataclass(frozen=True)
class IdeasPage:
    """`columns`: one or two lists of blocks; `received`: how many answers there are, read or not."""

    columns: tuple[tuple[Block, ...], ...]
    received: int
    is_small: bool = False


def lay_out(ideas, *, received):
    """[IdeasPage]; one without cards as long as none is shown."""
    if not ideas:
        return [IdeasPage((), received)]
    pages, columns, column, left = [], [], [], ROOM
    heading = None

    def close_column():
        nonlocal column, left
        if column:
            columns.append(tuple(column))
        column, left = [], ROOM

    def close_page():
        close_column()
        if columns:
            pages.append(IdeasPage(tuple(columns), received))
            columns.clear()

    for idea in ideas:
        block = card(idea)
        if block.height > ROOM:
            close_page()
            pages += [IdeasPage(((part,),), received, is_small=True) for part in long_card(idea)]
            continue
        wanted = [heading_block(idea.group)] if idea.group and idea.group != heading else []
        needed = sum(one.height for one in [*wanted, block])
        if needed > left:
            close_column()
            if len(columns) == 2:
                close_page()
            wanted = [heading_block(idea.group)] if idea.group else []
        heading = idea.group
        column += [*wanted, block]
        left -= sum(one.height for one in [*wanted, block])
    close_page()
    return pages


def card(idea):
    return Block(idea.text, height_of(idea.text, COLUMN), is_kept=idea.is_kept)


def heading_block(name):
    return Block(name, height_of(name, COLUMN, bold=True) - PAD / 2, is_heading=True)


def height_of(text, width, *, bold=False):
    lines = sum(
        len(measure().wrap(part, width=width, size=BODY, bold=bold)) or 1 for part in text.splitlines() or [""]
    )
    return lines * BODY * LEADING + PAD + GAP


def long_card(idea):
    """A text that no column holds has the whole screen, smaller; as many screens as it takes."""
    lines = [
        line for part in idea.text.splitlines() for line in measure().wrap(part, width=WHOLE, size=SMALLEST) or [""]
    ]
    at_most = int((ROOM - PAD) // (SMALLEST * LEADING))
    return [
        Block("\n".join(lines[start : start + at_most]), ROOM, is_kept=idea.is_kept)
        for start in range(0, len(lines), at_most)
    ]
