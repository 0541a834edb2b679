"""The form of one paper sheet, in paper order; what it sends becomes answers like any other."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from rlp_portal.workshops import services
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import AnswerOrigin
from rlp_portal.workshops.models import Operation
from rlp_portal.workshops.services.answering import is_new_operation
from worksheets.fingerprints import fingerprint
from worksheets.forms import SheetForm, Slot
from worksheets.individual import Item, is_list
from worksheets.models import AnswerState
from worksheets.schema import Placements, Proposals, ShortText, SingleChoice

LINES = 3  # of a list, on a sheet


@dataclass(frozen=True)
class Place:
    """An input of the form: the item it answers, where, and how what is typed becomes its value."""

    item: Item
    address: str

    def value(self, typed):
        asked = self.item.asked
        if typed is None:
            return None
        if isinstance(asked, Placements):
            return {"name": self.item.name, "rung": int(typed)}
        if isinstance(asked, Proposals):
            return {"text": typed, "place": ""}
        return typed


class PaperForm:
    """`data`: what was posted. Everything is read before anything is written."""

    def __init__(self, step, data=None):
        self.step, self.asked = step, Asked(step)
        self.places = {name: place for item in self.asked.items for name, place in places_of(item)}
        is_of_several = len(self.asked.instruments) > 1
        slots = [slot_of(name, place, is_of_several=is_of_several) for name, place in self.places.items()]
        self.form = SheetForm(data, slots=slots, rows=self.asked.rows_offered)
        self.form.is_from_paper = True

    def is_valid(self):
        return self.form.is_valid()

    def answers(self):
        """[(place, value, state)] of what the sheet says; what is blank is not reached."""
        found = []
        for posted in self.form.posted():
            place = self.places[posted.slot.name]
            value = place.value(posted.value)
            if value is not None or posted.state != AnswerState.ANSWERED:
                found.append((place, value, posted.state))
        return found

    @property
    def is_blank(self):
        return not self.answers()


def places_of(item):
    """[(name of the input, Place)]: several sheets asked together have inputs of their own."""
    name = f"{item.instrument.key}.{item.address}"
    if is_list(item.asked):
        rows = [f"r{number}" for number in range(1, LINES + 1)]
        return [(f"{name}.{row}", Place(item, f"{item.address}.{row}")) for row in rows]
    return [(name, Place(item, item.address))]


def slot_of(name, place, *, is_of_several):
    """Where several sheets are asked together, each question says of which, as the paper does."""
    item = place.item
    asked, label = on_paper(item), item.label
    if is_of_several:
        label = f"{item.instrument.short_title}\u00a0: {label}"
    if is_list(item.asked):
        label = f"{item.label} Ligne {place.address.rpartition('.r')[2]}"
    return Slot(name=name, asked=replace(asked, label=label), label=label)


def on_paper(item):
    """A rung is chosen for what is named; a proposal is one line."""
    asked = item.asked
    if isinstance(asked, Placements):
        return SingleChoice(key=asked.key, label=item.label, options=asked.rungs)
    if isinstance(asked, Proposals):
        return ShortText(key=asked.key, label=asked.label, help=asked.help, limit=asked.limit)
    return asked


def enter(paper, *, op_id, by=None, number=None, origin=AnswerOrigin.PAPER):
    """The number of the sheet. The same operation sent again enters nothing twice.

    `paper` has a step and answers(). `number`: a sheet typed before, whose answers these replace.
    """
    step, answers = paper.step, paper.answers()
    mark = fingerprint([step.pk, number, [[place.item.key, place.address, value] for place, value, _s in answers]])
    with transaction.atomic():
        if op_id and not is_new_operation(Operation(op_id=op_id, workshop_id=step.workshop_id, mark=mark)):
            return None
        if number is None:
            number = services.begin_paper(step=step, by=by, origin=origin)
        else:
            erase(paper, number)
        for place, value, state in answers:
            services.enter_paper_answer(
                step=step, paper_number=number, item=place.item, address=place.address, value=value, state=state
            )
    return number


def erase(paper, number):
    """What the sheet said before, where it says nothing any more."""
    written = {(place.item.key, place.address) for place, _value, _state in paper.answers()}
    for place in paper.places.values():
        if (place.item.key, place.address) not in written:
            services.enter_paper_answer(
                step=paper.step, paper_number=number, item=place.item, address=place.address, value=None
            )


def read_number(typed):
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 5 else None


def read_operation(typed):
    try:
        return UUID(typed or "")
    except ValueError:
        return None
