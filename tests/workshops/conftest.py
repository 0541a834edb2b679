"""A workshop under way: two steps that ask, a talk between them, and three people in the room."""

import pytest

from rlp_portal.workshops.enums import StepKind
from rlp_portal.workshops.services import join
from tests.factories import StepFactory, UserFactory, WorkshopFactory
from tests.workshops.playing import Room


@pytest.fixture
def facilitator(db):
    return UserFactory(name="Ariane Roy")


@pytest.fixture
def workshop(db, facilitator):
    workshop = WorkshopFactory(is_open=True, opened_by=facilitator)
    StepFactory(workshop=workshop, position=1, kind=StepKind.TALK, title="Accueil", minutes=10)
    StepFactory(workshop=workshop, position=2, kind=StepKind.IMPORTANCE, minutes=20)
    StepFactory(workshop=workshop, position=3, instrument_key="experiences", minutes=20)
    return workshop


@pytest.fixture
def room(workshop, facilitator):
    return Room(workshop, facilitator)


@pytest.fixture
def people(workshop):
    return [join(workshop=workshop)[0] for _ in range(3)]
