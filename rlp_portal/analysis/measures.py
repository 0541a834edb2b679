"""What is measured of one RLP: how many objects, how many strategies, how diverse. Pure functions."""

from dataclasses import dataclass

LEAST_IN_A_GROUP = 5  # under it RLPs are listed, not compared
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


def measures(pairs):
    """Of the (object, strategy, sub-strategy) of one RLP, "" where there is none.

    A strategy counts one by itself only where none of its sub-strategies was coded.
    """
    objects = {object_ for object_, _strategy, _sub in pairs if object_}
    subs = {(strategy, sub) for _object, strategy, sub in pairs if sub}
    strategies = {strategy for _object, strategy, _sub in pairs if strategy}
    bare = strategies - {strategy for strategy, _sub in subs}
    return Measures(len(objects), len(subs) + len(bare), len(strategies))


def group_of(level):
    """« 1-2 » or « 3-4 »; None for an RLP without a level, which is in neither."""
    return next((name for name, levels in GROUPS.items() if level in levels), None)
