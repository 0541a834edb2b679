"""Answers come in once, until the reveal, and count the same however they came."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from rlp_portal.workshops import queries, services
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import AnswerOrigin, StepMode
from rlp_portal.workshops.models import Operation, Step, Submission, Workshop
from rlp_portal.workshops.refusals import (
    AnswersClosed,
    NoSuchQuestion,
    NotPossibleNow,
    PersonRemoved,
    SentTwice,
    TableNeeded,
    WorkshopOver,
)
from rlp_portal.workshops.services import answering
from tests.factories import StepFactory, UserFactory, WorkshopFactory
from tests.workshops.playing import Room
from worksheets.individual import PASSED
from worksheets.models import Answer, AnswerState, Change

FT3, FT4 = "ft3/importance", "ft4/importance"


def values(step, key=FT3):
    return queries.results_of(step)[key].values


def test_an_answer_counts_and_the_last_one_of_a_person_stands(room, people):
    room.go_to(2, advance=1)

    room.answer(people[0], 2)
    room.answer(people[0], 4)
    room.answer(people[1], 5)

    assert values(room.step) == (4, 5)
    assert Submission.objects.count() == 2


def test_no_answer_leaves_a_trace_of_who_or_when(room, people):
    room.go_to(2, advance=1)
    room.answer(people[0], 2)

    answer = Answer.objects.get()
    assert (answer.updated_by, answer.updated_at) == (None, room.step.started_at)
    assert not Change.objects.exists()
    assert [field.name for field in Submission._meta.fields if field.get_internal_type() == "DateTimeField"] == [
        "dropped_at"
    ]


def test_one_who_passes_is_counted_apart(room, people):
    room.go_to(2, advance=1)

    room.answer(people[0], 3, state=AnswerState.PASSED)

    found = queries.results_of(room.step)[FT3]
    assert (found.values, found.passed, queries.count_answered(room.step)) == ((), 1, 1)


def test_each_answer_raises_the_version(room, people):
    room.go_to(2, advance=1)
    before = room.workshop.version

    room.answer(people[0], 2)

    assert room.workshop.version == before + 1


def test_the_same_operation_sent_again_does_nothing_twice(room, people):
    room.go_to(2, advance=1)
    op_id = uuid4()
    room.answer(people[0], 2, op_id=op_id)
    room.answer(people[0], 4)
    version = room.workshop.version

    room.answer(people[0], 2, op_id=op_id)

    assert (values(room.step), room.workshop.version) == ((4,), version)


def test_an_answer_sent_again_while_its_first_sending_is_under_way_is_done_once(room, people, monkeypatch):
    """Another first answer of hers came meanwhile too: neither of the two is an error."""
    room.go_to(2, advance=1)
    begun, op_id, read = answering.find_begun, uuid4(), []

    def read_too_early(*about):
        found = begun(*about)
        read.append(found)
        if len(read) == 1:
            room.answer(people[0], 2, op_id=uuid4())
        if len(read) == 3:
            room.answer(people[0], 4, op_id=op_id)
        return found

    monkeypatch.setattr(answering, "find_begun", read_too_early)
    room.answer(people[0], 4, op_id=op_id)

    assert (values(room.step), Submission.objects.count(), Operation.objects.count()) == ((4,), 1, 2)


def test_what_was_acknowledged_stays_so_when_it_comes_again_after_the_reveal(room, people):
    room.go_to(2, advance=1)
    op_id = uuid4()
    room.answer(people[0], 2, op_id=op_id)
    room.advance()

    room.answer(people[0], 2, op_id=op_id)

    with pytest.raises(AnswersClosed):
        room.answer(people[0], 2, op_id=uuid4())
    assert values(room.step) == (2,)


def test_the_same_operation_with_another_body_is_refused(room, people):
    room.go_to(2, advance=1)
    op_id = uuid4()
    room.answer(people[0], 2, op_id=op_id)

    with pytest.raises(SentTwice):
        room.answer(people[0], 3, op_id=op_id)
    with pytest.raises(SentTwice):
        room.answer(people[1], 2, op_id=op_id)
    assert values(room.step) == (2,)


@pytest.mark.parametrize("advance", [0, 2, 3])
def test_nothing_comes_in_before_recueillir_nor_after_reveler(room, people, advance):
    room.go_to(2, advance=advance)

    with pytest.raises(AnswersClosed, match="Cette question est fermée"):
        room.answer(people[0], 4)

    assert not Answer.objects.exists()
    assert not Operation.objects.exists()


def test_an_answer_on_its_way_at_the_reveal_is_refused_whole(room, people):
    step = room.go_to(2, advance=1)
    room.advance()

    with pytest.raises(AnswersClosed):
        room.answer(people[0], 4, step=step)

    assert not Submission.objects.exists()


def test_an_answer_to_a_step_that_was_left_is_refused(room, people):
    left = room.go_to(2, advance=1)
    room.go_to(3, advance=1)

    with pytest.raises(AnswersClosed):
        room.answer(people[0], 4, step=left)


def test_late_answers_come_in_when_the_facilitation_accepts_them(room, people):
    room.go_to(2, advance=1)
    room.answer(people[0], 2)
    room.advance()
    services.accept_late(workshop=room.workshop, is_accepting=True)

    room.answer(people[1], 5)
    room.answer(people[1], 4)

    found = queries.results_of(room.step)[FT3]
    assert (found.values, dict(found.late)) == ((2, 4), {"4": 1})
    with pytest.raises(AnswersClosed):
        room.answer(people[0], 3)


def test_whoever_began_in_time_completes_late_and_what_came_in_time_stays(room, people):
    Step.objects.filter(workshop=room.pk, position=3).update(instrument_key="continuum")
    room.go_to(3, advance=1)
    first, second = [item.key for item in Asked(room.step).items[:2]]
    room.answer(people[0], "often", item=first)
    room.advance()
    services.accept_late(workshop=room.workshop, is_accepting=True)

    room.answer(people[0], "rarely", item=second)
    room.answer(people[0], "sometimes", item=second)
    with pytest.raises(AnswersClosed):
        room.answer(people[0], "sometimes", item=first)

    found = queries.results_of(room.step)
    assert [(dict(found[key].choices), dict(found[key].late), found[key].people) for key in (first, second)] == [
        ({"often": 1}, {}, 1),
        ({"sometimes": 1}, {"sometimes": 1}, 1),
    ]
    assert queries.count_answered(room.step) == 1
    services.undo_last(workshop=room.workshop, by=room.by)
    room.answer(people[0], "rarely", item=second)  # asked again: in the sheet where it lies
    assert dict(queries.results_of(room.step)[second].choices) == {"rarely": 1}


def test_f28_answers_on_their_way_have_a_minute_after_the_end(room, people):
    step = room.go_to(2, advance=1)
    services.close_workshop(workshop=room.workshop, by=room.by)

    room.answer(people[0], 4, step=step)
    Workshop.objects.update(closed_at=timezone.now() - timedelta(seconds=61))

    with pytest.raises(WorkshopOver, match="L’atelier est terminé"):
        room.answer(people[1], 5, step=step)
    assert values(step) == (4,)


def test_a_removed_person_answers_no_more_and_counts_no_more(room, people):
    room.go_to(2, advance=1)
    room.answer(people[0], 4)
    room.answer(people[1], 1)

    services.remove_participants(workshop=room.workshop, ids=[people[0].public_id], by=room.by)

    assert (values(room.step), queries.count_answered(room.step)) == ((1,), 1)
    with pytest.raises(PersonRemoved):
        room.answer(people[0], 5)
    services.undo_last(workshop=room.workshop, by=room.by)
    assert values(room.step) == (1, 4)


def test_a_second_round_keeps_the_first(room, people):
    room.go_to(2, advance=1)
    room.answer(people[0], 2)
    room.advance()
    services.start_round(workshop=room.workshop, by=room.by)

    room.answer(people[0], 5)

    assert values(room.step) == (5,)
    assert queries.results_of(room.step, round_number=1)[FT3].values == (2,)


def test_a_person_sees_her_own_answers_of_this_round(room, people):
    room.go_to(2, advance=1)
    room.answer(people[0], 2)
    room.answer(people[1], 5)

    found = queries.answers_of_participant(people[0], room.step)
    assert {key: answer.value for key, answer in found.items()} == {FT3: 2}


def test_ideas_of_one_person_are_several_answers(room, people):
    room.go_to(3, advance=1)

    room.answer(people[0], "Un comité", "experiences/positive")
    room.answer(people[0], "Une fête", "experiences/positive", address="positive.r2")

    found = queries.results_of(room.step)["experiences/positive"]
    assert sorted(answer.value for answer in found.texts) == ["Un comité", "Une fête"]
    assert queries.count_answered(room.step) == 1


# ---- Tables, papers and hands ----------------------------------------------------------------------------------


def test_a_table_answers_once_whichever_of_its_phones_is_used(room, people):
    room.workshop.steps.filter(position=2).update(mode=StepMode.TABLES)
    room.go_to(2, advance=1)
    with pytest.raises(TableNeeded):
        room.answer(people[0], 2)
    for participant in people[:2]:
        services.sit_at_table(participant=participant, table_number=1)

    room.answer(people[0], 2)
    room.answer(people[1], 3)

    assert (values(room.step), queries.count_tables(room.workshop)) == ((3,), 1)
    assert queries.answers_of_participant(people[0], room.step)[FT3].value == 3


def test_two_people_who_type_papers_have_two_numbers(room):
    step = room.go_to(2, advance=1)
    helper = UserFactory()

    assert [services.begin_paper(step=step, by=helper), services.begin_paper(step=step)] == [1, 2]
    enter(step, 1, 4)
    enter(step, 2, 2)
    assert values(step) == (2, 4)
    assert queries.count_answered(step) == 2


def enter(step, number, value, key=FT3, **more):
    item = Asked(step).find(key)
    services.enter_paper_answer(step=step, paper_number=number, item=item, address=item.address, value=value, **more)


def test_a_paper_is_typed_after_the_reveal_and_after_the_workshop(room):
    step = room.go_to(2, advance=2)
    enter(step, services.begin_paper(step=step), 4)
    services.close_workshop(workshop=room.workshop, by=room.by)

    step = room.step_at(2)
    enter(step, services.begin_paper(step=step), 5)

    assert values(step) == (4, 5)


def test_a_paper_dropped_by_mistake_comes_back(room):
    step = room.go_to(2, advance=1)
    enter(step, services.begin_paper(step=step), 4)

    services.drop_paper(step=step, paper_number=1)
    assert (values(step), queries.count_answered(step)) == ((), 0)
    services.drop_paper(step=step, paper_number=1, is_dropped=False)
    assert values(step) == (4,)


def test_a_paper_that_nobody_began_takes_nothing(room):
    step = room.go_to(2, advance=1)

    with pytest.raises(NoSuchQuestion):
        enter(step, 7, 4)


def test_papers_wait_for_the_workshop(db):
    step = StepFactory(workshop=WorkshopFactory())

    with pytest.raises(NotPossibleNow):
        services.begin_paper(step=step)


def test_hands_are_counted_and_corrected(room):
    step = room.go_to(2)
    item = Asked(step).find(FT3)

    services.count_hands(step=step, item=item, choice="4", count=6)
    services.count_hands(step=step, item=item, choice="4", count=5)
    services.count_hands(step=step, item=item, choice=PASSED, count=2)

    found = queries.results_of(step)[FT3]
    assert (found.values, found.passed) == ((4, 4, 4, 4, 4), 2)
    with pytest.raises(NoSuchQuestion):
        services.count_hands(step=step, item=item, choice="6", count=1)


GIVEN = {FT3: [1, 2, 4, 4, 5, None], FT4: [3, 3, 3, 5, 5, 5]}


def answer_by_phone(room):
    for place in range(6):
        participant, _key = services.join(workshop=room.workshop)
        for key, given in GIVEN.items():
            room.answer(participant, given[place], key, state=state_of(given[place]))


def answer_by_table(room):
    Step.objects.filter(pk=room.step.pk).update(mode=StepMode.TABLES)
    for place in range(6):
        participant, _key = services.join(workshop=room.workshop, table_number=place + 1)
        for key, given in GIVEN.items():
            room.answer(participant, given[place], key, state=state_of(given[place]))


def answer_on_paper(room):
    for place in range(6):
        number = services.begin_paper(step=room.step)
        for key, given in GIVEN.items():
            enter(room.step, number, given[place], key, state=state_of(given[place]))


def answer_by_hands(room):
    for key, given in GIVEN.items():
        for value in set(given):
            item = Asked(room.step).find(key)
            choice = PASSED if value is None else str(value)
            services.count_hands(step=room.step, item=item, choice=choice, count=given.count(value))


def state_of(value):
    return AnswerState.PASSED if value is None else AnswerState.ANSWERED


WAYS = {
    "phone": (answer_by_phone, {AnswerOrigin.PHONE}),
    "table": (answer_by_table, {AnswerOrigin.TABLE}),
    "paper": (answer_on_paper, {AnswerOrigin.PAPER}),
    "hands": (answer_by_hands, set()),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_answers_given_four_ways_add_up_to_the_same_and_keep_their_origin(room, way):
    answer, origins = WAYS[way]
    room.go_to(2, advance=1)

    answer(room)

    told = {
        key: (found.values, found.passed, found.people, found.choices)
        for key, found in queries.results_of(room.step).items()
    }
    assert told[FT3] == ((1, 2, 4, 4, 5), 1, 6, {"1": 1, "2": 1, "4": 2, "5": 1})
    assert told[FT4] == ((3, 3, 3, 5, 5, 5), 0, 6, {"3": 3, "5": 3})
    assert set(Submission.objects.values_list("origin", flat=True)) == origins


# ---- At the same moment ----------------------------------------------------------------------------------------


def in_threads(act, arguments):
    def run(one):
        try:
            return act(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(run, arguments))


def test_f13_many_sends_at_the_same_moment_have_one_effect(running_database):
    workshop = WorkshopFactory(is_open=True)
    StepFactory(workshop=workshop, instrument_key="ft3")
    room = Room(workshop, UserFactory())
    participant, _key = services.join(workshop=workshop)
    room.advance(2)
    step, op_id = room.step, uuid4()

    in_threads(lambda _n: room.answer(participant, 4, op_id=op_id, step=step), range(12))
    in_threads(lambda n: room.answer(participant, n, step=step), [1, 2, 3, 4, 5])

    assert Submission.objects.count() == 1
    assert Answer.objects.filter(sheet__submission__step=step).count() == 1
    assert Operation.objects.count() == 6


def test_whoever_is_told_that_an_answer_is_kept_finds_it_in_the_reveal(running_database):
    """Ten people answer while the facilitator reveals: acknowledged is counted, refused is not."""
    workshop = WorkshopFactory(is_open=True)
    StepFactory(workshop=workshop, instrument_key="ft3")
    room = Room(workshop, UserFactory())
    people = [services.join(workshop=workshop)[0] for _ in range(10)]
    step = room.advance(2)

    def act(one):
        if one is None:
            room.advance()
            return None
        try:
            room.answer(one, 4, step=step)
        except AnswersClosed:
            return False
        return True

    acknowledged = in_threads(act, [*people[:5], None, *people[5:]])

    assert values(room.step) == (4,) * acknowledged.count(True)
