"""Where each person lands, and the pages of those who work with several RLPs."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.portal import WORKING_AS
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RatingFactory, RlpFactory, RoundFactory, UserFactory
from tests.rlps.reading import texts
from worksheets.models import Change

pytestmark = pytest.mark.django_db
LANDING = "/accueil/"


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MEMBER])
def test_one_rlp_opens_its_dashboard(role, rlp):
    client = signed_in(MembershipFactory(rlp=rlp, role=role).user)

    assert client.get(LANDING).headers["Location"] == "/rlp/rlp-des-berges/"


@pytest.mark.parametrize(("role", "home"), [(Role.ADVISOR, "/conseil/"), (Role.FACILITATOR, "/animation/")])
def test_advisors_and_facilitators_have_their_own_home(role, home, rlp):
    client = signed_in(MembershipFactory(rlp=rlp, role=role).user)

    assert client.get(LANDING).headers["Location"] == home


def test_administrator_lands_on_the_list_of_rlps(administrator_client):
    assert administrator_client.get(LANDING).headers["Location"] == "/gestion/regroupements/"


def test_several_rlps_are_a_list_with_the_last_worked_on_first(rlp):
    person = MembershipFactory(rlp=rlp, role=Role.COORDINATOR).user
    older = MembershipFactory(rlp=RlpFactory(name="Ancien"), user=person, role=Role.COORDINATOR).rlp
    latest = MembershipFactory(rlp=RlpFactory(name="Zélé"), user=person, role=Role.COORDINATOR).rlp
    write(older, by=person, at=datetime(2026, 3, 1, 15, tzinfo=UTC))
    write(latest, by=person, at=datetime(2026, 4, 2, 15, tzinfo=UTC))
    write(rlp, by=UserFactory(), at=datetime(2026, 5, 2, 15, tzinfo=UTC))

    page = signed_in(person).get(LANDING)

    assert texts(page, "next-thing") == [
        "Là où vous en étiez Zélé Estrie Vous y avez écrit le 2\u00a0avril\u00a02026 à 11\u00a0h. Ouvrir Zélé"
    ]
    assert texts(page, "sheet-name") == ["Ancien", "RLP des Berges"]


def write(rlp, *, by, at):
    workbook = RoundFactory(rlp=rlp).workbook
    Change.objects.create(workbook=workbook, target=Change.Target.SHEET, author=by, at=at)


def test_nobody_anywhere_is_told_whom_to_ask(person, person_client, administrator):
    page = person_client.get(LANDING)

    assert page.status_code == 200
    assert texts(page, "lead") == ["Votre compte est ouvert. Aucun regroupement ne vous est confié pour l’instant."]
    assert f'href="mailto:{administrator.email}"' in page.content.decode()


# Working as


def test_choosing_a_role_changes_the_landing(rlp, administrator):
    MembershipFactory(rlp=rlp, role=Role.ADVISOR, user=administrator)
    client = signed_in(administrator)
    assert client.get(LANDING).headers["Location"] == "/conseil/"

    response = client.post("/role/", {"role": "administrator"})

    assert response.headers["Location"] == LANDING
    assert client.get(LANDING).headers["Location"] == "/gestion/regroupements/"


@pytest.mark.parametrize("role", ["administrator", "advisor", "reine", ""])
def test_a_role_one_does_not_hold_is_not_taken(role, member_client):
    member_client.post("/role/", {"role": role})

    assert WORKING_AS not in member_client.session


def test_a_role_withdrawn_is_forgotten(rlp):
    person = MembershipFactory(rlp=rlp, role=Role.COORDINATOR).user
    held = MembershipFactory(rlp=rlp, role=Role.ADVISOR, user=person)
    client = signed_in(person)
    client.post("/role/", {"role": "advisor"})

    held.delete()

    assert client.get(LANDING).headers["Location"] == "/rlp/rlp-des-berges/"


# The portfolio


def test_portfolio_shows_level_and_date_and_nothing_that_was_not_shared(advisor, rlp):
    RatingFactory(rlp=rlp, level=2, rated_on=date(2025, 3, 1))
    RatingFactory(rlp=rlp, level=3, rated_on=date(2026, 10, 20))
    RatingFactory(rlp=rlp, level=4, rated_on=date(2026, 11, 1), withdrawn_at=datetime.now(UTC), withdrawn_by=advisor)
    write(rlp, by=UserFactory(), at=datetime(2026, 5, 2, 15, tzinfo=UTC))

    page = signed_in(advisor).get("/conseil/")

    assert texts(page, "table") == [
        "Les regroupements que vous accompagnez. Dans le tableau, J et K passent d’un regroupement à l’autre. "
        "Regroupement Dernière activité Dernière version partagée Cote de mobilisation Documents codés Plan "
        "RLP des Berges Estrie 20\u00a0octobre\u00a02026 Rien n’a encore été partagé "
        "3\u00a0–\u00a0Coopération notée le 20\u00a0octobre\u00a02026 Aucun –"
    ]


def test_portfolio_leaves_out_the_rlps_of_others(advisor):
    other = RlpFactory(name="Autre")
    MembershipFactory(rlp=other, role=Role.ADVISOR)
    MembershipFactory(rlp=other, role=Role.MEMBER, user=advisor)

    assert "Autre" not in texts(signed_in(advisor).get("/conseil/"), "table")[0]


def test_portfolio_is_closed_to_other_roles(member_client):
    page = member_client.get("/conseil/")

    assert page.status_code == 403
    assert "Le portefeuille est réservé au conseil." in page.content.decode()


def test_administrator_sees_how_many_rlps_each_advisor_follows(administrator_client, advisor):
    advisor.name = "Nadia Benhamou"
    advisor.save()
    RlpFactory()
    MembershipFactory(role=Role.ADVISOR, user=advisor)

    page = administrator_client.get("/conseil/")

    assert texts(page, "table") == ["Les personnes du conseil Conseil Regroupements suivis Nadia Benhamou 2"]
    assert "1\u00a0regroupement sans conseil." in page.content.decode()


# The facilitator's home


def test_facilitator_sees_her_rlps_and_their_level(facilitator, rlp):
    RatingFactory(rlp=rlp, level=1, rated_on=date(2026, 2, 1))

    page = signed_in(facilitator).get("/animation/")

    assert texts(page, "sheet-name") == ["RLP des Berges"]
    assert texts(page, "sheet-detail") == [
        "Estrie",
        "Cote 1\u00a0–\u00a0Réseautage, notée le 1er\u00a0février\u00a02026",
    ]


def test_facilitation_home_is_closed_to_other_roles(member_client):
    page = member_client.get("/animation/")

    assert page.status_code == 403
    assert "Cette page est réservée à l’animation." in page.content.decode()


# Speed: the same number of queries for one RLP and for three


@pytest.mark.parametrize(
    ("role", "url", "few"),
    [(Role.ADVISOR, "/conseil/", 1), (Role.FACILITATOR, "/animation/", 1), (Role.COORDINATOR, LANDING, 2)],
    ids=["advisor", "facilitator", "coordinator, whom one alone sends to its dashboard"],
)
def test_homes_ask_as_much_for_few_rlps_as_for_two_more(role, url, few, count_queries):
    person = UserFactory()
    client = signed_in(person)
    add_rlps(few, person=person, role=role)
    made = count_queries(client, url)

    add_rlps(2, person=person, role=role)

    assert count_queries(client, url) == made <= 8


def add_rlps(number, *, person, role):
    for _ in range(number):
        RatingFactory(rlp=MembershipFactory(user=person, role=role).rlp)


@pytest.mark.parametrize("name", ["next_thing", "portfolio", "facilitation_home"])
def test_homes_are_only_read(name, advisor):
    assert signed_in(advisor).post(reverse(name)).status_code == 405
