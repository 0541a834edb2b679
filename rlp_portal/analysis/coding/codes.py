"""The codes of one coding: how they are written in its row, and the pairs that are counted. Pure functions."""

from rlp_portal.analysis import codebook
from rlp_portal.analysis.models import CodedPair


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


def pairs_of(coding):
    """Unsaved rows: every object with every strategy, as the whole passage carries them all."""
    return [
        CodedPair(
            coding=coding,
            plan_id=coding.excerpt.plan_id,
            coder_id=coding.coder_id,
            settles_id=coding.settles_id,
            object=object_,
            strategy=codebook.strategy_of(strategy),
            sub_strategy=strategy if "." in strategy else "",
            moment=coding.moment,
        )
        for object_ in coding.object_keys or [""]
        for strategy in coding.strategy_keys or [""]
        if object_ or strategy
    ]


def write_pairs(coding):
    """In the transaction that writes the coding, after it."""
    coding.pairs.all().delete()
    CodedPair.objects.bulk_create(pairs_of(coding))
