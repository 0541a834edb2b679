from fractions import Fraction

import pytest

from worksheets.spread import CLOSE, SHARED, SOME, discuss_first, discussion_priority, spread_label

# Two rows of the sketch that set the rule.
POLICY = (1, 1, 1, 2, 2, 3, 4, 4, 4, 5, 5, 5)
COMMUNITY = (3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5)


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ((), ""),
        ((1, 5, 1, 5), ""),
        ((3, 3, 3, 3, 3), CLOSE),
        ((1, 1, 3, 5, 5), SHARED),
        ((1, 1, 3, 3, 5, 5), SOME),  # as many in the middle as on each side
        ((2, 2, 4, 4, 4), SHARED),
        ((1, 3, 4, 5, 5), SOME),
        (POLICY, SHARED),
        (COMMUNITY, CLOSE),
    ],
)
def test_labels_are_tested_in_their_order(values, label):
    assert spread_label(values) == label


def test_the_inclusive_quartiles_decide():
    assert spread_label((3, 3, 4, 4, 4)) == CLOSE
    assert spread_label((2, 3, 4, 5, 5)) == SOME


@pytest.mark.parametrize(
    ("values", "priority"),
    [
        ((1, 2, 3, 4), None),
        ((3, 3, 3, 3, 3), 0),
        ((2, 3, 4, 5, 5), Fraction(2, 4) * (1 + Fraction(1, 4)) / 2),
        ((1, 1, 3, 5, 5), Fraction(4, 4) * (1 + Fraction(1, 2)) / 2 + Fraction(1, 2)),
    ],
)
def test_priority_is_exact(values, priority):
    assert discussion_priority(values) == priority


def test_without_a_good_side_a_low_median_pushes_nothing():
    low, high = (1, 1, 2, 3, 3), (3, 3, 4, 5, 5)

    assert discussion_priority(low, has_good_side=False) == discussion_priority(high, has_good_side=False)
    assert discuss_first([high, low], at_most=2) == [1, 0]
    assert discuss_first([high, low], at_most=2, has_good_side=False) == [0, 1]


def test_items_with_few_answers_are_never_proposed():
    assert discuss_first([(1, 5, 1, 5), COMMUNITY, POLICY], at_most=3) == [2, 1]
    assert discuss_first([POLICY, POLICY, POLICY], at_most=2) == [0, 1]
