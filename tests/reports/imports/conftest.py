import pytest

from rlp_portal.rlps.enums import Role
from tests.factories import MembershipFactory


@pytest.fixture
def coordinator_of():
    return lambda round_: MembershipFactory(rlp=round_.rlp, role=Role.COORDINATOR, user__name="Sylvie Marcotte").user
