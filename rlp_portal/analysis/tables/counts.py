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
    """Four queries, of which one asks whether anything was settled."""
    rlps_by_level = queries.rlps_by_level(sample)
    counted = SampleTables(
        n=sum(rlps_by_level.values()),
        sizes={name: sum(rlps_by_level.get(level, 0) for level in levels) for name, levels in GROUPS.items()},
        whole=Tallies(),
        by_moment={},
        by_group={name: Tallies() for name in GROUPS},
        rlps=[] if with_rlps else None,
    )
    codings = queries.effective_codings(sample)
    for rlp, level, codes in queries.codes_by_rlp(codings):
        add_rlp(counted, rlp, level, sets_in(codes))
    for objects, strategies, moment, passages in queries.codings_by_codes(codings):
        one = carried(objects, strategies, moment)
        if one.is_empty:  # « rien à coder ici »
            continue
        counted.whole.add_passages(one, passages)
        tallies_of(counted, moment).add_passages(one, passages)
    return counted


def sets_in(codes):
    """[Carried, …] of what the database gathered for one RLP, without its « rien à coder ici »."""
    found = (carried(*one.split(queries.BETWEEN_PARTS)) for one in codes.split(queries.BETWEEN_CODINGS))
    return [one for one in found if not one.is_empty]


def add_rlp(counted, rlp, level, sets):
    if not sets:
        return
    counted.whole.add_rlp(sets)
    by_moment = {}
    for one in sets:
        by_moment.setdefault(one.moment, []).append(one)
    for moment, ones in by_moment.items():
        tallies_of(counted, moment).add_rlp(ones)
    if group := group_of(level):
        counted.by_group[group].add_rlp(sets)
    if counted.rlps is not None:
        counted.rlps.append(codes_of_rlp(rlp, level, sets))


def tallies_of(counted, moment):
    return counted.by_moment.setdefault(moment, Tallies())
