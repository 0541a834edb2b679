"""The soft timer of a step, and « 1-2-4 »: nothing ever closes when they end."""

from datetime import timedelta

from rlp_portal.workshops.refusals import NotPossibleNow
from rlp_portal.workshops.services.changing import holding
from rlp_portal.workshops.timing import RELAY, relay_at

NO_TIMER = {"timer_ends_at": None, "timer_left": None, "timer_length": None, "timer_people": None}


def start_timer(*, workshop, seconds):
    with holding(workshop) as held:
        begin(held, seconds, people=None)


def start_relay(*, workshop):
    """Alone, then two by two, then four by four: each leg begins by itself when the one before ends."""
    with holding(workshop) as held:
        begin(held, RELAY[1], people=1)


def begin(held, seconds, *, people):
    if held.step is None:
        raise NotPossibleNow
    ends_at = held.at + timedelta(seconds=seconds)
    held.set(held.step, timer_ends_at=ends_at, timer_left=None, timer_length=seconds, timer_people=people)


def change_timer(*, workshop, seconds):
    """More or less time, running or held."""
    with holding(workshop) as held:
        step = settled(held)
        if step.timer_ends_at:
            held.set(step, timer_ends_at=max(held.at, step.timer_ends_at + timedelta(seconds=seconds)))
        else:
            held.set(step, timer_left=max(0, (step.timer_left or 0) + seconds))
        held.set(step, timer_length=max(0, (step.timer_length or 0) + seconds))


def hold_timer(*, workshop):
    with holding(workshop) as held:
        step = settled(held)
        if step.timer_ends_at is None:
            raise NotPossibleNow
        left = max(timedelta(), step.timer_ends_at - held.at)
        held.set(step, timer_ends_at=None, timer_left=round(left.total_seconds()))


def resume_timer(*, workshop):
    with holding(workshop) as held:
        step = settled(held)
        if step.timer_left is None:
            raise NotPossibleNow
        held.set(step, timer_ends_at=held.at + timedelta(seconds=step.timer_left), timer_left=None)


def stop_timer(*, workshop):
    with holding(workshop) as held:
        held.set(settled(held), **NO_TIMER)


def settled(held):
    """The current step, at the leg of « 1-2-4 » where it is now."""
    step = held.step
    if step is None:
        raise NotPossibleNow
    if step.timer_people and step.timer_ends_at:
        people, ends_at = relay_at(step.timer_people, step.timer_ends_at, held.at)
        if people != step.timer_people:
            held.set(step, timer_people=people, timer_ends_at=ends_at, timer_length=RELAY[people])
    return step
