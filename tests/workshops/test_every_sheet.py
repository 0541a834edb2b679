"""Each sheet of the pack, and the four importances together, from « Présenter » to « Noter » on the three faces."""

import random
from uuid import uuid4

import pytest
from django.urls import reverse

from rlp_portal.workshops import queries, services
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.console.noting import is_valued
from rlp_portal.workshops.enums import OutcomeKind, StepKind, StepState
from rlp_portal.workshops.revealed import Revealed
from rlp_portal.workshops.services import rehearsing
from tests.factories import StepFactory
from tests.workshops.console.conftest import *  # noqa: F403 - the facilitation's browser
from tests.workshops.phone.conftest import *  # noqa: F403 - those of participants
from worksheets import catalogue
from worksheets.individual import is_list
from worksheets.models import NEVER_ANSWERED, Answer
from worksheets.services import save_answer

IMPORTANCE = "importance"
KEYS = [one.key for one in catalogue.all_latest()]
PAGES = ["console", "console_answers", "console_ideas", "console_noting", "console_hands", "console_room"]


@pytest.fixture
def step(room):
    """`step(key)`: the step, with something to place on the ladder."""

    def made(key):
        about = {"kind": StepKind.IMPORTANCE} if key == IMPORTANCE else {"instrument_key": key}
        step = StepFactory(workshop=room.workshop, position=9, **about)
        step.workshop = room.workshop
        if key == "ladder":
            sheet, value = Asked(step).group_sheet(key), {"name": "Comité de parents", "rung": None}
            save_answer(sheet=sheet, address="collaborations.r1", value=value, base=NEVER_ANSWERED, by=room.by)
        return step

    return made


class Faces:
    """The facilitation's browser, the projected screen, and phones: the first one only watches."""

    def __init__(self, console, phones):
        self.room, self.console, self.phones = console.room, console, phones

    def come_to(self, state, *, go_to=None):
        """Into this state; what each of them says there. Every page of the console opens."""
        if go_to:
            self.room.go_to(go_to)
        else:
            self.room.advance()
        assert self.room.step.state == state
        return self.said()

    def said(self):
        pages = [self.console.client.get(self.console.url(name), follow=True) for name in PAGES]
        pages += [phone.get() for phone in self.phones]
        assert {page.status_code for page in pages} == {200}
        return [self.screen(), self.phones[0].get().text, *(page.text for page in pages[: len(PAGES)])]

    def screen(self):
        return self.phones[0].client.get(reverse("screen_content", args=[self.room.workshop.display_token])).text

    def screens(self):
        """Each page of answers, as the console turns them."""
        for _page in Revealed(self.room.step).pages:
            yield self.screen()
            self.console.press("page", by="1")


def give(participant, step, item, luck, said):
    """(address, value) of a made-up answer; where it is open, a word that no other text holds."""
    value = rehearsing.made_up(item, luck)
    if item.is_open:
        value = said if isinstance(value, str) else {**value, name_in(value): said}
    address = f"{item.address}.r1" if is_list(item.asked) else item.address
    services.submit_answer(participant=participant, step=step, item=item, address=address, value=value, op_id=uuid4())


def name_in(value):
    return "text" if "text" in value else "organisation"


@pytest.mark.parametrize("key", [*KEYS, IMPORTANCE])
def test_a_sheet_goes_through_its_life_on_the_three_faces(room, console, step, open_phone, key):
    step(key)
    faces = Faces(console, [open_phone() for _ in range(3)])
    luck = random.Random(key)
    faces.come_to(StepState.PRESENTING, go_to=9)
    faces.come_to(StepState.COLLECTING)
    items = Asked(room.step).items
    for place, phone in enumerate(faces.phones[1:]):
        for item in items:
            give(phone.participant, room.step, item, luck, f"Xq{place}vZz")
    assert queries.count_answered(room.step) == (2 if items else 0)
    assert not any("vZz" in text for text in faces.said())

    faces.come_to(StepState.REVEALED)
    assert "vZz" not in faces.screen()  # open answers wait to be read
    console.press("card", state="shown")
    assert any("vZz" in text for text in faces.screens()) == any(item.is_open for item in items)
    assert {one.people for one in queries.results_of(room.step).values()} <= {2}

    faces.come_to(StepState.RECORDING)
    record(room, items, luck)
    services.record_outcome(step=room.step, kind=OutcomeKind.CONSENSUS, sentence="Retenu ensemble.", by=room.by)
    services.show_item(workshop=room.workshop, item="")
    assert "Retenu ensemble." in faces.screen()


def record(room, items, luck):
    """The first that holds a value goes to the group's sheet, with a disagreement about it."""
    item = next((one for one in items if is_valued(one)), None)
    if item is None:
        return
    value = rehearsing.made_up(item, luck)
    stored = Asked(room.step).group_answers[item.instrument.key].get(item.address)
    services.record_outcome(
        step=room.step,
        item=item.key,
        kind=OutcomeKind.DISAGREEMENT,
        sentence="Pas encore.",
        by=room.by,
        value=value,
        base=stored.fingerprint if stored else NEVER_ANSWERED,
        op_id=uuid4(),
    )
    kept = Answer.objects.get(
        sheet__workbook=room.workshop.carnet_id, sheet__instrument_key=item.instrument.key, address=item.address
    )
    assert kept.value == value
