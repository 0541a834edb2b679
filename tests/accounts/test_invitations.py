from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rlp_portal.accounts import services
from rlp_portal.accounts.forms import INVISIBLE_IN_NAME, WRITE_FULL_ADDRESS, WRITE_NAME
from rlp_portal.accounts.models import FailedTries, Invitation, User, fingerprint_of_token
from rlp_portal.accounts.sessions import SessionStore
from tests.factories import PASSWORD, UserFactory
from tests.rlps.reading import texts

pytestmark = pytest.mark.django_db

B28 = "Cette personne est déjà invitée. Vous pouvez renvoyer l’invitation."
B68 = "Ce lien n’est plus valable. Demandez-en un nouveau à la coordination."
OTHER_ADDRESS = "Ce lien ne va pas avec cette adresse. Écrivez celle que la coordination a invitée."
NEW_PASSWORD = "une phrase dorée à retenir"
INVITE = "/gestion/personnes/inviter/"


@pytest.fixture
def mail_is_set_up(settings):
    settings.MAIL_IS_SET_UP = True
    settings.PUBLIC_URL = "https://portail.exemple.org"


def invite(administrator_client, email="marie@exemple.org", name="Marie Côté"):
    return administrator_client.post(INVITE, {"email": email, "name": name})


@pytest.fixture
def link(administrator_client):
    return path_of(invite(administrator_client).context["link"])


def path_of(link):
    return "/" + link.split("/", 3)[3]


def answers(**changed):
    return {
        "email": "marie@exemple.org",
        "name": "Marie-Ève Côté",
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
    } | changed


# Inviting


def test_administrator_invites_and_sees_the_link_once(administrator_client, administrator):
    response = invite(administrator_client)

    person = User.objects.get(email="marie@exemple.org")
    invitation = Invitation.objects.get()
    link = response.context["link"]
    token = link.rstrip("/").split("/")[-1]
    assert response.status_code == 200
    assert f'value="{link}"' in response.text
    assert link == f"http://testserver/invitation/{token}/"
    assert (person.name, person.awaits_invitation, person.is_administrator) == ("Marie Côté", True, False)
    assert (invitation.user, invitation.invited_by) == (person, administrator)
    assert invitation.token_hash == fingerprint_of_token(token)
    assert len(token) == 32
    assert invitation.expires_at - invitation.created_at > timedelta(days=7, seconds=-5)


def test_token_is_stored_nowhere(administrator_client):
    token = invite(administrator_client).context["link"].rstrip("/").split("/")[-1]

    from django.contrib.sessions.models import Session

    stored = [repr(list(model.objects.values())) for model in (Invitation, User)]
    stored += [repr(SessionStore().decode(session.session_data)) for session in Session.objects.all()]
    assert token not in "".join(stored)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_inviting_is_a_form(administrator_client, method):
    assert getattr(administrator_client, method)(INVITE).status_code == 405


@pytest.mark.parametrize("method", ["get", "post"])
def test_inviting_does_not_exist_for_others(person_client, client, method):
    assert getattr(person_client, method)(INVITE).status_code == 404
    assert getattr(client, method)(INVITE)["Location"] == f"/connexion/?next={INVITE}"


def test_extra_fields_give_nothing(administrator_client):
    administrator_client.post(
        INVITE,
        {"email": "marie@exemple.org", "name": "Marie", "is_administrator": "on", "is_active": "", "password": "x"},
    )

    person = User.objects.get(email="marie@exemple.org")
    assert (person.is_administrator, person.is_active, person.awaits_invitation) == (False, True, True)


@pytest.mark.parametrize(
    "typed",
    ["nom", "nom@exemple", "marié@exemple.org", "n" * 300 + "@exemple.org", "a@exemple.org\r\nBcc: b@exemple.org"]
    + ["a@exemple.org\nSubject: x", ""],
)
def test_address_that_is_none_is_refused_and_stays_typed(administrator_client, typed):
    response = invite(administrator_client, email=typed)

    assert response.status_code == 422
    assert response.context["form"].errors == {"email": [WRITE_FULL_ADDRESS]}
    assert response.context["form"]["email"].value() == typed
    assert 'href="#id_email"' in response.text
    assert "Marie Côté" in response.text
    assert User.objects.filter(email__contains="exemple.org", name="Marie Côté").count() == 0


