import pytest

from rlp_portal.rlps.enums import Role
from tests.factories import MembershipFactory


@pytest.fixture
def facilitator(db, workshop_round):
    return MembershipFactory(rlp=workshop_round.rlp, role=Role.FACILITATOR, user__name="Ariane Roy").user


@pytest.fixture
def workshop_round(db):
    from tests.factories import RoundFactory

    return RoundFactory()


@pytest.fixture
def workshop(workshop_round, facilitator):
    from rlp_portal.workshops.enums import StepKind
    from tests.factories import StepFactory, WorkshopFactory

    workshop = WorkshopFactory(round=workshop_round, is_open=True, opened_by=facilitator)
    StepFactory(workshop=workshop, position=1, kind=StepKind.TALK, title="Accueil", minutes=10)
    StepFactory(workshop=workshop, position=2, kind=StepKind.IMPORTANCE, minutes=20)
    StepFactory(workshop=workshop, position=3, instrument_key="experiences", minutes=20, may_skip=True)
    return workshop


@pytest.fixture
def console(client, room):
    """The facilitator's browser in front of the console."""
    client.force_login(room.by)
    return Console(client, room)


class Console:
    def __init__(self, client, room):
        self.client, self.room = client, room

    def url(self, name="console", *more):
        from django.urls import reverse

        workshop = self.room.workshop
        return reverse(name, args=[workshop.round.rlp.slug, workshop.public_id, *more])

    def get(self, name="console", *more, **query):
        return self.client.get(self.url(name, *more), query)

    def post(self, name, data, *more, **extra):
        return self.client.post(self.url(name, *more), data, **extra)

    def press(self, gesture, **data):
        return self.post("console_gesture", {"gesture": gesture, **data}, follow=True)

    def said(self, page):
        return [str(message) for message in page.context["messages"]]
