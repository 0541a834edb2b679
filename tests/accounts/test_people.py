from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rlp_portal.accounts import services
from rlp_portal.accounts.models import Invitation, User
from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PEOPLE = "/gestion/personnes/"
ACTS = [
    "renew_invitation",
    "withdraw_invitation",
    "close_account",
    "reopen_account",
    "make_administrator",
    "remove_administrator",
    "remove_second_step",
]


def names(response):
    return [person.name for person, _ in response.context["rows"]]


def page_of(person):
    return reverse("manage_person", args=[person.public_id])


def act(client, name, person):
    return client.post(reverse(name, args=[person.public_id]), follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


# The list


def test_list_is_alphabetical_whatever_the_accents(administrator_client, administrator):
    for name in ["Zoé", "Étienne", "anne", "Émilie", "Eustache"]:
        UserFactory(name=name)

    response = administrator_client.get(PEOPLE)

    assert names(response) == ["anne", "Émilie", "Étienne", "Eustache", administrator.name, "Zoé"]


def test_list_tells_roles_and_states(administrator_client, administrator):
    member = UserFactory(name="Anne")
    MembershipFactory(user=member, role=Role.ADVISOR, rlp__name="RLP des Berges")
    UserFactory(name="Benoît", closed=True)
    invited = UserFactory(name="Carole", invited=True)
    Invitation.objects.create(
        user=invited, invited_by=administrator, token_hash="a", expires_at=timezone.now() + timedelta(days=2)
    )
    UserFactory(name="Denis", invited=True)

    response = administrator_client.get(PEOPLE)

    assert [state.key for _, state in response.context["rows"]][:4] == ["open", "closed", "invited", "without_link"]
    assert "Conseil, RLP des Berges" in response.text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ÉCOLE", ["École"]),
        ("ecole", ["École"]),
        ("COEUR", ["Cœur"]),
        ("tremblay anne", ["Anne Tremblay"]),
        ("anne@exemple.org", ["Anne Tremblay"]),
        ("100%", ["100% Jo"]),
        ("%", ["100% Jo"]),
        ("_", ["sous_tiret"]),
        ("\\", ["contre\\oblique"]),
        ("'", ["L’apostrophe"]),
        ("’", ["L’apostrophe"]),
        ("personne de ce nom", []),
        ("\x00école", ["École"]),
        ("x" * 5000, []),
    ],
)
def test_b46_search_is_the_same_on_both_engines(administrator, words, found):
    User.objects.filter(pk=administrator.pk).update(folded_words="zzz")
    for number, name in enumerate(["École", "Cœur", "100% Jo", "sous_tiret", "contre\\oblique", "L’apostrophe"]):
        UserFactory(name=name, email=f"p{number}@exemple.org")
    UserFactory(name="Anne Tremblay", email="anne@exemple.org")

    response = signed_in(administrator).get(PEOPLE, {"q": words})

    assert names(response) == found


def test_search_is_said_and_kept(administrator_client):
    response = administrator_client.get(PEOPLE, {"q": "<b>anne"})

    assert 'value="&lt;b&gt;anne"' in response.text
    assert "Personne ne correspond à ces mots." in response.text


@pytest.mark.parametrize("number", ["0", "-1", "abc", "", "1e3", "9" * 30, "99", "1", "٣"])
def test_strange_page_is_the_first(administrator_client, number):
    UserFactory.create_batch(30)

    assert administrator_client.get(PEOPLE, {"page": number}).context["page"].number == 1


def test_second_page(administrator_client):
    UserFactory.create_batch(30)

    response = administrator_client.get(PEOPLE, {"page": "2", "tri": "mot_de_passe", "q": "personne"})

    assert len(response.context["rows"]) == 6
    assert "Page 2 sur 2" in response.text
    assert "?page=1&amp;tri=mot_de_passe&amp;q=personne" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_people_and_roles(administrator_client, count, django_assert_num_queries):
    for membership in MembershipFactory.create_batch(count):
        MembershipFactory.create_batch(count, user=membership.user)

    with django_assert_num_queries(8):  # session, person, menu, backups; count, people, roles, their RLPs
        administrator_client.get(PEOPLE)


# One person


def test_page_of_a_person(administrator_client):
    person = UserFactory(name="Anne <b>", email="anne@exemple.org")
    MembershipFactory(user=person, role=Role.FACILITATOR, rlp__name="RLP des Berges")

    page = administrator_client.get(page_of(person)).text

    assert "Anne &lt;b&gt;" in page
    assert "anne@exemple.org" in page
    assert "RLP des Berges" in page
    assert "Compte ouvert" in page
    assert "Renvoyer l’invitation" not in page


def test_closing_and_reopening(administrator_client, person, person_client):
    assert said(act(administrator_client, "close_account", person)) == [
        "Le compte est fermé. Ce que cette personne a écrit reste."
    ]
    assert person_client.get("/mon-compte/").status_code == 302

    assert said(act(administrator_client, "reopen_account", person)) == ["Le compte est rouvert."]
    assert person_client.get("/mon-compte/").status_code == 200


