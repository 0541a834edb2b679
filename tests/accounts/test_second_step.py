import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as allowed_counters
from django.contrib.sessions.models import Session
from django.test import Client

from rlp_portal.accounts.sessions import SessionStore
from tests.conftest import signed_in
from tests.factories import PASSWORD
from tests.rlps.reading import texts

pytestmark = pytest.mark.django_db

INDEX = "/mon-compte/deux-etapes/"
ACTIVATE = "/mon-compte/deux-etapes/activer/"
DEACTIVATE = "/mon-compte/deux-etapes/desactiver/"
CODES = "/mon-compte/codes-de-secours/"
NEW_CODES = "/mon-compte/codes-de-secours/nouveaux/"
DOWNLOAD = "/mon-compte/codes-de-secours/telecharger/"
CONFIRM = "/mon-compte/confirmer/"
CONFIRM_CODE = "/mon-compte/confirmer/code/"
SECOND = "/connexion/verification/"
WRONG_CODE = "Ce code n’est pas le bon. Essayez le suivant."


def code_now(secret, *, offset=0):
    counters = list(allowed_counters())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2] + offset))


def confirm(client):
    return client.post(CONFIRM, {"password": PASSWORD, "next": INDEX})


@pytest.fixture
def secret(person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def give_password(person):
    client = Client()
    response = client.post("/connexion/", {"login": person.email, "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, SECOND)
    return client


# Setting it up


@pytest.mark.django_db(transaction=True)
def test_person_sets_it_up_from_the_qr_code(person, person_client):
    assert "Commencer" in person_client.get(INDEX).text
    assert person_client.get(ACTIVATE)["Location"].startswith(CONFIRM)
    confirm(person_client)
    page = person_client.get(ACTIVATE)
    secret = page.context["form"].secret

    response = person_client.post(ACTIVATE, {"code": code_now(secret)}, follow=True)

    assert response.redirect_chain == [(CODES, 302)]
    assert "La vérification en deux étapes est active." in response.text
    assert len(re.findall(r"<li>\d{8}</li>", response.text)) == 10
    assert sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True)) == [
        "recovery_codes",
        "totp",
    ]
    assert "Elle est active." in person_client.get(INDEX).text


def test_qr_code_is_drawn_in_the_page_without_style(person_client):
    confirm(person_client)

    page = person_client.get(ACTIVATE).text

    drawing = re.search(r'<svg class="qr-code".*?</svg>', page, re.DOTALL)[0]
    assert "style" not in drawing
    assert page.count("<?xml") == 0
    assert 'aria-label="Code QR de votre compte"' in drawing


def test_key_can_be_typed_where_no_camera_is(person_client):
    confirm(person_client)

    page = person_client.get(ACTIVATE)

    secret = page.context["form"].secret
    spelled = page.context["form"].spelled_secret
    assert spelled.replace(" ", "") == secret
    assert {len(group) for group in spelled.split()} == {4}
    assert spelled in page.text


def test_wrong_code_keeps_the_same_key(person_client):
    confirm(person_client)
    secret = person_client.get(ACTIVATE).context["form"].secret

    response = person_client.post(ACTIVATE, {"code": "000000"})

    assert response.context["form"].errors == {"code": [WRONG_CODE]}
    assert response.context["form"].secret == secret
    assert 'value="000000"' in response.text


# Signing in with it


def test_code_is_asked_after_the_password(person, secret):
    client = give_password(person)
    assert "_auth_user_id" not in client.session
    assert client.get("/mon-compte/").status_code == 302

    response = client.post(SECOND, {"code": code_now(secret)})

    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_code_of_half_a_minute_ago_is_still_good(person, secret):
    assert give_password(person).post(SECOND, {"code": code_now(secret, offset=-1)}).status_code == 302


def test_code_of_two_minutes_ago_is_not(person, secret):
    response = give_password(person).post(SECOND, {"code": code_now(secret, offset=-4)})

    assert response.context["form"].errors == {"code": [WRONG_CODE]}


def test_code_serves_once(person, secret):
    code = code_now(secret)
    give_password(person).post(SECOND, {"code": code})

    response = give_password(person).post(SECOND, {"code": code})

    assert response.context["form"].errors == {"code": [WRONG_CODE]}


def test_recovery_code_serves_once(person, secret):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]

    assert give_password(person).post(SECOND, {"code": f" {code[:4]} {code[4:]} "}).status_code == 302
    assert give_password(person).post(SECOND, {"code": code}).status_code == 200
    assert "Il vous reste 9\u00a0codes" in signed_in(person).get(INDEX).text.replace("&nbsp;", "\u00a0")


