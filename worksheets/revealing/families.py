"""Which items are drawn together."""

from dataclasses import dataclass

from worksheets.codes import Strategy
from worksheets.schema import Bipolar, MultipleChoice, Placements, Scale

SCALES, POLES, LEVELS, RUNGS, TALLIES, CHOICES = "scales", "poles", "levels", "rungs", "tallies", "choices"
BY_KIND = {Scale: SCALES, Bipolar: POLES, Placements: RUNGS, MultipleChoice: TALLIES}
GRID_OF_LEVELS = {"today", "wished"}  # the two marks of the continuum


@dataclass(frozen=True)
class Family:
    """`among` tells apart what cannot share a picture, such as two scales with other words at their ends."""

    name: str
    among: tuple = ()


def family_of(item):
    asked = item.asked
    if item.instrument.key == "continuum" and asked.key in GRID_OF_LEVELS:
        return Family(LEVELS)
    name = BY_KIND.get(type(asked), CHOICES)
    if name == SCALES:
        return Family(name, (asked.low, asked.high))
    if name == TALLIES:
        return Family(name, (item.key,))
    if name == CHOICES:
        return Family(name, tuple(option.label for option in asked.options))
    return Family(name)


def names_of(items):
    """{key: what an item is called beside the others of its picture}."""
    families = {}
    for item in items:
        families.setdefault(family_of(item), []).append(item)
    return {item.key: row_name(item, among) for among in families.values() for item in among}


def row_name(item, among):
    """The row of its table, the question, or the strategy of its sheet: whatever tells it from the others."""
    if item.row is None:
        is_same = sum(one.asked.label == item.asked.label for one in among) > 1 and item.instrument.strategy
        return Strategy(item.instrument.strategy).label if is_same else item.name or item.asked.label
    same_row = sum(one.row is not None and one.row.key == item.row.key for one in among)
    if same_row == 1 or len({one.asked.key for one in among}) == 1:
        return item.row.label
    return f"{item.row.label}\u00a0: {item.asked.label}"
