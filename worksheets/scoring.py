"""The arithmetic of answers, on plain numbers: exact fractions, no database."""

from dataclasses import dataclass
from fractions import Fraction

RARELY, SOMETIMES, OFTEN = 1, 2, 3


def quantile(values, share):
    """Inclusive method: linear interpolation on (n − 1)·share, as spreadsheets do. None without values."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = (len(ordered) - 1) * Fraction(share)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def median(values):
    return quantile(values, Fraction(1, 2))


def quartiles(values):
    return quantile(values, Fraction(1, 4)), quantile(values, Fraction(3, 4))


@dataclass(frozen=True, kw_only=True)
class Frequency:
    """How often a level of the continuum is done: as the group noted it, and as each person marked it."""

    noted: int | None = None
    people: tuple[int, ...] = ()

    @property
    def read(self):
        """What the group noted; before that, the median of the people's marks, halves down."""
        if self.noted is not None:
            return self.noted
        middle = median(self.people)
        return None if middle is None else int(middle)


def proposed_level(frequencies):
    """From 1, or None: `frequencies` go from the first level up.

    The highest level done often; otherwise the highest done sometimes; otherwise the first, once one is answered.
    """
    read = [one.read for one in frequencies]
    for wanted in (OFTEN, SOMETIMES):
        if wanted in read:
            return max(level for level, mark in enumerate(read, start=1) if mark == wanted)
    return 1 if RARELY in read else None
