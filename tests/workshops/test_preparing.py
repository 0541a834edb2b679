"""From an outline to an agenda, its rehearsal, and what is talked about first."""

import random

import pytest

from rlp_portal.workshops import queries, services
from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.enums import Anonymity, OutcomeKind, StepKind, StepMode, StepState
from rlp_portal.workshops.models import Participant, Step, Submission, Workshop
from rlp_portal.workshops.outlines import DISCOVERY
from rlp_portal.workshops.refusals import NotPossibleNow
from tests.factories import RoundFactory, StepFactory
from tests.workshops.playing import Room
from worksheets.codes import ObjectCode
from worksheets.models import Answer, Sheet, SheetOwner, SustainedObject, Workbook
from worksheets.services import add_object, save_answer


def agenda(workshop):
    return [(step.position, title_of(step), step.minutes) for step in workshop.steps.all()]


@pytest.fixture
def prepared(facilitator):
    return services.create_workshop(
        round_=RoundFactory(), title="Atelier du 20 novembre", by=facilitator, outline=DISCOVERY
    )


def test_a_workshop_starts_from_its_outline(prepared):
    assert agenda(prepared) == [
        (1, "Accueil", 10),
        (2, "Continuum de collaboration", 30),
        (3, "Obstacles\u00a0: vos plus grandes préoccupations", 15),
        (4, "Importance des quatre stratégies", 20),
        (5, "Suites et prochain pas", 15),
    ]
    assert 10_000_000 <= prepared.join_code <= 99_999_999
    assert prepared.own_workbook != prepared.round.workbook


def test_a_workshop_may_start_empty(facilitator):
    workshop = services.create_workshop(round_=RoundFactory(), title="Vide", by=facilitator)

    services.add_step(workshop=workshop, kind=StepKind.BREAK, title="Pause", minutes=15)
    services.add_step(workshop=workshop, kind=StepKind.INSTRUMENT, instrument_key="ft2", minutes=20)

    assert agenda(workshop) == [
        (1, "Pause", 15),
        (2, "FT2 Résultats à l’interne\u00a0: fonctions du regroupement", 20),
    ]


def names(workshop):
    return [title_of(step).split()[0] for step in workshop.steps.all()]


def test_a_step_moves_past_its_neighbour_and_back(prepared, facilitator):
    step = prepared.steps.get(position=2)

    services.move_step(step=step, by_places=-1, by=facilitator)
    assert names(prepared) == ["Continuum", "Accueil", "Obstacles", "Importance", "Suites"]
    services.move_step(step=step, by_places=-1, by=facilitator)
    assert names(prepared) == ["Continuum", "Accueil", "Obstacles", "Importance", "Suites"]
    services.undo_last(workshop=prepared, by=facilitator)
    services.undo_last(workshop=prepared, by=facilitator)
    assert names(prepared) == ["Accueil", "Continuum", "Obstacles", "Importance", "Suites"]


def test_a_step_taken_out_comes_back_in_its_place(prepared, facilitator):
    step = prepared.steps.get(position=3)
    services.edit_step(step=step, mode=StepMode.TABLES, may_skip=True, minutes=25)

    services.take_step_out(step=step, by=facilitator)
    assert [position for position, _title, _minutes in agenda(prepared)] == [1, 2, 3, 4]
    services.undo_last(workshop=prepared, by=facilitator)

    assert names(prepared) == ["Accueil", "Continuum", "Obstacles", "Importance", "Suites"]
    back = prepared.steps.get(position=3)
    assert (back.public_id, back.mode, back.may_skip, back.minutes) == (step.public_id, StepMode.TABLES, True, 25)


def test_how_a_step_is_answered_changes_only_before_it_asks(room):
    step = room.go_to(2, advance=1)

    with pytest.raises(NotPossibleNow, match="son mode ne change plus"):
        services.edit_step(step=step, mode=StepMode.PAPER)
    services.edit_step(step=step, minutes=5)
    with pytest.raises(NotPossibleNow, match="sautez-la"):
        services.take_step_out(step=step, by=room.by)


def test_anonymity_is_fixed_once_people_are_in(room):
    step = room.step_at(3)
    services.edit_step(step=step, anonymity=Anonymity.FIRST_NAMES)
    services.join(workshop=room.workshop)

    with pytest.raises(NotPossibleNow, match="l’anonymat ne change plus"):
        services.edit_step(step=step, anonymity=Anonymity.ANONYMOUS)


def test_the_agenda_of_a_closed_workshop_does_not_change(room):
    services.close_workshop(workshop=room.workshop, by=room.by)

    with pytest.raises(NotPossibleNow):
        services.add_step(workshop=room.workshop, kind=StepKind.TALK, title="Encore", minutes=5)


# ---- Rehearsing


@pytest.fixture
def rehearsal(prepared, facilitator):
    carnet = prepared.round.workbook
    StepFactory(workshop=prepared, position=6, instrument_key="ladder")
    StepFactory(workshop=prepared, position=7, instrument_key="ft3")
    add_object(workbook=carnet, name="La halte", code=ObjectCode.ACTIVITIES, by=facilitator)
    sheet = Sheet(workbook=carnet, instrument_key="ladder", instrument_version=1)
    value = {"name": "Comité de parents", "rung": 7}
    save_answer(sheet=sheet, address="collaborations.r1", value=value, base="", by=facilitator)
    return services.start_rehearsal(workshop=prepared, by=facilitator, people=8)


