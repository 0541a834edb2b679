from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worksheets.shares import heat_class, percent


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 12, 0),
        (0, 0, 0),
        (1, 12, 1),
        (2, 8, 2),
        (1, 4, 2),
        (49, 100, 2),
        (1, 2, 3),
        (74, 100, 3),
        (3, 4, 4),
        (5, 5, 4),
    ],
)
def test_classes_use_the_exact_share(part, whole, expected):
    assert heat_class(part, whole) == expected


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (0, 8, "0"),
        (1, 8, "13"),
        (3, 8, "38"),
        (8, 8, "100"),
        (99, 200, "49,5"),
        (179, 200, "89,5"),
        (199, 200, "99,5"),
        (1, 300, "0,3"),
        (1, 3000, "0,03"),
        (2499, 5000, "49,98"),
        (101, 201, "50,2"),
        (149, 600, "24,8"),
        (51, 100, "51"),
    ],
)
def test_percentages(part, whole, printed):
    assert percent(part, whole) == f"{printed}\u00a0%"


@given(st.integers(1, 400), st.data())
def test_a_percentage_never_says_the_other_side_of_a_threshold(whole, data):
    part = data.draw(st.integers(0, whole))

    printed = Fraction(percent(part, whole).removesuffix("\u00a0%").replace(",", ".")) / 100

    assert abs(printed - Fraction(part, whole)) <= Fraction(1, 200)
    for limit in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10), 1):
        assert (printed >= limit) <= (Fraction(part, whole) >= limit)
    assert (printed == 0) == (part == 0)
