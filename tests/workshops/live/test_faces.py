"""What phones, screen and console are told: how many answered, and nothing of what, before the reveal and after."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rlp_portal.workshops import services
from rlp_portal.workshops.enums import OutcomeKind, Position, StepMode
from rlp_portal.workshops.live import drawing
from rlp_portal.workshops.live.drawing import draw
from rlp_portal.workshops.live.faces import FACES

FT3 = "ft3/importance"


def told(room, face="phone"):
    return json.loads(draw(room.pk, face))


def test_the_waiting_room(room, people):
    said = told(room, "screen")

    code = str(room.workshop.join_code)
    assert said == {
        "version": room.workshop.version,
        "mark": "salle",
        "workshop": "open",
        "step": None,
        "code": f"{code[:4]}\u00a0{code[4:]}",
        "door": True,
        "codes": False,
        "black": False,
        "people": 3,
        "headcount": None,
        "sentence": None,
        "poll": None,
    }


def test_a_step_is_told_to_all_phones_alike(room, people):
    services.set_headcount(workshop=room.workshop, headcount=14)
    step = room.go_to(2, advance=1)
    room.answer(people[0], 4)

    said = told(room)
    assert said["step"] == {
        "id": str(step.public_id),
        "place": 2,
        "of": 3,
        "title": "Importance des quatre stratégies",
        "asks": True,
        "mode": "phones",
        "state": "collecting",
        "round": 1,
        "shows": False,
        "item": "",
        "late": False,
        "answered": 1,
        "expected": 14,
        "timer": {"ends": None, "left": None, "length": None, "people": None},
    }
    assert said["mark"] == services.mark_of(room.step)


def test_out_of_how_many_follows_the_tables_the_headcount_or_the_phones(room, people):
    room.go_to(2, advance=1)
    assert told(room)["step"]["expected"] == 3

    services.set_headcount(workshop=room.workshop, headcount=2)
    assert told(room)["step"]["expected"] == 3
    services.set_headcount(workshop=room.workshop, headcount=9)
    assert told(room)["step"]["expected"] == 9
    room.workshop.steps.filter(position=2).update(mode=StepMode.TABLES)
    services.sit_at_table(participant=people[0], table_number=1)
    assert told(room)["step"]["expected"] == 1


@given(values=st.lists(st.integers(1, 5), min_size=3, max_size=3))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_face_knows_what_people_answer(room, people, values):
    """The same bytes but for the version, whatever was answered."""
    if room.step is None:
        room.go_to(2, advance=1)
    for participant, value in zip(people, values, strict=True):
        room.answer(participant, value)

    said = {face: {**told(room, face), "version": 0} for face in FACES}
    assert {face: said[face]["step"]["answered"] for face in FACES} == dict.fromkeys(FACES, 3)
    assert said == REMEMBERED.setdefault(room.workshop.public_id, said)


REMEMBERED = {}  # what the first answers gave


def test_the_sentence_appears_as_it_is_typed_once_the_room_notes(room, people):
    room.go_to(2, advance=2)
    services.type_sentence(step=room.step, sentence="Essent")
    assert told(room)["sentence"] is None

    room.advance()
    assert told(room)["sentence"] == {"text": "Essent", "kind": "", "recorded": False}
    services.record_outcome(step=room.step, kind=OutcomeKind.CONSENSUS, sentence="Essentielle.", by=room.by)
    assert told(room, "screen")["sentence"] == {"text": "Essentielle.", "kind": "consensus", "recorded": True}
    services.set_masked(workshop=room.workshop, is_masked=True, by=room.by)
    assert told(room)["sentence"] is None


def test_the_sentence_is_that_of_the_item_talked_about(room):
    room.go_to(2, advance=3)
    services.type_sentence(step=room.step, item=FT3, sentence="De celui-ci")

    assert told(room)["sentence"] is None
    services.show_item(workshop=room.workshop, item=FT3)
    assert told(room)["sentence"]["text"] == "De celui-ci"


def test_a_poll_is_asked_on_phones_and_counted_on_the_screen_without_its_reservations(room, people):
    room.go_to(2, advance=3)
    poll = services.open_poll(step=room.step, sentence="Essentielle.", by=room.by)
    services.vote(poll=poll, participant=people[0], position=Position.RESERVES, reservation="Le budget")

    asked = {"id": str(poll.public_id), "sentence": "Essentielle."}
    assert told(room)["poll"] == asked
    assert told(room, "screen")["poll"] == {**asked, "votes": {"agrees": 0, "reserves": 1, "disagrees": 0}}
    assert "budget" not in draw(room.pk, "console").decode()


def test_the_console_knows_the_agenda_and_what_can_be_undone(room):
    assert told(room, "console")["undo"] is None
    room.advance()

    said = told(room, "console")
    assert [step["state"] for step in said["agenda"]] == ["presenting", "waiting", "waiting"]
    assert said["undo"]["said"] == "État suivant"
    assert said["helper"] is False


def test_the_private_notes_are_told_to_no_face(room):
    services.write_note(workshop=room.workshop, text="Laisser parler Léa", base="", by=room.by)

    assert [face for face in FACES if b"parler" in draw(room.pk, face)] == []


def test_the_code_leaves_the_screen_with_the_end(room):
    services.close_workshop(workshop=room.workshop, by=room.by)

    assert (told(room, "screen")["code"], told(room, "screen")["workshop"]) == ("", "closed")


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_drawing_takes_the_same_queries_for_any_room(
    room, number, django_assert_max_num_queries, django_assert_num_queries
):
    room.go_to(2, advance=1)
    for _ in range(number):
        room.answer(services.join(workshop=room.workshop)[0], 4)

    with django_assert_max_num_queries(4):
        draw(room.pk, "console")
    room.answer(services.join(workshop=room.workshop)[0], 4)
    draw(room.pk, "console")
    room.answer(room.workshop.participants.first(), 5)
    with django_assert_num_queries(1):
        assert told(room, "console")["step"]["answered"] == number + 1


def test_what_comes_in_is_drawn_as_if_it_were_drawn_anew(room, people):
    """The scene is kept while answers come in; nothing that changes with them is kept with it."""
    services.set_headcount(workshop=room.workshop, headcount=2)
    room.go_to(2, advance=1)
    draw(room.pk, "screen")
    room.answer(people[0], 4)
    services.join(workshop=room.workshop)
    room.answer(people[1], 2)
    kept = draw(room.pk, "screen")

    drawing._drawings.clear()
    assert kept == draw(room.pk, "screen")