def test_a_rehearsal_has_the_same_agenda_its_own_codes_and_people_who_do_not_exist(prepared, rehearsal):
    assert names(rehearsal) == names(prepared)
    assert rehearsal.is_open
    assert rehearsal.join_code != prepared.join_code
    assert Participant.objects.filter(workshop=rehearsal, is_fictitious=True).count() == 8
    assert not Participant.objects.filter(workshop=prepared).exists()


def test_there_is_one_rehearsal_at_a_time_and_none_of_a_rehearsal(prepared, rehearsal, facilitator):
    with pytest.raises(NotPossibleNow, match="déjà en cours"):
        services.start_rehearsal(workshop=prepared, by=facilitator)
    with pytest.raises(NotPossibleNow):
        services.start_rehearsal(workshop=rehearsal, by=facilitator)


def everything_real(workshop):
    """All that a rehearsal may never change."""
    carnet = workshop.round.workbook
    return [
        list(Answer.objects.filter(sheet__workbook__in=[carnet, workshop.own_workbook]).values()),
        list(carnet.changes.values()),
        list(SustainedObject.objects.filter(workbook=carnet).values()),
        list(Workshop.objects.values()),
        list(workshop.steps.values()),
    ]


def test_a_whole_rehearsal_touches_nothing_that_is_real(prepared, rehearsal, facilitator):
    before = everything_real(prepared)
    room = Room(rehearsal, facilitator)

    while room.step is None or room.step.position < 7 or room.step.state != StepState.REVEALED:
        room.advance()
        if room.workshop.open_step:
            assert services.answer_for_fictitious(workshop=rehearsal, luck=random.Random(1)) == 8
            assert queries.count_answered(room.step) == 8
    services.record_outcome(
        step=room.step,
        item="ft3/importance",
        kind=OutcomeKind.CONSENSUS,
        sentence="Oui.",
        by=facilitator,
        value=4,
        base="",
    )

    assert everything_real(prepared) == before
    group = Answer.objects.get(sheet__owner=SheetOwner.GROUP, sheet__instrument_key="ft3")
    assert (group.value, group.sheet.workbook) == (4, rehearsal.own_workbook)


def test_fictitious_people_answer_only_what_is_asked_in_a_rehearsal(room, rehearsal, people):
    room.go_to(2, advance=1)

    assert services.answer_for_fictitious(workshop=room.workshop) == 0
    assert services.answer_for_fictitious(workshop=rehearsal) == 0
    assert not Submission.objects.exists()


def test_some_answer_at_a_time(rehearsal, facilitator):
    room = Room(rehearsal, facilitator)
    room.go_to(2, advance=1)

    assert [services.answer_for_fictitious(workshop=rehearsal, at_most=3) for _ in range(4)] == [3, 3, 2, 0]


def test_a_rehearsal_leaves_without_a_trace(prepared, rehearsal, facilitator):
    room = Room(rehearsal, facilitator)
    room.go_to(2, advance=1)
    services.answer_for_fictitious(workshop=rehearsal)

    services.delete_rehearsal(rehearsal=rehearsal)

    assert list(Workshop.everything.all()) == [prepared]
    assert set(Workbook.objects.all()) == {prepared.round.workbook, prepared.own_workbook}
    assert not Submission.objects.exists()
    with pytest.raises(NotPossibleNow):
        services.delete_rehearsal(rehearsal=prepared)


# ---- What to talk about first


def test_what_is_talked_about_first_comes_from_the_steps_already_revealed(room):
    spread = {"ft3/importance": [1, 1, 3, 5, 5], "ft4/importance": [4, 4, 4, 4, 4], "ft6/importance": [2, 3, 4, 5, 5]}
    room.go_to(2, advance=1)
    for place in range(5):
        participant, _key = services.join(workshop=room.workshop)
        for key, values in spread.items():
            room.answer(participant, values[place], key)
    assert queries.what_to_discuss(room.workshop.steps.all(), minutes_left=60).keys == []

    room.advance()

    found = queries.what_to_discuss(room.workshop.steps.all(), minutes_left=60)
    assert (found.keys, found.is_proposed) == (["ft3/importance", "ft6/importance", "ft4/importance"], True)
    assert queries.what_to_discuss(room.workshop.steps.all(), minutes_left=10).keys == ["ft3/importance"]


def test_with_few_answers_the_order_of_the_sheet_is_told(room, people):
    room.go_to(2, advance=1)
    room.answer(people[0], 1, "ft6/importance")
    room.advance()

    found = queries.what_to_discuss(room.workshop.steps.all(), minutes_left=16)
    assert (found.keys, found.is_proposed, found.is_sheet_order) == (
        ["ft3/importance", "ft4/importance"],
        False,
        True,
    )


def test_the_facilitation_decides_what_is_talked_about(room):
    room.go_to(2, advance=2)

    services.order_discussion(workshop=room.workshop, step=room.step, items=["ft5/importance"])

    assert queries.what_to_discuss(room.workshop.steps.all(), minutes_left=60).keys == ["ft5/importance"]


def test_results_take_the_same_queries_for_one_answer_and_for_thirty(room, django_assert_num_queries):
    room.go_to(2, advance=1)
    for number in (1, 30):
        for _ in range(number):
            room.answer(services.join(workshop=room.workshop)[0], 4)
        step = room.step
        with django_assert_num_queries(2):
            queries.results_of(step)
        with django_assert_num_queries(1):
            queries.count_answered(step)


def test_every_step_of_the_agenda_has_a_title(prepared):
    assert [title_of(step) for step in Step.objects.filter(workshop=prepared) if not title_of(step)] == []
