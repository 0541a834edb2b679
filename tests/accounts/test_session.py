"""The session as scripts see it: whose, until when, put off by a button; and nobody writes for another."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as SignedSessions
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rlp_portal.accounts.sessions import ENDS_AT, MOST_EXTENSIONS, SessionStore
from tests.accounts.test_sign_in import sign_in
from tests.conftest import signed_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

STATE = "/session/"
TWELVE_HOURS = 12 * 3600


def end_in(client, delay):
    session = client.session
    session[ENDS_AT] = (timezone.now() + delay).timestamp()
    session.save()


def minutes_left(client):
    return round(client.get(STATE).json()["seconds"] / 60)


@pytest.mark.parametrize("written", ["", "{", '{"_auth_user_id": ', "signed"])
def test_what_is_no_session_of_ours_is_nobody_s(client, person, written):
    client.force_login(person)
    if written == "signed":
        written = SignedSessions().encode(dict(client.session.items()))
    Session.objects.update(session_data=written)

    assert client.get(STATE).json()["account"] == ""


def test_a_session_holds_what_was_put_in_it():
    session = SessionStore()
    session["nom"] = "Hélène « Lise » O’Neil"
    session["rangs"] = [1, {"é": None}]
    session.create()

    assert dict(SessionStore(session.session_key).items()) == {
        "nom": "Hélène « Lise » O’Neil",
        "rangs": [1, {"é": None}],
    }


def test_nobody_is_nobody(client):
    state = client.get(STATE).json()

    assert state.pop("token")
    assert state == {"account": "", "name": "", "seconds": 0, "may_extend": False}


def test_a_person_is_named_with_the_time_left_and_a_token_that_posts(person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)

    state = client.get(STATE).json()

    token = state.pop("token")
    assert state.pop("seconds") in range(TWELVE_HOURS - 60, TWELVE_HOURS + 1)
    assert state == {"account": str(person.public_id), "name": str(person), "may_extend": True}
    assert client.post(STATE, headers={"X-CSRFToken": token}).status_code == 200


def test_twelve_hours_begin_at_the_sign_in_whatever_is_written_in_the_session(client, person):
    sign_in(client, person.email)
    end_in(client, timedelta(hours=3))

    client.post(reverse("shared_computer"), {"is_shared": "on"})

    assert minutes_left(client) == 180
    assert Session.objects.get().expire_date < timezone.now() + timedelta(hours=3)


def test_the_button_puts_the_end_off_by_an_hour(person_client):
    end_in(person_client, timedelta(minutes=5))

    person_client.post(STATE)

    assert minutes_left(person_client) == 60


def test_the_button_never_brings_the_end_nearer(person_client):
    end_in(person_client, timedelta(hours=9))

    person_client.post(STATE)

    assert minutes_left(person_client) == 540


def test_the_end_is_put_off_ten_times(person_client):
    for _time in range(MOST_EXTENSIONS):
        end_in(person_client, timedelta(minutes=5))
        state = person_client.post(STATE).json()
    assert state["may_extend"] is False
    end_in(person_client, timedelta(minutes=5))

    person_client.post(STATE)

    assert minutes_left(person_client) == 5


def test_signing_in_again_begins_anew(client, person):
    sign_in(client, person.email)
    for _time in range(MOST_EXTENSIONS):
        client.post(STATE)
    client.post(reverse("account_logout"))

    sign_in(client, person.email)

    assert client.get(STATE).json()["may_extend"] is True


def test_a_session_past_its_end_is_nobody(person_client):
    end_in(person_client, -timedelta(seconds=1))

    assert person_client.get(STATE).json()["account"] == ""
    assert person_client.post(STATE, headers={"Accept": "application/json"}).status_code == 401


def test_a_page_drawn_for_another_account_writes_nothing(person, person_client):
    other = UserFactory()

    response = person_client.post(
        reverse("my_account"),
        {"name": "Autre nom"},
        headers={"X-Account": str(other.public_id), "Accept": "application/json"},
    )

    person.refresh_from_db()
    assert (response.status_code, response.json()["code"]) == (401, "signed-out")
    assert person.name != "Autre nom"
    own = {"X-Account": str(person.public_id)}
    assert person_client.post(reverse("my_account"), {"name": "Autre nom"}, headers=own).status_code == 302


@pytest.mark.parametrize(("sent", "is_shared"), [({"is_shared": "on"}, True), ({}, False)])
def test_this_computer_is_said_shared_at_the_sign_in_or_in_my_account(client, person, sent, is_shared):
    sign_in(client, person.email, **sent)
    assert client.session["shared_computer"] is is_shared
    assert ("data-shared-computer" in client.get(reverse("my_account")).text) is is_shared

    client.post(reverse("shared_computer"), {} if is_shared else {"is_shared": "on"})

    assert client.session["shared_computer"] is not is_shared


def test_the_page_says_whose_it_is_and_until_when(person):
    page = signed_in(person).get(reverse("my_account")).text

    assert f'data-account="{person.public_id}" data-seconds-left="43' in page
