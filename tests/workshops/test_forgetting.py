"""A year after a workshop: the pictures stay as they were, and nobody's own answers are left anywhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rlp_portal.reports.bilan.gathering import gather_workshop
from rlp_portal.workshops import queries, services
from rlp_portal.workshops.enums import CardState, Position
from rlp_portal.workshops.models import (
    Card,
    CardGroup,
    Evaluation,
    Gesture,
    Outcome,
    Participant,
    PollVote,
    Submission,
    Tally,
)
from worksheets.models import Answer, AnswerState, Sheet, SheetOwner
from worksheets.revealing import words_of

FT3, FT4, FT5 = "ft3/importance", "ft4/importance", "ft5/importance"
POSITIVE = "experiences/positive"


def in_days(days):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def people(workshop):
    return [services.join(workshop=workshop)[0] for _ in range(6)]


@pytest.fixture
def over(room, people):
    """Two rounds of one question, few answers to another, ideas, a vote, an evaluation; then the end."""
    room.go_to(2, advance=1)
    for participant, value in zip(people, (2, 2, 4, 4, 5, 1), strict=True):
        room.answer(participant, value)
    room.advance()
    services.start_round(workshop=room.workshop, by=room.by)
    for participant, value in zip(people, (3, 2, 4, 4, 5, None), strict=True):
        room.answer(participant, value, state=AnswerState.PASSED if value is None else AnswerState.ANSWERED)
    for participant in people[:4]:
        room.answer(participant, 3, FT4)
    room.advance(2)
    services.record_outcome(step=room.step, item="", kind="consensus", sentence="On y va", by=room.by)
    poll = services.open_poll(step=room.step, item="", sentence="On y va", by=room.by)
    services.vote(poll=poll, participant=people[0], position=Position.RESERVES, reservation="Trop vite")
    room.go_to(3, advance=1)
    for participant in people:
        room.answer(participant, f"Idée de {participant.pk}", POSITIVE, address="positive.r1")
    room.advance()
    told = Answer.objects.filter(sheet__instrument_key="experiences").first()
    group = services.group_cards(step=room.step, cards=[], name="Confiance")
    services.decide_card(step=room.step, answer_id=told.pk, state=CardState.KEPT, group=group, by=room.by)
    for place, participant in enumerate(people):
        services.evaluate(participant=participant, pace=place % 5 + 1, listening=4 if place < 3 else None)
    services.close_workshop(workshop=room.workshop, by=room.by)
    return room


def told(room, position, **tour):
    results = queries.results_of(room.step_at(position), **tour)
    return {key: (one.choices, one.passed, one.people, words_of(one)) for key, one in results.items() if one.people}


def test_pictures_of_five_answers_stay_and_those_of_fewer_leave(over):
    before, first = told(over, 2), told(over, 2, round_number=1)
    assert set(before) == {FT3, FT4}

    assert services.forget_answers(now=in_days(364)) == 0
    assert services.forget_answers(now=in_days(366)) == 1

    assert told(over, 2) == {FT3: before[FT3]}
    assert told(over, 2, round_number=1) == first
    assert before[FT3][1:3] == (1, 6)


def test_nothing_is_left_of_what_each_person_said(over):
    services.forget_answers(now=in_days(366))

    left = [Participant, Submission, Card, CardGroup, PollVote]
    assert [model.__name__ for model in left if model.objects.exists()] == []
    assert not Sheet.objects.filter(owner=SheetOwner.INDIVIDUAL).exists()
    assert Outcome.objects.get(recorded_at__isnull=False).sentence == "On y va"


def test_an_evaluation_is_nobody_s_any_more(over):
    services.forget_answers(now=in_days(366))

    rows = Evaluation.objects.values_list("participant", "pace", "listening", "usefulness")
    assert sorted(rows) == [(None, pace, None, None) for pace in (1, 1, 2, 3, 4, 5)]


def test_the_bilan_tells_the_same_people_and_ways_and_says_what_left(over):
    before = gather_workshop(over.workshop)

    services.forget_answers(now=in_days(366))

    after = gather_workshop(over.workshop)
    assert [step.how for step in after.steps] == [step.how for step in before.steps]
    assert [step.figures for step in after.steps][0] == [step.figures for step in before.steps][0]
    assert dict(after.facts)["Dans la salle"] == dict(before.facts)["Dans la salle"] == "6\u00a0personnes"
    assert "leurs comptes restent" in dict(after.facts)["Réponses une à une"]
    assert after.steps[-1].ideas == []


def test_hands_of_a_few_people_leave_and_those_of_a_whole_room_stay(room, people):
    room.go_to(2)
    for item, count in ((FT3, 4), (FT5, 9)):
        asked = queries.Asked(room.step).find(item)
        services.count_hands(step=room.step, item=asked, choice="4", count=count)
    services.go_to_state(workshop=room.workshop, state="recording", by=room.by)
    services.close_workshop(workshop=room.workshop, by=room.by)

    services.forget_answers(now=in_days(366))

    assert told(room, 2).keys() == {FT5}
    assert room.step_at(2).answered_by == {"hands": 9}


def test_it_happens_once_and_asks_as_little_of_the_next_ones(over):
    services.forget_answers(now=in_days(366))
    tallies = list(Tally.objects.values_list("item", "choice", "count"))

    assert services.forget_answers(now=in_days(900)) == 0

    assert list(Tally.objects.values_list("item", "choice", "count")) == tallies


def test_the_journal_leaves_after_three_years(over):
    assert services.forget_journals(now=in_days(1_095)) == 0
    assert services.forget_journals(now=in_days(1_100)) > 0

    assert not Gesture.objects.exists()
    assert gather_workshop(over.workshop).state.startswith("Atelier terminé le")
