import pytest
from django.urls import reverse

from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RoundFactory, StepFactory, WorkshopFactory


@pytest.fixture
def round_(db):
    return RoundFactory(rlp__name="RLP des Berges", rlp__slug="berges")


@pytest.fixture
def facilitator(round_):
    return MembershipFactory(rlp=round_.rlp, role=Role.FACILITATOR, user__name="Ariane Roy").user


@pytest.fixture
def client(facilitator):
    return signed_in(facilitator)


@pytest.fixture
def prepared(round_):
    """« Accueil », « Importance », « FT3 »."""
    workshop = WorkshopFactory(round=round_, title="Atelier du printemps")
    StepFactory(workshop=workshop, position=1, kind="talk", title="Accueil", minutes=10)
    StepFactory(workshop=workshop, position=2, kind="importance", minutes=20)
    StepFactory(workshop=workshop, position=3, instrument_key="ft3", minutes=45)
    return workshop


@pytest.fixture
def url(prepared):
    """`url(name, …)` of an address of this workshop."""

    def address(name, *args, workshop=prepared):
        return reverse(name, args=["berges", workshop.public_id, *args])

    return address
