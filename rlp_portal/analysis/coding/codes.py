"""The codes of one coding, as its row holds them. Pure functions."""

from rlp_portal.analysis import codebook


class UnknownCode(LookupError):
    """A key that the codebook does not hold."""


def written(keys, *, among):
    """Keys as a coding holds them: each once, in the codebook's order, a space between.

    A bare strategy goes when one of its sub-strategies is there: the sub-strategy says it already.
    """
    known = {code.key: place for place, code in enumerate(among)}
    unknown = set(keys) - set(known)
    if unknown:
        raise UnknownCode(sorted(unknown)[0])
    with_subs = {codebook.strategy_of(key) for key in keys if "." in key}
    return " ".join(sorted(set(keys) - with_subs, key=known.get))


def objects_written(keys, *, version):
    return written(keys, among=codebook.get(version).objects)


def strategies_written(keys, *, version):
    codes = codebook.get(version)
    return written(keys, among=[code for one in codes.strategies for code in (one, *one.subs)])
