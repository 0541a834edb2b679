"""« Noter »: the group's words, with how it stands. What is retained lands in the group's sheet of the carnet."""

from django.db import transaction
from django.utils import timezone

from rlp_portal.workshops.agenda import Asked, split_item
from rlp_portal.workshops.enums import Act
from rlp_portal.workshops.models import Outcome, Poll, PollVote, PrivateNote
from rlp_portal.workshops.refusals import AnswersClosed, NoSuchQuestion, TextChanged
from rlp_portal.workshops.services.changing import bump, holding
from rlp_portal.workshops.services.joining import refuse_removed
from worksheets.fingerprints import fingerprint
from worksheets.models import NEVER_ANSWERED, Answer, AnswerState, Change, Origin
from worksheets.schema import UnknownAddress
from worksheets.services import save_answer

# ---- The sentence, projected as it is typed --------------------------------------------------------------------


def type_sentence(*, step, item="", sentence, base=None):
    """What the screen shows while it is typed. `base`: the sentence that the page had, when somebody else may write.

    Raises TextChanged. Returns the Outcome.
    """
    with holding(step.workshop):
        outcome, _is_new = Outcome.objects.get_or_create(step=step, item=item)
        if base is not None and outcome.sentence not in (base, sentence):
            raise TextChanged(outcome.sentence)
        if outcome.sentence != sentence:
            outcome.sentence = sentence
            outcome.save(update_fields=["sentence"])
    return outcome


def record_value(*, step, item, value, base, by, state=AnswerState.ANSWERED, op_id=None):
    """What the group retains, in its sheet of the carnet, under the save contract; returns Saved.

    `item` may name any field of the sheet, those left to the group included. Raises AnswerConflict, cleaning.Refused.
    """
    sheet, address = place_of(step, item)
    saved = save_answer(
        sheet=sheet,
        address=address,
        value=value,
        state=state,
        base=base,
        by=by,
        op_id=op_id,
        origin=Origin.WORKSHOP,
    )
    bump(step.workshop_id)
    return saved


def record_outcome(*, step, kind, sentence, by, item="", reservations="", op_id=None, **noted):
    """How the group stands about an item, or about the whole step. Returns the Outcome.

    A poll about it is over. `noted` is what `record_value` takes (value, state, base), when a value goes with it: it
    is saved first, on its own, so that a conflict keeps it as a variant; the outcome then waits, and its sentence
    stays as typed.
    """
    if noted:
        record_value(step=step, item=item, by=by, op_id=op_id, **noted)
    with holding(step.workshop, by=by, act=Act.RECORDED, step=step) as held:
        outcome, _is_new = Outcome.objects.get_or_create(step=step, item=item)
        held.detail["outcome"] = {"id": outcome.pk, **told(outcome)}
        held.detail["op_id"] = str(op_id) if noted and op_id else None
        outcome.kind, outcome.sentence, outcome.reservations = kind, sentence, reservations
        outcome.value = value_in_sheet(step, item) if item else None
        outcome.recorded_at, outcome.recorded_by = held.at, by
        outcome.save()
        Poll.objects.filter(step=step, item=item, closed_at__isnull=True).update(closed_at=held.at)
    return outcome


def told(outcome):
    """How an outcome stood, for the undo: no text, which stays as typed."""
    return {
        "kind": outcome.kind,
        "recorded_at": outcome.recorded_at and outcome.recorded_at.isoformat(),
        "recorded_by": outcome.recorded_by_id,
    }


def place_of(step, item):
    """(the group's sheet, address); raises NoSuchQuestion."""
    try:
        key, address = split_item(item)
        asked = Asked(step)
        asked.instrument(key).find(address)
        return asked.group_sheet(key), address
    except UnknownAddress:
        raise NoSuchQuestion from None


def value_in_sheet(step, item):
    sheet, address = place_of(step, item)
    answer = Answer.objects.filter(sheet=sheet.pk, address=address).first() if sheet.pk else None
    if answer is None or answer.fingerprint == NEVER_ANSWERED:
        return None
    return {"value": answer.value, "state": answer.state}


def unrecord(gesture, *, by):
    """Before the undo of a recorded outcome: its value leaves the carnet too. Raises AnswerConflict."""
    before = gesture.before.get("outcome") if gesture.act == Act.RECORDED else None
    if before is None:
        return
    change = Change.objects.filter(op_id=gesture.before["op_id"]).first() if gesture.before["op_id"] else None
    if change:
        take_value_back(change, by=by)
    Outcome.objects.filter(pk=before["id"]).update(
        kind=before["kind"], recorded_at=before["recorded_at"], recorded_by=before["recorded_by"]
    )


def take_value_back(change, *, by):
    earlier = change.before or {"value": None, "state": AnswerState.ANSWERED}
    save_answer(
        sheet=change.sheet,
        address=change.address,
        value=earlier["value"],
        state=earlier["state"],
        base=fingerprint(change.after["value"], change.after["state"]),
        by=by,
        origin=Origin.WORKSHOP,
    )


# ---- « Sonder l’accord » ---------------------------------------------------------------------------------------


def open_poll(*, step, sentence, by, item=""):
    """Phones ask where people stand; another poll of the step is over."""
    with holding(step.workshop) as held:
        Poll.objects.filter(step=step, closed_at__isnull=True).update(closed_at=held.at)
        return Poll.objects.create(step=step, item=item, sentence=sentence, opened_by=by, opened_at=held.at)


def close_poll(*, poll):
    with holding(poll.step.workshop) as held:
        Poll.objects.filter(pk=poll.pk, closed_at__isnull=True).update(closed_at=held.at)


def vote(*, poll, participant, position, reservation=""):
    """The last choice of a person stands."""
    refuse_removed(participant)
    with transaction.atomic():
        if not Poll.objects.select_for_update().filter(pk=poll.pk, closed_at__isnull=True).exists():
            raise AnswersClosed
        PollVote.objects.update_or_create(
            poll=poll, participant=participant, defaults={"position": position, "reservation": reservation}
        )
        bump(participant.workshop_id)


# ---- Private notes ---------------------------------------------------------------------------------------------


def write_note(*, workshop, text, base, by, step=None):
    """The facilitation's own notes. `base`: the text that the page had. Raises TextChanged: nothing is lost."""
    with transaction.atomic():
        type(workshop).everything.select_for_update().get(pk=workshop.pk)
        note = PrivateNote.objects.filter(workshop=workshop, step=step).first()
        present = note.text if note else ""
        if present not in (base, text):
            raise TextChanged(present)
        note = note or PrivateNote(workshop=workshop, step=step)
        note.text, note.written_by, note.written_at = text, by, timezone.now()
        note.save()
    return note
