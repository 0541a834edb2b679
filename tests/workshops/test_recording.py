"""« Noter »: what lands in the carnet, what stays in the workshop, and taking it back."""

from uuid import uuid4

import pytest

from rlp_portal.workshops import queries, services
from rlp_portal.workshops.enums import CardState, OutcomeKind, Position
from rlp_portal.workshops.models import CardGroup, Outcome, PollVote
from rlp_portal.workshops.refusals import AnswersClosed, NoSuchQuestion, PersonRemoved, TextChanged
from tests.factories import UserFactory
from worksheets.fingerprints import fingerprint
from worksheets.models import NEVER_ANSWERED, Answer, Change, Origin, Sheet, SheetOwner, Variant
from worksheets.services import AnswerConflict, save_answer

FT3 = "ft3/importance"


def record(room, value=4, *, item=FT3, kind=OutcomeKind.CONSENSUS, base=NEVER_ANSWERED, op_id=None, **more):
    noted = {} if value is None else {"value": value, "base": base}
    return services.record_outcome(
        step=room.step,
        item=item,
        kind=kind,
        sentence="Essentielle.",
        by=room.by,
        op_id=op_id or uuid4(),
        **noted,
        **more,
    )


def in_carnet(room, key="ft3"):
    found = Answer.objects.filter(
        sheet__workbook=room.workshop.round.workbook, sheet__instrument_key=key, sheet__owner=SheetOwner.GROUP
    )
    return {answer.address: answer.value for answer in found}


def test_what_is_noted_lands_in_the_carnet_with_its_origin_and_author(room):
    room.go_to(2, advance=3)

    outcome = record(room)

    assert in_carnet(room) == {"importance": 4}
    change = Change.objects.get()
    assert (change.origin, change.author, change.workbook) == (Origin.WORKSHOP, room.by, room.workshop.round.workbook)
    assert (outcome.kind, outcome.sentence, outcome.value) == (
        OutcomeKind.CONSENSUS,
        "Essentielle.",
        {"value": 4, "state": "answered"},
    )


def test_a_disagreement_needs_no_value(room):
    room.go_to(2, advance=3)

    outcome = record(room, None, kind=OutcomeKind.DISAGREEMENT, reservations="Pas assez de temps.")

    assert (in_carnet(room), outcome.value, outcome.reservations) == ({}, None, "Pas assez de temps.")


def test_the_same_operation_records_once(room):
    room.go_to(2, advance=3)
    op_id = uuid4()

    record(room, op_id=op_id)
    record(room, op_id=op_id)

    assert (Change.objects.count(), Outcome.objects.count()) == (1, 1)


def test_a_conflict_with_the_carnet_keeps_both_and_records_no_outcome(room):
    room.go_to(2, advance=3)
    services.type_sentence(step=room.step, item=FT3, sentence="Essentielle.")
    sheet = Sheet(workbook=room.workshop.round.workbook, instrument_key="ft3", instrument_version=1)
    save_answer(sheet=sheet, address="importance", value=2, base=NEVER_ANSWERED, by=UserFactory())

    with pytest.raises(AnswerConflict):
        record(room, 5)

    assert (in_carnet(room), Variant.objects.get().value) == ({"importance": 2}, 5)
    outcome = Outcome.objects.get()
    assert (outcome.recorded_at, outcome.sentence) == (None, "Essentielle.")


def test_fields_left_to_the_group_are_noted_too(room):
    room.go_to(3, advance=3)

    services.record_value(
        step=room.step,
        item="experiences/pitfalls",
        value=["Aller trop vite"],
        base=NEVER_ANSWERED,
        by=room.by,
    )

    assert in_carnet(room, "experiences") == {"pitfalls": ["Aller trop vite"]}


@pytest.mark.parametrize("item", ["ft7/measure", "ft3/nothing", "importance", "", "/"])
def test_a_question_that_the_step_does_not_ask_takes_nothing(room, item):
    room.go_to(2, advance=3)

    with pytest.raises(NoSuchQuestion):
        services.record_value(step=room.step, item=item, value=4, base="", by=room.by)


def test_the_undo_takes_the_value_out_of_the_carnet_and_keeps_the_sentence(room):
    room.go_to(2, advance=3)
    record(room)

    services.undo_last(workshop=room.workshop, by=room.by)

    outcome = Outcome.objects.get()
    assert (in_carnet(room), outcome.recorded_at, outcome.sentence) == ({"importance": None}, None, "Essentielle.")
    assert Change.objects.count() == 2


