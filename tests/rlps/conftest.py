"""One RLP, and someone in each role there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RlpFactory


@pytest.fixture
def rlp(db):
    return RlpFactory(name="RLP des Berges", slug="rlp-des-berges")


@pytest.fixture
def coordinator(rlp):
    return MembershipFactory(rlp=rlp, role=Role.COORDINATOR, user__name="Sylvie Marcotte").user


@pytest.fixture
def coordinator_client(coordinator):
    return signed_in(coordinator)


@pytest.fixture
def member(rlp):
    return MembershipFactory(rlp=rlp, role=Role.MEMBER, user__name="Amina Cissé").user


@pytest.fixture
def member_client(member):
    return signed_in(member)


@pytest.fixture
def advisor(rlp):
    return MembershipFactory(rlp=rlp, role=Role.ADVISOR).user


@pytest.fixture
def facilitator(rlp):
    return MembershipFactory(rlp=rlp, role=Role.FACILITATOR).user


@pytest.fixture
def count_queries(db):
    def count(client, url):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return count
