"""The numbers of a sample, counted in one pass over its RLPs."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from rlp_portal.analysis.measures import GROUPS, LEAST_IN_A_GROUP, group_of
from rlp_portal.analysis.tables import queries
from rlp_portal.analysis.tables.counting import RlpCodes, Tally, codes_of_rlp, read_rlp
from rlp_portal.analysis.tables.lanes import Lanes, lanes_for


@dataclass
class SampleTables:
    """`n`: the RLPs of the sample, with or without a passage; `sizes`: {group: RLPs}.

    `rlps`: those with at least one coded passage, in no order; None where only the tables were asked.
    """

    lanes: Lanes
    n: int
    sizes: dict
    rlps: list[RlpCodes] | None
    whole: Tally = field(init=False)
    by_moment: dict = field(init=False)
    by_group: dict = field(init=False)

    def __post_init__(self):
        self.whole = Tally(self.lanes)
        self.by_moment = {moment: Tally(self.lanes) for moment in self.lanes.moments}
        self.by_group = {name: Tally(self.lanes) for name in GROUPS}

    def can_compare(self):
        return all(size >= LEAST_IN_A_GROUP for size in self.sizes.values())

    def add(self, rlp, level, codes):
        carried, passages = read_rlp(self.lanes, codes)
        if not carried:  # « rien à coder ici », and nothing else
            return
        by_moment, passages = self.lanes.by_moment(carried), self.lanes.by_moment(passages)
        whole = reduce(or_, by_moment), sum(passages)
        self.whole.add(*whole)
        for tally, *ones in zip(self.by_moment.values(), by_moment, passages, strict=True):
            tally.add(*ones)
        if group := group_of(level):
            self.by_group[group].add(*whole)
        if self.rlps is not None:
            self.rlps.append(codes_of_rlp(self.lanes, rlp, level, by_moment))


def count_sample(sample, *, with_rlps=True):
    """Three queries. Without the RLPs one by one, no memory but the counts."""
    rlps_by_level = queries.rlps_by_level(sample)
    counted = SampleTables(
        lanes=lanes_for(sample.codebook_version),
        n=sum(rlps_by_level.values()),
        sizes={name: sum(rlps_by_level.get(level, 0) for level in levels) for name, levels in GROUPS.items()},
        rlps=[] if with_rlps else None,
    )
    for rlp, level, codes in queries.codes_by_rlp(sample):
        counted.add(rlp, level, codes)
    return counted
