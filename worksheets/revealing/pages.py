"""Pictures that a screen holds whole: a header and a footer leave this much of it, whatever the projector."""

from dataclasses import dataclass

from django.conf import settings

from worksheets.diagrams.figure import Figure
from worksheets.diagrams.geometry import Drawing
from worksheets.diagrams.text import find_measure

TALLEST = 880  # of a drawing 1920 wide, or 1440 wide on a projector of 4 by 3


@dataclass(frozen=True)
class Page:
    """`keys`: the items that it shows; `hall`: the same drawing for a projector of 4 by 3."""

    figure: Figure
    hall: Drawing
    keys: tuple[str, ...]


def measure():
    return find_measure(settings.FONT_FOLDERS)


def split_evenly(rows, is_held):
    """The fewest groups of neighbours that are each held by a screen, as equal as they can be."""
    for pages in range(1, len(rows) + 1):
        groups = evenly(rows, pages)
        if pages == len(rows) or all(map(is_held, groups)):
            return groups
    return []


def evenly(rows, pages):
    size, more = divmod(len(rows), pages)
    groups, start = [], 0
    for page in range(pages):
        end = start + size + (page < more)
        groups.append(rows[start:end])
        start = end
    return groups
