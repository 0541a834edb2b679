import statistics
import time

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from rlp_portal.accounts.forms import WRITE_FULL_ADDRESS
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

WRONG = "Le courriel ou le mot de passe n’est pas le bon."
SIGN_IN = "/connexion/"

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https://evil.example",
    "http://evil.example/accueil/",
    "HTTPS://evil.example",
    "//evil.example@testserver/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "http://testserver/accueil/",
    "//testserver/accueil/",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\x00//evil.example",
    "\x01javascript:alert(1)",
    "//evil%E3%80%82example",
    "//[::1]",
    "http://[evil",
    "evil.example",
    "?next=//evil.example",
    "%2F%2Fevil.example",
    "ftp://evil.example",
    "\u2028//evil.example",
    "〱evil.example",
]


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def test_person_signs_in_and_lands_on_her_next_thing(client, person):
    response = sign_in(client, person.email)

    assert (response.status_code, response["Location"]) == (302, reverse("next_thing"))
    assert client.session["_auth_user_id"] == str(person.pk)


def test_case_and_spaces_of_the_address_do_not_matter(client, person):
    assert sign_in(client, f"  {person.email.upper()} ").status_code == 302


def test_accents_typed_on_another_keyboard_open_the_same_account(client):
    person = UserFactory(plain_password="une clé dorée à ranger")

    assert sign_in(client, person.email, "une cle\u0301 dore\u0301e a\u0300 ranger").status_code == 302


def test_half_a_million_accents_do_not_stop_the_server(client, person):
    """Putting them in order takes ten minutes, during which nobody else is answered."""
    assert sign_in(client, person.email, "a" + "\u0300\u0316" * 60_000).status_code == 200


@pytest.mark.parametrize("key", ['"\\000abcdefgh"', '"abc\\000\\001defgh"', "é" * 10, "'; drop table", ""])
def test_a_forged_session_is_nobody(client, key):
    response = client.get("/accueil/", headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})

    assert response["Location"] == "/connexion/?next=/accueil/"


def test_signed_in_visitor_does_not_see_the_form_again(person_client):
    assert person_client.get(SIGN_IN)["Location"] == reverse("next_thing")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_sign_in_answers_reading_and_posting_only(client, method):
    assert getattr(client, method)(SIGN_IN).status_code == 405


@pytest.mark.parametrize("kind", ["unknown", "wrong password", "closed", "invited"])
def test_every_refusal_says_the_same(client, kind):
    email, password = {
        "unknown": ("personne@exemple.org", PASSWORD),
        "wrong password": (UserFactory(email="ouvert@exemple.org").email, "autre chose"),
        "closed": (UserFactory(email="ferme@exemple.org", closed=True).email, PASSWORD),
        "invited": (UserFactory(email="invitee@exemple.org", invited=True).email, PASSWORD),
    }[kind]

    response = sign_in(client, email, password)

    page = response.text.replace(email, "…")
    other = sign_in(Client(), "autre@exemple.org", password).text.replace("autre@exemple.org", "…")
    assert response.status_code == 200
    assert WRONG in page
    assert without_tokens(page) == without_tokens(other)
    assert "_auth_user_id" not in client.session


def without_tokens(page):
    return "\n".join(line for line in page.splitlines() if "csrf" not in line)


def test_every_refusal_takes_the_same_work(client, settings):
    """The median of several tries each, with the real hasher made lighter."""
    settings.PASSWORD_HASHERS = ["tests.accounts.test_sign_in.LighterHasher"]
    people = {
        "known": UserFactory(email="ouvert@exemple.org"),
        "closed": UserFactory(email="ferme@exemple.org", closed=True),
        "invited": UserFactory(email="invitee@exemple.org", invited=True),
    }
    emails = {kind: user.email for kind, user in people.items()} | {"unknown": "personne@exemple.org"}

    took = {kind: [] for kind in emails}
    for turn in range(5):
        for kind, email in emails.items():
            start = time.process_time()
            client.post(SIGN_IN, {"login": email, "password": "mauvais"}, REMOTE_ADDR=f"192.0.2.{turn}")
            took[kind].append(time.process_time() - start)

    medians = {kind: statistics.median(times) for kind, times in took.items()}
    assert max(medians.values()) < 1.6 * min(medians.values()), medians


class LighterHasher(PBKDF2PasswordHasher):
    iterations = 200_000


