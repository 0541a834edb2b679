"""The words and percentages of calculations.md, at every boundary and against another way of counting."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlp_portal.analysis.quantities import (
    leads,
    leads_between_groups,
    mainly,
    percentage,
    quantifier,
    two_most_used,
)
from worksheets.shares import heat_class


@pytest.mark.parametrize(
    ("x", "n", "word"),
    [
        (0, 0, "aucun RLP dans l’échantillon"),
        (0, 1, "aucun"),
        (1, 1, "le seul RLP"),
        (1, 2, "la moitié"),
        (2, 2, "tous"),
        (1, 3, "un seul"),
        (2, 3, "la majorité"),
        (1, 4, "un seul"),
        (2, 8, "plusieurs"),
        (2, 9, "quelques-uns"),
        (25, 100, "plusieurs"),
        (24, 100, "quelques-uns"),
        (49, 100, "plusieurs"),
        (50, 100, "la moitié"),
        (51, 100, "la majorité"),
        (89, 100, "la majorité"),
        (90, 100, "presque tous"),
        (99, 100, "presque tous"),
        (100, 100, "tous"),
        (9, 10, "presque tous"),
        (17, 17, "tous"),
        (16, 17, "presque tous"),
        (15, 17, "la majorité"),
        (8, 17, "plusieurs"),
        (4, 17, "quelques-uns"),
    ],
)
def test_word_of_x_of_n(x, n, word):
    assert quantifier(x, n) == word


@given(n=st.integers(1, 400), data=st.data())
def test_every_count_has_one_word_and_the_order_of_the_rules_decides(n, data):
    x = data.draw(st.integers(0, n))
    true = [
        word
        for word, holds in {
            "aucun": x == 0,
            "le seul RLP": x == n == 1,
            "tous": x == n,
            "la moitié": 2 * x == n,
            "un seul": x == 1,
            "presque tous": 10 * x >= 9 * n,
            "la majorité": 2 * x > n,
            "plusieurs": 4 * x >= n,
            "quelques-uns": True,
        }.items()
        if holds
    ]

    assert quantifier(x, n) == true[0]


@pytest.mark.parametrize(
    ("x", "n", "shown"),
    [
        (1, 8, "13\u00a0%"),
        (99, 200, "49,5\u00a0%"),
        (179, 200, "89,5\u00a0%"),
        (199, 200, "99,5\u00a0%"),
        (1, 300, "0,3\u00a0%"),
        (0, 300, "0\u00a0%"),
        (300, 300, "100\u00a0%"),
        (49, 200, "24,5\u00a0%"),
        (51, 200, "26\u00a0%"),
        (149, 200, "74,5\u00a0%"),
        (101, 201, "50,2\u00a0%"),  # more than half never reads as half
        (6749, 13500, "49,99\u00a0%"),
        (1, 13500, "0,01\u00a0%"),
        (17, 42, "40\u00a0%"),
        (0, 0, ""),
    ],
)
def test_percentage_of_x_of_n(x, n, shown):
    assert percentage(x, n) == shown


@given(n=st.integers(1, 3000), data=st.data())
def test_percentage_rounds_halves_up_and_crosses_no_boundary(n, data):
    x = data.draw(st.integers(0, n))
    digits = percentage(x, n).removesuffix("\u00a0%").replace(",", ".")
    shown, exact = Fraction(digits), Fraction(100 * x, n)

    decimals = len(digits.partition(".")[2])
    scaled = (Decimal(100 * x * 10**decimals) / Decimal(n)).quantize(Decimal(1), ROUND_HALF_UP)
    assert shown == Fraction(int(scaled), 10**decimals)
    assert all((exact < one) == (shown < one) for one in (25, 50, 75, 90, 100))
    assert (exact == 0) == (shown == 0)
    assert (exact == 50) == (shown == 50)
    assert quantifier_of_share(shown, n) == quantifier_of_share(exact, n)


def quantifier_of_share(share, n):
    return quantifier(share.numerator * 7, share.denominator * 700)


@pytest.mark.parametrize(
    ("x", "n", "found"),
    [(0, 0, 0), (0, 9, 0), (1, 100, 1), (24, 100, 1), (25, 100, 2), (49, 100, 2), (50, 100, 3), (74, 100, 3),
     (75, 100, 4), (100, 100, 4), (2499, 10000, 1), (7499, 10000, 3)],
)  # fmt: skip
def test_heat_class_is_that_of_the_exact_share(x, n, found):
    assert heat_class(x, n) == found


@pytest.mark.parametrize(
    ("first", "second", "n", "found"),
    [
        (12, 10, 17, True),  # 11.8 points, two RLPs
        (12, 11, 17, False),  # one RLP
        (12, 10, 20, True),  # 10 points exactly
        (12, 10, 21, False),  # 9.5 points
        (2, 0, 2, True),
        (1, 0, 1, False),
        (0, 0, 0, False),
    ],
)
def test_leading_takes_ten_points_and_two_rlps(first, second, n, found):
    assert leads(first, second, n=n) is found


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"A": 12, "R": 8, "S": 3}, ("surtout", ("A",))),
        ({"A": 12, "R": 11, "S": 3}, ("surtout", ("A", "R"))),
        ({"S": 3, "R": 12, "A": 11}, ("surtout", ("R", "A"))),
        ({"A": 12, "R": 11, "S": 10}, ("à peu près autant", ())),
        ({"A": 12, "R": 12, "S": 12}, ("à peu près autant", ())),
        ({"A": 5, "R": 5}, ("surtout", ("A", "R"))),
        ({"A": 0, "R": 0, "S": 0}, ("à peu près autant", ())),
    ],
)
def test_mainly(counts, found):
    assert mainly(counts, n=17) == found


@pytest.mark.parametrize(
    ("x", "n", "other_x", "other_n", "found"),
    [
        (6, 10, 4, 10, True),
        (5, 10, 4, 10, False),  # one RLP of ten
        (6, 10, 1, 2, False),  # ten points, but one RLP of its own group
        (12, 20, 1, 2, True),  # ten points, two RLPs
        (3, 5, 9, 20, False),
        (1, 0, 0, 5, False),
    ],
)
def test_leading_another_group_is_by_shares(x, n, other_x, other_n, found):
    assert leads_between_groups(x, n, other_x, other_n) is found


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"i": (10, 20), "c": (9, 9), "p": (3, 3), "r": (9, 12)}, ("i", "r")),
        ({"i": (10, 20), "c": (9, 12), "p": (3, 3), "r": (9, 12)}, ("i", "c", "r")),
        ({"i": (9, 12), "c": (9, 12), "p": (9, 12), "r": (9, 11)}, ("i", "c", "p")),
        ({"i": (0, 0), "c": (1, 1), "p": (0, 0), "r": (0, 0)}, ("c",)),
        ({"i": (0, 0)}, ()),
    ],
)
def test_a_tie_for_the_second_place_is_listed_whole(counts, found):
    assert two_most_used(counts) == found
