"""The life cycle of a step, Présenter → Recueillir → Révéler → Noter, and going through the agenda."""

from rlp_portal.workshops.enums import Act, StepMode, StepState
from rlp_portal.workshops.models import Step
from rlp_portal.workshops.models.agenda import SHOWING_STATES
from rlp_portal.workshops.refusals import NotPossibleNow
from rlp_portal.workshops.services.changing import holding, require_open
from rlp_portal.workshops.services.timers import NO_TIMER

ANSWERED_BY_PHONE = (StepMode.PHONES, StepMode.TABLES)
OVER = (StepState.DONE, StepState.SKIPPED)

AFTER_ANSWERING = {
    StepState.WAITING: StepState.PRESENTING,
    StepState.PRESENTING: StepState.COLLECTING,
    StepState.COLLECTING: StepState.REVEALED,
    StepState.REVEALED: StepState.RECORDING,
    StepState.RECORDING: StepState.DONE,
}
# Hands are counted on the way: nothing is hidden, hence nothing to reveal.
AFTER_IN_GROUP = {
    StepState.WAITING: StepState.PRESENTING,
    StepState.PRESENTING: StepState.RECORDING,
    StepState.REVEALED: StepState.RECORDING,
    StepState.RECORDING: StepState.DONE,
}
REVEALED_ALREADY = "Les réponses sont révélées. Rouvrez l’étape pour un deuxième tour."
AFTER_TALKING = {StepState.WAITING: StepState.PRESENTING, StepState.PRESENTING: StepState.DONE}


def next_state(step):
    """The state that the big button leads to; None at the end."""
    if not step.asks:
        return AFTER_TALKING.get(step.state)
    return (AFTER_IN_GROUP if step.mode == StepMode.GROUP else AFTER_ANSWERING).get(step.state)


def step_after(step, workshop):
    """The next one to live; from the waiting room, the first."""
    position = step.position if step else 0
    return Step.objects.filter(workshop=workshop, position__gt=position).exclude(state__in=OVER).first()


def advance(*, workshop, by, seen=None):
    """The big button: the next state; after « Noter », the next step. After the last step, that one stays."""
    with holding(workshop, by=by, act=Act.ADVANCED, seen=seen) as held:
        require_open(held.workshop)
        if held.step is None or held.step.state in OVER:
            begin_next(held)
            return
        state = next_state(held.step)
        if state == StepState.DONE:
            finish(held, held.step)
            begin_next(held)
        else:
            enter(held, held.step, state)


def begin_next(held):
    following = step_after(held.step, held.workshop)
    if following is None:
        if held.step is None:
            raise NotPossibleNow("Ajoutez d’abord une étape au déroulement.")
        return
    come_to(held, following)


def go_to(*, workshop, step, by, seen=None):
    """Any step of the agenda, where it was left."""
    with holding(workshop, by=by, act=Act.BEGUN, step=step, seen=seen) as held:
        require_open(held.workshop)
        if held.step and held.step.pk != step.pk:
            leave(held, held.step)
        come_to(held, held.step if held.step and held.step.pk == step.pk else step_of(held, step))


def go_to_state(*, workshop, state, by, seen=None):
    """Straight to a state of the current step, such as « Noter » without phones. Not back behind a reveal."""
    with holding(workshop, by=by, act=Act.ADVANCED, seen=seen) as held:
        require_open(held.workshop)
        step = held.step
        if step is None or not step.asks or state not in states_of(step):
            raise NotPossibleNow
        if step.state in (*SHOWING_STATES, StepState.DONE) and state not in SHOWING_STATES:
            raise NotPossibleNow(REVEALED_ALREADY)
        enter(held, step, state)


def states_of(step):
    """Those that the current step may go through, in order."""
    order = AFTER_IN_GROUP if step.mode == StepMode.GROUP else AFTER_ANSWERING
    return [state for state in StepState if state in order and state != StepState.WAITING]


def state_before(step):
    """The state that « Revenir » leads to; None where it leads to the step before."""
    if step.state == StepState.RECORDING and step.mode == StepMode.GROUP:
        return None
    return {StepState.COLLECTING: StepState.PRESENTING, StepState.RECORDING: StepState.REVEALED}.get(step.state)


def go_back(*, workshop, by, seen=None):
    """One state back. What was revealed cannot be unseen: it may be masked, and a second round asks again."""
    with holding(workshop, by=by, act=Act.ADVANCED, seen=seen) as held:
        require_open(held.workshop)
        step = held.step
        if step is None:
            raise NotPossibleNow
        if step.state == StepState.REVEALED:
            raise NotPossibleNow(REVEALED_ALREADY)
        if before := state_before(step):
            enter(held, step, before)
        else:
            go_to_step_before(held)


def step_before(step, steps):
    """The last one lived before it; None for the waiting room."""
    earlier = [one for one in steps if one.position < step.position and one.state != StepState.SKIPPED]
    return earlier[-1] if earlier else None


