"""Taking the last gesture back."""

from rlp_portal.workshops.enums import Act
from rlp_portal.workshops.models import Gesture, Participant, Step
from rlp_portal.workshops.refusals import NothingToUndo
from rlp_portal.workshops.services.changing import holding, restore
from rlp_portal.workshops.services.preparing import open_gap, swap
from rlp_portal.workshops.services.recording import unrecord


def last_gesture(workshop):
    """The one that an undo would take back; None when there is none, or it cannot be."""
    last = Gesture.objects.filter(workshop=workshop, undoes__isnull=True, undone_by__isnull=True).first()
    return last if last and last.before is not None else None


def undo_last(*, workshop, by, gesture_id=None):
    """`gesture_id`: the one that the page offered to undo; another one came since when it differs.

    Returns the Gesture that was undone. Raises NothingToUndo; worksheets' AnswerConflict when the group's answer
    changed meanwhile (the gesture then stays).
    """
    gesture = last_gesture(workshop)
    if gesture is None or gesture_id not in (None, gesture.pk):
        raise NothingToUndo
    unrecord(gesture, by=by)
    with holding(workshop) as held:
        if last_gesture(workshop) != gesture:
            raise NothingToUndo
        restore(held, gesture.before)
        come_back(gesture.before.get("removed", []))
        swap_back(gesture.before.get("swapped"))
        put_step_back(held.workshop, gesture.before.get("taken_out"))
        Gesture.objects.create(
            workshop=held.workshop, step=gesture.step, act=Act.UNDONE, undoes=gesture, by=by, at=held.at
        )
    return gesture


def come_back(ids):
    Participant.objects.filter(pk__in=ids).update(removed_at=None, removed_by=None)


def swap_back(ids):
    if ids:
        swap(*Step.objects.filter(pk__in=ids))


def put_step_back(workshop, fields):
    if fields:
        open_gap(workshop, fields["position"])
        Step.objects.create(workshop=workshop, **fields)
