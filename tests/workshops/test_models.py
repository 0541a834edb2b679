"""What must always be true of a workshop is refused by the database, whoever writes."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from rlp_portal.workshops.enums import AnswerOrigin, StepKind, StepMode, StepState, WorkshopState
from rlp_portal.workshops.models import Evaluation, Outcome, Poll, Step, Submission, Tally, Workshop
from tests.factories import ParticipantFactory, RoundFactory, StepFactory, UserFactory, WorkshopFactory
from worksheets.models import Sheet, SheetOwner, Workbook

pytestmark = pytest.mark.django_db


def refuses(row, **changes):
    """The name of what refuses these changes of a stored row; "" when nothing does."""
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**changes)
    except IntegrityError as error:
        return str(error)
    return ""


WORKSHOP_REFUSALS = {
    "workshop_code_has_eight_digits": {"join_code": 9_999_999},
    "workshop_people_within_reason": {"headcount": 401},
    "workshop_state_has_its_moments": {"state": WorkshopState.CLOSED, "is_door_open": False},
    "workshop_nothing_goes_on_unless_open": {"state": WorkshopState.DRAFT, "opened_at": None, "opened_by": None},
    "workshop_opened_when_and_by": {"opened_by": None},
}


@pytest.mark.parametrize("name", WORKSHOP_REFUSALS)
def test_a_workshop_refuses(name):
    workshop = WorkshopFactory(is_open=True)

    assert name in refuses(workshop, **WORKSHOP_REFUSALS[name])


def test_only_the_current_step_takes_answers():
    workshop = WorkshopFactory(is_open=True)
    first, second = StepFactory(workshop=workshop), StepFactory(workshop=workshop)

    name = "workshop_answers_of_the_current_step_only"
    assert name in refuses(workshop, open_step=first)
    assert name in refuses(workshop, current_step=first, open_step=second)
    assert refuses(workshop, current_step=first, open_step=first) == ""


def test_two_workshops_never_have_the_same_code():
    WorkshopFactory(join_code=48_291_374)

    with pytest.raises(IntegrityError):
        WorkshopFactory(join_code=48_291_374)


STEP_REFUSALS = {
    "step_of_an_instrument_names_it": {"instrument_key": ""},
    "step_minutes_within_reason": {"minutes": 241},
    "step_of_talk_asks_nothing": {
        "kind": StepKind.TALK,
        "instrument_key": "",
        "instrument_version": None,
        "state": StepState.REVEALED,
        "started_at": timezone.now(),
    },
    "step_of_group_collects_no_sheet": {
        "state": StepState.COLLECTING,
        "mode": StepMode.GROUP,
        "started_at": timezone.now(),
    },
    "step_round_from_one": {"round_number": 0},
    "step_masks_what_is_revealed": {"is_masked": True},
    "step_under_way_was_started": {"state": StepState.REVEALED},
    "step_timer_runs_or_waits": {"timer_ends_at": timezone.now(), "timer_left": 60},
}


@pytest.mark.parametrize("name", STEP_REFUSALS)
def test_a_step_refuses(name):
    assert name in refuses(StepFactory(), **STEP_REFUSALS[name])


def test_a_place_of_the_agenda_holds_one_step():
    step = StepFactory(position=1)

    with pytest.raises(IntegrityError):
        StepFactory(workshop=step.workshop, position=1)


def sheet_of(step):
    return Sheet.objects.create(
        workbook=step.workshop.own_workbook,
        instrument_key=step.instrument_key,
        instrument_version=1,
        owner=SheetOwner.INDIVIDUAL,
    )


def submit(step, **owner):
    return Submission.objects.create(step=step, instrument_key=step.instrument_key, sheet=sheet_of(step), **owner)


@pytest.mark.parametrize("origin", AnswerOrigin)
def test_a_sheet_has_the_owner_of_its_origin_and_no_other(origin):
    step = StepFactory()
    owners = {
        "participant": ParticipantFactory(workshop=step.workshop),
        "table_number": 1,
        "paper_number": 1,
    }
    fitting = {
        AnswerOrigin.PHONE: "participant",
        AnswerOrigin.TABLE: "table_number",
        AnswerOrigin.PAPER: "paper_number",
        AnswerOrigin.IMPORTED: "paper_number",
    }

    for owner, value in owners.items():
        if owner == fitting[origin]:
            submission = submit(step, origin=origin, **{owner: value})
        else:
            with pytest.raises(IntegrityError, match="submission_has_the_owner"), transaction.atomic():
                submit(step, origin=origin, **{owner: value})
    everyone = refuses(submission, **owners)
    assert "submission_has_the_owner_of_its_origin" in everyone


def test_a_person_has_one_sheet_in_each_round_of_a_step():
    step = StepFactory()
    participant = ParticipantFactory(workshop=step.workshop)
    submit(step, origin=AnswerOrigin.PHONE, participant=participant)

    with pytest.raises(IntegrityError), transaction.atomic():
        submit(step, origin=AnswerOrigin.PHONE, participant=participant)
    submit(step, origin=AnswerOrigin.PHONE, participant=participant, round_number=2)


def test_hands_are_counted_once_for_each_choice():
    step = StepFactory()
    Tally.objects.create(step=step, item="continuum/today.networking", choice="often", count=4)

    with pytest.raises(IntegrityError):
        Tally.objects.create(step=step, item="continuum/today.networking", choice="often", count=5)


def test_what_is_recorded_says_how_the_group_stands():
    outcome = Outcome.objects.create(step=StepFactory(), sentence="Nous avançons.")

    refusal = refuses(outcome, recorded_at=timezone.now(), recorded_by=UserFactory())
    assert "outcome_recorded_has_its_kind" in refusal


def test_a_step_asks_about_one_sentence_at_a_time():
    step, person = StepFactory(), UserFactory()
    Poll.objects.create(step=step, sentence="Nous avançons.", opened_by=person)

    with pytest.raises(IntegrityError):
        Poll.objects.create(step=step, sentence="Nous reculons.", opened_by=person)


def test_an_evaluation_goes_from_1_to_5():
    participant = ParticipantFactory()
    evaluation = Evaluation.objects.create(workshop=participant.workshop, participant=participant, pace=5)

    assert "evaluation_from_1_to_5" in refuses(evaluation, pace=6)


# ---- Rehearsals -----------------------------------------------------------------------------------------------


def test_nobody_meets_a_rehearsal_who_did_not_ask_for_it():
    round_ = RoundFactory()
    real = WorkshopFactory(round=round_)
    rehearsal = WorkshopFactory(round=round_, rehearsal_of=real)

    assert list(Workshop.objects.all()) == [real]
    assert list(round_.workshops.all()) == [real]
    assert list(Workshop.everything.all()) == [real, rehearsal]


def test_what_a_rehearsal_writes_never_reaches_the_carnet():
    real = WorkshopFactory()
    rehearsal = WorkshopFactory(round=real.round, rehearsal_of=real)

    assert real.carnet_id == real.round.workbook_id
    assert rehearsal.carnet_id == rehearsal.own_workbook_id
    assert not Workbook.objects.filter(pk=rehearsal.own_workbook_id, round__isnull=False).exists()


def test_a_workshop_has_one_rehearsal_at_a_time():
    real = WorkshopFactory()
    WorkshopFactory(round=real.round, rehearsal_of=real)

    with pytest.raises(IntegrityError):
        WorkshopFactory(round=real.round, rehearsal_of=real)


def test_a_workshop_leaves_with_all_that_hangs_from_it():
    workshop = WorkshopFactory(is_open=True)
    step = StepFactory(workshop=workshop)
    Workshop.everything.filter(pk=workshop.pk).update(current_step=step, open_step=step)
    submit(step, origin=AnswerOrigin.PHONE, participant=ParticipantFactory(workshop=workshop))

    Workshop.everything.get(pk=workshop.pk).delete()

    assert not Step.objects.exists()
    assert not Submission.objects.exists()
