"""The team of an RLP: inviting, giving and taking back roles, and who may."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rlp_portal.accounts.models import Invitation, User
from rlp_portal.rlps import team_views
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RlpFactory, UserFactory
from tests.rlps.reading import messages_of, texts

pytestmark = pytest.mark.django_db
URL = "/rlp/rlp-des-berges/equipe/"
GOOD = {"email": "camille@exemple.org", "name": "Camille Arsenault", "role": "member"}
ALREADY_INVITED = "Cette personne est déjà invitée. Vous pouvez renvoyer l’invitation."
LAST_COORDINATOR = "Nommez d’abord une autre personne à la coordination."
BY_THE_ADMINISTRATION = "L’animation et le conseil sont confiés par la gestion."


def act(membership, what):
    return f"{URL}{membership.public_id}/{what}/"


def roles_in(rlp):
    return sorted(Membership.objects.filter(rlp=rlp).values_list("user__email", "role"))


@pytest.fixture
def another_coordinator(rlp):
    return MembershipFactory(rlp=rlp, role=Role.COORDINATOR, user__name="Karine Boisclair")


@pytest.fixture
def invited(rlp):
    return MembershipFactory(rlp=rlp, user=UserFactory(invited=True, email="camille@exemple.org"))


# Reading


def test_team_is_grouped_by_role_in_alphabetical_order(coordinator_client, coordinator, member, advisor, rlp):
    MembershipFactory(rlp=rlp, user__name="Étienne Aubé", user__email="etienne@exemple.org")
    for person, name in ((member, "Zoé Roy"), (advisor, "Nadia Benhamou"), (coordinator, "Sylvie Marcotte")):
        person.name, person.email = name, name.split()[0].lower().replace("é", "e") + "@exemple.org"
        person.save()

    page = coordinator_client.get(URL)

    assert re.findall(r"<h2 id=\"groupe-\w+\">(\w+)</h2>", page.content.decode()) == [
        "Coordination",
        "Conseil",
        "Membres",
    ]
    assert [text.split(" Modifier")[0] for text in texts(page, "team-member")] == [
        "Sylvie Marcotte (vous) sylvie@exemple.org",
        "Nadia Benhamou nadia@exemple.org",
        "Étienne Aubé etienne@exemple.org",
        "Zoé Roy zoe@exemple.org",
    ]


def test_what_is_not_hers_to_change_has_no_form(coordinator_client, advisor, rlp):
    html = coordinator_client.get(URL).content.decode()

    assert act(Membership.objects.get(user=advisor), "retirer") not in html
    assert "L’animation et le conseil sont confiés par la gestion du portail." in html


def test_invitation_pending_and_account_closed_are_said(coordinator_client, invited, rlp):
    MembershipFactory(rlp=rlp, user=UserFactory(closed=True, name="Zoé Partie"))

    states = texts(coordinator_client.get(URL), "team-detail")

    assert "Invitation pas encore ouverte" in states
    assert "Compte fermé" in states


def test_outsider_gets_404_and_member_is_told_who_may(person_client, member_client, rlp):
    assert person_client.get(URL).status_code == 404
    page = member_client.get(URL)
    assert page.status_code == 403
    assert "La coordination et la gestion s’occupent de l’équipe." in page.content.decode()


def test_team_asks_as_much_for_one_person_as_for_three(coordinator_client, rlp, count_queries):
    few = count_queries(coordinator_client, URL)

    MembershipFactory.create_batch(2, rlp=rlp)
    MembershipFactory(rlp=rlp, user=UserFactory(invited=True))

    assert count_queries(coordinator_client, URL) == few <= 8


# Inviting


def test_inviting_shows_the_link_once(coordinator_client, rlp):
    page = coordinator_client.post(URL, GOOD)

    person = User.objects.get(email="camille@exemple.org")
    link = re.search(r"http://testserver/invitation/[\w-]{32}/", page.content.decode())[0]
    assert page.status_code == 200
    assert texts(page, "page-header") == ["L’invitation est prête"]
    assert person.awaits_invitation
    assert ("camille@exemple.org", "member") in roles_in(rlp)
    assert Client().get(link).status_code == 200
    assert link not in coordinator_client.get(URL).content.decode()


def test_inviting_someone_whose_account_is_open_gives_the_role_at_once(coordinator_client, rlp, person):
    page = coordinator_client.post(URL, {**GOOD, "email": person.email.upper()}, follow=True)

    assert messages_of(page) == [f"{person} fait maintenant partie de l’équipe. Son compte est déjà ouvert."]
    assert (person.email, "member") in roles_in(rlp)
    assert not Invitation.objects.exists()


def test_invisible_character_in_the_name_is_said(coordinator_client):
    page = coordinator_client.post(URL, {**GOOD, "name": "Camille \u202eArsenault"})

    assert messages_of(page) == ["Un caractère invisible a été retiré du nom."]
    assert User.objects.get(email="camille@exemple.org").name == "Camille Arsenault"


ADDRESS = "Écrivez une adresse complète, par exemple nom@organisme.org."
REFUSED = [
    ("B27 without @", "email", "camille.exemple.org", ADDRESS),
    ("B27 with accents", "email", "camillé@exemple.org", ADDRESS),
    ("B27 accents in the domain", "email", "camille@éxemple.org", ADDRESS),
    (
        "B27 300 long",
        "email",
        "c" * 60 + "@" + "e" * 60 + "." + "e" * 60 + "." + "e" * 60 + "." + "e" * 60 + ".org",
        ADDRESS,
    ),
    ("B27 line break", "email", "camille@exemple.org\nBcc: autre@exemple.org", ADDRESS),
    ("B27 empty", "email", "", ADDRESS),
    ("no name", "name", "", "Écrivez un nom."),
    ("no role", "role", "", "Aucun rôle n’est choisi. Choisissez-en un."),
    ("T25 role not hers to give", "role", "advisor", "Choisissez une réponse de la liste."),
    ("T25 administration", "role", "administrator", "Choisissez une réponse de la liste."),
]


@pytest.mark.parametrize(("row", "field", "typed", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused_input_is_said_beside_its_field_and_kept(row, field, typed, sentence, coordinator_client):
    page = coordinator_client.post(URL, {**GOOD, field: typed})

    form = page.context["form"]
    assert page.status_code == 422
    assert dict(form.errors) == {field: [sentence]}
    assert form[field].value() == typed
    assert texts(page, "error-summary") == [f"Il y a 1\u00a0point à revoir {form[field].label}\u00a0: {sentence}"]
    assert f'href="#id_{field}' in page.content.decode()
    assert User.objects.count() == Membership.objects.count() == 1


def test_b28_already_invited(coordinator_client, invited):
    page = coordinator_client.post(URL, GOOD)

    form = page.context["form"]
    assert page.status_code == 422
    assert dict(form.errors) == {"email": [ALREADY_INVITED]}
    assert form["email"].value() == "camille@exemple.org"
    assert act(invited, "inviter") in page.content.decode()
    assert not Invitation.objects.exists()


def test_someone_already_in_the_team_keeps_her_role(coordinator_client, member):
    page = coordinator_client.post(URL, {**GOOD, "email": member.email})

    assert page.status_code == 422
    assert dict(page.context["form"].errors) == {"email": ["Cette personne a déjà ce rôle."]}


def test_account_closed_is_said(coordinator_client):
    UserFactory(closed=True, email="camille@exemple.org")

    page = coordinator_client.post(URL, GOOD)

    assert dict(page.context["form"].errors) == {
        "email": ["Le compte de cette personne est fermé. La gestion peut le rouvrir."]
    }


INVITED_ELSEWHERE = (
    "Cette personne est déjà invitée ailleurs dans le portail. "
    "Ajoutez-la quand elle aura ouvert son compte, ou demandez à la gestion."
)


def test_coordinator_gets_no_link_that_would_open_the_roles_of_others(coordinator_client, rlp):
    elsewhere = MembershipFactory(user=UserFactory(invited=True, email="camille@exemple.org"), role=Role.ADVISOR)

    page = coordinator_client.post(URL, GOOD)

    assert page.status_code == 422
    assert dict(page.context["form"].errors) == {"email": [INVITED_ELSEWHERE]}
    assert not Invitation.objects.exists()
    assert list(elsewhere.user.memberships.all()) == [elsewhere]


def test_administrator_may_add_a_role_to_someone_invited_elsewhere(administrator_client, administrator, rlp):
    other = MembershipFactory(user=UserFactory(invited=True, email="camille@exemple.org"))
    former = administrator_client.post(f"/rlp/{other.rlp.slug}/equipe/{other.public_id}/inviter/")

    page = administrator_client.post(URL, {**GOOD, "role": "advisor"})

    assert page.status_code == 200
    assert ("camille@exemple.org", "advisor") in roles_in(rlp)
    assert Invitation.objects.usable().count() == 1
    assert Client().get(link_in(former)).status_code == 410
    assert Client().get(link_in(page)).status_code == 200


def link_in(page):
    return re.search(r"http://testserver/invitation/[\w-]+/", page.content.decode())[0]


def test_b68_renewing_gives_another_link_and_ends_the_first(coordinator_client, invited):
    first = link_in(coordinator_client.post(act(invited, "inviter")))

    second = link_in(coordinator_client.post(act(invited, "inviter")))

    former = Client().get(first)
    assert former.status_code == 410
    assert "Ce lien n’est plus valable. Demandez-en un nouveau à la coordination." in former.content.decode()
    assert Client().get(second).status_code == 200


def test_renewing_for_an_open_account_is_refused(coordinator_client, member):
    membership = Membership.objects.get(user=member)

    page = coordinator_client.post(act(membership, "inviter"), follow=True)

    assert messages_of(page) == ["Cette personne a déjà ouvert son compte."]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("trait", ["another role elsewhere", "administration"])
def test_coordinator_cannot_renew_what_opens_more_than_she_gives(trait, coordinator_client, invited):
    if trait == "administration":
        User.objects.filter(pk=invited.user_id).update(is_administrator=True)
    else:
        MembershipFactory(user=invited.user, role=Role.COORDINATOR)

    page = coordinator_client.post(act(invited, "inviter"), follow=True)

    assert messages_of(page) == [INVITED_ELSEWHERE]
    assert not Invitation.objects.exists()


# Changing roles


def test_coordinator_makes_a_member_a_coordinator(coordinator_client, coordinator, member, rlp):
    membership = Membership.objects.get(user=member)

    page = coordinator_client.post(act(membership, "role"), {"role": "coordinator"}, follow=True)

    membership.refresh_from_db()
    assert (membership.role, membership.created_by) == (Role.COORDINATOR, coordinator)
    assert messages_of(page) == ["Amina Cissé\u00a0: coordination."]


@pytest.mark.parametrize("role", ["advisor", "facilitator"])
def test_coordinator_cannot_give_nor_change_roles_of_the_administration(role, coordinator_client, member, rlp):
    own = Membership.objects.get(user=member)
    given = MembershipFactory(rlp=rlp, role=role)

    said = messages_of(coordinator_client.post(act(own, "role"), {"role": role}, follow=True))
    refused = coordinator_client.post(act(given, "role"), {"role": "member"})

    assert said == ["Choisissez une réponse de la liste."]
    assert refused.status_code == 403
    assert BY_THE_ADMINISTRATION in refused.content.decode()
    assert {own.role, given.role} == {"member", role}


def test_same_role_again_changes_nothing(coordinator_client, member):
    membership = Membership.objects.get(user=member)

    coordinator_client.post(act(membership, "role"), {"role": "member"})

    assert Membership.objects.get(user=member).created_by is None


def test_role_that_she_already_has_is_said(coordinator_client, member, rlp):
    MembershipFactory(rlp=rlp, user=member, role=Role.COORDINATOR)
    membership = Membership.objects.get(user=member, role=Role.MEMBER)

    page = coordinator_client.post(act(membership, "role"), {"role": "coordinator"}, follow=True)

    assert messages_of(page) == ["Cette personne a déjà ce rôle."]


def test_giving_more_to_someone_invited_ends_the_link_that_others_hold(
    coordinator_client, administrator_client, invited
):
    held_by_coordinator = link_in(coordinator_client.post(act(invited, "inviter")))

    page = administrator_client.post(act(invited, "role"), {"role": "advisor"})

    assert Client().get(held_by_coordinator).status_code == 410
    assert Client().get(link_in(page)).status_code == 200


# Leaving


@pytest.mark.parametrize("what", ["retirer", "role"])
def test_b69_last_coordinator_cannot_leave(what, coordinator_client, coordinator):
    membership = Membership.objects.get(user=coordinator)

    page = coordinator_client.post(act(membership, what), {"role": "member"}, follow=True)

    assert page.redirect_chain == [(URL, 302)]
    assert messages_of(page) == [LAST_COORDINATOR]
    assert Membership.objects.get(user=coordinator).role == Role.COORDINATOR


@pytest.mark.parametrize("what", ["retirer", "role"])
def test_a_role_removed_at_the_same_moment_is_said(what, coordinator_client, member, monkeypatch):
    membership = Membership.objects.get(user=member)
    monkeypatch.setattr(team_views, "find_membership", lambda rlp, membership_id: membership)
    Membership.objects.filter(pk=membership.pk).delete()

    page = coordinator_client.post(act(membership, what), {"role": "coordinator"}, follow=True)

    assert messages_of(page) == ["Ce rôle vient d’être retiré par une autre personne."]


def test_b69_the_last_coordinator_is_known_even_when_she_became_so_meanwhile(
    coordinator_client, coordinator, member, rlp, monkeypatch
):
    membership = Membership.objects.get(user=member)
    monkeypatch.setattr(team_views, "find_membership", lambda rlp, membership_id: membership)
    Membership.objects.filter(pk=membership.pk).update(role=Role.COORDINATOR)
    User.objects.filter(pk=coordinator.pk).update(is_administrator=True)
    Membership.objects.filter(user=coordinator).delete()

    page = coordinator_client.post(act(membership, "retirer"), follow=True)

    assert messages_of(page) == [LAST_COORDINATOR]


def test_b69_a_closed_account_coordinates_nothing(coordinator_client, coordinator, rlp):
    MembershipFactory(rlp=rlp, role=Role.COORDINATOR, user=UserFactory(closed=True))

    page = coordinator_client.post(act(Membership.objects.get(user=coordinator), "retirer"), follow=True)

    assert messages_of(page) == [LAST_COORDINATOR]


def test_b69_holds_for_the_administration_too(administrator_client, coordinator):
    page = administrator_client.post(act(Membership.objects.get(user=coordinator), "retirer"), follow=True)

    assert messages_of(page) == [LAST_COORDINATOR]


def test_coordinator_leaves_when_another_remains(coordinator_client, coordinator, another_coordinator, rlp):
    page = coordinator_client.post(act(Membership.objects.get(user=coordinator), "retirer"), follow=True)

    assert page.redirect_chain == [("/accueil/", 302)]
    assert messages_of(page) == ["Vous n’êtes plus à la coordination de «\u00a0RLP des Berges\u00a0»."]
    assert roles_in(rlp) == [(another_coordinator.user.email, "coordinator")]
    assert coordinator_client.get(URL).status_code == 404


def test_coordinator_who_becomes_a_member_leaves_the_team_page(coordinator_client, coordinator, another_coordinator):
    membership = Membership.objects.get(user=coordinator)

    response = coordinator_client.post(act(membership, "role"), {"role": "member"})

    assert response.headers["Location"] == "/accueil/"
    assert Membership.objects.get(user=coordinator).role == Role.MEMBER


def test_coordinator_who_drops_another_role_of_hers_stays(coordinator_client, coordinator, rlp):
    own = MembershipFactory(rlp=rlp, user=coordinator, role=Role.MEMBER)

    page = coordinator_client.post(act(own, "retirer"), follow=True)

    assert page.redirect_chain == [(URL, 302)]
    assert messages_of(page) == ["Sylvie Marcotte n’a plus le rôle «\u00a0Membre\u00a0»."]


def test_removing_offers_to_undo_and_undoing_gives_the_role_back(coordinator_client, member, rlp):
    before = roles_in(rlp)

    page = coordinator_client.post(act(Membership.objects.get(user=member), "retirer"), follow=True)

    assert messages_of(page) == ["Amina Cissé n’a plus le rôle «\u00a0Membre\u00a0»."]
    undo = f"{URL}{member.public_id}/member/remettre/"
    assert f'action="{undo}"' in page.content.decode()
    assert signed_in(member).get("/rlp/rlp-des-berges/fiche/").status_code == 404
    assert messages_of(coordinator_client.post(undo, follow=True)) == ["Amina Cissé a retrouvé son rôle."]
    assert roles_in(rlp) == before


def test_undoing_kills_a_link_that_somebody_else_holds(administrator_client, administrator, coordinator, rlp):
    """Invited by the coordination, then made an advisor by the administration: whoever holds the link is not one."""
    person = UserFactory(invited=True)
    links = [
        Invitation.objects.create(
            user=person, invited_by=by, token_hash=str(number), expires_at=timezone.now() + timedelta(days=1)
        )
        for number, by in enumerate([coordinator, administrator])
    ]

    administrator_client.post(f"{URL}{person.public_id}/advisor/remettre/")

    assert roles_in(rlp)[-1] == (person.email, "advisor")
    assert list(Invitation.objects.usable()) == links[1:]


def test_undoing_twice_is_once(coordinator_client, member, rlp):
    undo = f"{URL}{member.public_id}/member/remettre/"

    coordinator_client.post(undo)

    assert Membership.objects.filter(rlp=rlp, user=member).count() == 1


def test_undo_gives_no_role_that_is_not_hers(coordinator_client, member):
    assert coordinator_client.post(f"{URL}{member.public_id}/advisor/remettre/").status_code == 403
    assert coordinator_client.post(f"{URL}{member.public_id}/reine/remettre/").status_code == 404
    assert Membership.objects.get(user=member).role == Role.MEMBER


@pytest.mark.parametrize("role", ["advisor", "facilitator"])
def test_coordinator_cannot_remove_roles_of_the_administration(role, coordinator_client, rlp):
    given = MembershipFactory(rlp=rlp, role=role)

    page = coordinator_client.post(act(given, "retirer"))

    assert page.status_code == 403
    assert BY_THE_ADMINISTRATION in page.content.decode()
    assert Membership.objects.filter(pk=given.pk).exists()


@pytest.mark.parametrize("what", ["role", "retirer", "inviter"])
def test_membership_of_another_rlp_is_not_found(what, coordinator_client):
    foreign = MembershipFactory(rlp=RlpFactory())

    assert coordinator_client.post(act(foreign, what), {"role": "coordinator"}).status_code == 404
    assert Membership.objects.get(pk=foreign.pk).role == Role.MEMBER


# The administration gives every role


@pytest.mark.parametrize("role", Role.values)
def test_administrator_gives_every_role(role, administrator_client, rlp):
    assert administrator_client.post(URL, {**GOOD, "role": role}).status_code == 200
    assert roles_in(rlp) == [("camille@exemple.org", role)]


def test_team_without_anyone_says_where_to_start(administrator_client, rlp):
    assert texts(administrator_client.get(URL), "empty") == [
        "Personne n’est encore dans l’équipe. Invitez d’abord la coordination."
    ]
