"""The poster that invites: it says all that is needed to come in, on one page."""

import datetime

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from pypdf import PdfReader

from rlp_portal.reports.handouts.poster import poster_of
from rlp_portal.rlps.enums import Role
from rlp_portal.workshops import services
from rlp_portal.workshops.codes import said_code
from rlp_portal.workshops.enums import Anonymity
from tests.conftest import signed_in
from tests.factories import MembershipFactory, StepFactory, WorkshopFactory
from tests.reports.test_accessibility import assert_accessible, words_of

LONGEST_TITLE, LONGEST_PLACE = "Ce que nous ferons durer " * 5, "Salle communautaire de la rivière " * 6


@pytest.fixture
def workshop(db):
    workshop = WorkshopFactory(
        title="Atelier du printemps",
        place="Salle communautaire",
        starts_at=datetime.datetime(2027, 3, 1, 14, tzinfo=datetime.UTC),
    )
    StepFactory(workshop=workshop, position=1, instrument_key="continuum")
    return workshop


def poster(workshop):
    return poster_of(workshop, request=RequestFactory().get("/"))


def printed(workshop):
    html = render_to_string("reports/print/poster.html", {"report": poster(workshop)})
    return assert_accessible(html, stylesheet="poster")


def test_it_says_when_where_and_how_to_come_in(workshop):
    said = words_of(printed(workshop))

    words = ["Atelier du printemps", "Lundi 1er mars 2027, 9 h", "Salle communautaire", said_code(workshop.join_code)]
    assert [word for word in words if " ".join(word.split()) not in said] == []


@pytest.mark.parametrize(("title", "place"), [("Atelier", ""), (LONGEST_TITLE[:120], LONGEST_PLACE[:200])])
def test_it_holds_on_one_page(workshop, title, place, tmp_path):
    workshop.title, workshop.place = title, place
    if not place:
        workshop.starts_at = None
    file = tmp_path / "affichette.pdf"
    file.write_bytes(printed(workshop))

    assert len(PdfReader(file).pages) == 1


def test_it_promises_what_holds(workshop):
    before = poster(workshop)
    StepFactory(workshop=workshop, position=2, instrument_key="obstacles", anonymity=Anonymity.FIRST_NAMES)

    assert (before.is_anonymous, poster(workshop).is_anonymous) == (True, False)


def test_another_code_gives_another_poster_and_a_closed_workshop_none(workshop, settings):
    person = MembershipFactory(rlp=workshop.round.rlp, role=Role.COORDINATOR).user
    client, url = signed_in(person), reverse("workshop_poster", args=[workshop.round.rlp.slug, workshop.public_id])
    first = client.get(url)
    services.renew_codes(workshop=workshop, by=person)
    second = client.get(url)
    services.open_workshop(workshop=workshop, by=person)
    services.close_workshop(workshop=workshop, by=person)

    assert [first["Content-Type"], second["Content-Type"]] == ["application/pdf"] * 2
    assert first["ETag"] != second["ETag"]
    assert client.get(url).status_code == 404
