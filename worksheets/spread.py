"""How far apart the answers of an item on 1–5 are, in words, and which items to talk about first."""

from dataclasses import dataclass
from fractions import Fraction

from worksheets.scoring import median, quartiles

ENOUGH = 5  # answers, for a label
SHARED, CLOSE, SOME = "avis partagés", "avis rapprochés", "quelques écarts"


def spread_label(values):
    """One of the three, tested in this order; "" under five answers."""
    if len(values) < ENOUGH:
        return ""
    if is_shared(values):
        return SHARED
    low, high = quartiles(values)
    return CLOSE if high - low <= 1 else SOME


def is_shared(values):
    """At least a quarter low, at least a quarter high, and fewer in the middle than on either side."""
    low, high = sum(value <= 2 for value in values), sum(value >= 4 for value in values)
    middle = sum(value == 3 for value in values)
    return 4 * low >= len(values) and 4 * high >= len(values) and middle < min(low, high)


def discussion_priority(values, *, has_good_side=True):
    """Exact; None under five answers. Items without a good side are not pushed by being low."""
    if len(values) < ENOUGH:
        return None
    low, high = quartiles(values)
    lowness = (5 - Fraction(median(values))) / 4 if has_good_side else 0
    priority = Fraction(high - low) / 4 * (1 + lowness) / 2
    return priority + Fraction(1, 2) if is_shared(values) else priority


@dataclass(frozen=True)
class Rated:
    """The answers to one item; a position between two poles has no good side."""

    values: tuple[int, ...]
    has_good_side: bool = True

    @property
    def priority(self):
        return discussion_priority(self.values, has_good_side=self.has_good_side)

    @property
    def tie(self):
        """The lower median first. Without a good side nothing is low: such an item comes as the highest would."""
        return median(self.values) if self.has_good_side else 5


def discuss_first(items, *, at_most):
    """The places in `items` (Rated, in sheet order) of those to talk about first, the most urgent first."""
    ranked = [
        (-priority, item.tie, place) for place, item in enumerate(items) if (priority := item.priority) is not None
    ]
    return [place for _priority, _tie, place in sorted(ranked)[:at_most]]


def how_many_to_discuss(minutes_left):
    """One for each eight minutes left, from one to six."""
    return max(1, min(6, int(minutes_left // 8)))
