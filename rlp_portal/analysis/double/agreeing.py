"""How far two readers agree, code by code, over every sentence that both have read. Pure functions."""

from dataclasses import dataclass

from rlp_portal.analysis import codebook
from rlp_portal.analysis.agreement import Agreement, agreement, touched


@dataclass(frozen=True)
class CodeAgreement:
    code: codebook.Code
    level: int  # 2 for a sub-strategy
    said: Agreement


def agreement_by_code(readings, codes):
    """[CodeAgreement, …] in the codebook's order; `readings`: [TwoReadings, …], of plans that both have finished."""
    found = []
    for code, level in codes_in_order(codes):
        first, second = [], []
        for one in readings:
            first += presence(one.sentences, one.first, code.key)
            second += presence(one.sentences, one.second, code.key)
        found.append(CodeAgreement(code, level, agreement(first, second)))
    return found


def codes_in_order(codes):
    yield from ((code, 1) for code in codes.objects)
    for strategy in codes.strategies:
        yield strategy, 1
        yield from ((sub, 2) for sub in strategy.subs)
    yield from ((code, 1) for code in codes.moments)


def presence(sentences, codings, key):
    passages = [(one.excerpt.start, one.excerpt.end) for one in codings if carries(one, key)]
    return touched(sentences, passages)


def carries(coding, key):
    """A sub-strategy implies its strategy."""
    strategies = coding.strategy_keys
    implied = {codebook.strategy_of(one) for one in strategies}
    return key in {*coding.object_keys, *strategies, *implied, coding.moment}
