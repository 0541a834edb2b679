import re

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.test import Client
from django.urls import reverse

from rlp_portal.accounts.mail import postman
from tests.conftest import signed_in
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

COMMON = "Ce mot de passe est trop courant."
PERSONAL = "Ce mot de passe ressemble trop à votre nom ou à votre courriel."
CHANGE = "/mon-compte/mot-de-passe/"
FORGOTTEN = "/mot-de-passe/oublie/"
NEW = "une nouvelle phrase dorée"


def short(count):
    return f"Ce mot de passe compte {count}\u00a0caractères. Il en faut au moins 12."


REFUSED = [
    ("123456", [COMMON, short(6)]),
    ("bleuets", [short(7)]),
    ("onze bleuet", [short(11)]),
    ("josee.thibodeau@exemple.org", [PERSONAL]),
    ("Josee.Thibodeau", [PERSONAL]),
    ("josée thibodeau", [PERSONAL]),
    ("a" * 129, ["Ce mot de passe compte 129 caractères. La limite est de 128."]),
    ("m" * 1000, ["Ce mot de passe compte 1\u00a0000 caractères. La limite est de 128."]),
    ("1234567890123456789", [COMMON]),
    ("418 555 0123 418", [COMMON]),
]
ACCEPTED = [
    "une phrase à retenir",
    "  deux espaces au bord  ",
    "é" * 12,
    "m" * 128,
    "🐦 hirondelle d’été",
    "мёд и пчёлы!",
]


@pytest.fixture
def josee():
    return UserFactory(email="josee.thibodeau@exemple.org", name="Josée Thibodeau")


def change(client, password, again=None, current=PASSWORD):
    return client.post(
        CHANGE, {"oldpassword": current, "password1": password, "password2": again if again is not None else password}
    )


@pytest.mark.parametrize(("password", "sentences"), REFUSED)
def test_b67_weak_password_is_refused_in_our_words(josee, password, sentences):
    response = change(signed_in(josee), password)

    josee.refresh_from_db()
    assert response.context["form"].errors == {"password1": sentences}
    assert 'href="#id_password1"' in response.text
    assert f'value="{password}"' not in response.text
    assert josee.check_password(PASSWORD)


@pytest.mark.parametrize("password", ACCEPTED)
def test_b67_long_phrases_with_spaces_and_accents_are_welcome(josee, password):
    response = change(signed_in(josee), password)

    assert (response.status_code, response["Location"]) == (302, "/mon-compte/")
    assert Client().post("/connexion/", {"login": josee.email, "password": password}).status_code == 302


def test_the_two_passwords_must_be_the_same(person_client):
    response = change(person_client, NEW, again=NEW + "s")

    assert response.context["form"].errors == {
        "password2": ["Les deux mots de passe ne sont pas pareils. Écrivez le même deux fois."]
    }


def test_current_password_is_asked(person_client):
    response = change(person_client, NEW, current="autre chose")

    assert response.context["form"].errors == {"oldpassword": ["Ce mot de passe n’est pas le bon."]}


def test_current_password_cannot_be_guessed_from_a_session_left_open(person_client, person):
    answers = [change(person_client, NEW, current=f"essai {number}").status_code for number in range(8)]

    assert answers == [200] * 7 + [429]
    assert change(person_client, NEW).status_code == 429


def test_changing_signs_the_other_devices_out(person, person_client):
    other = signed_in(person)
    assert other.get("/mon-compte/").status_code == 200

    page = person_client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True)

    assert "Votre mot de passe est changé. Vos autres appareils ont été déconnectés." in page.text
    assert page.redirect_chain == [("/mon-compte/", 302)]
    assert other.get("/mon-compte/").status_code == 302


def test_changing_is_for_those_signed_in(client):
    assert client.get(CHANGE)["Location"] == f"/connexion/?next={CHANGE}"


@pytest.mark.parametrize(
    "path", [CHANGE, FORGOTTEN, "/mot-de-passe/oublie/courriel/", "/mot-de-passe/nouveau/1-a-b/"]
)
def test_only_reading_and_posting(person_client, path):
    assert person_client.put(path).status_code == 405


# A forgotten password


@pytest.fixture
def mail_is_set_up(settings):
    settings.MAIL_IS_SET_UP = True
    settings.PUBLIC_URL = "https://portail.exemple.org"


def ask(email, **more):
    response = Client().post(FORGOTTEN, {"email": email}, **more)
    postman.submit(lambda: None).result()  # the messages before it have left
    return response


def mailed_path():
    return re.search(r"https://portail\.exemple\.org(/\S+)", mail.outbox[-1].body)[1]


def test_reset_from_the_mail_to_the_new_password(client, person, mail_is_set_up):
    assert ask(person.email)["Location"] == "/mot-de-passe/oublie/courriel/"
    page = client.get(mailed_path(), follow=True)
    path = page.redirect_chain[-1][0]

    response = client.post(path, {"password1": NEW, "password2": NEW}, follow=True)

    assert path == f"/mot-de-passe/nouveau/{user_pk_to_url_str(person)}-set-password/"
    assert response.redirect_chain == [("/mot-de-passe/nouveau/enregistre/", 302)]
    assert "Votre mot de passe est changé" in response.text
    assert "_auth_user_id" not in client.session
    assert Client().post("/connexion/", {"login": person.email, "password": NEW}).status_code == 302