def test_closing_withdraws_the_invitation(administrator_client, administrator):
    person = UserFactory(invited=True)
    Invitation.objects.create(
        user=person, invited_by=administrator, token_hash="a", expires_at=timezone.now() + timedelta(days=2)
    )

    act(administrator_client, "close_account", person)

    assert not Invitation.objects.usable().exists()


def test_nobody_closes_her_own_account(administrator_client, administrator):
    response = act(administrator_client, "close_account", administrator)

    administrator.refresh_from_db()
    assert said(response) == ["Une autre personne de la gestion peut fermer votre compte."]
    assert administrator.is_active


def test_naming_and_removing_an_administrator(administrator_client, person):
    assert said(act(administrator_client, "make_administrator", person)) == [
        "Cette personne fait maintenant partie de la gestion."
    ]
    assert User.objects.get(pk=person.pk).is_administrator

    assert said(act(administrator_client, "remove_administrator", person)) == [
        "Cette personne ne fait plus partie de la gestion."
    ]
    assert not User.objects.get(pk=person.pk).is_administrator


def test_a_link_held_in_an_rlp_does_not_open_the_administration(administrator_client, rf):
    coordinator = UserFactory()
    person, link = services.invite(
        email="anne@exemple.org", name="Anne", by=coordinator, request=rf.get("/", headers={"host": "testserver"})
    )

    assert said(act(administrator_client, "make_administrator", person)) == [
        "Son ancien lien n’ouvre plus rien. Renvoyez-lui l’invitation.",
        "Cette personne fait maintenant partie de la gestion.",
    ]

    with pytest.raises(services.LinkNotUsable):
        services.usable_invitation(link.rstrip("/").rpartition("/")[2])


@pytest.mark.parametrize("other", ["nobody", "closed", "invited"])
def test_last_administrator_stays(administrator_client, administrator, other):
    if other != "nobody":
        UserFactory(administrator=True, **{other: True})

    response = act(administrator_client, "remove_administrator", administrator)

    administrator.refresh_from_db()
    assert said(response) == ["Nommez d’abord une autre personne à la gestion."]
    assert administrator.is_administrator


def test_last_administrator_cannot_be_closed_by_a_colleague_who_just_left(administrator):
    with pytest.raises(services.LastAdministrator):
        services.close_account(person=administrator, by=UserFactory())


def test_administrator_may_leave_when_another_stays(administrator_client, administrator):
    UserFactory(administrator=True)

    response = administrator_client.post(reverse("remove_administrator", args=[administrator.public_id]))

    assert response["Location"] == reverse("next_thing")
    assert administrator_client.get(PEOPLE).status_code == 404


def test_second_step_is_removed_for_someone_who_lost_her_telephone(administrator_client, person, settings):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.core import mail

    settings.MAIL_IS_SET_UP = True
    TOTP.activate(person, generate_totp_secret())
    assert "Retirer la vérification" in administrator_client.get(page_of(person)).text

    act(administrator_client, "remove_second_step", person)

    assert not Authenticator.objects.filter(user=person).exists()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([person.email], "Vérification en deux étapes retirée – Portail RLP")
    ]


# The door


@pytest.mark.parametrize("name", ACTS)
def test_acts_are_never_links(administrator_client, person, name):
    assert administrator_client.get(reverse(name, args=[person.public_id])).status_code == 405


@pytest.mark.parametrize("name", ACTS)
def test_acts_do_not_exist_for_others(person_client, administrator, name):
    path = reverse(name, args=[administrator.public_id])

    assert person_client.post(path).status_code == 404
    assert person_client.get(path).status_code == 404
    assert User.objects.get(pk=administrator.pk).is_administrator


@pytest.mark.parametrize("role", Role)
def test_no_role_in_a_coalition_opens_the_administration(role):
    membership = MembershipFactory(role=role)

    assert signed_in(membership.user).get(PEOPLE).status_code == 404
    assert signed_in(membership.user).get(page_of(membership.user)).status_code == 404


def test_stranger_signs_in_first(client, person):
    assert client.get(PEOPLE)["Location"] == f"/connexion/?next={PEOPLE}"
    assert client.post(reverse("close_account", args=[person.public_id])).status_code == 302
    assert User.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize(
    "key", ["0", "-1", "1" + "0" * 30, "abc", "00000000-0000-0000-0000-000000000000", "%00", "' OR 1=1"]
)
def test_malformed_or_unknown_person_does_not_exist(administrator_client, key):
    response = administrator_client.get(f"{PEOPLE}{key}/")

    assert response.status_code == 404
    assert "Cette page n’existe pas ou ne vous est pas accessible." in response.text


def test_post_without_token_is_refused_in_french(administrator, person):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)

    response = client.post(reverse("close_account", args=[person.public_id]))

    assert response.status_code == 403
    assert "La page a expiré. Votre texte y est encore\u00a0: copiez-le, puis rechargez-la." in response.text
    assert User.objects.get(pk=person.pk).is_active