def go_to_step_before(held):
    before = step_before(held.step, Step.objects.filter(workshop=held.workshop))
    leave(held, held.step)
    if before is None:
        held.set(held.workshop, current_step=None, open_step=None)
    else:
        come_to(held, before)


def set_masked(*, workshop, is_masked, by, seen=None):
    with holding(workshop, by=by, act=Act.MASKED, seen=seen) as held:
        require_open(held.workshop)
        if held.step is None or held.step.state not in SHOWING_STATES:
            raise NotPossibleNow
        held.set(held.step, is_masked=is_masked)


def start_round(*, workshop, by, seen=None):
    """A second round over the first, which is kept and drawn in grey."""
    with holding(workshop, by=by, act=Act.NEW_ROUND, seen=seen) as held:
        require_open(held.workshop)
        step = held.step
        if step is None or step.mode == StepMode.GROUP or step.state not in (*SHOWING_STATES, StepState.DONE):
            raise NotPossibleNow
        held.set(step, round_number=step.round_number + 1, accepts_late=False, current_item="", ended_at=None)
        enter(held, step, StepState.COLLECTING)


def skip_step(*, workshop, step, by, seen=None):
    """The current one gives way to the next; one to come is left out."""
    with holding(workshop, by=by, act=Act.SKIPPED, step=step, seen=seen) as held:
        step = step_of(held, step)
        if step.state == StepState.DONE:
            raise NotPossibleNow
        is_current = held.step is not None and held.step.pk == step.pk
        held.set(step, state=StepState.SKIPPED, is_masked=False, **NO_TIMER)
        if is_current:
            held.set(held.workshop, open_step=None)
            begin_next(held)


def take_step_back(*, workshop, step, by):
    """A skipped step waits for its turn again."""
    with holding(workshop, by=by, act=Act.SKIPPED, step=step) as held:
        step = step_of(held, step)
        if step.state != StepState.SKIPPED:
            raise NotPossibleNow
        held.set(step, state=StepState.WAITING, started_at=None, ended_at=None)


def change_minutes(*, workshop, step, minutes, by):
    """On the way: the planned minutes are kept, to tell how late the workshop is."""
    with holding(workshop, by=by, act=Act.SHORTENED, step=step) as held:
        step = step_of(held, step)
        held.set(step, minutes=minutes, minutes_planned=step.minutes_planned or step.minutes)


# ---- What only shows: no line in the journal -------------------------------------------------------------------


def show_item(*, workshop, item):
    """What the room looks at and talks about; "" for the whole picture."""
    with holding(workshop) as held:
        if held.step is None:
            raise NotPossibleNow
        held.set(held.step, current_item=item)


def order_discussion(*, workshop, step, items):
    """« À regarder », as the facilitation wants it; None for what is proposed."""
    with holding(workshop) as held:
        held.set(step_of(held, step), to_discuss=items)


def accept_late(*, workshop, is_accepting):
    with holding(workshop) as held:
        if held.step is None or held.step.state not in SHOWING_STATES:
            raise NotPossibleNow
        held.set(held.step, accepts_late=is_accepting)


def show_codes(*, workshop, is_shown):
    with holding(workshop) as held:
        held.set(held.workshop, shows_codes=is_shown)


def darken_screen(*, workshop, is_black):
    with holding(workshop) as held:
        held.set(held.workshop, is_screen_black=is_black)


# ---- Moving ---------------------------------------------------------------------------------------------------


def step_of(held, step):
    """The step as it is now, under the lock; the very object of the current one."""
    if held.step is not None and held.step.pk == step.pk:
        return held.step
    return Step.objects.get(workshop=held.workshop, pk=step.pk)


def come_to(held, step):
    """Where it was left: a step that was over is shown again as it ended."""
    if step.state == StepState.DONE:
        enter(held, step, StepState.RECORDING if step.asks else StepState.PRESENTING)
    elif step.state in (StepState.WAITING, StepState.SKIPPED):
        enter(held, step, StepState.PRESENTING)
    else:
        enter(held, step, step.state)


def enter(held, step, state):
    takes_answers = state == StepState.COLLECTING and step.mode in ANSWERED_BY_PHONE
    is_first_reveal = state == StepState.REVEALED and step.state == StepState.COLLECTING
    held.set(step, state=state, is_masked=False, started_at=step.started_at or held.at)
    held.set(
        held.workshop,
        current_step=step,
        open_step=step if takes_answers else None,
        is_screen_black=False,
        shows_codes=False,
    )
    if is_first_reveal:
        held.set(step, **NO_TIMER)
        # People still come in while the first question is asked; later, whoever has the code is let in on demand.
        held.set(held.workshop, is_door_open=False)


def leave(held, step):
    """What was revealed or said is over; what was only asked stays as it is, to come back to."""
    held.set(held.workshop, open_step=None)
    if step.state in SHOWING_STATES or (not step.asks and step.state == StepState.PRESENTING):
        finish(held, step)


def finish(held, step):
    held.set(held.workshop, open_step=None)
    held.set(step, state=StepState.DONE, is_masked=False, ended_at=held.at, **NO_TIMER)