def test_reset_mail_is_plain_and_carries_no_name_in_its_subject(mail_is_set_up):
    ask(UserFactory(name="Marie\u2028Bcc: voleur@evil.example").email)

    message = mail.outbox[0]
    assert message.subject == "Choisir un nouveau mot de passe – Portail RLP"
    assert message.content_subtype == "plain"
    assert "evil.example" not in message.body


def test_reset_link_serves_once(person, mail_is_set_up):
    ask(person.email)
    path = mailed_path()
    first = Client()
    first.post(first.get(path)["Location"], {"password1": NEW, "password2": NEW})

    response = Client().get(path)

    assert response.status_code == 410
    assert "Il a déjà servi, ou il date de plus de 24\u00a0heures." in response.text.replace("&nbsp;", "\u00a0")


def test_signing_in_kills_the_reset_link(person, mail_is_set_up):
    ask(person.email)
    Client().post("/connexion/", {"login": person.email, "password": PASSWORD})

    assert Client().get(mailed_path()).status_code == 410


def test_reset_link_dies_after_a_day(person, mail_is_set_up, settings):
    ask(person.email)
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert Client().get(mailed_path()).status_code == 410


def test_reset_lifts_the_wait_of_this_visitor(person, mail_is_set_up):
    client = Client()
    for _ in range(8):
        client.post("/connexion/", {"login": person.email, "password": "mauvais"})
    ask(person.email)

    client.post(client.get(mailed_path())["Location"], {"password1": NEW, "password2": NEW})

    assert client.post("/connexion/", {"login": person.email, "password": NEW}).status_code == 302


def test_reset_signs_every_device_out(person, person_client, mail_is_set_up):
    ask(person.email)
    client = Client()
    client.post(client.get(mailed_path())["Location"], {"password1": NEW, "password2": NEW})

    assert person_client.get("/mon-compte/").status_code == 302


@pytest.mark.parametrize(("password", "sentences"), REFUSED)
def test_b67_new_password_after_reset_follows_the_same_rules(josee, mail_is_set_up, password, sentences):
    ask(josee.email)
    client = Client()

    response = client.post(client.get(mailed_path())["Location"], {"password1": password, "password2": password})

    assert response.context["form"].errors == {"password1": sentences}


def test_nobody_learns_who_has_an_account(person, mail_is_set_up):
    answers = [
        ask(email)
        for email in [
            person.email,
            "personne.inconnue@exemple.org",
            UserFactory(closed=True).email,
            UserFactory(invited=True).email,
        ]
    ]

    assert [(one.status_code, one["Location"]) for one in answers] == [(302, "/mot-de-passe/oublie/courriel/")] * 4
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_a_mailbox_is_not_flooded(person, mail_is_set_up):
    answers = [ask(person.email)["Location"] for _ in range(12)]

    assert answers == ["/mot-de-passe/oublie/courriel/"] * 12
    assert len(mail.outbox) == 8


def test_forged_host_changes_no_link(person, mail_is_set_up):
    assert ask(person.email, HTTP_HOST="evil.example").status_code == 400
    ask(person.email, HTTP_HOST="localhost", HTTP_X_FORWARDED_HOST="evil.example")

    assert len(mail.outbox) == 1
    assert "evil" not in mail.outbox[0].body
    assert "https://portail.exemple.org/mot-de-passe/nouveau/" in mail.outbox[0].body


def test_address_that_is_none_is_refused_and_stays_typed(client, mail_is_set_up):
    response = client.post(FORGOTTEN, {"email": "pas une adresse"})

    assert response.context["form"].errors == {
        "email": ["Écrivez une adresse complète, par exemple nom@organisme.org."]
    }
    assert 'value="pas une adresse"' in response.text


def test_without_mail_the_page_says_whom_to_ask(client):
    page = client.get(FORGOTTEN).text

    assert "Ce portail n’envoie pas de courriel." in page
    assert 'name="email"' not in page


@pytest.mark.parametrize(
    "path",
    ["1-abc", "zzzzzzzzzzzzz-abc-def", "0-set-password", "1-set-password", "3w5e11264sgsg-1-2", "a" * 14 + "-b"]
    + ["1-" + "a" * 101, "é-b"],
)
def test_reset_link_of_nobody(client, path):
    assert client.get(f"/mot-de-passe/nouveau/{path}/").status_code in {404, 410}


def test_reset_token_of_a_closed_account_opens_nothing(client):
    closed = UserFactory(closed=True)
    token = PasswordResetTokenGenerator().make_token(closed)

    assert client.get(f"/mot-de-passe/nouveau/{user_pk_to_url_str(closed)}-{token}/").status_code == 410


def test_done_page_is_public(client):
    assert client.get(reverse("account_reset_password_from_key_done")).status_code == 200
