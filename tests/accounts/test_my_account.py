import pytest

from rlp_portal.accounts.forms import INVISIBLE_IN_NAME, WRITE_NAME
from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PATH = "/mon-compte/"


def test_person_sees_her_name_her_address_and_her_roles():
    person = UserFactory(name="Sylvie Marcotte", email="sylvie@exemple.org")
    MembershipFactory(user=person, rlp__name="RLP des Berges", role=Role.COORDINATOR)
    MembershipFactory(rlp__name="RLP d’ailleurs")

    page = signed_in(person).get(PATH).text

    assert 'value="Sylvie Marcotte"' in page
    assert "sylvie@exemple.org" in page
    assert "RLP des Berges" in page
    assert "Coordination" in page
    assert "RLP d’ailleurs" not in page
    assert "Pas encore active." in page


def test_person_without_role_knows_whom_to_ask(person_client):
    assert "La coordination de votre regroupement peut vous en donner un." in person_client.get(PATH).text


def test_name_is_corrected_and_nothing_else(person, person_client):
    response = person_client.post(
        PATH, {"name": " Josée\u202e Thibodeau ", "email": "autre@exemple.org", "is_administrator": "on"}, follow=True
    )

    before = person.email
    person.refresh_from_db()
    assert [str(message) for message in response.context["messages"]] == [
        INVISIBLE_IN_NAME,
        "Votre nom est enregistré.",
    ]
    assert (person.name, person.email, person.is_administrator) == ("Josée Thibodeau", before, False)


@pytest.mark.parametrize("typed", ["", " ", "\u200b"])
def test_name_is_needed(person, person_client, typed):
    response = person_client.post(PATH, {"name": typed})

    assert response.status_code == 422
    assert response.context["form"].errors == {"name": [WRITE_NAME]}
    assert 'href="#id_name"' in response.text


def test_script_in_a_name_is_only_text():
    page = signed_in(UserFactory(name="<script>alert(1)</script>")).get(PATH).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_stranger_signs_in_first(client):
    assert client.get(PATH)["Location"] == "/connexion/?next=/mon-compte/"
    assert client.post(PATH, {"name": "x"})["Location"] == "/connexion/?next=/mon-compte/"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(person_client, method):
    assert getattr(person_client, method)(PATH).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_roles(person, person_client, count, django_assert_num_queries):
    for _ in range(count):
        MembershipFactory(user=person)

    with django_assert_num_queries(5):  # session, person, her roles for the menu, her roles, the second step
        person_client.get(PATH)
