"""The state that each face is told, as JSON: a page compares it with what it shows, and fetches what is no longer so.

Before « Révéler » a face knows how many answered, and nothing else of what people answer. A page that holds a form is
never replaced by what comes here.
"""

from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.codes import said_code
from rlp_portal.workshops.enums import StepState
from rlp_portal.workshops.services import mark_of


def phone(snapshot):
    """All phones are told the same."""
    return {**common(snapshot), "poll": poll_asked(snapshot.scene), "sentence": sentence(snapshot.scene)}


def screen(snapshot):
    workshop = snapshot.scene.workshop
    return {
        **common(snapshot),
        "code": said_code(workshop.join_code) if workshop.join_code and workshop.is_open else "",
        "door": workshop.is_door_open,
        "codes": workshop.shows_codes,
        "black": workshop.is_screen_black,
        "people": snapshot.people,
        "headcount": workshop.headcount,
        "sentence": sentence(snapshot.scene),
        "poll": poll_counted(snapshot.scene),
    }


def console(snapshot):
    undoable = snapshot.scene.undoable
    return {
        **screen(snapshot),
        "agenda": [
            {
                "id": str(step.public_id),
                "state": step.state,
                "minutes": step.minutes,
                "started": milliseconds(step.started_at),
                "ended": milliseconds(step.ended_at),
            }
            for step in snapshot.scene.steps
        ],
        "undo": {"id": undoable.pk, "said": undoable.get_act_display()} if undoable else None,
        "helper": snapshot.scene.workshop.helper_token is not None,
    }


FACES = {"phone": phone, "screen": screen, "console": console}


# ---- Parts ------------------------------------------------------------------------------------------------------


def common(snapshot):
    workshop, step = snapshot.scene.workshop, snapshot.scene.step
    return {
        "version": snapshot.version,
        "mark": mark_of(step),
        "workshop": workshop.state,
        "step": step_told(snapshot, step) if step else None,
    }


def step_told(snapshot, step):
    return {
        "id": str(step.public_id),
        "place": snapshot.scene.steps.index(step) + 1,
        "of": len(snapshot.scene.steps),
        "title": title_of(step),
        "asks": step.asks,
        "mode": step.mode,
        "state": step.state,
        "round": step.round_number,
        "shows": step.shows_answers,
        "item": step.current_item,
        "late": step.accepts_late,
        "answered": snapshot.answered,
        "expected": snapshot.expected,
        "timer": {
            "ends": milliseconds(step.timer_ends_at),
            "left": step.timer_left,
            "length": step.timer_length,
            "people": step.timer_people,
        },
    }


def sentence(scene):
    """What is being noted, once the room sees it."""
    step, outcome = scene.step, scene.outcome
    if step is None or step.state != StepState.RECORDING or step.is_masked or outcome is None:
        return None
    return {"text": outcome.sentence, "kind": outcome.kind, "recorded": outcome.recorded_at is not None}


def poll_asked(scene):
    return {"id": str(scene.poll.public_id), "sentence": scene.poll.sentence} if scene.poll else None


def poll_counted(scene):
    """How many stand where; never whose reservations."""
    if scene.poll is None:
        return None
    votes = {position.value: count for position, count in scene.votes.items()}
    return {**poll_asked(scene), "votes": votes}


def milliseconds(moment):
    """As a browser counts time; it corrects its own clock by the moment when its page was drawn."""
    return round(moment.timestamp() * 1000) if moment else None
