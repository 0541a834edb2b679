"""The round of an RLP, and its coordinator in front of it with a browser without JavaScript."""

import pytest
from django.urls import reverse

from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RoundFactory
from tests.rlps.carnet.pages import URLENCODED, Browser, encode


@pytest.fixture
def round_(rlp):
    return RoundFactory(rlp=rlp)


@pytest.fixture
def workbook(round_):
    return round_.workbook


@pytest.fixture
def plain(coordinator_client):
    return Browser(coordinator_client)


@pytest.fixture
def colleague(rlp):
    """A second coordinator."""
    return MembershipFactory(rlp=rlp, role=Role.COORDINATOR, user__name="Paul Otis").user


@pytest.fixture
def other_plain(colleague):
    return Browser(signed_in(colleague))


@pytest.fixture
def url(rlp, round_):
    """`url("sheet", "ft1")`: an address inside the round."""

    def url_of(name, *args):
        return reverse(name, args=[rlp.slug, round_.number, *args])

    return url_of


@pytest.fixture
def autosave(coordinator_client, url):
    """Send one field as autosave.js does."""

    def send(key, field, inputs, *, base="", client=coordinator_client, **more):
        address = url("save_row_field") if ":" in field else url("save_field", key)
        content = {"field": field, **inputs, f"{field}--base": base, **more}
        return client.post(address, encode(content), content_type=URLENCODED, headers={"Accept": "application/json"})

    return send