@pytest.mark.parametrize(
    ("typed", "stored", "notices"),
    [
        ("  Marie   Côté ", "Marie   Côté", []),
        ("Marie\u202eétôC", "MarieétôC", [INVISIBLE_IN_NAME]),
        ("Marie\x0bCôté", "Marie Côté", []),
        ("Marie\x00\x07 Côté", "Marie Côté", []),
        ("Marie Co\u0302te\u0301", "Marie Côté", []),
        ("Marie\r\nBcc: a@b.org", "Marie Bcc: a@b.org", []),
        ("<script>alert(1)</script>", "<script>alert(1)</script>", []),
        ("{{ 7*7 }} %(nom)s {x.__class__}", "{{ 7*7 }} %(nom)s {x.__class__}", []),
        ("👩🏽\u200d🏫 Jo", "👩🏽\u200d🏫 Jo", []),
    ],
)
def test_name_is_cleaned_and_shown_as_text(administrator_client, typed, stored, notices):
    response = invite(administrator_client, name=typed)

    person = User.objects.get(email="marie@exemple.org")
    assert person.name == stored
    assert [str(message) for message in response.context["messages"]] == notices
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u00a0", "\x00"])
def test_name_is_needed(administrator_client, typed):
    response = invite(administrator_client, name=typed)

    assert response.context["form"].errors == {"name": [WRITE_NAME]}
    assert "marie@exemple.org" in response.text


def test_name_too_long_says_so_and_stays(administrator_client):
    response = invite(administrator_client, name="M" * 121)

    assert response.context["form"].errors == {
        "name": ["Le texte compte 121 caractères. La limite est de 120. Rien n’est perdu\u00a0: raccourcissez-le."]
    }
    assert "M" * 121 in response.text


def test_b28_person_already_invited_can_be_invited_again(administrator_client, link):
    response = invite(administrator_client, email="MARIE@exemple.org ")

    person = User.objects.get(email="marie@exemple.org")
    assert response.status_code == 422
    assert response.context["form"].errors == {"email": [B28]}
    assert response.context["form"]["email"].value() == "MARIE@exemple.org "
    assert texts(response, "error-summary") == [f"Il y a 1\u00a0point à revoir Courriel\u00a0: {B28}"]
    assert '<a href="#id_email">' in response.text
    assert 'id="id_email"' in response.text
    assert reverse("manage_person", args=[person.public_id]) in response.text
    assert Invitation.objects.count() == 1


def test_person_with_an_account_gets_no_link(administrator_client, person):
    response = administrator_client.post(INVITE, {"email": person.email, "name": "Autre nom"}, follow=True)

    person.refresh_from_db()
    assert "Cette personne a déjà un compte. Elle peut se connecter." in response.text
    assert person.name != "Autre nom"
    assert not Invitation.objects.exists()


def test_closed_account_is_not_invited(administrator_client):
    person = UserFactory(closed=True)

    response = invite(administrator_client, email=person.email)

    assert response.context["form"].errors == {
        "email": ["Le compte de cette personne est fermé. La gestion peut le rouvrir."]
    }


# The mail


def test_invitation_is_mailed_as_plain_text(administrator_client, administrator, mail_is_set_up):
    response = invite(administrator_client, name="Marie\r\nBcc: voleur@evil.example")

    message = mail.outbox[0]
    assert message.subject == "Votre invitation au Portail RLP"
    assert message.recipients() == ["marie@exemple.org"]
    assert message.alternatives == [] if hasattr(message, "alternatives") else True
    assert message.content_subtype == "plain"
    assert response.context["link"] in message.body
    assert f"{administrator.name} vous invite" in message.body
    assert "Bonjour Marie Bcc: voleur@evil.example," in message.body
    assert response.context["mailed"] is True


