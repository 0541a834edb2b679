from fractions import Fraction

import pytest

from worksheets.spread import (
    CLOSE,
    SHARED,
    SOME,
    Rated,
    discuss_first,
    discussion_priority,
    how_many_to_discuss,
    spread_label,
)

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
    assert discuss_first([Rated(high), Rated(low)], at_most=2) == [1, 0]
    assert discuss_first([Rated(high, False), Rated(low, False)], at_most=2) == [0, 1]


def test_with_the_same_priority_a_line_without_good_side_comes_after_those_that_are_low():
    same = (3, 3, 3, 3, 3)

    assert discuss_first([Rated(same, False), Rated(same)], at_most=2) == [1, 0]


def test_items_with_few_answers_are_never_proposed():
    assert discuss_first([Rated((1, 5, 1, 5)), Rated(COMMUNITY), Rated(POLICY)], at_most=3) == [2, 1]
    assert discuss_first([Rated(POLICY)] * 3, at_most=2) == [0, 1]


@pytest.mark.parametrize(
    ("minutes", "number"), [(-3, 1), (0, 1), (7, 1), (15, 1), (16, 2), (47, 5), (48, 6), (200, 6), (15.9, 1)]
)
def test_one_item_is_proposed_for_each_eight_minutes_left(minutes, number):
    assert how_many_to_discuss(minutes) == number
