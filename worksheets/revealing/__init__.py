"""What a room sees of its own answers: from answers added up to pictures that a screen holds whole. Pure functions.

The same pictures go to the projected screen, to phones and to the bilan. Open answers are words, not pictures:
whoever projects them lays them out.
"""

from worksheets.revealing.families import family_of, names_of
from worksheets.revealing.pages import Page
from worksheets.revealing.pictures import PICTURES
from worksheets.revealing.words import words_of

__all__ = ["Page", "is_drawn", "names_of", "page_of_item", "pages_of", "words_of"]


def pages_of(gathered, *, title, names=None, before=None, noted=None):
    """[Page] of all the items that are counted, in sheet order.

    `gathered`: {key: Gathered}, of one step; `names`: as `names_of` gives them; `before`: what was gathered in the
    round before; `noted`: {key: what the group retains there}.
    """
    counted = [one for one in gathered.values() if is_drawn(one.item)]
    families = {}
    for one in counted:
        families.setdefault(family_of(one.item), []).append(one)
    about = {
        "title": title,
        "names": names or names_of([one.item for one in counted]),
        "before": before or {},
        "noted": noted or {},
    }
    return [page for family, several in families.items() for page in PICTURES[family.name](several, **about)]


def page_of_item(one, *, name, before=None, noted=None):
    """The picture of one item alone; None for an open one."""
    key = one.item.key
    pages = pages_of({key: one}, title=name, names={key: name}, before=before, noted=noted)
    return pages[0] if pages else None


def is_drawn(item):
    return item.is_counted
