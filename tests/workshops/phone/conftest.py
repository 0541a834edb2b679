"""Browsers of participants, each with its own cookie."""

import pytest
from django.test import Client
from django.urls import reverse

from rlp_portal.workshops.models import Participant


class Phone:
    """A browser that came in by the QR."""

    def __init__(self, workshop):
        self.workshop, self.client = workshop, Client()
        known = set(Participant.objects.values_list("pk", flat=True))
        assert self.client.post(reverse("join_by_qr", args=[workshop.join_token])).status_code == 302
        self.participant = Participant.objects.exclude(pk__in=known).get(workshop=workshop)

    def url(self, name="phone"):
        return reverse(name, args=[self.workshop.public_id])

    def get(self, **asked):
        return self.client.get(self.url(), asked)

    def post(self, name, data, **more):
        return self.client.post(self.url(name), data, **more)

    def answer(self, step, item, inputs, *, by_script=True, **more):
        """What the page sends of one item; `more` are its other inputs (op_id, pass…)."""
        asked = {
            "step": str(step.public_id),
            "round": str(step.round_number),
            "item": item,
            **{f"{address}--base": "" for address in {name.partition("--")[0] for name in inputs}},
            **inputs,
            **more,
        }
        headers = {"Accept": "application/json"} if by_script else {}
        return self.post("phone_answer", asked, headers=headers)


@pytest.fixture
def open_phone(workshop):
    return lambda: Phone(workshop)


@pytest.fixture
def phone(open_phone):
    return open_phone()
