"""The clock of an agenda: planned times, how late a workshop is, what could be done about it. Pure functions.

A step is anything with `minutes`, `minutes_planned`, `kind`, `may_skip`, `state` and `started_at`, in agenda order.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum

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


def times_as_it_goes(steps, *, now, buffer_minutes):
    """The same once it has begun: what is over when it was, what is left one after the other from now."""
    planned, clock = [], now
    margin = timedelta(minutes=buffer_minutes)
    for step in steps:
        starts_at = step.started_at or clock
        if step.state not in OVER:
            if is_meal(step) and step.started_at is None:
                clock = starts_at = clock + margin
            clock += time_left(step, now)
        planned.append(Planned(step, starts_at, clock))
    return planned, clock + margin


def minutes_late(steps, *, starts_at, now):
    """How much later than planned the agenda will end, if all that is left goes as planned; negative in advance.

    The step under way is expected to last as long as it was to, and what it already took beyond. Margins are not
    counted: they are there to be used. A step skipped or shortened on the way makes up its minutes. None before the
    first step.
    """
    if not has_begun(steps):
        return None
    planned_end = starts_at + timedelta(minutes=sum(step.minutes_planned or step.minutes for step in steps))
    expected_end = now + sum((time_left(step, now) for step in steps), timedelta())
    return round((expected_end - planned_end) / timedelta(minutes=1))


def has_begun(steps):
    return any(step.started_at for step in steps)


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


# ---- What could be done about it ---------------------------------------------------------------------------------


class Remedy(Enum):
    SKIP = "skip"
    SHORTEN = "shorten"
    TAKE_BACK = "take_back"
    LENGTHEN = "lengthen"


@dataclass(frozen=True)
class Proposal:
    """`minutes`: gained, or given. The facilitation decides."""

    remedy: Remedy
    step: object
    minutes: int


def proposals(steps, *, late):
    """At most two. Late: a step to skip, one to shorten. In advance: one to take back, one to give time to."""
    if late is None or abs(late) < WORTH_PROPOSING:
        return []
    return catch_up(steps, late) if late > 0 else spend(steps, -late)


def catch_up(steps, late):
    waiting = to_come(steps)
    skipping = step_to_skip(waiting, late)
    others = [step for step in waiting if step is not skipping]
    skipped = [Proposal(Remedy.SKIP, skipping, skipping.minutes)] if skipping else []
    return skipped + change_longest(others, Remedy.SHORTEN, in_fives(late, up=True))


def spend(steps, ahead):
    """A skipped step takes its minutes back first: what is left may go to the longest."""
    skipped = [step for step in not_passed(steps) if step.state == StepState.SKIPPED and step.minutes <= ahead]
    back = max(skipped, key=lambda step: step.minutes, default=None)
    taken_back = [Proposal(Remedy.TAKE_BACK, back, back.minutes)] if back else []
    return taken_back + change_longest(to_come(steps), Remedy.LENGTHEN, in_fives(ahead))


def to_come(steps):
    return [step for step in steps if step.state == StepState.WAITING]


def not_passed(steps):
    """Those after the last one that was begun: a step taken back before it would be met by nobody."""
    begun = max((place for place, step in enumerate(steps) if step.started_at), default=-1)
    return steps[begun + 1 :]


def step_to_skip(steps, late):
    """The shortest that makes up for the delay; else the longest."""
    offered = [step for step in steps if step.may_skip]
    enough = [step for step in offered if step.minutes >= late]
    if enough:
        return min(enough, key=lambda step: step.minutes)
    return max(offered, key=lambda step: step.minutes, default=None)


def change_longest(steps, remedy, minutes):
    """[Proposal]: it gives or takes so many minutes, in fives, up to a third of itself."""
    longest = max(
        (step for step in steps if step.kind != StepKind.BREAK), key=lambda step: step.minutes, default=None
    )
    if longest is None:
        return []
    minutes = min(minutes, in_fives(longest.minutes // 3))
    return [Proposal(remedy, longest, minutes)] if minutes else []


def in_fives(minutes, *, up=False):
    return -(-minutes // 5) * 5 if up else minutes // 5 * 5


# ---- « 1-2-4 » --------------------------------------------------------------------------------------------------

RELAY = {1: 60, 2: 120, 4: 240}  # how many talk together: seconds
LAST_OF_RELAY = 4


def relay_at(people, ends_at, now):
    """(people, ends_at) of the leg under way: each begins when the one before ends, without a gesture."""
    while people != LAST_OF_RELAY and ends_at <= now:
        people *= 2
        ends_at += timedelta(seconds=RELAY[people])
    return people, ends_at
