"""What is measured of one RLP: how many objects, how many strategies, how diverse; and the two groups."""

from dataclasses import dataclass

LEAST_IN_A_GROUP = 5  # under it RLPs are listed, not compared
MOST_LISTED = 60  # RLPs that a person reads one by one
MANY_STRATEGIES = 3  # « au moins trois stratégies »
GROUPS = {"1-2": (1, 2), "3-4": (3, 4)}


@dataclass(frozen=True)
class Measures:
    """`objects` 0–5, `strategies` 0–13, `diversity` 0–4."""

    objects: int
    strategies: int
    diversity: int

    @property
    def uses_many(self):
        return self.diversity >= MANY_STRATEGIES


def group_of(level):
    """« 1-2 » or « 3-4 »; None for an RLP without a level, which is in neither."""
    return next((name for name, levels in GROUPS.items() if level in levels), None)
