"""Agreement, against alpha worked out from its definition in exact fractions."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rlp_portal.analysis.agreement import agreement, touched


def alpha_by_definition(first, second):
    """1 − observed disagreement / expected disagreement; a value may be paired with any other one."""
    values = [*first, *second]
    observed = Fraction(sum(one != other for one, other in zip(first, second, strict=True)), len(first))
    pairs = list(permutations(values, 2))
    expected = Fraction(sum(one != other for one, other in pairs), len(pairs))
    return 1 - observed / expected


@pytest.mark.parametrize(
    ("first", "second", "share", "alpha"),
    [
        ([True, False, True, False], [True, False, True, False], Fraction(1), 1.0),
        ([True, False], [False, True], Fraction(0), -0.5),
        ([True, True, False, False, False], [True, False, False, False, False], Fraction(4, 5), 0.571428),
    ],
)
def test_agreement_of_two_people(first, second, share, alpha):
    found = agreement(first, second)

    assert (found.n, found.share) == (len(first), share)
    assert found.alpha == pytest.approx(alpha, abs=1e-5)


@pytest.mark.parametrize("values", [[], [True], [False] * 12, [True] * 12])
def test_alpha_is_not_defined_where_nothing_varies(values):
    found = agreement(values, values)

    assert found.alpha is None
    assert found.share == (Fraction(1) if values else None)


@given(pairs=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=30))
@settings(max_examples=200, deadline=None)  # the first one imports numpy
def test_alpha_is_that_of_its_definition(pairs):
    first, second = (list(side) for side in zip(*pairs, strict=True))
    found = agreement(first, second)

    assert found.agreed == sum(one == other for one, other in pairs)
    assert found.both + found.one_only + pairs.count((False, False)) == found.n
    if len({*first, *second}) == 2:
        assert found.alpha == pytest.approx(float(alpha_by_definition(first, second)))


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda one: (one[0], sum(one))), max_size=12)


@given(passages=SPANS, cuts=st.sets(st.integers(0, 70), max_size=12))
def test_a_passage_touches_each_sentence_that_it_overlaps(passages, cuts):
    edges = sorted(cuts)
    sentences = list(zip(edges, edges[1:], strict=False))

    assert touched(sentences, sorted(passages)) == [
        any(set(range(*sentence)) & set(range(*passage)) for passage in passages) for sentence in sentences
    ]
