"""Answers come in: from phones, shared devices, papers and raised hands. All count the same.

An answer is acknowledged once its transaction is over. The same operation sent again does nothing twice. What comes
after « Révéler » is refused, in the very UPDATE that would have counted it: the text stays with whoever wrote it.
"""

from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

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
)
from rlp_portal.workshops.services.changing import bump, bump_if_collecting, holding
from rlp_portal.workshops.services.joining import refuse_removed
from worksheets.fingerprints import fingerprint
from worksheets.individual import PASSED
from worksheets.models import AnswerState
from worksheets.prepared import Prepared
from worksheets.schema import UnknownAddress
from worksheets.services import begin_individual_sheet, save_individual_answer

GRACE = timedelta(seconds=60)  # after the closing, for answers on their way

# What every answer of a phone asks.
SHEET_OF_PHONE = Prepared(
    lambda step, round_number, instrument_key, participant: Submission.objects.filter(
        step=step, round_number=round_number, instrument_key=instrument_key, participant=participant
    )
)


def submit_answer(*, participant, step, item, address, value, op_id, state=AnswerState.ANSWERED):
    """One cleaned answer from a phone; `item` is of `agenda.Asked(step).items`. Sent again, it does nothing twice.

    Raises AnswersClosed, WorkshopOver, PersonRemoved, TableNeeded, SentTwice; cleaning.Refused.
    """
    refuse_removed(participant)
    owner = owner_of(participant, step)
    value = value if state == AnswerState.ANSWERED else None
    mark = fingerprint([participant.pk, step.pk, address, value], state)
    late = step.state in SHOWING_STATES
    with transaction.atomic():
        if not is_new_operation(op_id, workshop_id=step.workshop_id, mark=mark):
            return
        submission = find_or_begin(step, owner, instrument=item.instrument, late=late)
        if late and not submission.is_late:
            raise AnswersClosed
        save(submission, step, item=item, address=address, value=value, state=state)
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


def is_new_operation(op_id, *, workshop_id, mark):
    """True once for each id. Raises SentTwice when it came before with another body."""
    if insert_operation(op_id, workshop_id, mark):
        return True
    if not Operation.objects.filter(pk=op_id, workshop=workshop_id, mark=mark).exists():
        raise SentTwice
    return False


def insert_operation(op_id, workshop_id, mark):
    """One statement, which waits for the same id under way elsewhere; Django's own would need a savepoint."""
    table = connection.ops.quote_name(Operation._meta.db_table)
    sql = f"INSERT INTO {table} (op_id, workshop_id, mark) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [Operation._meta.pk.get_db_prep_value(op_id, connection), workshop_id, mark])
        return cursor.rowcount == 1


def refuse_if_closed(step, *, late):
    """Last, so that the workshop's row is locked for the shortest time.

    A late answer is one that the facilitation accepts after the reveal; a last one has a minute after the closing.
    """
    if late:
        found = bump(step.workshop_id, current_step=step) if step.accepts_late else False
    else:
        found = bump_if_collecting(step) or (step.state == StepState.COLLECTING and just_closed(step))
    if not found:
        raise WorkshopOver if is_over(step) else AnswersClosed


def just_closed(step):
    return bump(step.workshop_id, state=WorkshopState.CLOSED, closed_at__gt=timezone.now() - GRACE)


def is_over(step):
    return type(step.workshop).everything.filter(pk=step.workshop_id, state=WorkshopState.CLOSED).exists()


# ---- Writing --------------------------------------------------------------------------------------------------


def save(submission, step, *, item, address, value, state):
    save_individual_answer(
        sheet_id=submission.sheet_id,
        asked=item.asked,
        address=address,
        value=value,
        state=state,
        at=moment_of(step),
        carnet_id=step.workshop.carnet_id,
    )


def moment_of(step):
    """The same for everybody: the order of answers would say who wrote them."""
    return step.started_at or step.workshop.created_at


def find_or_begin(step, owner, *, instrument, late=False):
    where = {"step": step, "round_number": step.round_number, "instrument_key": instrument.key, **owner}
    where.pop("origin")
    found = find_submission(where)
    if found:
        return found
    try:
        with transaction.atomic():
            sheet = begin_individual_sheet(
                workbook_id=step.workshop.own_workbook_id, instrument=instrument, at=moment_of(step)
            )
            return Submission.objects.create(sheet=sheet, is_late=late, **where, origin=owner["origin"])
    except IntegrityError:  # two answers of one person at once: the other one began it
        return Submission.objects.get(**where)


def find_submission(where):
    if "participant" not in where:
        return Submission.objects.filter(**where).first()
    return SHEET_OF_PHONE.first(**where | {"step": where["step"].pk, "participant": where["participant"].pk})


# ---- Paper ----------------------------------------------------------------------------------------------------


def begin_paper(*, step, by=None, origin=AnswerOrigin.PAPER):
    """The number of a new paper sheet: two people who type at once have two."""
    with holding(step.workshop) as held:
        refuse_unfit_for_entry(step, held.workshop)
        last = Submission.objects.filter(step=step, round_number=step.round_number)
        number = (last.aggregate(last=Max("paper_number"))["last"] or 0) + 1
        for instrument in Asked(step).instruments:
            submission = find_or_begin(step, {"origin": origin, "paper_number": number}, instrument=instrument)
            if by:
                Submission.objects.filter(pk=submission.pk).update(entered_by=by)
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
