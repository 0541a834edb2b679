"""How many queries a page makes: few, and the same however much the carnet holds."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RlpFactory, RoundFactory
from tests.furnished import furnished
from tests.rlps.carnet.filled import fill_round
from tests.rlps.carnet.pages import URLENCODED, Browser, encode
from worksheets import catalogue
from worksheets.fingerprints import fingerprint
from worksheets.models import Sheet

MOST_FOR_A_SHEET = 6
MOST_FOR_A_PAGE = 8
AMOUNTS = (1, 3, 30)
KEYS = [instrument.key for instrument in catalogue.all_latest()]


@pytest.fixture(scope="module")
def filled_rounds(django_db_setup, django_db_blocker):
    """Of one RLP, everything a carnet can hold, as many times as AMOUNTS says."""
    with furnished(django_db_blocker, fill_rounds) as rounds:
        yield rounds


def fill_rounds():
    rlp = RlpFactory(name="RLP des Berges", slug="rlp-des-berges")
    return [fill_round(rlp, number, amount) for number, amount in enumerate(AMOUNTS, start=1)]


@pytest.fixture
def carnets(db, filled_rounds):
    return filled_rounds


@pytest.fixture
def rlp(carnets):
    return carnets[0].rlp


@pytest.fixture
def round_(rlp):
    """One more, empty."""
    return RoundFactory(rlp=rlp, number=len(AMOUNTS) + 1)


def address_of(round_, name, *args):
    return reverse(name, args=[round_.rlp.slug, round_.number, *args])


def count_get(client, address):
    client.get(address)  # what a first visit prepares for all the others is not counted
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def counts(client, carnets, name, *args):
    return [count_get(client, address_of(round_, name, *args)) for round_ in carnets]


@pytest.mark.parametrize("name", ["sheet", "whole_sheet"])
@pytest.mark.parametrize("key", KEYS)
def test_a_sheet_makes_few_queries_whatever_it_holds(coordinator_client, carnets, name, key):
    made = counts(coordinator_client, carnets, name, key)

    assert len(set(made)) == 1
    assert made[0] <= MOST_FOR_A_SHEET


@pytest.mark.parametrize("key", ["experiences", "ft1", "ft7"])
def test_a_sheet_not_begun_makes_few_queries(coordinator_client, url, key):
    assert count_get(coordinator_client, url("sheet", key)) <= MOST_FOR_A_SHEET


@pytest.mark.parametrize("key", KEYS)
def test_a_finished_sheet_read_by_a_member_makes_few_queries(member_client, carnets, coordinator, key):
    Sheet.objects.update(finished_at=timezone.now(), finished_by=coordinator)

    made = counts(member_client, carnets, "sheet", key)

    assert len(set(made)) == 1
    assert made[0] <= MOST_FOR_A_SHEET


@pytest.mark.parametrize("page", ["carnet", "objects", *[f"sheet_history {key}" for key in KEYS]])
def test_a_page_of_the_carnet_makes_few_queries_whatever_it_holds(coordinator_client, carnets, page):
    name, *args = page.split()

    made = counts(coordinator_client, carnets, name, *args)

    assert len(set(made)) == 1
    assert made[0] <= MOST_FOR_A_PAGE


def test_comparing_two_rounds_makes_few_queries_whatever_they_hold(coordinator_client, member_client, rlp, carnets):
    made = [
        count_get(client, reverse("compare_rounds", args=[rlp.slug, number, other]))
        for client in (coordinator_client, member_client)
        for number, other in ((2, 1), (3, 1), (3, 2))
    ]

    assert (len(set(made[:3])), len(set(made[3:]))) == (1, 1)
    assert max(made) <= MOST_FOR_A_PAGE


def test_the_pages_of_the_rounds_make_few_queries_whatever_their_number(coordinator_client, coordinator):
    rlp = MembershipFactory(user=coordinator, role=Role.COORDINATOR).rlp
    made = {"rlp_home": [], "rounds": [], "new_round": []}
    for number, amount in enumerate(AMOUNTS, start=1):
        fill_round(rlp, number, amount)
        for name, counted in made.items():
            counted.append(count_get(coordinator_client, reverse(name, args=[rlp.slug])))

    assert {name: len(set(counted)) for name, counted in made.items()} == dict.fromkeys(made, 1)
    assert max(max(counted) for counted in made.values()) <= MOST_FOR_A_PAGE


@pytest.mark.parametrize("page", ["carnet", "objects", "sheet ft1", "sheet ft7", "sheet_history ft1"])
def test_following_many_rlps_costs_nothing_more(coordinator_client, coordinator, url, page):
    name, *args = page.split()
    made = []
    for amount in AMOUNTS:
        for _ in range(amount - coordinator.memberships.count()):
            MembershipFactory(user=coordinator, role=Role.COORDINATOR)
        made.append(count_get(coordinator_client, url(name, *args)))

    assert len(set(made)) == 1


def test_a_refused_page_makes_no_query_for_each_row(coordinator, carnets):
    made = []
    for round_ in carnets:
        browser = Browser(signed_in(coordinator))
        page = browser.open(address_of(round_, "sheet", "ft7"))
        when = next(name for name in page.field_names if name.endswith(":when"))
        with CaptureQueriesContext(connection) as queries:
            assert browser.send(page, {when: "2026-02-30"}).status == 422
        made.append(len(queries))

    assert len(set(made)) == 1


@pytest.mark.parametrize("key", ["ft1", "ft7", "members"])
def test_a_page_sent_back_as_it_was_makes_no_query_for_each_field(coordinator, carnets, key):
    made = []
    for round_ in carnets:
        browser = Browser(signed_in(coordinator))
        page = browser.open(address_of(round_, "whole_sheet", key))
        with CaptureQueriesContext(connection) as queries:
            response = browser.client.post(
                page.action, encode({**page.fields, "then": "save"}), content_type=URLENCODED
            )
            assert response.status_code == 302
        made.append(len(queries))

    assert len(set(made)) == 1


# Saving one field: session, person, roles, sheet, answer, then BEGIN, UPDATE, INSERT, COMMIT.


@pytest.fixture
def count_save(autosave, coordinator_client, round_):
    coordinator_client.get(reverse("rounds", args=[round_.rlp.slug]))

    def count(*args, status=200, **more):
        with CaptureQueriesContext(connection) as queries:
            response = autosave(*args, op_id=str(uuid4()), **more)
        assert response.status_code == status
        return len([one for one in queries if "SAVEPOINT" not in one["sql"]]), response

    return count


def test_saving_an_answer_makes_few_queries(count_save):
    """Those of a test: its transaction is one already, so that BEGIN and COMMIT do not show."""
    _first, response = count_save("experiences", "positive", {"positive": "Un"})

    again, response = count_save("experiences", "positive", {"positive": "Deux"}, base=response.json()["base"])
    other, _response = count_save("experiences", "positive_why", {"positive_why": "Trois"})

    assert (again, other) == (7, 8)  # a first answer asks whether this operation was refused; an UPDATE knows


def test_the_first_answer_of_a_sheet_stores_the_sheet_too(count_save):
    first, _response = count_save("experiences", "positive", {"positive": "Un"})

    assert first == 10


def test_what_is_there_already_is_only_read(count_save):
    _first, response = count_save("experiences", "positive", {"positive": "Un"})

    same, _response = count_save("experiences", "positive", {"positive": "Un"}, base=response.json()["base"])

    assert same == 7  # and whether this operation was used for something else


def test_saving_costs_the_same_whatever_the_carnet_holds(coordinator_client, carnets):
    made = []
    for round_ in carnets:
        row = round_.workbook.plan_lines.first()
        name = f"plan_line:{row.public_id}:who"
        answer = {"field": "general", "general": "Un autre", "general--base": fingerprint("Un texte")}
        sends = [
            (address_of(round_, "save_field", "ft4"), answer),
            (address_of(round_, "save_row_field"), {"field": name, name: "Nous", f"{name}--base": ""}),
        ]
        for address, content in sends:
            with CaptureQueriesContext(connection) as queries:
                assert coordinator_client.post(address, content).status_code == 200
            made.append(len([one for one in queries if "SAVEPOINT" not in one["sql"]]))

    assert made[:2] == made[2:4] == made[4:]