def test_mailed_link_is_built_on_the_public_address_whatever_the_host(administrator_client, mail_is_set_up):
    administrator_client.post(
        INVITE, {"email": "marie@exemple.org", "name": "Marie"}, HTTP_HOST="localhost", HTTP_X_FORWARDED_HOST="evil"
    )

    assert "https://portail.exemple.org/invitation/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def test_forged_host_sends_nothing(administrator_client, mail_is_set_up):
    response = administrator_client.post(
        INVITE, {"email": "marie@exemple.org", "name": "Marie"}, HTTP_HOST="evil.example"
    )

    assert response.status_code == 400
    assert (mail.outbox, User.objects.filter(email="marie@exemple.org").exists()) == ([], False)


@pytest.mark.parametrize("error", [OSError("refusé"), TimeoutError()])
def test_mail_failure_never_stops_the_invitation(administrator_client, mail_is_set_up, monkeypatch, caplog, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)

    response = invite(administrator_client)

    assert response.status_code == 200
    assert "Aucun courriel n’est parti." in response.text
    assert response.context["link"] in response.text
    assert "marie@exemple.org" not in caplog.text


def test_without_mail_the_page_says_to_copy_the_link(administrator_client):
    response = invite(administrator_client)

    assert "Aucun courriel n’est parti. Copiez ce lien" in response.text
    assert mail.outbox == []


# Accepting


def test_invited_person_opens_her_account_and_is_signed_in(client, link):
    page = client.get(link)
    before = client.session.session_key

    response = client.post(link, answers())

    person = User.objects.get(email="marie@exemple.org")
    assert page.status_code == 200
    assert 'value="Marie Côté"' in page.text
    assert "marie@exemple.org" not in page.text
    assert (response.status_code, response["Location"]) == (302, reverse("next_thing"))
    assert (person.name, person.check_password(NEW_PASSWORD)) == ("Marie-Ève Côté", True)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.session.session_key != before
    assert Invitation.objects.get().used_at is not None


def test_reading_the_link_changes_nothing(client, link):
    client.get(link)
    client.head(link)

    assert Invitation.objects.usable().count() == 1


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_link_is_read_or_answered(client, link, method):
    assert getattr(client, method)(link).status_code == 405


def use(link):
    Client().post(link, answers())


def expire(link):
    Invitation.objects.update(expires_at=timezone.now())


def withdraw(link):
    Invitation.objects.update(withdrawn_at=timezone.now(), withdrawn_by=User.objects.first())


def close(link):
    User.objects.filter(email="marie@exemple.org").update(is_active=False)


def erase(link):
    Invitation.objects.all().delete()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("happened", [use, expire, withdraw, close, erase])
def test_b68_link_that_may_not_serve_says_the_same_whatever_the_reason(client, link, happened, method):
    happened(link)

    response = getattr(client, method)(link, answers() if method == "post" else {})

    unknown = Client().get("/invitation/inconnu/")
    assert (response.status_code, unknown.status_code) == (410, 410)
    assert B68 in response.text
    assert without_tokens(response.text) == without_tokens(unknown.text)
    assert "_auth_user_id" not in client.session


def without_tokens(page):
    return "\n".join(line for line in page.splitlines() if "csrf" not in line)


@pytest.mark.parametrize("method", ["get", "post"])
def test_b68_another_account_signed_in_cannot_use_the_link(person_client, link, method):
    response = getattr(person_client, method)(link, answers())

    assert response.status_code == 410
    assert B68 in response.text
    assert User.objects.get(email="marie@exemple.org").awaits_invitation


def test_b68_forwarded_link_opens_nothing(client, link):
    response = client.post(link, answers(email="pierre@exemple.org"))

    assert response.status_code == 422
    assert response.context["form"].errors == {"email": [OTHER_ADDRESS]}
    assert B68 not in response.text
    assert 'value="pierre@exemple.org"' in response.text
    assert NEW_PASSWORD not in response.text
    assert not User.objects.filter(email="pierre@exemple.org").exists()
    assert User.objects.get(email="marie@exemple.org").awaits_invitation


def test_link_still_opens_after_a_mistyped_address(client, link):
    client.post(link, answers(email="mari@exemple.org"))

    assert client.post(link, answers()).status_code == 302


