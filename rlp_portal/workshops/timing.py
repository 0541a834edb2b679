"""The clock of an agenda: planned times, how late a workshop is, what could be done about it. Pure functions.

A step is anything with `minutes`, `kind`, `may_skip`, `state` and `started_at`, in agenda order.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from rlp_portal.ui.typography import count_words
from rlp_portal.workshops.enums import StepKind, StepState

LONG_BREAK = 30  # minutes: a meal
ON_TIME = 3  # minutes that nobody notices
WORTH_PROPOSING = 5
USUAL_START = time(9)
OVER = (StepState.DONE, StepState.SKIPPED)


@dataclass(frozen=True)
class Planned:
    """When a step should begin and end."""

    step: object
    starts_at: datetime
    ends_at: datetime


def plan_times(steps, *, starts_at, buffer_minutes):
    """([Planned], the planned end). Some margin comes before a meal and at the end; skipped steps take no time."""
    planned, clock = [], starts_at
    margin = timedelta(minutes=buffer_minutes)
    for step in steps:
        if is_meal(step):
            clock += margin
        ends_at = clock + minutes_of(step)
        planned.append(Planned(step, clock, ends_at))
        clock = ends_at
    return planned, clock + margin


def usual_start(now):
    """For an agenda without an hour yet; `now` says the day and the place."""
    return now.replace(hour=USUAL_START.hour, minute=0, second=0, microsecond=0)


def is_meal(step):
    return step.kind == StepKind.BREAK and step.minutes >= LONG_BREAK


def minutes_of(step):
    return timedelta(minutes=0 if step.state == StepState.SKIPPED else step.minutes)


def minutes_late(steps, *, starts_at, now):
    """How much later than planned the agenda will end, if all that is left goes as planned; negative in advance.

    The step under way is expected to last as long as it was to, and what it already took beyond. Margins are not
    counted: they are there to be used. A step skipped on the way makes up its minutes. None before the first step.
    """
    if not any(step.started_at for step in steps):
        return None
    planned_end = starts_at + timedelta(minutes=sum(step.minutes for step in steps))
    expected_end = now + sum((time_left(step, now) for step in steps), timedelta())
    return round((expected_end - planned_end) / timedelta(minutes=1))


def time_left(step, now):
    if step.state in OVER:
        return timedelta()
    lasts = timedelta(minutes=step.minutes)
    if step.started_at is None:
        return lasts
    return max(timedelta(), lasts - (now - step.started_at))


def lateness_in_words(late):
    if late is None or abs(late) < ON_TIME:
        return "à l’heure"
    said = count_words(abs(late), "minute")
    return f"{said} de retard" if late > 0 else f"{said} d’avance"


@dataclass(frozen=True)
class Proposal:
    """What could be done about being late; the facilitation decides."""

    step: object
    minutes: int
    is_skipping: bool


def proposals(steps, *, late):
    """At most two: a step that may be skipped, and a step to shorten. None while the delay is small."""
    if late is None or late < WORTH_PROPOSING:
        return []
    to_come = [step for step in steps if step.state == StepState.WAITING]
    skipping = step_to_skip(to_come, late)
    others = [step for step in to_come if step is not skipping]
    return [one for one in (skip(skipping), shorten(others, late)) if one]


def step_to_skip(steps, late):
    """The shortest that makes up for the delay; else the longest."""
    offered = [step for step in steps if step.may_skip]
    enough = [step for step in offered if step.minutes >= late]
    if enough:
        return min(enough, key=lambda step: step.minutes)
    return max(offered, key=lambda step: step.minutes, default=None)


def skip(step):
    return Proposal(step, step.minutes, is_skipping=True) if step else None


def shorten(steps, late):
    """The longest one gives the delay, in fives, up to a third of itself."""
    longest = max(
        (step for step in steps if step.kind != StepKind.BREAK), key=lambda step: step.minutes, default=None
    )
    if longest is None:
        return None
    minutes = min(-(-late // 5) * 5, longest.minutes // 3 // 5 * 5)
    return Proposal(longest, minutes, is_skipping=False) if minutes else None
