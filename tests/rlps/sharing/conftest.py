import pytest

from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory
from tests.rlps.sharing.carnets import filled_round, share_now


@pytest.fixture
def round_(rlp, coordinator):
    return filled_round(rlp, by=coordinator)


@pytest.fixture
def advisor(rlp):
    return MembershipFactory(rlp=rlp, role=Role.ADVISOR, user__name="Nadia Benhamou").user


@pytest.fixture
def advisor_client(advisor):
    return signed_in(advisor)


@pytest.fixture
def version(round_, coordinator):
    return share_now(round_, by=coordinator, sheets=["members", "ft1", "ft4"], note="Bonjour")
