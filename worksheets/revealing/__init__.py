"""What a room sees of its own answers: from answers added up to pictures that a screen holds whole. Pure functions.

The same pictures go to the projected screen, to phones and to the bilan. Open answers are words, not pictures:
whoever projects them lays them out.
"""

from worksheets.revealing.families import family_of
from worksheets.revealing.pages import Page
from worksheets.revealing.pictures import PICTURES
from worksheets.revealing.words import words_of

__all__ = ["Page", "is_drawn", "page_of_item", "pages_of", "words_of"]


def pages_of(gathered, *, title, before=None, noted=None):
    """[Page] of all the items that are counted, in sheet order.

    `gathered`: {key: Gathered}, of one step; `before`: the same of the round before; `noted`: {key: what the group
    retains there}.
    """
    families = {}
    for one in gathered.values():
        if is_drawn(one.item):
            families.setdefault(family_of(one.item), []).append(one)
    before, noted = before or {}, noted or {}
    return [
        page
        for family, several in families.items()
        for page in PICTURES[family.name](several, title=title, before=before, noted=noted)
    ]


def page_of_item(one, *, before=None, noted=None):
    """The picture of one item alone; None for an open one."""
    pages = pages_of({one.item.key: one}, title=one.item.label, before=before, noted=noted)
    return pages[-1] if pages else None


def is_drawn(item):
    return item.is_counted
