"""At most eight queries for any page, whoever reads it: the pages are those that the permission matrix opens."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.e2e.test_every_page import FILES, PARTS
from tests.factories import PASSWORD
from tests.test_permission_matrix import ALL_CELLS, OWN, arguments, ids_for
from tests.world import ADMINISTRATOR, PERSONAS, build_world

MOST = 8
# Those that open only to someone who has set up the second step, and has just said her password again.
SECOND_STEP = ["mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"]
CONFIRMING = ["account_reauthenticate", "mfa_reauthenticate"]


@pytest.fixture
def world(db):
    return build_world()


def too_many(world, client, names):
    """{name: queries} beyond the most. What a first visit prepares for all the others is not counted."""
    counts = {}
    for name in names:
        url = reverse(name, kwargs=arguments(name, ids_for(name, world.ids[world.own])))
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url)
        assert (name, page.status_code) == (name, 200)
        counts[name] = len(queries)
    return {name: count for name, count in counts.items() if count > MOST}


def pages_of(persona):
    return [
        cell.name
        for cell in ALL_CELLS
        if (cell.method, cell.persona, cell.place, cell.expected) == ("GET", persona, OWN, 200)
        if cell.name not in FILES | PARTS
    ]


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_page_makes_few_queries(persona, world):
    assert too_many(world, world.client(persona), pages_of(persona)) == {}


def test_every_page_about_the_second_step_makes_few_queries(world):
    """For her who has the longest menu and the most to be told."""
    person, client = world.people[ADMINISTRATOR], world.client(ADMINISTRATOR)
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    assert too_many(world, client, CONFIRMING) == {}

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert too_many(world, client, SECOND_STEP) == {}


def test_the_page_of_a_person_makes_few_queries_whatever_she_has(world):
    """A role or none, a second step, an invitation that waits."""
    people = [*world.people.values(), world.ids[world.own]["pending"].user]
    for person in people:
        TOTP.activate(person, generate_totp_secret())
    client = world.client(ADMINISTRATOR)

    made = []
    for person in people:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("manage_person", args=[person.public_id])).status_code == 200
        made.append(len(queries))

    assert max(made) <= MOST
