"""Polling: cheap as long as nothing changed. Streams: who may open one, and how many."""

import time
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rlp_portal.rlps.enums import Role
from rlp_portal.workshops import services
from rlp_portal.workshops.live import drawing
from rlp_portal.workshops.live.presence import PhoneSeat
from rlp_portal.workshops.models import Participant
from rlp_portal.workshops.phone_key import give_key
from tests.factories import MembershipFactory


@pytest.fixture
def phone(workshop):
    participant, key = services.join(workshop=workshop)
    client = Client(headers={"Accept": "application/json"})
    client.cookies = give_key(HttpResponse(), workshop, key).cookies
    client.participant = participant
    return client


@pytest.fixture
def console(workshop, client):
    client.force_login(MembershipFactory(rlp=workshop.round.rlp, role=Role.FACILITATOR).user)
    return client


def addresses(workshop):
    return {
        "phone": reverse("phone_news", args=[workshop.public_id]),
        "screen": reverse("screen_news", args=[workshop.display_token]),
        "console": reverse("console_news", args=[workshop.round.rlp.slug, workshop.public_id]),
    }


@pytest.mark.parametrize("face", ["phone", "screen", "console"])
def test_whoever_asks_now_and_then_is_told_once_per_version(room, phone, console, face):
    url, client = addresses(room.workshop)[face], phone if face == "phone" else console
    first = client.get(url)
    assert (first.status_code, first.json()["version"]) == (200, room.workshop.version)

    same = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    room.advance()
    changed = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed.json()["version"]) == (200, room.workshop.version)


def test_nothing_new_costs_a_phone_one_query(phone, workshop, django_assert_num_queries):
    url = addresses(workshop)["phone"]
    mark = phone.get(url)["ETag"]

    with django_assert_num_queries(1):
        assert phone.get(url, headers={"If-None-Match": mark}).status_code == 304


def test_a_version_is_drawn_once_for_all_who_ask(room, phone, monkeypatch):
    made = []
    make = drawing.state_bytes
    monkeypatch.setattr(drawing, "state_bytes", lambda *asked: made.append(asked[:2]) or make(*asked))

    bodies = {phone.get(addresses(room.workshop)["phone"]).content for _ in range(5)}
    room.advance()
    phone.get(addresses(room.workshop)["phone"])

    assert (len(bodies), made) == (1, [(room.workshop, "phone")] * 2)


def test_drawings_of_workshops_long_gone_are_let_go(monkeypatch):
    monkeypatch.setattr(drawing, "MOST_DRAWINGS", 2)
    monkeypatch.setattr(drawing, "_drawings", {})

    for workshop_id in (1, 2, 3):
        assert drawing.drawn("state", workshop_id, 1, lambda: b"dessin") == b"dessin"

    assert list(drawing._drawings) == [(2, "state"), (3, "state")]


def test_streams_say_who_they_are_for_and_how_many_each_may_have(room, phone, console):
    workshop = room.workshop
    phones = phone.get(reverse("phone_stream", args=[workshop.public_id]))
    screens = console.get(reverse("screen_stream", args=[workshop.display_token]))
    consoles = console.get(reverse("console_stream", args=[workshop.round.rlp.slug, workshop.public_id]))

    assert [(one.channel.topic, one.channel.name, one.most) for one in (phones, screens, consoles)] == [
        (f"atelier:{room.pk}", "phone", 3),
        (f"atelier:{room.pk}", "screen", 20),
        (f"atelier:{room.pk}", "console", 4),
    ]
    assert phones.seat == PhoneSeat(phone.participant.pk)
    assert [one["X-Accel-Buffering"] for one in (phones, screens, consoles)] == ["no"] * 3


def test_a_phone_that_follows_is_seen_now_and_then(people, monkeypatch):
    long_ago = timezone.now() - timedelta(hours=1)
    Participant.objects.update(seen_at=long_ago)
    monkeypatch.setattr(PhoneSeat, "kept_at", [0.0])
    seats = [PhoneSeat(one.pk) for one in people]

    PhoneSeat.keep(seats[:2])
    PhoneSeat.keep(seats)

    assert Participant.objects.filter(seen_at__gt=long_ago).count() == 2
    seats[2].take()
    PhoneSeat.keep(seats)
    assert Participant.objects.filter(seen_at__gt=long_ago).count() == 3


def test_phones_that_come_together_are_written_together(people, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(PhoneSeat, "kept_at", [time.monotonic()])
    seats = [PhoneSeat(one.pk) for one in people]

    with django_assert_num_queries(1):
        for seat in seats:
            seat.take()
        PhoneSeat.keep(seats)
        PhoneSeat.keep(seats)
