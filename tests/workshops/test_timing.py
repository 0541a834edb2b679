from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from rlp_portal.workshops.enums import StepKind, StepState
from rlp_portal.workshops.timing import Proposal, lateness_in_words, minutes_late, plan_times, proposals

NINE = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)  # 9 h in Québec


@dataclass
class FakeStep:
    minutes: int
    kind: str = StepKind.INSTRUMENT
    may_skip: bool = False
    state: str = StepState.WAITING
    started_at: datetime | None = None


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


def test_a_delay_offers_to_skip_the_shortest_that_is_enough_and_to_shorten_the_longest():
    short, obstacles, long = FakeStep(5, may_skip=True), FakeStep(15, may_skip=True), FakeStep(45)
    longer = FakeStep(60, kind=StepKind.BREAK)

    assert proposals([short, obstacles, long, longer], late=8) == [
        Proposal(obstacles, 15, is_skipping=True),
        Proposal(long, 10, is_skipping=False),
    ]


def test_when_no_step_is_enough_the_longest_is_offered_and_a_step_gives_a_third_at_most():
    short, middle = FakeStep(5, may_skip=True), FakeStep(10, may_skip=True)

    assert proposals([short, middle, FakeStep(20)], late=30) == [
        Proposal(middle, 10, is_skipping=True),
        Proposal(proposals([FakeStep(20)], late=30)[0].step, 5, is_skipping=False),
    ]


@pytest.mark.parametrize("late", [None, -20, 0, 4])
def test_a_small_delay_offers_nothing(late):
    assert proposals([FakeStep(15, may_skip=True), FakeStep(45)], late=late) == []


def test_what_is_under_way_or_over_is_neither_skipped_nor_shortened():
    steps = [
        FakeStep(15, may_skip=True, state=StepState.DONE, started_at=NINE),
        FakeStep(45, state=StepState.COLLECTING, started_at=at(15)),
        FakeStep(10),
    ]

    assert proposals(steps, late=20) == []