def test_the_undo_gives_the_former_value_back_unless_someone_changed_it_since(room):
    room.go_to(2, advance=3)
    record(room, 2)
    record(room, 5, base=fingerprint(2))

    services.undo_last(workshop=room.workshop, by=room.by)
    assert in_carnet(room) == {"importance": 2}

    sheet = Sheet.objects.get(owner=SheetOwner.GROUP)
    save_answer(sheet=sheet, address="importance", value=1, base=fingerprint(2), by=UserFactory())
    with pytest.raises(AnswerConflict):
        services.undo_last(workshop=room.workshop, by=room.by)
    assert (in_carnet(room), Outcome.objects.get().recorded_at is not None) == ({"importance": 1}, True)


def test_a_sentence_is_projected_as_it_is_typed(room):
    room.go_to(2, advance=3)
    before = room.workshop.version

    services.type_sentence(step=room.step, item=FT3, sentence="Essent")
    services.type_sentence(step=room.step, item=FT3, sentence="Essentielle", base="Essent")

    assert Outcome.objects.get().sentence == "Essentielle"
    assert room.workshop.version == before + 2


def test_two_who_type_the_same_sentence_see_both(room):
    room.go_to(2, advance=3)
    services.type_sentence(step=room.step, sentence="La mienne")

    with pytest.raises(TextChanged) as refusal:
        services.type_sentence(step=room.step, sentence="La tienne", base="")

    assert refusal.value.present == "La mienne"
    assert Outcome.objects.get().sentence == "La mienne"


def test_notes_are_written_over_what_was_read_alone(room):
    services.write_note(workshop=room.workshop, text="Laisser parler Léa", base="", by=room.by)

    with pytest.raises(TextChanged) as refusal:
        services.write_note(workshop=room.workshop, text="Autre chose", base="", by=UserFactory())

    assert refusal.value.present == "Laisser parler Léa"
    services.write_note(workshop=room.workshop, text="", base="Laisser parler Léa", by=room.by)


# ---- « Sonder l’accord »


def test_a_poll_counts_the_last_choice_of_each(room, people):
    room.go_to(2, advance=3)
    poll = services.open_poll(step=room.step, item=FT3, sentence="Essentielle.", by=room.by)

    services.vote(poll=poll, participant=people[0], position=Position.DISAGREES)
    services.vote(poll=poll, participant=people[0], position=Position.RESERVES, reservation="Le budget")
    services.vote(poll=poll, participant=people[1], position=Position.AGREES)

    assert queries.votes_of(poll) == {Position.AGREES: 1, Position.RESERVES: 1, Position.DISAGREES: 0}


def test_a_closed_poll_and_a_removed_person_take_no_vote(room, people):
    room.go_to(2, advance=3)
    poll = services.open_poll(step=room.step, sentence="Essentielle.", by=room.by)
    services.remove_participants(workshop=room.workshop, ids=[people[1].public_id], by=room.by)
    people[1].refresh_from_db()
    with pytest.raises(PersonRemoved):
        services.vote(poll=poll, participant=people[1], position=Position.AGREES)
    services.close_poll(poll=poll)

    with pytest.raises(AnswersClosed):
        services.vote(poll=poll, participant=people[0], position=Position.AGREES)
    assert not PollVote.objects.exists()


def test_a_new_poll_ends_the_one_before(room):
    room.go_to(2, advance=3)
    services.open_poll(step=room.step, sentence="Une", by=room.by)
    second = services.open_poll(step=room.step, sentence="Deux", by=room.by)

    assert queries.open_poll_of(room.step) == second


# ---- Cards


def test_cards_are_decided_of_this_step_alone_and_put_together(room, people):
    room.go_to(3, advance=1)
    room.answer(people[0], "Léa a tout fait", "experiences/positive")
    answer = Answer.objects.get()

    card = services.decide_card(
        step=room.step, answer_id=answer.pk, state=CardState.KEPT, wording="Une personne a tout fait", by=room.by
    )
    group = services.group_cards(step=room.step, cards=[card], name="Porter à plusieurs")
    with pytest.raises(NoSuchQuestion):
        services.decide_card(step=room.step_at(2), answer_id=answer.pk, state=CardState.SHOWN, by=room.by)

    found = queries.cards_of(room.step)
    assert [(one.state, one.wording, one.group) for one in found.values()] == [
        (CardState.KEPT, "Une personne a tout fait", group)
    ]
    services.ungroup_card(card=card)
    services.rename_group(group=group, name="Le portage")
    assert list(CardGroup.objects.values_list("name", flat=True)) == ["Le portage"]
    assert queries.cards_of(room.step)[answer.pk].group is None