@pytest.mark.parametrize("happened", [use, expire, withdraw, close, erase])
def test_b68_link_that_may_not_serve_says_nothing_of_the_address(client, link, happened):
    happened(link)

    response = client.post(link, answers(email="pierre@exemple.org"))

    assert response.status_code == 410
    assert B68 in response.text
    assert OTHER_ADDRESS not in response.text


def test_address_behind_a_link_cannot_be_guessed_for_long(client, link):
    for number in range(8):
        client.post(link, answers(email=f"essai{number}@exemple.org"))

    response = client.post(link, answers())

    assert response.status_code == 429
    assert texts(response, "error-page") == [
        "Invitation suspendue "
        "Trop d’essais avec un autre courriel. Par prudence, ce lien est suspendu pendant 15\u00a0minutes. "
        "L’invitation reste bonne. Réessayez ensuite avec le courriel où elle a été envoyée, ou écrivez à la "
        "personne qui vous invite. Aller à l’accueil"
    ]
    assert FailedTries.objects.count() == 1


def test_address_may_be_typed_in_capitals(client, link):
    assert client.post(link, answers(email=" MARIE@EXEMPLE.ORG ")).status_code == 302


def test_account_opens_once_even_from_two_windows(link):
    token = link.rstrip("/").split("/")[-1]
    first, second = services.usable_invitation(token), services.usable_invitation(token)
    services.accept_invitation(invitation=first, email="marie@exemple.org", name="Une", password=NEW_PASSWORD)

    with pytest.raises(services.LinkNotUsable):
        services.accept_invitation(invitation=second, email="marie@exemple.org", name="Deux", password="autre phrase")

    assert User.objects.get(email="marie@exemple.org").name == "Une"


# Renewing and withdrawing


def act(administrator_client, name):
    person = User.objects.get(email="marie@exemple.org")
    return administrator_client.post(reverse(name, args=[person.public_id]))


def test_renewed_link_replaces_the_former(administrator_client, client, link):
    renewed = path_of(act(administrator_client, "renew_invitation").context["link"])

    assert client.get(link).status_code == 410
    assert client.post(renewed, answers()).status_code == 302


def test_expired_invitation_can_be_renewed(administrator_client, client, link):
    expire(link)

    renewed = path_of(act(administrator_client, "renew_invitation").context["link"])

    assert client.post(renewed, answers()).status_code == 302


def test_opened_account_gets_no_new_link(administrator_client, link):
    use(link)

    response = act(administrator_client, "renew_invitation")

    assert response.status_code == 302
    assert Invitation.objects.count() == 1


def test_withdrawn_link_opens_nothing(administrator_client, administrator, client, link):
    act(administrator_client, "withdraw_invitation")

    assert client.get(link).status_code == 410
    assert Invitation.objects.get().withdrawn_by == administrator


# No other way in (Decidim, CVE-2023-48220)


def test_reset_revives_no_invitation(client, link, mail_is_set_up):
    expire(link)

    response = client.post("/mot-de-passe/oublie/", {"email": "marie@exemple.org"})

    from rlp_portal.accounts.mail import postman

    postman.submit(lambda: None).result()
    assert response["Location"] == "/mot-de-passe/oublie/courriel/"
    assert mail.outbox == []


def test_forged_reset_token_of_an_invited_person_opens_nothing(client, link):
    from allauth.account.utils import user_pk_to_url_str
    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    person = User.objects.get(email="marie@exemple.org")
    token = PasswordResetTokenGenerator().make_token(person)

    response = client.get(f"/mot-de-passe/nouveau/{user_pk_to_url_str(person)}-{token}/")

    assert response.status_code == 410
    assert PasswordResetTokenGenerator().check_token(person, token)


def test_invited_person_cannot_sign_in(client, link):
    assert client.post("/connexion/", {"login": "marie@exemple.org", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize("token", ["0", "a" * 500, "é", "%00", "..", "-1", "1" * 30])
def test_malformed_token_is_an_unknown_one(client, token):
    assert client.get(f"/invitation/{token}/").status_code in {404, 410}
