from io import StringIO

import pytest
from django.core.management import call_command

from rlp_portal.accounts.demo import PASSWORD, demo_people, roles_in_words
from rlp_portal.rlps.enums import Role
from tests.factories import MembershipFactory, RlpFactory, UserFactory

pytestmark = pytest.mark.django_db


def printed(**options):
    out = StringIO()
    call_command("demo_accounts", stdout=out, **options)
    return out.getvalue()


def test_table_is_tidy_and_says_roles_in_french():
    coordinator = UserFactory(email="coordination@exemple.org", name="Sylvie Marcotte")
    MembershipFactory(user=coordinator, role=Role.COORDINATOR)
    UserFactory(email="gestion@exemple.org", name="Claude Vaillancourt", administrator=True)
    UserFactory(email="autre@exemple.org", name="Quelqu’un d’autre")

    assert printed() == (
        f"Comptes de démonstration, tous avec le mot de passe «\u00a0{PASSWORD}\u00a0»\u00a0:\n"
        "  Rôle          Courriel                  Personne\n"
        "  Coordination  coordination@exemple.org  Sylvie Marcotte\n"
        "  Gestion       gestion@exemple.org       Claude Vaillancourt\n"
    )


def test_addresses_come_first():
    assert printed(url=["http://127.0.0.1:8000/"]).startswith("Le portail\u00a0: http://127.0.0.1:8000/\n")


def test_empty_database_says_so():
    assert printed() == "Aucun compte de démonstration dans cette base.\n"
    assert demo_people() == []


@pytest.mark.parametrize(
    ("roles", "administrator", "words"),
    [
        ([], False, "Aucun rôle"),
        ([], True, "Gestion"),
        ([Role.MEMBER], False, "Membre"),
        ([Role.COORDINATOR, Role.FACILITATOR], False, "Coordination et animation"),
        ([Role.COORDINATOR, Role.MEMBER], True, "Gestion, coordination et membre"),
    ],
)
def test_roles_in_words(roles, administrator, words):
    person, rlp = UserFactory(is_administrator=administrator), RlpFactory()
    for role in roles:
        MembershipFactory(user=person, rlp=rlp, role=role)

    assert roles_in_words(person) == words


def test_shared_password_follows_our_own_rules():
    from django.contrib.auth.password_validation import validate_password

    assert validate_password(PASSWORD) is None