@pytest.mark.parametrize(
    "typed",
    [
        "nom",
        "nom@",
        "@exemple.org",
        "nom@exemple",
        "marié@exemple.org",
        "nom@exemplé.org",
        "nom@exemple.org\nBcc: a@b.org",
    ]
    + ["n" * 300 + "@exemple.org", "nom@exemple.org\x00", "nom\u202e@exemple.org", '"a\x01b"@exemple.org', ""],
)
def test_address_that_is_none_gets_one_sentence_and_stays_typed(client, typed):
    response = sign_in(client, typed)

    assert response.context["form"].errors == {"login": [WRITE_FULL_ADDRESS]}
    assert response.context["form"]["login"].value() == typed
    assert 'href="#id_login"' in response.text


def test_empty_password_is_asked_for(client, person):
    response = sign_in(client, person.email, "")

    assert response.context["form"].errors == {"password": ["Écrivez un mot de passe."]}
    assert f'value="{person.email}"' in response.text


def test_session_key_changes_at_sign_in(client, person):
    session = client.session
    session["before"] = "ici"
    session.save()
    fixed = session.session_key

    sign_in(client, person.email)

    assert client.session.session_key != fixed
    assert not Session.objects.filter(session_key=fixed).exists()


@pytest.mark.parametrize("following", ["/mon-compte/", "/accueil/?a=1", "/rlp/rlp-des-berges/"])
def test_next_leads_inside_the_portal(client, person, following):
    assert sign_in(client, person.email, next=following)["Location"] == following


@pytest.mark.parametrize("following", ELSEWHERE)
def test_next_never_leads_elsewhere(client, person, following):
    assert sign_in(client, person.email, next=following)["Location"] == reverse("next_thing")


@pytest.mark.parametrize("following", ELSEWHERE)
def test_next_never_leads_a_signed_in_person_elsewhere(person_client, following):
    assert person_client.get(SIGN_IN, {"next": following})["Location"] == reverse("next_thing")


def test_next_travels_through_the_form(client):
    page = client.get(SIGN_IN, {"next": "/mon-compte/"}).text

    assert '<input type="hidden" name="next" value="/mon-compte/">' in page


def test_closing_an_account_ends_its_sessions(person_client, person):
    assert person_client.get(reverse("my_account")).status_code == 200
    person.is_active = False
    person.save()

    assert person_client.get(reverse("my_account")).status_code == 302


# Signing out


def test_signing_out_ends_the_session_and_leaves_what_waits_for_its_author(person_client):
    key = person_client.session.session_key

    response = person_client.post(reverse("account_logout"))

    assert (response.status_code, response["Location"]) == (302, "/")
    assert response["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.filter(session_key=key).exists()
    assert "Votre session est fermée. À bientôt." in person_client.get("/").text
    assert person_client.get(reverse("my_account")).status_code == 302


def test_a_shared_computer_keeps_nothing_after_signing_out(client, person):
    sign_in(client, person.email, is_shared="on")

    response = client.post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache", "storage"'


def test_what_she_was_not_told_yet_is_not_told_to_the_next_person(person_client):
    person_client.post(reverse("my_account"), {"name": "Marie Gagnon"})

    home = person_client.post(reverse("account_logout"), follow=True)

    assert [str(message) for message in home.context["messages"]] == ["Votre session est fermée. À bientôt."]


def test_signing_out_is_never_a_link(person_client):
    assert person_client.get(reverse("account_logout")).status_code == 405
    assert person_client.get(reverse("my_account")).status_code == 200


def test_signing_out_twice_is_harmless(client):
    assert client.post(reverse("account_logout"))["Location"] == "/"


# The public page


def test_home_presents_the_portal_to_strangers(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "Se connecter" in response.text


def test_home_leads_a_signed_in_person_to_her_next_thing(person_client):
    assert person_client.get("/")["Location"] == reverse("next_thing")


def test_home_is_only_read(client):
    assert client.post("/").status_code == 405


# Doors that do not exist


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/inscription/", "/signup/", "/accounts/", "/admin/", "/email/"]
)
def test_doors_we_do_not_offer_do_not_exist(client, path):
    assert client.get(path).status_code == 404


def test_forged_host_is_refused(client):
    assert client.get(SIGN_IN, HTTP_HOST="evil.example").status_code == 400


def test_pages_of_an_account_are_never_kept(person_client):
    assert person_client.get(reverse("my_account"))["Cache-Control"] == "no-store"
