"""Le lexique des codes: what an advisor codes a passage with. Versioned data in code, published versions frozen.

A code's key never changes meaning: a new meaning is a new key in a new version.
"""

from dataclasses import dataclass
from functools import cached_property

OBJECT, STRATEGY, SUB_STRATEGY, MOMENT = "object", "strategy", "sub_strategy", "moment"


class UnknownCodebook(LookupError):
    pass


@dataclass(frozen=True)
class Code:
    """`sign` is what stands in the margin and on the keyboard: « A », « 1 », « c »."""

    key: str
    sign: str
    name: str
    definition: str
    example: str
    counter_example: str


@dataclass(frozen=True)
class StrategyCode(Code):
    """`letter` is what the bracket in the margin carries beside its colour."""

    letter: str
    subs: tuple[Code, ...]


@dataclass(frozen=True)
class Codebook:
    """`main_objects`: how many of the first objects the 2017 synthesis named; the rest are « Autres objets »."""

    version: int
    published_on: str
    source: str
    rules: tuple[str, ...]
    objects: tuple[Code, ...]
    main_objects: int
    strategies: tuple[StrategyCode, ...]
    moments: tuple[Code, ...]

    @cached_property
    def subs(self):
        """All thirteen, in order."""
        return tuple(sub for strategy in self.strategies for sub in strategy.subs)

    @cached_property
    def by_key(self):
        return {code.key: code for code in (*self.objects, *self.strategies, *self.subs, *self.moments)}

    @cached_property
    def places(self):
        """{key: rank}: the order in which ties are settled and lists are written."""
        return {key: place for place, key in enumerate(self.by_key)}

    def name_of(self, key):
        return self.by_key[key].name


def strategy_of(key):
    """A sub-strategy implies its strategy: « resources.money » is of « resources »."""
    return key.partition(".")[0]


def latest():
    return VERSIONS[max(VERSIONS)]


def get(version):
    try:
        return VERSIONS[version]
    except KeyError:
        raise UnknownCodebook(version) from None


from rlp_portal.analysis.codebook import version_1  # noqa: E402 - it is made of the classes above

VERSIONS = {one.version: one for one in (version_1.CODEBOOK,)}
