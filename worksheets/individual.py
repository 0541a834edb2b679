"""What each person answers of a sheet, item by item, and how the answers of many add up: pure functions.

An item is found by its key, « instrument/address ». Its answers lie at its address in the sheet of a person; open
items take further ideas, each at an address of its own: "positive.r2". However answers came in — phone, table, hands,
paper — what is counted is which choices were made how many times, and nothing else.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

from worksheets.codes import Involvement, Strategy
from worksheets.forms import posted_state
from worksheets.kinds import holds_answers, kind_of
from worksheets.models import AnswerState
from worksheets.schema import (
    Audience,
    Bipolar,
    Field,
    GrowingList,
    Instrument,
    LongText,
    MultipleChoice,
    Option,
    People,
    Placements,
    Plan,
    Proposals,
    Row,
    RowChoice,
    Scale,
    SectorWheel,
    ShortText,
    SingleChoice,
    UnknownAddress,
    YesNo,
    is_row_key,
)
from worksheets.spread import ENOUGH

PASSED = "passed"  # stands among the choices where hands are counted
PEOPLE = "people"  # so does how many people made them, once nothing else is left of their answers
MOST_IDEAS = 10  # of one person about one question
COUNTED = (Scale, Bipolar, SingleChoice, MultipleChoice, Placements)
OPEN = (ShortText, LongText, RowChoice, People, Proposals)
NUMBERED = (Scale, Bipolar, Placements)


def yes_or_no(asked, wedges):
    """« Avis partagés » is the group's third answer: a person says yes or no."""
    return SingleChoice(
        key=asked.key,
        label=asked.label,
        help=asked.help,
        number=asked.number,
        options=tuple(option for option in asked.options if option.key != "shared"),
    )


def proposed_measures(asked, wedges):
    return Proposals(
        key=asked.key,
        label="Quelle action proposez-vous?",
        help="Une action par ligne; les personnes et les dates viendront en groupe.",
        places=tuple(Option(key=strategy.value, label=strategy.label) for strategy in Strategy),
    )


def proposed_actors(asked, wedges):
    """Wherever the group named a wedge; elsewhere the proposal says no place."""
    places = [
        Option(key=f"{wedge}:{ring.value}", label=f"{name}, {ring.label.lower()}")
        for wedge, name in wedges
        for ring in Involvement
    ]
    return Proposals(
        key=asked.key,
        label="Quel acteur proposez-vous?",
        help="Nommez de préférence un organisme, un groupe ou une fonction; un acteur par ligne.",
        places=tuple(places),
        about_people=True,
    )


# What becomes of a question of the group when it is asked to one person.
ASKED_ALONE = {YesNo: yes_or_no, Plan: proposed_measures, SectorWheel: proposed_actors}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question to one person. `name` is what is placed, where the group listed what there is to place."""

    instrument: Instrument
    address: str
    asked: Field
    row: Row | None = None
    name: str = ""

    @property
    def key(self):
        return f"{self.instrument.key}/{self.address}"

    @property
    def label(self):
        """The question, with the row of its table or the name of what is placed."""
        before = self.row.label if self.row else self.name
        return f"{before}\u00a0: {self.asked.label}" if before else self.asked.label

    @property
    def is_counted(self):
        return isinstance(self.asked, COUNTED)

    @property
    def is_open(self):
        return isinstance(self.asked, OPEN)

    @property
    def is_numbered(self):
        return isinstance(self.asked, NUMBERED)

    @property
    def is_rated(self):
        """Whether its spread has a name. A rung is a place, not a mark."""
        return isinstance(self.asked, (Scale, Bipolar))

    @property
    def has_good_side(self):
        return isinstance(self.asked, Scale)

    @property
    def choices(self):
        """[Option] that hands may be raised for, in sheet order; empty where nothing is counted."""
        asked = self.asked
        if isinstance(asked, Scale):
            return [Option(key=str(n), label=str(n)) for n in range(asked.minimum, asked.maximum + 1)]
        if isinstance(asked, Bipolar):
            return [Option(key=str(n), label=str(n)) for n in range(1, asked.positions + 1)]
        if isinstance(asked, Placements):
            return list(asked.rungs)
        return list(asked.options) if self.is_counted else []

    def holds(self, address):
        """Whether an answer at this address of a person's sheet is one to this item."""
        if address == self.address:
            return not isinstance(self.asked, (People, Proposals))
        before, dot, row_key = address.rpartition(".")
        return self.is_open and bool(dot) and before == self.address and is_row_key(row_key)

    def read(self, data, address):
        """(what was typed, state) of a page's inputs."""
        if isinstance(self.asked, Placements):
            raw = {"name": self.name, "rung": data.get(f"{address}--rung", data.get(address))}
        else:
            raw = kind_of(self.asked).read(data, address)
        return raw, posted_state(data, address)

    def clean(self, raw):
        """Cleaned; raises Refused. A thing without its rung is no answer."""
        cleaned = kind_of(self.asked).clean(self.asked, raw)
        if isinstance(self.asked, Placements) and cleaned.value and cleaned.value["rung"] is None:
            return replace(cleaned, value=None)
        return cleaned


