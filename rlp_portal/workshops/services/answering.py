"""Answers come in: from phones, shared devices, papers and raised hands. All count the same.

An answer is acknowledged once its transaction is over. The same operation sent again does nothing twice. What comes
after « Révéler » is refused, in the very UPDATE that would have counted it: the text stays with whoever wrote it.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from rlp_portal.ui.live.waking import carried
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import AnswerOrigin, StepMode, StepState, WorkshopState
from rlp_portal.workshops.models import Operation, Submission, Tally
from rlp_portal.workshops.models.agenda import SHOWING_STATES
from rlp_portal.workshops.refusals import (
    AnswersClosed,
    NoSuchQuestion,
    NotPossibleNow,
    SentTwice,
    TableNeeded,
    WorkshopOver,
    WorkshopRefusal,
)
from rlp_portal.workshops.services.changing import (
    bump,
    bump_if_collecting,
    holding,
    next_version_while_collecting,
    topic_of,
)
from rlp_portal.workshops.services.joining import refuse_removed
from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.individual import PASSED
from worksheets.models import NEVER_ANSWERED, Answer, AnswerState
from worksheets.prepared import Prepared, PreparedInsert, at_once_in_a_queue, write_together
from worksheets.schema import UnknownAddress
from worksheets.services import begin_individual_sheet, individual_sheet_to_write, save_individual_answer

TRIES = 3  # another first answer of hers may come meanwhile, then this very one sent again
GRACE = timedelta(seconds=60)  # after the closing, for answers on their way

# What every answer of a phone asks.
SHEETS_OF_PHONE = Prepared(
    lambda step, round_number, instrument_key, participant: Submission.objects.filter(
        step=step, round_number=round_number, instrument_key=instrument_key, participant=participant
    ).order_by("is_late")
)
NEW_SUBMISSION, NEW_OPERATION = PreparedInsert(Submission), PreparedInsert(Operation, with_key=True)


@dataclass(frozen=True)
class Begun:
    """Her sheet as it was just read; `sheet_id` is None as long as there is none."""

    sheet_id: int | None = None
    is_late: bool = False


def submit_answer(*, participant, step, item, address, value, op_id, state=AnswerState.ANSWERED, begun=None):
    """One cleaned answer from a phone; `item` is of `agenda.Asked(step).items`. Sent again, it does nothing twice.

    `begun`: for who just read it. Raises AnswersClosed, WorkshopOver, PersonRemoved, TableNeeded, SentTwice;
    cleaning.Refused.
    """
    refuse_removed(participant)
    owner = owner_of(participant, step)
    value = value if state == AnswerState.ANSWERED else None
    mark = fingerprint([participant.pk, step.pk, address, value], state)
    operation = Operation(op_id=op_id, workshop_id=step.workshop_id, mark=mark)
    answer = {"item": item, "address": address, "value": value, "state": state}
    begun = begun or find_begun(step, owner, item)
    write = (
        partial(submit_at_once, next_sheet=participant.next_sheet) if step.state == StepState.COLLECTING else submit
    )
    for left in reversed(range(TRIES)):
        try:
            write(operation, step, owner, begun, **answer)
            return
        except (IntegrityError, Refused, WorkshopRefusal) as refusal:
            if was_done(operation):  # and its acknowledgement was lost, or it came twice at the same moment
                return
            if not left or not isinstance(refusal, IntegrityError):
                raise
        write, begun = submit, find_begun(step, owner, item)  # which says why, if it is refused


def submit_at_once(operation, step, owner, begun, *, next_sheet, item, **answer):
    """What nearly every answer does, in one exchange. IntegrityError when anything is not as it was read.

    The workshop's row is written last, so that it is locked for the shortest time.
    """
    with at_once_in_a_queue(is_one_call=bool(begun.sheet_id or next_sheet)) as before:
        begun, first = begin(begun, step, owner, item.instrument, key=next_sheet)
        last = [*carried(topic_of(step.workshop_id)), next_version_while_collecting(step)]
        save(begun, step, item=item, **answer, before=[*before, NEW_OPERATION.bound(operation), *first], after=last)


@transaction.atomic
def submit(operation, step, owner, begun, *, item, **answer):
    late = step.state in SHOWING_STATES
    if late:
        begun = find_begun_late(step, owner, item)
    begun, first = begin(begun, step, owner, item.instrument, is_late=late)
    save(begun, step, item=item, **answer, before=[NEW_OPERATION.bound(operation), *first])
    refuse_if_closed(step, late=late)


def send_sheet(*, participant, step):
    """« Envoyer »: this person has finished. What was saved before counts all the same."""
    owner = owner_of(participant, step)
    with transaction.atomic():
        sent = Submission.objects.filter(step=step, round_number=step.round_number, **owner).update(is_sent=True)
        if sent:
            refuse_if_closed(step, late=step.state in SHOWING_STATES)
    return bool(sent)


def owner_of(participant, step):
    if step.mode != StepMode.TABLES:
        return {"origin": AnswerOrigin.PHONE, "participant": participant}
    if participant.table_number is None:
        raise TableNeeded
    return {"origin": AnswerOrigin.TABLE, "table_number": participant.table_number}


def is_new_operation(operation):
    """True once for each id: it is written. Raises SentTwice when it came before with another body."""
    try:
        with transaction.atomic():
            write_together(NEW_OPERATION.bound(operation))  # waits for the same id under way elsewhere
    except IntegrityError:
        return not was_done(operation)
    return True


def was_done(operation):
    """Raises SentTwice when something else was done under this id."""
    found = Operation.objects.filter(pk=operation.pk).first()
    if found and (found.workshop_id, found.mark) != (operation.workshop_id, operation.mark):
        raise SentTwice
    return found is not None


def refuse_if_closed(step, *, late):
    """Last, as the workshop's row is locked then.

    A late answer is one that the facilitation accepts after the reveal; a last one has a minute after the closing.
    """
    if late:
        if not (step.accepts_late and bump(step.workshop_id, current_step=step)):
            refuse(step)
    elif not (bump_if_collecting(step) or (step.state == StepState.COLLECTING and just_closed(step))):
        refuse(step)


def refuse(step):
    raise WorkshopOver if is_over(step) else AnswersClosed


def just_closed(step):
    return bump(step.workshop_id, state=WorkshopState.CLOSED, closed_at__gt=timezone.now() - GRACE)


def is_over(step):
    return type(step.workshop).everything.filter(pk=step.workshop_id, state=WorkshopState.CLOSED).exists()


# ---- Writing --------------------------------------------------------------------------------------------------


def save(begun, step, *, item, address, value, state, **around):
    return save_individual_answer(
        sheet_id=begun.sheet_id,
        asked=item.asked,
        address=address,
        value=value,
        state=state,
        at=moment_of(step),
        carnet_id=step.workshop.carnet_id,
        **around,
    )


def moment_of(step):
    """The same for everybody: the order of answers would say who wrote them."""
    return step.started_at or step.workshop.created_at


def begin(begun, step, owner, instrument, *, is_late=False, key=None):
    """(her sheet, what `write_together` takes for it): nothing when she has one. `key`: of the new one, if known."""
    if begun.sheet_id:
        return begun, []
    about = {"workbook_id": step.workshop.own_workbook_id, "instrument": instrument, "at": moment_of(step)}
    if key:
        sheet, *writes = individual_sheet_to_write(key=key, **about)
    else:
        sheet, writes = begin_individual_sheet(**about), []
    submission = Submission(sheet=sheet, is_late=is_late, **place_of(step, instrument), **owner)
    return submission, [*writes, NEW_SUBMISSION.bound(submission)]


def find_begun(step, owner, item):
    """Hers in time; the late one for what lies there, when the facilitation took the reveal back."""
    found = find_submissions(step, owner, item.instrument)
    if len(found) > 1 and holds_answer(found[1], item):
        return found[1]
    return next(iter(found), Begun())


def find_begun_late(step, owner, item):
    """What came after the reveal lies in a sheet of its own: what came in time stays as the room saw it."""
    late = Begun()
    for one in find_submissions(step, owner, item.instrument):
        if one.is_late:
            late = one
        elif holds_answer(one, item):
            raise AnswersClosed
    return late


def holds_answer(submission, item):
    given = Answer.objects.filter(sheet=submission.sheet_id).exclude(fingerprint=NEVER_ANSWERED)
    return any(item.holds(address) for address in given.values_list("address", flat=True))


def find_submissions(step, owner, instrument):
    """At most two: in time, then late."""
    where = {**place_of(step, instrument), **owner}
    del where["origin"]
    if "participant" not in where:
        return list(Submission.objects.filter(**where).order_by("is_late"))
    return SHEETS_OF_PHONE(**where | {"step": step.pk, "participant": where["participant"].pk})


def place_of(step, instrument):
    return {"step": step, "round_number": step.round_number, "instrument_key": instrument.key}


# ---- Paper ----------------------------------------------------------------------------------------------------


def begin_paper(*, step, by=None, origin=AnswerOrigin.PAPER):
    """The number of a new paper sheet: two people who type at once have two."""
    with holding(step.workshop) as held:
        refuse_unfit_for_entry(step, held.workshop)
        last = Submission.objects.filter(step=step, round_number=step.round_number)
        number = (last.aggregate(last=Max("paper_number"))["last"] or 0) + 1
        for instrument in Asked(step).instruments:
            owner = {"origin": origin, "paper_number": number, "entered_by": by}
            write_together(*begin(Begun(), step, owner, instrument)[1])
    return number


def enter_paper_answer(*, step, paper_number, item, address, value, state=AnswerState.ANSWERED):
    """One cleaned answer of a paper sheet begun before. Papers are entered before and after the reveal alike."""
    value = value if state == AnswerState.ANSWERED else None
    with transaction.atomic():
        refuse_unfit_for_entry(step, step.workshop)
        where = {"step": step, "round_number": step.round_number, "instrument_key": item.instrument.key}
        submission = Submission.objects.filter(paper_number=paper_number, **where).first()
        if submission is None:
            raise NoSuchQuestion
        save(submission, step, item=item, address=address, value=value, state=state)
        bump(step.workshop_id)


def drop_paper(*, step, paper_number, is_dropped=True):
    """A sheet typed by mistake counts no more; it can be taken back. Its number is not used again in this round."""
    with transaction.atomic():
        found = Submission.objects.filter(step=step, round_number=step.round_number, paper_number=paper_number)
        found.update(dropped_at=timezone.now() if is_dropped else None)
        bump(step.workshop_id)


def refuse_unfit_for_entry(step, workshop):
    """A sheet may be typed after the workshop, as long as it is not forgotten."""
    if not step.asks or workshop.state == WorkshopState.DRAFT or workshop.keys_forgotten_at:
        raise NotPossibleNow


# ---- Hands ----------------------------------------------------------------------------------------------------


def count_hands(*, step, item, choice, count, by=None):
    """How many raise their hand for one choice of an item; « passed » for those who do not know."""
    if choice != PASSED and choice not in {option.key for option in item.choices}:
        raise NoSuchQuestion
    with transaction.atomic():
        refuse_unfit_for_entry(step, step.workshop)
        Tally.objects.update_or_create(
            step=step,
            round_number=step.round_number,
            item=item.key,
            choice=choice,
            defaults={"count": count, "counted_by": by},
        )
        bump(step.workshop_id)


def find_asked(step, key, address):
    """The Item of a request; raises NoSuchQuestion."""
    try:
        return Asked(step).find(key, address)
    except UnknownAddress:
        raise NoSuchQuestion from None
