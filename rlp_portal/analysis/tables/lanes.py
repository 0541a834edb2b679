"""Counting many keys at once, in one number. Pure functions.

A number is cut in lanes of 20 bits, one for each key that a table counts, and for each moment. A passage is the
number that has a 1 in the lane of each key that it carries. Then one `+` counts them all, whatever is carried.
"""

from functools import cache

from rlp_portal.analysis import codebook
from rlp_portal.analysis.codebook import strategy_of

LANE = 20  # bits: a million passages
MOST_READ = 50_000  # sets of codes remembered, some kilobytes each at most
BETWEEN_PARTS, BETWEEN_CODINGS = "|", ","  # no key of a codebook holds them
ANY = "any"  # the lane of every coded passage


class Lanes(dict):
    """{codes of a passage as the database gathers them: its number}, read once each.

    `places`: {key: lane}, where a key is ANY, a pair (object, strategy), an object, a strategy or a sub-strategy.
    """

    def __init__(self, codes):
        super().__init__()
        objects, strategies = ([one.key for one in kind] for kind in (codes.objects, codes.strategies))
        pairs = [(object_, strategy) for object_ in objects for strategy in strategies]
        self.places = {key: place for place, key in enumerate([ANY, *pairs, *objects, *strategies, *subs_of(codes)])}
        self.moments = ["", *(one.key for one in codes.moments)]
        self.bits = LANE * len(self.places)
        self.whole = (1 << self.bits) - 1
        self.folds = [self.bits << step for step in range((len(self.moments) - 1).bit_length())]
        ones = sum(1 << (LANE * place) for place in range(len(self.places) * len(self.moments)))
        self.tops, self.nearly = ones << (LANE - 1), ones * ((1 << (LANE - 1)) - 1)
        self.objects = sum(self.lane(key) for key in objects)
        self.strategies = {one.key: self.strategy_lanes(one) for one in codes.strategies}

    def __missing__(self, text):
        if len(self) >= MOST_READ:
            self.clear()
        self[text] = number = self.read(*text.split(BETWEEN_PARTS))
        return number

    def read(self, objects, strategies, moment):
        """A key that this codebook does not hold is counted nowhere."""
        objects, keys = objects.split(), set(strategies.split())
        keys |= {strategy_of(key) for key in keys}
        keys |= {(object_, strategy) for object_ in objects for strategy in keys}
        known = [self.lane(key) for key in {*keys, *objects} if key in self.places]
        number = sum(known) + self.lane(ANY) if known else 0
        return number << (self.bits * self.moments.index(moment))

    def lane(self, key):
        return 1 << (LANE * self.places[key])

    def strategy_lanes(self, code):
        """(its own lane, those of its sub-strategies)"""
        return self.lane(code.key), sum(self.lane(sub.key) for sub in code.subs)

    def at_least_one(self, number):
        """1 in each lane that holds something: added to it, `nearly` reaches the top bit of that lane alone.

        Of one RLP: half a million passages of a key at most.
        """
        return (number + self.nearly & self.tops) >> (LANE - 1)

    def by_moment(self, number):
        """The number of each moment, in order."""
        return [number >> (self.bits * place) & self.whole for place in range(len(self.moments))]

    def whatever_the_moment(self, number):
        """Of what an RLP carries: each key once."""
        for bits in self.folds:
            number |= number >> bits
        return number & self.whole

    def at(self, number, key):
        """What the lane of a key holds."""
        place = self.places.get(key)
        return 0 if place is None else number >> (LANE * place) & ((1 << LANE) - 1)


def subs_of(codes):
    return [one.key for one in codes.subs]


@cache
def lanes_for(version):
    return Lanes(codebook.get(version))
