from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from rlp_portal.rlps.enums import Role
from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.models import Workshop
from rlp_portal.workshops.services import start_rehearsal
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RlpFactory, RoundFactory, WorkshopFactory
from tests.rlps.carnet.pages import Page

LIST, NEW = "/rlp/berges/ateliers/", "/rlp/berges/ateliers/nouveau/"
WHOLE = {
    "outline": "decouverte",
    "title": "Atelier du 20 novembre",
    "day": "2026-11-20",
    "hour": "9 h 30",
    "place": "Centre communautaire",
    "headcount": "25",
}


def page_of(response):
    return Page(response, path="").first("main")


def test_without_a_workshop_an_outline_is_offered(client, round_):
    page = page_of(client.get(LIST))

    assert "Aucun atelier prévu. Un gabarit vous fait gagner du temps." in page.text
    assert [one.attrs["href"] for one in page.every("a", class_="btn-primary")] == [NEW]


def test_without_a_round_nothing_is_begun(round_):
    empty = RlpFactory(slug="vide")
    coordination = signed_in(MembershipFactory(rlp=empty, role=Role.COORDINATOR).user)
    facilitation = signed_in(MembershipFactory(rlp=empty, role=Role.FACILITATOR).user)

    assert "Ouvrez-en d’abord une." in page_of(coordination.get("/rlp/vide/ateliers/")).text
    assert "La coordination en ouvre d’abord une." in page_of(facilitation.get("/rlp/vide/ateliers/")).text
    assert facilitation.get("/rlp/vide/ateliers/nouveau/").headers["Location"] == "/rlp/vide/ateliers/"


def test_workshops_are_listed_by_round_and_rehearsals_are_not(client, round_, facilitator):
    later = RoundFactory(rlp=round_.rlp, number=2, title="Démarche 2027")
    first = WorkshopFactory(round=round_, title="Un premier")
    WorkshopFactory(round=later, title="Un autre")
    start_rehearsal(workshop=first, by=facilitator, people=1)

    page = page_of(client.get(LIST))

    groups = page.every("section", class_="workshop-group")
    assert [(one.first("h2").text, [card.text for card in one.every("h3")]) for one in groups] == [
        ("Démarche 2027", ["Un autre"]),
        ("Démarche 2026", ["Un premier"]),
    ]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_takes_the_same_queries_for_any_number(client, round_, number, django_assert_max_num_queries):
    for _ in range(number):
        WorkshopFactory(round=round_)
    client.get(LIST)

    with django_assert_max_num_queries(6):
        client.get(LIST)


def test_a_workshop_is_made_from_an_outline(client, round_):
    response = client.post(NEW, WHOLE)

    workshop = Workshop.objects.get()
    assert response.headers["Location"] == f"/rlp/berges/ateliers/{workshop.public_id}/deroulement/"
    assert (workshop.round, workshop.title, workshop.place, workshop.headcount) == (
        round_,
        "Atelier du 20 novembre",
        "Centre communautaire",
        25,
    )
    assert timezone.localtime(workshop.starts_at).replace(tzinfo=None) == datetime(2026, 11, 20, 9, 30)
    assert [title_of(step) for step in workshop.steps.all()][0] == "Accueil"


def test_an_outline_and_a_title_are_enough(client, round_):
    client.post(NEW, {"outline": "vide", "title": "Atelier"})

    workshop = Workshop.objects.get()
    assert (workshop.starts_at, workshop.headcount, workshop.steps.count()) == (None, None, 0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"outline": ""}, "Aucun gabarit n’est choisi. Choisissez-en un; tout se change ensuite."),
        ({"title": " "}, "Ce champ est vide."),
        ({"title": "a" * 121}, "Le texte compte 121 caractères."),
        ({"day": "20 novembre"}, "Écrivez la date ainsi\u00a0: 2026-04-03."),
        ({"hour": "25 h"}, "Écrivez l’heure ainsi\u00a0: 9\u00a0h\u00a030."),
        ({"hour": "matin"}, "Écrivez l’heure ainsi\u00a0: 9\u00a0h\u00a030."),
        ({"day": ""}, "Écrivez aussi la date, ou effacez l’heure."),
        ({"headcount": "401"}, "Choisissez un nombre de 1 à 400."),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(client, round_, changed, said):
    response = client.post(NEW, {**WHOLE, **changed})

    assert response.status_code == 422
    assert said in page_of(response).text
    assert not Workshop.objects.exists()


@pytest.mark.parametrize("typed", ["13 h 15", "13h15", "13:15", "1315", "13\u00a0h\u00a015"])
def test_an_hour_is_read_however_it_is_written(client, round_, typed):
    client.post(NEW, {**WHOLE, "hour": typed})

    assert timezone.localtime(Workshop.objects.get().starts_at).strftime("%H:%M") == "13:15"


def test_a_workshop_is_corrected(client, url, prepared):
    shown = page_of(client.get(url("edit_workshop")))
    assert shown.first("input", name="title").attrs["value"] == "Atelier du printemps"

    data = {**WHOLE, "buffer_minutes": "0", "headcount": ""}
    response = client.post(url("edit_workshop"), data, follow=True)

    prepared.refresh_from_db()
    assert (prepared.title, prepared.buffer_minutes, prepared.headcount) == ("Atelier du 20 novembre", 0, None)
    assert "C’est enregistré." in page_of(response).text
    again = page_of(client.get(url("edit_workshop")))
    assert again.first("input", name="hour").attrs["value"] == "9\u00a0h\u00a030"


# ---- The facilitator’s home


def test_a_facilitator_finds_today_what_comes_and_what_is_over(client, round_, facilitator):
    today = timezone.now()
    WorkshopFactory(round=round_, title="Ce matin", starts_at=today)
    WorkshopFactory(round=round_, title="Plus tard", starts_at=today + timedelta(days=3))
    WorkshopFactory(round=round_, title="Un jour")
    WorkshopFactory(round=round_, title="Ouvert", is_open=True)
    WorkshopFactory(
        round=round_,
        title="Fini",
        is_open=True,
        state="closed",
        is_door_open=False,
        closed_at=today,
        closed_by=facilitator,
    )
    WorkshopFactory(title="D’un autre regroupement")

    page = page_of(client.get("/animation/"))

    groups = page.every("section", class_="workshop-group")
    shown = [(one.first("h2").text, [card.text for card in one.every("h3")]) for one in groups]
    assert [(heading, sorted(titles)) for heading, titles in shown] == [
        ("Aujourd’hui", ["Ce matin", "Ouvert"]),
        ("À venir", ["Plus tard", "Un jour"]),
        ("Terminés", ["Fini"]),
    ]


def test_without_a_workshop_she_finds_her_rlps(client, round_):
    page = page_of(client.get("/animation/"))

    assert "Aucun atelier prévu." in page.text
    assert [one.attrs["href"] for one in page.first("ul", class_="sheet-links").every("a")] == [LIST]
