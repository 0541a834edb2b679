"""The portal's side of a live workshop: rooms where answers come in, and the keys of the phones that are there.

`python -m tests.bench.room.prepare PEOPLE ROOMS [--waiting | --texts]` prepares the database of DATABASE_URL and
prints the rooms as JSON.
"""

import json
import os
import secrets
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import transaction  # noqa: E402
from django.urls import reverse  # noqa: E402

from rlp_portal.workshops import services  # noqa: E402
from rlp_portal.workshops.agenda import Asked  # noqa: E402
from rlp_portal.workshops.enums import StepKind, StepState  # noqa: E402
from rlp_portal.workshops.models import Workshop  # noqa: E402
from rlp_portal.workshops.models.workshop import MOST_PEOPLE  # noqa: E402
from rlp_portal.workshops.phone_key import cookie_name  # noqa: E402
from tests.factories import RlpFactory, RoundFactory, StepFactory, UserFactory  # noqa: E402


def main(people, rooms, **how):
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with transaction.atomic():
        json.dump([room(people, **how) for _ in range(rooms)], sys.stdout)


def room(people, *, asks, texts):
    """One with so many phones in it and room for more: four importances are asked, four `texts`, or nothing yet."""
    name = secrets.token_hex(4)  # the base may hold other rooms already
    by = UserFactory(email=f"{name}@exemple.org", password="!")
    rlp = RlpFactory(name=f"Regroupement {name}", slug=name)
    workshop = services.create_workshop(round_=RoundFactory(rlp=rlp), title="Atelier", by=by)
    sheet = {"instrument_key": "experiences"} if texts else {"kind": StepKind.IMPORTANCE}
    step = StepFactory(workshop=workshop, **sheet)
    services.open_workshop(workshop=workshop, by=by)
    Workshop.objects.filter(pk=workshop.pk).update(most_people=MOST_PEOPLE)
    keys = [services.join(workshop=present(workshop))[1] for _ in range(people)]
    while asks and step.state != StepState.COLLECTING:
        services.advance(workshop=present(workshop), by=by)
        step.refresh_from_db()
    workshop = present(workshop)
    return {
        "cookies": [f"{cookie_name(workshop.public_id)}={key}" for key in keys],
        "entry": reverse("join_by_qr", args=[workshop.join_token]),
        "phone": reverse("phone", args=[workshop.public_id]),
        "answer": reverse("phone_answer", args=[workshop.public_id]),
        "screen": reverse("screen", args=[workshop.display_token]),
        "phone_stream": reverse("phone_stream", args=[workshop.public_id]),
        "screen_stream": reverse("screen_stream", args=[workshop.display_token]),
        "version": workshop.version,
        "form": {"step": str(step.public_id), "round": str(step.round_number)},
        "items": [asked(item) for item in Asked(step).items],
    }


def present(workshop):
    return Workshop.objects.select_related("round", "current_step").get(pk=workshop.pk)


def asked(item):
    return {"item": item.key, "address": item.address, "choices": [option.key for option in item.choices]}


if __name__ == "__main__":
    people, rooms, *how = sys.argv[1:]
    main(int(people), int(rooms), asks="--waiting" not in how, texts="--texts" in how)