def items_of(instrument, *, group=None, wedges=(), only=None):
    """[Item] in sheet order. `group`: {address: Answer} of the group's sheet, for what it listed to be placed.

    `wedges`: (public id, name) of those of the wheel; `only`: the keys of the fields to ask.
    """
    found = []
    for address, asked, row in instrument.questions():
        if only is None or asked.key in only:
            found += items_at(instrument, address, asked, row, group=group or {}, wedges=wedges)
    return found


def items_at(instrument, address, asked, row, *, group, wedges):
    alone = ASKED_ALONE.get(type(asked))
    if alone is None and (asked.audience == Audience.GROUP or not holds_answers(asked)):
        return []
    asked = alone(asked, wedges) if alone else asked
    if isinstance(asked, Placements):
        return placed_items(instrument, asked, group)
    item = Item(instrument=instrument, address=address, asked=asked, row=row)
    return [item] if item.is_counted or item.is_open else []


def placed_items(instrument, asked, group):
    """One for each thing that the group listed."""
    return [
        Item(instrument=instrument, address=address, asked=asked, name=answer.value["name"])
        for address, answer in group.items()
        if address.partition(".")[0] == asked.key and answer.value and answer.value["name"]
    ]


def find_item(items, key, address=None):
    """The item of this key; with an address, one that takes answers there. Raises UnknownAddress."""
    for item in items:
        if item.key == key and (address is None or item.holds(address)):
            return item
    raise UnknownAddress(key if address is None else address)


def is_list(asked):
    """Whether each answer is a row of its own, from the first on."""
    return isinstance(asked, GrowingList) and not isinstance(asked, Placements)


# ---- Adding up ------------------------------------------------------------------------------------------------


@dataclass
class Gathered:
    """All that was answered to one item. `late` are the choices made after the reveal, counted among the others."""

    item: Item
    choices: Counter = field(default_factory=Counter)
    late: Counter = field(default_factory=Counter)
    passed: int = 0
    people: int = 0  # who answered or passed; hands: as many as were raised
    texts: list = field(default_factory=list)  # the answers that hold words

    @property
    def values(self):
        """The numbers, in order, each as many times as it was given."""
        return tuple(sorted(int(choice) for choice in self.choices.elements())) if self.item.is_numbered else ()

    @property
    def has_enough(self):
        """Whether what was answered can be told apart in writing without telling who answered what."""
        return self.people - self.passed >= ENOUGH

    def count(self, choice):
        return self.choices[choice]

    def add_answer(self, answer, *, is_late=False):
        if answer.state == AnswerState.PASSED:
            self.passed += 1
            self.people += 1
        elif answer.state == AnswerState.ANSWERED and answer.value is not None:
            made = choices_in(self.item.asked, answer.value)
            self.choices.update(made)
            self.late.update(made if is_late else ())
            self.people += 1
            if has_words(self.item.asked, answer.value):
                self.texts.append(answer)

    def add_hands(self, choice, count):
        if choice == PEOPLE:
            self.people = count
            return
        if choice == PASSED:
            self.passed += count
        else:
            self.choices[choice] += count
        self.people += count


def choices_in(asked, value):
    """The choices that one answer makes, as keys."""
    if isinstance(asked, (Scale, Bipolar)):
        return [str(value)]
    if isinstance(asked, Placements):
        return [str(value["rung"])] if value["rung"] is not None else []
    if isinstance(asked, SingleChoice):
        return [value]
    if isinstance(asked, MultipleChoice):
        return value["chosen"]
    return value[asked.part] if isinstance(asked, RowChoice) else []


def has_words(asked, value):
    if isinstance(asked, MultipleChoice):
        return bool(value["other"])
    if isinstance(asked, RowChoice):
        return bool(value["text"])
    return isinstance(asked, OPEN)


def gather(items, *, answers=(), hands=()):
    """{key: Gathered}, in sheet order. What no item asks any more is left out.

    `answers`: (instrument key, Answer, is it late); `hands`: (item's key, choice, count).
    """
    gathered = {item.key: Gathered(item) for item in items}
    for instrument_key, answer, is_late in answers:
        for item in items:
            if item.instrument.key == instrument_key and item.holds(answer.address):
                gathered[item.key].add_answer(answer, is_late=is_late)
    for key, choice, count in hands:
        if key in gathered:
            gathered[key].add_hands(choice, count)
    return gathered
