from fractions import Fraction

import pytest

from worksheets.scoring import OFTEN, RARELY, SOMETIMES, Frequency, median, proposed_level, quantile, quartiles

R, S, O = RARELY, SOMETIMES, OFTEN  # noqa: E741 - as on the sheet


@pytest.mark.parametrize(
    ("values", "middle"),
    [([], None), ([4], 4), ([5, 1], 3), ([1, 2], Fraction(3, 2)), ([3, 1, 2], 2), ([1, 1, 5, 5], 3)],
)
def test_median_is_exact(values, middle):
    assert median(values) == middle


@pytest.mark.parametrize(
    ("values", "ends"),
    [([], (None, None)), ([2], (2, 2)), ([1, 2, 3, 4, 5], (2, 4)), ([1, 2, 3, 4], (Fraction(7, 4), Fraction(13, 4)))],
)
def test_quartiles_are_those_of_spreadsheets(values, ends):
    assert quartiles(values) == ends


def test_ends_of_the_values_are_their_quantiles():
    assert (quantile([4, 1, 3], 0), quantile([4, 1, 3], 1)) == (1, 4)


@pytest.mark.parametrize(
    ("noted", "level"),
    [
        ([None, None, None, None], None),
        ([R, None, None, None], 1),
        ([None, None, None, R], 1),
        ([R, R, R, R], 1),
        ([S, None, None, None], 1),
        ([None, None, None, S], 4),
        ([S, S, R, R], 2),
        ([S, R, S, R], 3),
        ([O, None, None, None], 1),
        ([O, S, S, S], 1),
        ([O, R, R, S], 1),
        ([S, O, S, R], 2),
        ([O, R, O, R], 3),
        ([R, R, R, O], 4),
        ([O, O, O, O], 4),
    ],
)
def test_highest_level_done_often_is_proposed_otherwise_the_highest_done_sometimes(noted, level):
    assert proposed_level([Frequency(noted=mark) for mark in noted]) == level


@pytest.mark.parametrize(
    ("people", "read"),
    [
        ((), None),
        ((R,), R),
        ((O, S), S),  # two and a half, down
        ((S, R), R),  # one and a half, down
        ((O, R), S),
        ((O, O, R), O),
        ((O, O, R, R), S),
        ((O, S, S, R), S),
        ((O, O, S, S), S),
    ],
)
def test_before_the_group_notes_its_row_the_median_of_the_people_is_read_halves_down(people, read):
    assert Frequency(people=people).read == read


def test_what_the_group_noted_wins_over_the_people():
    assert Frequency(noted=R, people=(O, O, O)).read == R


def test_a_level_can_be_proposed_from_the_people_alone():
    people = [(O, O, S), (O, S, S), (S, R), ()]

    assert proposed_level([Frequency(people=marks) for marks in people]) == 1
