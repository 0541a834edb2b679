"""A workshop whose four importances six people answered; what the group retained of one of them was recorded."""

import pytest

from rlp_portal.workshops import services
from rlp_portal.workshops.enums import OutcomeKind
from rlp_portal.workshops.models import Outcome
from tests.workshops.conftest import facilitator, room, workshop
from worksheets.models import Answer, SheetOwner

__all__ = ["facilitator", "room", "workshop"]
FT3, FT4 = "ft3/importance", "ft4/importance"


@pytest.fixture
def people(workshop):
    return [services.join(workshop=workshop)[0] for _ in range(6)]


def retain(room, *, item="", kind=OutcomeKind.RESERVATIONS, sentence="On y va", value=None, **more):
    noted = {"value": value, "base": base_of(room, item)} if value is not None else {}
    return services.record_outcome(
        step=room.step, item=item, kind=kind, sentence=sentence, by=room.by, **noted, **more
    )


def base_of(room, item):
    key, _slash, address = item.partition("/")
    found = Answer.objects.filter(
        sheet__workbook=room.workshop.carnet_id,
        sheet__owner=SheetOwner.GROUP,
        sheet__instrument_key=key,
        address=address,
    ).first()
    return found.fingerprint if found else ""


@pytest.fixture
def played(room, people):
    room.go_to(2, advance=1)
    for participant, value in zip(people, (2, 2, 4, 4, 5, 1), strict=True):
        room.answer(participant, value)
    for participant in people[:4]:
        room.answer(participant, 3, FT4)
    room.advance(2)
    retain(room, item=FT3, value=4, reservations="Le temps manque\nLe budget aussi")
    assert Outcome.objects.exists()
    return room