def test_codes_cannot_be_guessed_for_long_from_any_address(person, secret):
    client = give_password(person)
    answers = [
        client.post(SECOND, {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(9)
    ]

    response = give_password(person).post(SECOND, {"code": code_now(secret)})

    assert answers == [200] * 8 + [429]
    assert response.status_code == 429
    assert texts(response, "error-page") == [
        "Vérification suspendue "
        "Trop de codes inexacts. Par prudence, aucun code n’est accepté pendant 15\u00a0minutes. "
        "Votre compte et vos textes sont intacts. Réessayez ensuite avec le code du moment, ou avec un code de "
        "secours. Aller à l’accueil"
    ]


def test_empty_code_is_asked_for(person, secret):
    response = give_password(person).post(SECOND, {"code": ""})

    assert response.context["form"].errors == {
        "code": ["Écrivez le code à 6\u00a0chiffres de votre application, ou un code de secours."]
    }


def test_second_step_without_the_first_leads_to_the_first(client, person_client):
    assert client.get(SECOND)["Location"] == "/connexion/"
    assert client.post(SECOND, {"code": "000000"})["Location"] == "/connexion/"
    assert person_client.get(SECOND)["Location"] == "/accueil/"


# Living with it


def test_recovery_codes_are_shown_and_downloaded_after_confirming(person, secret):
    client = signed_in(person)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert client.get(CODES)["Location"].startswith(CONFIRM)
    confirm(client)

    response = client.get(DOWNLOAD)

    assert all(code in client.get(CODES).text for code in codes)
    assert response["Content-Disposition"] == 'attachment; filename="codes-de-secours.txt"'
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert re.findall(r"^\d{8}$", response.text, re.MULTILINE) == codes
    assert response.text.startswith("Portail RLP – codes de secours de ")


def test_new_recovery_codes_replace_the_former(person, secret):
    client = signed_in(person)
    confirm(client)
    former = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()

    assert client.post(NEW_CODES)["Location"] == CODES

    renewed = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert (len(renewed), set(renewed) & set(former)) == (10, set())


def test_deactivating_removes_everything(person, secret):
    client = signed_in(person)
    confirm(client)

    response = client.post(DEACTIVATE, follow=True)

    assert "La vérification en deux étapes est désactivée." in response.text
    assert not Authenticator.objects.exists()


def test_confirming_by_code_is_as_good(person, secret):
    client = signed_in(person)

    assert client.post(CONFIRM_CODE, {"code": code_now(secret), "next": CODES})["Location"] == CODES
    assert client.get(CODES).status_code == 200


def test_wrong_password_confirms_nothing(person_client):
    response = person_client.post(CONFIRM, {"password": "autre chose"})

    assert response.context["form"].errors == {"password": ["Ce mot de passe n’est pas le bon."]}


def test_confirming_leads_nowhere_else(person_client):
    response = person_client.post(CONFIRM, {"password": PASSWORD, "next": "//evil.example"})

    assert response["Location"] == "/accueil/"


@pytest.mark.parametrize("path", [ACTIVATE, DEACTIVATE, NEW_CODES])
def test_unconfirmed_post_does_nothing_and_stores_no_trace_of_the_browser(person, secret, path):
    client = signed_in(person)

    response = client.post(path, {"code": "123456"}, HTTP_USER_AGENT="Canari/1.0", REMOTE_ADDR="192.0.2.77")

    stored = "".join(repr(SessionStore().decode(session.session_data)) for session in Session.objects.all())
    assert (response.status_code, Authenticator.objects.count()) == (302, 2)
    assert "Canari" not in stored
    assert "192.0.2.77" not in stored


@pytest.mark.parametrize("path", [INDEX, ACTIVATE, DEACTIVATE, CODES, NEW_CODES, DOWNLOAD, CONFIRM, CONFIRM_CODE])
def test_all_this_is_for_those_signed_in(client, path):
    assert client.get(path)["Location"].startswith("/connexion/?next=")
    assert client.post(path)["Location"].startswith("/connexion/?next=")


@pytest.mark.parametrize("path", [INDEX, CODES, DOWNLOAD])
def test_reading_pages_are_only_read(person_client, path):
    assert person_client.post(path).status_code == 405


@pytest.mark.parametrize(
    "path", [INDEX, ACTIVATE, DEACTIVATE, CODES, NEW_CODES, DOWNLOAD, CONFIRM, CONFIRM_CODE, SECOND]
)
def test_other_methods_are_refused(person_client, path):
    assert person_client.put(path).status_code == 405
    assert person_client.delete(path).status_code == 405


@pytest.mark.parametrize("path", [DEACTIVATE, CODES, DOWNLOAD])
def test_without_second_step_there_is_nothing_to_see(person_client, path):
    confirm(person_client)

    assert person_client.get(path).status_code == 404
