"""The numbers of a sample as plain data: what a page keeps, what a synthesis freezes. Pure functions.

Keys are those of the codebook; a pair is written « A.resources ». Nothing here names an RLP.
"""

from collections import Counter
from dataclasses import asdict, dataclass

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.measures import GROUPS, LEAST_IN_A_GROUP, Measures
from worksheets.scoring import median

WHOLE = ""  # all the RLPs, all the moments
MEASURES = ("objects", "strategies", "diversity")
MOST = {"objects": 5, "strategies": 13, "diversity": 4}
NOTHING = Measures(0, 0, 0)


@dataclass(frozen=True)
class Summary:
    """`n`: RLPs of the sample, `sizes` {group: RLPs}, `coded`: RLPs with a coded passage.

    `rlps`, `passages`: {moment or WHOLE: {key: count}}; `by_group`: {group: {key: RLPs}}. Zeros are left out.
    `spreads`: {group or WHOLE: {measure: {value: RLPs}}}, RLPs without any passage included.
    `acts`: {moment: RLPs with a strategy of that moment}; `planned_only`: {group or WHOLE: RLPs}.
    """

    codebook_version: int
    n: int
    sizes: dict
    coded: int
    rlps: dict
    passages: dict
    by_group: dict
    spreads: dict
    acts: dict
    planned_only: dict

    def count(self, key, *, moment=WHOLE):
        return self.rlps[moment].get(key, 0)

    def count_passages(self, key, *, moment=WHOLE):
        return self.passages[moment].get(key, 0)

    def count_in(self, group, key):
        return self.by_group[group].get(key, 0)

    def size_of(self, group):
        return self.sizes[group] if group else self.n

    def values(self, measure, group=WHOLE):
        """One for each RLP."""
        return [int(value) for value, count in self.spreads[group][measure].items() for _ in range(count)]

    def median(self, measure, group=WHOLE):
        """None without an RLP."""
        return median(self.values(measure, group))

    def uses_many(self, least):
        return sum(value >= least for value in self.values("diversity"))

    @property
    def without_level(self):
        return self.n - sum(self.sizes.values())

    @property
    def can_compare(self):
        return all(size >= LEAST_IN_A_GROUP for size in self.sizes.values())

    @property
    def all_passages(self):
        return sum(self.passages[WHOLE].get(moment, 0) for moment in ["", *Moment.values])

    def as_data(self):
        return asdict(self)


def pair_key(object_, strategy):
    return f"{object_}.{strategy}"


def keys_of(codes):
    """{key as a summary writes it: key as a table counts it}"""
    pairs = {pair_key(o.key, s.key): (o.key, s.key) for o in codes.objects for s in codes.strategies}
    return pairs | {one.key: one.key for one in (*codes.objects, *codes.strategies, *codes.subs)}


def summarise(tables, *, version):
    """Of tables.counts.SampleTables, with its RLPs."""
    keys = keys_of(codebook.get(version))
    moments = {WHOLE: tables.whole} | {one: tables.by_moment[one] for one in Moment.values}
    passages = {name: counted(tally, keys, "passages") for name, tally in moments.items()}
    passages[WHOLE] |= {name: tally.all.passages for name, tally in tables.by_moment.items()}
    return Summary(
        codebook_version=version,
        n=tables.n,
        sizes=tables.sizes,
        coded=tables.whole.all.rlps,
        rlps={name: counted(tally, keys, "rlps") for name, tally in moments.items()},
        passages=passages,
        by_group={name: counted(tally, keys, "rlps") for name, tally in tables.by_group.items()},
        spreads=spreads_of(tables),
        acts={one: sum(has_act(rlp, one) for rlp in tables.rlps) for one in Moment.values},
        planned_only={
            group: sum(bool(rlp.planned_only) for rlp in in_group(tables.rlps, group)) for group in [WHOLE, *GROUPS]
        },
    )


def counted(tally, keys, what):
    counts = {written: getattr(tally.of(key), what) for written, key in keys.items()}
    return {written: count for written, count in counts.items() if count}


def has_act(rlp, moment):
    return any(moment in moments for moments in rlp.moments.values())


def in_group(rlps, group):
    return [one for one in rlps if group in (WHOLE, one.group)]


def spreads_of(tables):
    sizes = {WHOLE: tables.n} | tables.sizes
    return {group: spread(in_group(tables.rlps, group), size) for group, size in sizes.items()}


def spread(rlps, size):
    """RLPs without a passage count as zeros."""
    measures = [one.measures for one in rlps] + [NOTHING] * (size - len(rlps))
    counts = {name: Counter(getattr(one, name) for one in measures) for name in MEASURES}
    return {name: {str(value): count for value, count in sorted(held.items())} for name, held in counts.items()}
