"""The numbers of a sample, counted in one pass over its RLPs."""

from dataclasses import dataclass

from rlp_portal.analysis.measures import GROUPS, LEAST_IN_A_GROUP, group_of
from rlp_portal.analysis.tables import queries
from rlp_portal.analysis.tables.counting import RlpCodes, Tally, codes_of_rlp
from rlp_portal.analysis.tables.lanes import BETWEEN_CODINGS, lanes_for


@dataclass(frozen=True)
class SampleTables:
    """`n`: the RLPs of the sample, with or without a passage; `sizes`: {group: RLPs}.

    `whole`, `by_moment` ({moment: Tally}, "" where none was said) and `by_group` ({group: Tally}, RLPs alone) hold
    the counts.
    `rlps`: those with at least one coded passage, in no order; None where only the tables were asked.
    """

    n: int
    sizes: dict
    whole: Tally
    by_moment: dict
    by_group: dict
    rlps: list[RlpCodes] | None

    def can_compare(self):
        return all(size >= LEAST_IN_A_GROUP for size in self.sizes.values())


def count_sample(sample, *, with_rlps=True):
    """Two queries. Without the RLPs one by one, no memory but the counts."""
    counting = Counting(lanes_for(sample.codebook_version), rlps=[] if with_rlps else None)
    for row in queries.codes_by_rlp(sample):
        counting.add(*row)
    return counting.tables()


class Counting:
    """What is being counted, in numbers of lanes: RLPs by moment and by group (None: without a level), passages."""

    def __init__(self, lanes, *, rlps):
        self.lanes, self.rlps = lanes, rlps
        self.sizes = dict.fromkeys([*GROUPS, None], 0)
        self.by_group = dict.fromkeys(self.sizes, 0)
        self.by_moment = self.passages = 0

    def add(self, rlp, level, codes):
        group = group_of(level)
        self.sizes[group] += 1
        if codes is None:
            return
        passages = sum(map(self.lanes.__getitem__, codes.split(BETWEEN_CODINGS)))
        carried = self.lanes.at_least_one(passages)
        self.passages += passages
        self.by_moment += carried
        self.by_group[group] += self.lanes.whatever_the_moment(carried)
        if carried and self.rlps is not None:
            self.rlps.append(codes_of_rlp(self.lanes, rlp, level, carried))

    def tables(self):
        lanes = self.lanes
        rlps, passages = lanes.by_moment(self.by_moment), lanes.by_moment(self.passages)
        return SampleTables(
            n=sum(self.sizes.values()),
            sizes={name: self.sizes[name] for name in GROUPS},
            whole=Tally(lanes, sum(self.by_group.values()), sum(passages)),
            by_moment={
                moment: Tally(lanes, *counts) for moment, *counts in zip(lanes.moments, rlps, passages, strict=True)
            },
            by_group={name: Tally(lanes, self.by_group[name]) for name in GROUPS},
            rlps=self.rlps,
        )
