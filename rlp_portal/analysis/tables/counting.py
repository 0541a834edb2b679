"""Counting RLPs and passages, code by code: exact, and pure.

A passage carries every pair of its objects and its strategies. An RLP is counted once, whatever its passages.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from rlp_portal.analysis.codebook import strategy_of
from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.measures import Measures, group_of, measures
from rlp_portal.analysis.quantities import heat_class, percentage


@dataclass(frozen=True)
class Count:
    """RLPs with at least one such passage, and such passages."""

    rlps: int = 0
    passages: int = 0

    def share(self, n):
        return percentage(self.rlps, n)

    def heat(self, n):
        return heat_class(self.rlps, n)


@dataclass(frozen=True)
class Carried:
    """What one set of codes carries: `pairs` (object, strategy), `objects`, `strategies`, `subs`."""

    pairs: frozenset
    objects: frozenset
    strategies: frozenset
    subs: frozenset
    moment: str

    @property
    def is_empty(self):
        return not self.objects and not self.strategies


@cache
def carried(objects, strategies, moment):
    """Of a coding's texts. The same few thousand sets come back over and over."""
    keys = strategies.split()
    own, of = frozenset(objects.split()), frozenset(strategy_of(key) for key in keys)
    return Carried(
        pairs=frozenset((object_, strategy) for object_ in own for strategy in of),
        objects=own,
        strategies=of,
        subs=frozenset(key for key in keys if "." in key),
        moment=moment,
    )


@dataclass(frozen=True)
class RlpCodes:
    """All that one RLP's passages carry."""

    rlp: int
    level: int | None
    measures: Measures
    moments: dict  # {strategy: its moments there}

    @property
    def group(self):
        return group_of(self.level)

    @property
    def has_applied(self):
        """« Déjà appliquée »: at least one passage « déjà fait »; « en cours » is not inside."""
        return any(Moment.DONE in moments for moments in self.moments.values())

    @property
    def has_planned(self):
        return any(Moment.PLANNED in moments for moments in self.moments.values())

    @property
    def planned_only(self):
        """« Prévu sans être appliqué »: no passage of the strategy is « en cours » nor « déjà fait »."""
        return frozenset(
            strategy
            for strategy, moments in self.moments.items()
            if Moment.PLANNED in moments and not moments & {Moment.ONGOING, Moment.DONE}
        )


@dataclass
class Tally:
    """RLPs and passages for each key: a pair (object, strategy), an object, a strategy or a sub-strategy."""

    rlps: Counter = field(default_factory=Counter)
    passages: Counter = field(default_factory=Counter)

    def of(self, key):
        return Count(self.rlps[key], self.passages[key])


KINDS = ("pairs", "objects", "strategies", "subs")


@dataclass
class Tallies:
    """The four tallies, of one moment or of all (`moment` None)."""

    pairs: Tally = field(default_factory=Tally)
    objects: Tally = field(default_factory=Tally)
    strategies: Tally = field(default_factory=Tally)
    subs: Tally = field(default_factory=Tally)
    rlps: int = 0  # with at least one coded passage
    passages: int = 0

    def add_rlp(self, sets):
        """`sets`: [Carried, …] of one RLP, none of them empty."""
        self.rlps += 1
        for kind in KINDS:
            getattr(self, kind).rlps.update(frozenset().union(*(getattr(one, kind) for one in sets)))

    def add_passages(self, one, count):
        self.passages += count
        for kind in KINDS:
            passages = getattr(self, kind).passages
            for key in getattr(one, kind):
                passages[key] += count


def codes_of_rlp(rlp, level, sets):
    moments = {}
    for one in sets:
        for strategy in one.strategies:
            moments.setdefault(strategy, set()).add(one.moment)
    cells = {
        (object_, strategy, sub)
        for one in sets
        for object_ in one.objects or {""}
        for strategy in one.strategies or {""}
        for sub in {sub for sub in one.subs if strategy_of(sub) == strategy} or {""}
    }
    return RlpCodes(rlp, level, measures(cells), moments)
