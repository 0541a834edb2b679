"""The codes of one coding, as its row holds them. Pure functions."""

from functools import cache

from rlp_portal.analysis import codebook


class UnknownCode(LookupError):
    """A key that the codebook does not hold."""


def written(keys, known):
    """Keys as a coding holds them: each once, in the order of `known`, a space between.

    A bare strategy goes when one of its sub-strategies is there: the sub-strategy says it already.
    """
    unknown = set(keys) - set(known)
    if unknown:
        raise UnknownCode(sorted(unknown)[0])
    with_subs = {codebook.strategy_of(key) for key in keys if "." in key}
    return " ".join(sorted(set(keys) - with_subs, key=known.get))


def objects_written(keys, *, version):
    return written(keys, object_places(version))


def strategies_written(keys, *, version):
    return written(keys, strategy_places(version))


@cache
def object_places(version):
    return {code.key: place for place, code in enumerate(codebook.get(version).objects)}


@cache
def strategy_places(version):
    codes = [code for one in codebook.get(version).strategies for code in (one, *one.subs)]
    return {code.key: place for place, code in enumerate(codes)}
