"""The menu: at most five entries, those of the role and of the page."""

import pytest

from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RoundFactory, UserFactory

pytestmark = pytest.mark.django_db
PROFILE = "/rlp/rlp-des-berges/fiche/"
MENUS = [
    (Role.MEMBER, ["Carnet", "Fiche", "Mobilisation"]),
    (Role.COORDINATOR, ["Carnet", "Plan", "Ateliers", "Équipe", "Rapports"]),
    (Role.FACILITATOR, ["Vos ateliers", "Fiche", "Ateliers", "Mobilisation"]),
    (Role.ADVISOR, ["Portefeuille", "Versions partagées", "Fiche", "Mobilisation", "Documents"]),
]


def menu(client, url):
    return [entry.label for entry in client.get(url).wsgi_request.portal.nav]


@pytest.mark.parametrize(("role", "labels"), MENUS)
def test_menu_of_an_rlp_has_what_the_role_may_open(role, labels, rlp):
    assert menu(signed_in(MembershipFactory(rlp=rlp, role=role).user), PROFILE) == labels


def test_menu_of_the_administration(administrator_client, rlp):
    assert menu(administrator_client, PROFILE) == ["Regroupements", "Fiche", "Mobilisation", "Équipe"]
    assert menu(administrator_client, "/gestion/regroupements/") == ["Regroupements", "Personnes", "Intendance"]


def test_someone_with_every_role_still_has_five_entries(rlp):
    person = UserFactory(administrator=True)
    for role in Role.values:
        MembershipFactory(rlp=rlp, user=person, role=role)

    assert menu(signed_in(person), PROFILE) == ["Carnet", "Plan", "Ateliers", "Équipe", "Rapports"]


def test_menu_marks_the_page_where_one_is(coordinator_client):
    portal = coordinator_client.get("/rlp/rlp-des-berges/equipe/").wsgi_request.portal

    assert [entry.label for entry in portal.nav if entry.current] == ["Équipe"]


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("", [("Carnet", "page")]),
        ("demarches/", [("Carnet", "true")]),
        ("demarches/1/", [("Carnet", "true")]),
        ("demarches/1/objets/", [("Carnet", "true")]),
        ("demarches/1/feuilles/ft1/", [("Carnet", "true")]),
        ("demarches/1/feuilles/ft1/historique/", [("Carnet", "true")]),
        ("demarches/1/feuilles/ft7/", [("Plan", "true")]),
        ("demarches/1/feuilles/ft7/historique/", [("Plan", "true")]),
        ("rapports/", [("Rapports", "page")]),
        ("fiche/", []),
    ],
)
def test_menu_marks_what_a_page_of_the_carnet_lies_under(coordinator_client, rlp, path, marked):
    RoundFactory(rlp=rlp)

    portal = coordinator_client.get(f"/rlp/rlp-des-berges/{path}").wsgi_request.portal

    assert [(entry.label, entry.current) for entry in portal.nav if entry.current] == marked


def test_menu_of_a_member_marks_the_carnet_on_the_plan_sheet(rlp):
    round_ = RoundFactory(rlp=rlp)
    client = signed_in(MembershipFactory(rlp=rlp, role=Role.MEMBER).user)

    portal = client.get(f"/rlp/rlp-des-berges/demarches/{round_.number}/feuilles/ft7/").wsgi_request.portal

    assert [(entry.label, entry.current) for entry in portal.nav if entry.current] == [("Carnet", "true")]


def test_name_of_the_rlp_leads_to_its_profile(coordinator_client):
    page = coordinator_client.get("/rlp/rlp-des-berges/equipe/")

    assert f'<a href="{PROFILE}">RLP des Berges</a>' in page.content.decode()


def test_roles_are_listed_once_in_the_order_of_work(rlp):
    person = UserFactory(administrator=True)
    for role in (Role.ADVISOR, Role.COORDINATOR):
        MembershipFactory(rlp=rlp, user=person, role=role)
        MembershipFactory(user=person, role=role)

    portal = signed_in(person).get(PROFILE).wsgi_request.portal

    assert [role.label for role in portal.roles] == ["Coordination", "Conseil", "Gestion"]
    assert portal.working_as == "coordinator"
