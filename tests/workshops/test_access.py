"""What the matrix cannot try: doors that open with a cookie."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rlp_portal.workshops import services
from rlp_portal.workshops.phone_key import cookie_name, give_key
from tests.factories import WorkshopFactory


@pytest.fixture
def phone(workshop):
    participant, key = services.join(workshop=workshop)
    client = Client(headers={"Accept": "application/json"})
    client.cookies = give_key(HttpResponse(), workshop, key).cookies
    client.participant = participant
    return client


def news(workshop):
    return reverse("phone_news", args=[workshop.public_id])


def test_a_phone_opens_its_workshop_and_no_other(phone, workshop):
    other = WorkshopFactory(is_open=True)
    phone.cookies[cookie_name(other.public_id)] = phone.cookies[cookie_name(workshop.public_id)].value

    assert [phone.get(news(one)).status_code for one in (workshop, other)] == [200, 404]
    assert phone.get(reverse("phone_news", args=[uuid4()])).status_code == 404


def test_a_phone_that_came_back_elsewhere_opens_nothing_here(phone, workshop):
    services.resume(workshop=workshop, code=phone.participant.resume_code)

    assert phone.get(news(workshop)).status_code == 404


def test_t03_a_removed_phone_is_told_so(phone, room):
    services.remove_participants(workshop=room.workshop, ids=[phone.participant.public_id], by=room.by)

    response = phone.get(news(room.workshop))
    assert (response.status_code, response.json()) == (
        403,
        {
            "message": "L’animation a retiré cet appareil de l’atelier. Parlez-lui si c’est une erreur.",
            "code": "removed",
        },
    )


def test_t05_the_cookie_is_read_by_no_script_and_sent_by_no_other_site(phone, workshop, settings):
    cookie = phone.cookies[cookie_name(workshop.public_id)]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")

    settings.PRODUCTION = True
    sealed = give_key(HttpResponse(), workshop, "clé").cookies[cookie_name(workshop.public_id)]
    assert (sealed.key, sealed["secure"]) == (f"__Host-atelier-{workshop.public_id.hex}", True)


def test_t20_the_token_of_the_screen_opens_nothing_else(client, workshop):
    addresses = [f"/ecran/{workshop.display_token}/nouvelles/", f"/ecran/{workshop.join_token}/nouvelles/"]

    assert [client.get(address).status_code for address in addresses] == [200, 404]
    services.renew_screen(workshop=workshop)
    assert client.get(addresses[0]).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_through_the_screen(client, workshop, method):
    assert getattr(client, method)(f"/ecran/{workshop.display_token}/nouvelles/").status_code == 405
