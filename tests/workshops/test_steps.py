"""The life cycle of a step, and going through the agenda."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from rlp_portal.workshops import services
from rlp_portal.workshops.enums import Act, StepKind, StepMode, StepState
from rlp_portal.workshops.models import Gesture
from rlp_portal.workshops.refusals import NothingToUndo, NotPossibleNow, StepMoved
from tests.factories import StepFactory, UserFactory, WorkshopFactory
from tests.workshops.playing import Room

S = StepState


def states(room):
    return [step.state for step in room.workshop.steps.all()]


def lives(room, times):
    """(position, state, does it take answers) after each press of the big button."""
    lived = []
    for _ in range(times):
        step = room.advance()
        lived.append((step.position, step.state, room.workshop.open_step_id == step.pk))
    return lived


def test_the_big_button_goes_through_the_agenda(room):
    assert lives(room, 8) == [
        (1, S.PRESENTING, False),
        (2, S.PRESENTING, False),
        (2, S.COLLECTING, True),
        (2, S.REVEALED, False),
        (2, S.RECORDING, False),
        (3, S.PRESENTING, False),
        (3, S.COLLECTING, True),
        (3, S.REVEALED, False),
    ]
    assert states(room) == [S.DONE, S.DONE, S.REVEALED]


def test_after_the_last_step_nothing_more_happens(room):
    room.advance(9)
    assert room.advance().state == S.DONE

    assert (room.advance().position, room.step.state) == (3, S.DONE)


def test_a_group_without_phones_goes_straight_to_noting(room):
    room.workshop.steps.filter(position=2).update(mode=StepMode.GROUP)
    room.advance()

    assert lives(room, 3) == [(2, S.PRESENTING, False), (2, S.RECORDING, False), (3, S.PRESENTING, False)]


def test_papers_are_collected_without_opening_the_phones(room):
    room.workshop.steps.filter(position=2).update(mode=StepMode.PAPER)
    room.advance()

    assert lives(room, 2) == [(2, S.PRESENTING, False), (2, S.COLLECTING, False)]


def test_an_empty_agenda_says_so(db, facilitator):
    room = Room(WorkshopFactory(is_open=True), facilitator)

    with pytest.raises(NotPossibleNow, match="Ajoutez d’abord une étape"):
        room.advance()


def test_a_workshop_that_is_not_open_does_not_move(db, facilitator):
    room = Room(StepFactory().workshop, facilitator)

    with pytest.raises(NotPossibleNow):
        room.advance()


def test_any_step_may_be_shown_and_is_found_as_it_was_left(room):
    room.go_to(2, advance=2)
    assert room.step.state == S.REVEALED

    room.go_to(3, advance=1)
    assert states(room) == [S.WAITING, S.DONE, S.COLLECTING]
    room.go_to(2)
    assert (room.step.state, room.workshop.open_step) == (S.RECORDING, None)
    room.go_to(3)
    assert (room.step.state, room.workshop.open_step) == (S.COLLECTING, room.step)


def test_going_back_takes_one_state_back_and_never_hides_a_reveal_behind_answers(room):
    room.go_to(2, advance=3)

    services.go_back(workshop=room.workshop, by=room.by)

    for is_masked in (False, True):
        services.set_masked(workshop=room.workshop, is_masked=is_masked, by=room.by)
        with pytest.raises(NotPossibleNow, match="deuxième tour"):
            services.go_back(workshop=room.workshop, by=room.by)
        assert (room.step.position, room.step.state, room.step.is_masked) == (2, S.REVEALED, is_masked)
    with pytest.raises(NotPossibleNow, match="deuxième tour"):
        services.go_to_state(workshop=room.workshop, state=S.COLLECTING, by=room.by)


def test_going_back_before_the_reveal_returns_to_the_instructions_then_to_the_step_before(room):
    room.go_to(2, advance=1)

    services.go_back(workshop=room.workshop, by=room.by)
    assert (room.step.position, room.step.state, room.workshop.open_step) == (2, S.PRESENTING, None)
    services.go_back(workshop=room.workshop, by=room.by)
    assert room.step.position == 1
    services.go_back(workshop=room.workshop, by=room.by)
    assert room.step is None


def test_masking_hides_and_shows_again(room):
    room.go_to(2, advance=2)

    services.set_masked(workshop=room.workshop, is_masked=True, by=room.by)
    assert not room.step.shows_answers
    services.set_masked(workshop=room.workshop, is_masked=False, by=room.by)
    assert room.step.shows_answers


def test_nothing_is_masked_before_the_reveal(room):
    room.go_to(2, advance=1)

    with pytest.raises(NotPossibleNow):
        services.set_masked(workshop=room.workshop, is_masked=True, by=room.by)


def test_a_second_round_asks_again(room):
    room.go_to(2, advance=2)

    services.start_round(workshop=room.workshop, by=room.by)

    assert (room.step.state, room.step.round_number, room.workshop.open_step) == (S.COLLECTING, 2, room.step)


def test_a_step_may_go_straight_to_noting(room):
    room.go_to(2)

    services.go_to_state(workshop=room.workshop, state=S.RECORDING, by=room.by)

    assert room.step.state == S.RECORDING


def test_skipping_the_step_under_way_leads_to_the_next(room):
    room.go_to(2, advance=1)

    services.skip_step(workshop=room.workshop, step=room.step, by=room.by)

    assert (room.step.position, room.step.state) == (3, S.PRESENTING)
    assert states(room) == [S.WAITING, S.SKIPPED, S.PRESENTING]


def test_a_step_to_come_is_skipped_and_taken_back(room):
    room.advance()

    services.skip_step(workshop=room.workshop, step=room.step_at(2), by=room.by)
    assert states(room) == [S.PRESENTING, S.SKIPPED, S.WAITING]
    services.take_step_back(workshop=room.workshop, step=room.step_at(2), by=room.by)
    assert states(room) == [S.PRESENTING, S.WAITING, S.WAITING]


def test_the_door_closes_by_itself_at_the_first_reveal(room):
    room.advance(3)
    assert room.workshop.is_door_open

    room.advance()
    assert not room.workshop.is_door_open
    services.set_door(workshop=room.workshop, is_open=True, by=room.by)
    assert room.workshop.is_door_open


def test_a_timer_runs_is_lengthened_held_and_resumed(room):
    room.go_to(2)

    services.start_timer(workshop=room.workshop, seconds=240)
    services.change_timer(workshop=room.workshop, seconds=60)
    left = (room.step.timer_ends_at - timezone.now()).total_seconds()
    assert 290 < left <= 300
    services.hold_timer(workshop=room.workshop)
    assert room.step.timer_ends_at is None
    assert 290 <= room.step.timer_left <= 300
    services.change_timer(workshop=room.workshop, seconds=-600)
    assert room.step.timer_left == 0
    services.resume_timer(workshop=room.workshop)
    assert room.step.timer_left is None


# ---- Versions and presses at the same moment -------------------------------------------------------------------


CHANGES = {
    "advance": lambda room: room.advance(),
    "show_item": lambda room: services.show_item(workshop=room.workshop, item="ft3/importance"),
    "show_codes": lambda room: services.show_codes(workshop=room.workshop, is_shown=True),
    "darken_screen": lambda room: services.darken_screen(workshop=room.workshop, is_black=True),
    "set_headcount": lambda room: services.set_headcount(workshop=room.workshop, headcount=14),
    "order_discussion": lambda room: services.order_discussion(
        workshop=room.workshop, step=room.step, items=["ft3/importance"]
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_raises_the_version(room, name):
    room.go_to(2)
    before = room.workshop.version

    CHANGES[name](room)

    assert room.workshop.version == before + 1


def test_a_press_on_an_old_page_does_nothing(room):
    room.advance()
    seen = services.mark_of(room.step)
    room.advance()
    version = room.workshop.version

    with pytest.raises(StepMoved):
        services.advance(workshop=room.workshop, by=room.by, seen=seen)

    assert (room.step.position, room.step.state, room.workshop.version) == (2, S.PRESENTING, version)


def test_f27_twenty_presses_at_the_same_moment_advance_once(running_database):
    workshop = WorkshopFactory(is_open=True)
    StepFactory(workshop=workshop, position=1, kind=StepKind.TALK, title="Accueil", minutes=10)
    StepFactory(workshop=workshop, position=2, minutes=30)
    room = Room(workshop, UserFactory())
    room.advance()
    seen = services.mark_of(room.step)

    def press(_number):
        try:
            services.advance(workshop=workshop, by=room.by, seen=seen)
        except StepMoved:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        moved = list(threads.map(press, range(20)))

    assert moved.count(True) == 1
    assert (room.step.position, room.step.state) == (2, S.PRESENTING)


# ---- Undo ------------------------------------------------------------------------------------------------------


def test_the_last_gesture_is_taken_back_with_all_that_it_changed(room):
    room.go_to(2, advance=3)
    recording, ended = room.step, room.advance()
    assert (ended.position, states(room)) == (3, [S.WAITING, S.DONE, S.PRESENTING])

    undone = services.undo_last(workshop=room.workshop, by=room.by)

    assert undone.act == Act.ADVANCED
    assert (room.step, room.step.state, room.step.ended_at) == (recording, S.RECORDING, None)
    assert states(room) == [S.WAITING, S.RECORDING, S.WAITING]
    assert room.step_at(3).started_at is None


def test_undoing_a_reveal_opens_the_answers_again(room):
    room.go_to(2, advance=2)

    services.undo_last(workshop=room.workshop, by=room.by)

    assert (room.step.state, room.workshop.open_step, room.workshop.is_door_open) == (S.COLLECTING, room.step, True)


def test_gestures_are_undone_one_after_the_other_and_the_journal_keeps_all(room):
    room.advance(2)

    services.undo_last(workshop=room.workshop, by=room.by)
    services.undo_last(workshop=room.workshop, by=room.by)

    assert room.step is None
    with pytest.raises(NothingToUndo):
        services.undo_last(workshop=room.workshop, by=room.by)
    acts = list(Gesture.objects.order_by("id").values_list("act", flat=True))
    assert acts == [Act.ADVANCED, Act.ADVANCED, Act.UNDONE, Act.UNDONE]


def test_an_undo_offered_before_another_gesture_does_nothing(room):
    room.advance()
    offered = services.last_gesture(room.workshop)
    room.advance()

    with pytest.raises(NothingToUndo):
        services.undo_last(workshop=room.workshop, by=room.by, gesture_id=offered.pk)

    assert room.step.position == 2
