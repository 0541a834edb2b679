"""The numbers of a sample, counted at once. Nothing is written here."""

from dataclasses import dataclass, field

from rlp_portal.analysis.measures import GROUPS, LEAST_IN_A_GROUP, group_of
from rlp_portal.analysis.tables import queries
from rlp_portal.analysis.tables.counting import RlpCodes, Tallies, carried, codes_of_rlp


@dataclass
class SampleTables:
    """`n`: the RLPs of the sample, with or without a passage; `sizes`: {group: RLPs}; `by_moment`: {moment: Tallies}.

    `rlps`: the RLPs with at least one coded passage, in no order; None where only the tables were asked.
    """

    n: int
    sizes: dict
    whole: Tallies
    by_moment: dict
    by_group: dict
    rlps: list[RlpCodes] | None = field(default=None)

    def can_compare(self):
        return all(size >= LEAST_IN_A_GROUP for size in self.sizes.values())


def count_sample(sample, *, with_rlps=True):
    """Three queries."""
    levels = queries.levels_of_sample(sample)
    groups = [group_of(level) for level in levels.values()]
    counted = SampleTables(
        n=len(levels),
        sizes={name: groups.count(name) for name in GROUPS},
        whole=Tallies(),
        by_moment={},
        by_group={name: Tallies() for name in GROUPS},
        rlps=[] if with_rlps else None,
    )
    for rlp, level, codes in queries.codes_by_rlp(sample):
        add_rlp(counted, rlp, level, sets_in(codes))
    for objects, strategies, moment, passages in queries.codings_by_codes(sample):
        one = carried(objects, strategies, moment)
        counted.whole.add_passages(one, passages)
        tallies_of(counted, moment).add_passages(one, passages)
    return counted


def sets_in(codes):
    """[Carried, …] of what the database gathered for one RLP."""
    return [carried(*one.split(queries.BETWEEN_PARTS)) for one in codes.split(queries.BETWEEN_CODINGS)]


def add_rlp(counted, rlp, level, sets):
    counted.whole.add_rlp(sets)
    by_moment = {}
    for one in sets:
        by_moment.setdefault(one.moment, []).append(one)
    for moment, ones in by_moment.items():
        tallies_of(counted, moment).add_rlp(ones)
    if group := group_of(level):
        counted.by_group[group].add_rlp(sets)
    if counted.rlps is not None and any(not one.is_empty for one in sets):
        counted.rlps.append(codes_of_rlp(rlp, level, sets))


def tallies_of(counted, moment):
    return counted.by_moment.setdefault(moment, Tallies())
