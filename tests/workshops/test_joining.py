"""Coming in, coming back, leaving; the doors and their codes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from rlp_portal.workshops import queries, services
from rlp_portal.workshops.enums import WorkshopState
from rlp_portal.workshops.models import Facilitation, Operation, Participant, Workshop
from rlp_portal.workshops.refusals import NoOpenWorkshop, NotPossibleNow, PersonRemoved, RoomFull
from rlp_portal.workshops.services.joining import hash_of_key
from tests.factories import UserFactory, WorkshopFactory

DAY = timedelta(days=1)


def test_a_key_opens_to_its_person_and_is_kept_nowhere(workshop):
    participant, key = services.join(workshop=workshop)

    assert services.find_participant(key) == participant
    assert participant.key_hash == hash_of_key(key) != key
    assert services.find_participant("autre") is None
    assert services.find_participant("") is None


def test_finding_a_person_with_her_workshop_and_its_step_takes_one_query(room, people, django_assert_num_queries):
    room.advance()
    _participant, key = services.join(workshop=room.workshop)

    with django_assert_num_queries(1):
        found = services.find_participant(key)
        assert (found.workshop.round.workbook_id, found.workshop.current_step.position) is not None


def test_the_code_and_the_qr_lead_to_an_open_workshop(workshop):
    assert services.find_by_code(workshop.join_code) == workshop
    assert services.find_by_token(workshop.join_token) == workshop


@pytest.mark.parametrize("code", [12_345_678, 99_999_999, 0, 10**30])
def test_a_wrong_code_leads_nowhere(workshop, code):
    with pytest.raises(NoOpenWorkshop):
        services.find_by_code(code)


def test_a_workshop_in_preparation_answers_like_a_wrong_code(db):
    with pytest.raises(NoOpenWorkshop):
        services.find_by_code(WorkshopFactory().join_code)


def test_a_closed_workshop_is_found_for_a_day(room):
    services.close_workshop(workshop=room.workshop, by=room.by)
    code, now = room.workshop.join_code, timezone.now()

    assert services.find_by_code(code, now=now + DAY - timedelta(minutes=1)) == room.workshop
    with pytest.raises(NoOpenWorkshop):
        services.find_by_code(code, now=now + DAY)
    assert services.release_codes(now=now + DAY) == 1
    assert room.workshop.join_code is None


def test_nobody_comes_in_through_a_closed_door_but_who_was_there_comes_back(room, people):
    services.set_door(workshop=room.workshop, is_open=False, by=room.by)

    with pytest.raises(NoOpenWorkshop):
        services.join(workshop=room.workshop)
    found, key = services.resume(workshop=room.workshop, code=people[0].resume_code)
    assert (found, services.find_participant(key)) == (people[0], people[0])


def test_coming_back_closes_the_former_key(workshop):
    participant, key = services.join(workshop=workshop)

    services.resume(workshop=workshop, code=participant.resume_code)

    assert services.find_participant(key) is None
    assert Participant.objects.count() == 1


@pytest.mark.parametrize("code", ["", "ZZZZZ", "QQQQ"])
def test_unknown_letters_bring_nobody_back(workshop, code):
    Participant.objects.create(workshop=workshop, resume_code="")

    with pytest.raises(NoOpenWorkshop):
        services.resume(workshop=workshop, code=code)


def test_t03_a_removed_person_does_not_come_back(room, people):
    services.remove_participants(workshop=room.workshop, ids=[people[0].public_id], by=room.by)

    with pytest.raises(PersonRemoved):
        services.resume(workshop=room.workshop, code=people[0].resume_code)


def test_t04_a_room_has_an_end_and_those_who_came_since_leave_at_once(room, people):
    Participant.objects.update(joined_at=timezone.now() - timedelta(hours=1))
    Workshop.objects.update(most_people=5)
    services.join(workshop=room.workshop)
    services.join(workshop=room.workshop)
    with pytest.raises(RoomFull):
        services.join(workshop=room.workshop)

    since = timezone.now() - timedelta(minutes=5)
    assert services.remove_participants(workshop=room.workshop, joined_since=since, by=room.by) == 2

    assert queries.count_people(room.workshop) == 3
    services.join(workshop=room.workshop)


def test_the_end_of_a_room_holds_when_many_come_at_once(running_database):
    workshop = WorkshopFactory(is_open=True, most_people=5)

    def come(_number):
        try:
            services.join(workshop=workshop)
        except RoomFull:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        came = list(threads.map(come, range(16)))

    assert (came.count(True), queries.count_people(workshop)) == (5, 5)


def test_t03_after_a_renewal_the_old_code_and_qr_lead_nowhere(room, people):
    code, token = room.workshop.join_code, room.workshop.join_token

    services.renew_codes(workshop=room.workshop, by=room.by)

    for find, old in ((services.find_by_code, code), (services.find_by_token, token)):
        with pytest.raises(NoOpenWorkshop):
            find(old)
    assert services.find_by_code(room.workshop.join_code) == room.workshop
    assert queries.count_people(room.workshop) == 3


# ---- Opening and closing ---------------------------------------------------------------------------------------


def test_a_workshop_opens_once_with_its_door(db):
    workshop, by = WorkshopFactory(), UserFactory()

    services.open_workshop(workshop=workshop, by=by)

    workshop.refresh_from_db()
    assert (workshop.state, workshop.is_door_open, workshop.opened_by) == (WorkshopState.OPEN, True, by)
    with pytest.raises(NotPossibleNow):
        services.open_workshop(workshop=workshop, by=by)


def test_a_closed_workshop_reopens_where_it_was_for_a_day(room):
    step = room.go_to(2, advance=1)
    services.close_workshop(workshop=room.workshop, by=room.by)
    assert (room.workshop.state, room.step) == (WorkshopState.CLOSED, None)

    services.reopen_workshop(workshop=room.workshop, by=room.by)
    assert (room.workshop.state, room.step, room.workshop.open_step) == (WorkshopState.OPEN, step, step)
    assert room.workshop.closed_at is None

    services.close_workshop(workshop=room.workshop, by=room.by)
    Workshop.objects.update(closed_at=timezone.now() - DAY)
    with pytest.raises(NotPossibleNow, match="24\u00a0heures"):
        services.reopen_workshop(workshop=room.workshop, by=room.by)


def test_a_month_after_the_end_nobody_can_be_told_from_anybody(room, people):
    Participant.objects.update(first_name="Léa")
    room.go_to(2, advance=1)
    room.answer(people[0], 4)
    services.close_workshop(workshop=room.workshop, by=room.by)
    closed_at = room.workshop.closed_at

    assert services.forget_keys(now=closed_at + 30 * DAY) == 0
    assert services.forget_keys(now=closed_at + 31 * DAY) == 1
    assert services.forget_keys(now=closed_at + 32 * DAY) == 0

    left = set(Participant.objects.values_list("key_hash", "resume_code", "first_name", "joined_at", "seen_at"))
    assert left == {(None, "", "", None, None)}
    assert not Operation.objects.exists()
    assert queries.results_of(room.step_at(2))["ft3/importance"].values == (4,)


def test_a_facilitator_is_named_once(workshop):
    user, by = UserFactory(), UserFactory()

    services.name_facilitator(workshop=workshop, user=user, by=by)
    services.name_facilitator(workshop=workshop, user=user, by=by)
    assert list(Facilitation.objects.values_list("user", flat=True)) == [user.pk]

    services.unname_facilitator(workshop=workshop, user=user)
    assert not Facilitation.objects.exists()


def test_the_helpers_link_and_the_screen_are_renewed(workshop):
    services.open_helper_link(workshop=workshop)
    first, screen = Workshop.objects.get().helper_token, workshop.display_token
    services.open_helper_link(workshop=workshop)
    services.renew_screen(workshop=workshop)

    again = Workshop.objects.get()
    assert first
    assert again.helper_token not in (first, None)
    assert again.display_token != screen
    services.close_helper_link(workshop=workshop)
    assert Workshop.objects.get().helper_token is None
