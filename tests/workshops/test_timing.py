from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from rlp_portal.workshops.enums import StepKind, StepState
from rlp_portal.workshops.timing import (
    Proposal,
    Remedy,
    lateness_in_words,
    minutes_late,
    plan_times,
    proposals,
    relay_at,
    times_as_it_goes,
)

NINE = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)  # 9 h in Québec


@dataclass
class FakeStep:
    minutes: int
    kind: str = StepKind.INSTRUMENT
    may_skip: bool = False
    state: str = StepState.WAITING
    started_at: datetime | None = None
    minutes_planned: int | None = None


def at(minutes):
    return NINE + timedelta(minutes=minutes)


def starts(steps, margin=5):
    planned, end = plan_times(steps, starts_at=NINE, buffer_minutes=margin)
    return [one.starts_at for one in planned], end


def test_times_follow_one_another_and_the_margin_comes_last():
    assert starts([FakeStep(10), FakeStep(30), FakeStep(15)]) == ([NINE, at(10), at(40)], at(60))
    assert starts([]) == ([], at(5))


def test_a_meal_has_its_margin_and_a_short_break_none():
    steps = [FakeStep(10), FakeStep(15, StepKind.BREAK), FakeStep(20), FakeStep(45, StepKind.BREAK), FakeStep(5)]

    assert starts(steps) == ([NINE, at(10), at(25), at(50), at(95)], at(105))


def test_a_skipped_step_takes_no_time():
    assert starts([FakeStep(10, state=StepState.SKIPPED), FakeStep(30)]) == ([NINE, NINE], at(35))


def under_way(minute, started=0):
    """Two steps of 20 and 30 minutes, the first begun; how late at this minute."""
    steps = [FakeStep(20, state=StepState.COLLECTING, started_at=at(started)), FakeStep(30)]
    return minutes_late(steps, starts_at=NINE, now=at(minute))


@pytest.mark.parametrize(
    ("minute", "started", "late"), [(0, 0, 0), (10, 0, 0), (20, 0, 0), (28, 0, 8), (10, 10, 10), (35, 10, 15)]
)
def test_a_workshop_is_late_by_what_its_step_takes_beyond_and_by_its_late_start(minute, started, late):
    assert under_way(minute, started) == late


def test_what_was_done_faster_or_skipped_is_made_up():
    done = FakeStep(20, state=StepState.DONE, started_at=NINE)
    skipped = FakeStep(15, state=StepState.SKIPPED)
    now = FakeStep(30, state=StepState.PRESENTING, started_at=at(12))

    assert minutes_late([done, now], starts_at=NINE, now=at(12)) == -8
    assert minutes_late([done, skipped, now], starts_at=NINE, now=at(40)) == -23


def test_nothing_is_late_before_it_begins():
    assert minutes_late([FakeStep(20)], starts_at=NINE, now=at(50)) is None


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (None, "à l’heure"),
        (2, "à l’heure"),
        (-2, "à l’heure"),
        (8, "8\u00a0minutes de retard"),
        (-5, "5\u00a0minutes d’avance"),
    ],
)
def test_small_delays_are_not_told(late, words):
    assert lateness_in_words(late) == words


def test_a_step_shortened_on_the_way_makes_up_its_minutes_and_one_lengthened_takes_them():
    now = FakeStep(20, state=StepState.COLLECTING, started_at=NINE)

    assert minutes_late([now, FakeStep(25, minutes_planned=30)], starts_at=NINE, now=at(28)) == 3
    assert minutes_late([now, FakeStep(40, minutes_planned=30)], starts_at=NINE, now=at(10)) == 10


def test_once_begun_what_is_left_follows_from_now():
    welcome = FakeStep(10, state=StepState.DONE, started_at=NINE)
    skipped = FakeStep(15, state=StepState.SKIPPED)
    now = FakeStep(30, state=StepState.COLLECTING, started_at=at(12))
    steps = [welcome, now, skipped, FakeStep(45, StepKind.BREAK), FakeStep(20)]

    planned, end = times_as_it_goes(steps, now=at(22), buffer_minutes=5)

    assert [one.starts_at for one in planned] == [NINE, at(12), at(42), at(47), at(92)]
    assert end == at(117)


def test_a_delay_offers_to_skip_the_shortest_that_is_enough_and_to_shorten_the_longest():
    short, obstacles, long = FakeStep(5, may_skip=True), FakeStep(15, may_skip=True), FakeStep(45)
    longer = FakeStep(60, kind=StepKind.BREAK)

    assert proposals([short, obstacles, long, longer], late=8) == [
        Proposal(Remedy.SKIP, obstacles, 15),
        Proposal(Remedy.SHORTEN, long, 10),
    ]


def test_when_no_step_is_enough_the_longest_is_offered_and_a_step_gives_a_third_at_most():
    short, middle, other = FakeStep(5, may_skip=True), FakeStep(10, may_skip=True), FakeStep(20)

    assert proposals([short, middle, other], late=30) == [
        Proposal(Remedy.SKIP, middle, 10),
        Proposal(Remedy.SHORTEN, other, 5),
    ]


def test_an_advance_offers_to_take_back_what_holds_in_it_and_to_give_time_to_the_longest():
    small, obstacles = FakeStep(5, state=StepState.SKIPPED), FakeStep(10, state=StepState.SKIPPED)
    too_long, long = FakeStep(15, state=StepState.SKIPPED), FakeStep(45)

    assert proposals([small, obstacles, too_long, long, FakeStep(60, kind=StepKind.BREAK)], late=-13) == [
        Proposal(Remedy.TAKE_BACK, obstacles, 10),
        Proposal(Remedy.LENGTHEN, long, 10),
    ]


def test_what_was_skipped_before_the_present_step_is_not_offered_again():
    skipped = FakeStep(10, state=StepState.SKIPPED)
    present = FakeStep(20, state=StepState.COLLECTING, started_at=NINE)

    assert proposals([skipped, present], late=-20) == []


@pytest.mark.parametrize("late", [None, -4, 0, 4])
def test_a_small_difference_offers_nothing(late):
    steps = [FakeStep(15, may_skip=True), FakeStep(5, state=StepState.SKIPPED), FakeStep(45)]

    assert proposals(steps, late=late) == []


def test_what_is_under_way_or_over_is_neither_skipped_nor_changed():
    steps = [
        FakeStep(15, may_skip=True, state=StepState.DONE, started_at=NINE),
        FakeStep(45, state=StepState.COLLECTING, started_at=at(15)),
        FakeStep(10),
    ]

    assert proposals(steps, late=20) == []
    assert proposals(steps, late=-20) == []


@pytest.mark.parametrize(
    ("minute", "people", "ends"),
    [(0, 1, 1), (0.9, 1, 1), (1, 2, 3), (2.9, 2, 3), (3, 4, 7), (7, 4, 7), (50, 4, 7)],
)
def test_a_relay_goes_from_one_to_two_to_four_by_itself(minute, people, ends):
    assert relay_at(1, at(1), at(minute)) == (people, at(ends))


def test_a_leg_that_was_lengthened_pushes_those_that_follow():
    assert relay_at(2, at(4), at(4)) == (4, at(8))
