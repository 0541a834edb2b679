"""RLPs and passages, code by code: exact, and pure.

A passage carries every pair of its objects and its strategies. An RLP is counted once, whatever its passages.
"""

from dataclasses import dataclass

from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.measures import Measures, group_of
from rlp_portal.analysis.quantities import percentage
from rlp_portal.analysis.tables.lanes import ANY, Lanes
from worksheets.shares import heat_class


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
class Tally:
    """RLPs and passages for each key: a pair (object, strategy), an object, a strategy or a sub-strategy."""

    lanes: Lanes
    rlps: int = 0  # numbers of lanes
    passages: int = 0

    def of(self, key):
        return Count(self.lanes.at(self.rlps, key), self.lanes.at(self.passages, key))

    @property
    def all(self):
        """RLPs with a coded passage, and coded passages."""
        return self.of(ANY)


@dataclass(frozen=True)
class RlpCodes:
    """All that one RLP's passages carry. `moments`: {strategy: those of its passages}."""

    rlp: int
    level: int | None
    measures: Measures
    moments: dict

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


def codes_of_rlp(lanes, rlp, level, carried):
    """`carried`: the number of lanes that gathers its passages."""
    by_moment, moments = lanes.by_moment(carried), {}
    for strategy, (lane, _subs) in lanes.strategies.items():
        said = {moment for moment, one in zip(lanes.moments, by_moment, strict=True) if one & lane}
        if said:
            moments[strategy] = said
    return RlpCodes(rlp, level, measures_of(lanes, lanes.whatever_the_moment(carried)), moments)


def measures_of(lanes, whole):
    """A strategy counts one by itself only where none of its sub-strategies was coded."""
    objects = (whole & lanes.objects).bit_count()
    used = [(whole & subs).bit_count() for lane, subs in lanes.strategies.values() if whole & lane]
    return Measures(objects, sum(max(1, subs) for subs in used), len(used))
