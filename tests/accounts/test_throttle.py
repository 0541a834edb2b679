from datetime import timedelta

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from rlp_portal.accounts import throttle
from rlp_portal.accounts.models import FailedTries
from tests.factories import PASSWORD
from tests.rlps.reading import texts

pytestmark = pytest.mark.django_db

WAIT = "Trop d’essais. Par prudence, la connexion est suspendue pendant 15\u00a0minutes."


def try_to_sign_in(client, email, password="mauvais", address="192.0.2.7", **headers):
    form = {"login": email, "password": password}
    return client.post(reverse("account_login"), form, REMOTE_ADDR=address, **headers)


def fail(client, email, *, times=8, **more):
    return [try_to_sign_in(client, email, **more).status_code for _ in range(times)]


def test_eighth_failure_suspends_and_even_the_right_password_waits(client, person):
    assert fail(client, person.email) == [200] * 7 + [429]

    response = try_to_sign_in(client, person.email, PASSWORD)

    assert response.status_code == 429
    assert WAIT in response.text
    assert 880 <= int(response["Retry-After"]) <= 900
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("account_reauthenticate", {"password": "mauvais"}),
        (
            "account_change_password",
            {"oldpassword": "mauvais", "password1": "phrase neuve et longue", "password2": "phrase neuve et longue"},
        ),
    ],
)
def test_whoever_confirms_her_password_is_not_told_that_she_cannot_sign_in(person_client, name, form):
    answers = [person_client.post(reverse(name), form) for _ in range(8)]

    assert [answer.status_code for answer in answers] == [200] * 7 + [429]
    assert texts(answers[-1], "error-page") == [
        "Confirmation suspendue "
        "Trop d’essais. Par prudence, votre mot de passe ne peut pas être confirmé pendant 15\u00a0minutes. "
        "Votre session reste ouverte et vos textes sont intacts. Réessayez ensuite. Mot de passe oublié? Fermez la "
        "session\u00a0: la page de connexion permet d’en choisir un nouveau. Aller à l’accueil"
    ]
    assert "_auth_user_id" in person_client.session


def test_unknown_account_is_suspended_in_the_same_way(client):
    assert fail(client, "personne.inconnue@exemple.org") == [200] * 7 + [429]
    assert WAIT in try_to_sign_in(client, "personne.inconnue@exemple.org").text


def test_the_case_of_the_address_and_spaces_count_as_one_account(client, person):
    fail(client, person.email, times=7)

    assert try_to_sign_in(client, f" {person.email.upper()} ").status_code == 429


def test_another_address_and_another_account_are_free(client, person, administrator):
    fail(client, person.email)

    assert try_to_sign_in(client, administrator.email).status_code == 200
    assert try_to_sign_in(client, person.email, PASSWORD, address="192.0.2.8").status_code == 302


def test_neighbours_of_one_ipv6_network_are_one_visitor(client, person):
    fail(client, person.email, times=7, address="2001:db8:1:2::1")

    assert try_to_sign_in(client, person.email, address="2001:db8:1:2:ffff::9").status_code == 429
    assert try_to_sign_in(client, person.email, address="2001:db8:1:3::1").status_code == 200


def test_success_forgets_the_failures(client, person):
    fail(client, person.email, times=7)
    try_to_sign_in(client, person.email, PASSWORD)
    client.post(reverse("account_logout"))

    assert fail(client, person.email) == [200] * 7 + [429]


def test_trying_during_the_wait_does_not_lengthen_it_and_it_ends(client, person):
    fail(client, person.email)
    FailedTries.objects.update(forgotten_at=timezone.now() + timedelta(seconds=61))

    response = try_to_sign_in(client, person.email)

    assert (response.status_code, response["Retry-After"]) in [(429, "61"), (429, "62")]
    assert "2\u00a0minutes" in response.text

    FailedTries.objects.update(forgotten_at=timezone.now())
    assert try_to_sign_in(client, person.email, PASSWORD).status_code == 302


def test_nothing_personal_is_stored_or_logged(client, person, caplog):
    fail(client, person.email, HTTP_USER_AGENT="Canari/1.0")

    stored = repr(list(FailedTries.objects.values())) + repr(cache_rows())
    assert FailedTries.objects.count() == 1
    for personal in [person.email, person.email.split("@")[0], "192.0.2.7", "Canari"]:
        assert personal not in stored
        assert personal not in caplog.text


def cache_rows():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key, value FROM {settings.CACHES['default']['LOCATION']}")
        return cursor.fetchall()


def test_axes_keeps_no_table_of_its_own(client, person):
    from axes.models import AccessAttempt, AccessFailureLog, AccessLog

    fail(client, person.email)
    try_to_sign_in(client, person.email, PASSWORD, address="192.0.2.9")

    assert [model.objects.count() for model in (AccessAttempt, AccessFailureLog, AccessLog)] == [0, 0, 0]


def test_old_counts_are_swept_away():
    throttle.count_failure("ancien")
    FailedTries.objects.update(forgotten_at=timezone.now() - timedelta(seconds=1))

    throttle.count_failure("nouveau")

    assert list(FailedTries.objects.values_list("fingerprint", "count")) == [("nouveau", 1)]


@pytest.mark.parametrize(
    ("production", "forwarded", "address"),
    [
        (False, "203.0.113.9", "192.0.2.7"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (True, "", "192.0.2.7"),
    ],
)
def test_only_the_proxy_in_front_is_believed(settings, production, forwarded, address):
    settings.PRODUCTION = production
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR=forwarded)

    assert throttle.address_of(request) == address
