"""Drawing a sample that anyone can draw again: exact fractions, SHA-256, no random generator. Pure functions."""

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True)
class Candidate:
    """A plan of the universe, after exclusions: its public id, and the level of its RLP (None: « sans cote »)."""

    id: str
    level: int | None = None


@dataclass(frozen=True)
class Stratum:
    """`level` None: the plans without a level. `remainder`: what `share × size` leaves over whole places."""

    level: int | None
    size: int
    remainder: Fraction
    places: int


@dataclass(frozen=True)
class Draw:
    """`order`: every id by its rank, the smallest first. `drawn` keeps that order; so does `left_out`."""

    drawn: tuple[str, ...]
    left_out: tuple[str, ...]
    ranks: dict
    strata: tuple[Stratum, ...]
    universe_hash: str


def rank(seed, id_):
    return hashlib.sha256(f"{seed}:{id_}".encode()).hexdigest()


def universe_hash(ids):
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()


def places_for(share, size):
    """⌈share × size⌉, exactly: `share` is a fraction, so 7 % of 100 is 7."""
    return ceil(share * size)


def draw(candidates, *, seed, share, by_level=False):
    """`share` is a Fraction above 0, at most 1."""
    ranks = {one.id: rank(seed, one.id) for one in candidates}
    order = sorted(ranks, key=lambda id_: (ranks[id_], id_))
    strata = strata_of(candidates, share) if by_level else ()
    chosen = chosen_by_stratum(candidates, order, strata) if by_level else set(order[: places_for(share, len(order))])
    return Draw(
        drawn=tuple(id_ for id_ in order if id_ in chosen),
        left_out=tuple(id_ for id_ in order if id_ not in chosen),
        ranks=ranks,
        strata=strata,
        universe_hash=universe_hash(ranks),
    )


def strata_of(candidates, share):
    """From the lowest level up, « sans cote » last. The whole has ⌈share × N⌉ places.

    Each stratum gets the whole part of its share; the places left go to the largest remainders, then to the larger
    stratum, then to the lower level.
    """
    sizes = {}
    for one in candidates:
        sizes[one.level] = sizes.get(one.level, 0) + 1
    whole = {level: floor(share * size) for level, size in sizes.items()}
    remainders = {level: share * size - whole[level] for level, size in sizes.items()}
    left = places_for(share, len(candidates)) - sum(whole.values())
    by_claim = sorted(sizes, key=lambda level: (-remainders[level], -sizes[level], level_place(level)))
    served = set(by_claim[:left])
    return tuple(
        Stratum(level, sizes[level], remainders[level], whole[level] + (level in served))
        for level in sorted(sizes, key=level_place)
    )


def level_place(level):
    return (level is None, level or 0)


def chosen_by_stratum(candidates, order, strata):
    levels = {one.id: one.level for one in candidates}
    return {
        id_ for stratum in strata for id_ in [one for one in order if levels[one] == stratum.level][: stratum.places]
    }
