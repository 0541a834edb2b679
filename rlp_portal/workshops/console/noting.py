"""« Noter »: the items of a step, the one that is noted now, and what the carnet holds of it."""

from dataclasses import dataclass
from functools import cached_property

from rlp_portal.workshops.agenda import Asked, split_item, title_of
from rlp_portal.workshops.enums import OutcomeKind
from rlp_portal.workshops.models import Outcome
from rlp_portal.workshops.queries import counted_poll_of
from rlp_portal.workshops.refusals import NoSuchQuestion
from rlp_portal.workshops.revealed import item_of
from worksheets.fingerprints import fingerprint
from worksheets.forms import BASE, Question, SheetForm, Slot, posted_state
from worksheets.individual import Item
from worksheets.kinds import kind_of
from worksheets.models import NEVER_ANSWERED
from worksheets.revealing import is_drawn, names_of
from worksheets.schema import GrowingList, LongText, Placements, ShortText

WHOLE = "Toute l’étape"
SENTENCE = LongText(key="sentence", label="Ce que le groupe retient, dans ses mots", limit=1000)
RESERVATIONS = LongText(key="reservations", label="Les raisons des réserves ou du désaccord, sans nom", limit=2000)


@dataclass(frozen=True)
class Entry:
    """A line of what there is to note; `key` is "" for the whole step."""

    key: str
    name: str
    outcome: Outcome | None
    is_current: bool

    @property
    def is_recorded(self):
        return self.outcome is not None and self.outcome.recorded_at is not None


class Noting:
    """Queries: the group's answers, the outcomes, the poll. `data`: a form that could not be written."""

    def __init__(self, step, data=None):
        self.step, self.data, self.asked = step, data, Asked(step)

    @cached_property
    def outcomes(self):
        return {one.item: one for one in Outcome.objects.filter(step=self.step)}

    @cached_property
    def items(self):
        return {item.key: item for item in self.asked.items}

    @cached_property
    def names(self):
        drawn = names_of([item for item in self.items.values() if is_drawn(item)])
        return {key: drawn.get(key, item.label) for key, item in self.items.items()}

    @cached_property
    def key(self):
        """Of what is noted: where the form comes from, else what the room looks at."""
        asked_for = self.data.get("item", "") if self.data is not None else item_of(self.step.current_item)
        return asked_for if asked_for in self.items else ""

    @property
    def item(self):
        return self.items.get(self.key)

    @property
    def outcome(self):
        return self.outcomes.get(self.key)

    @property
    def name(self):
        return self.names[self.key] if self.key else title_of(self.step)

    @property
    def entries(self):
        """What the facilitation wants to discuss comes first."""
        first = [key for key in self.step.to_discuss or [] if key in self.items]
        keys = ["", *first, *(key for key in self.items if key not in first)]
        return [
            Entry(key, self.names[key] if key else WHOLE, self.outcomes.get(key), key == self.key) for key in keys
        ]

    @property
    def following(self):
        """The next entry that is not recorded; None when all are."""
        entries = self.entries
        place = next(place for place, one in enumerate(entries) if one.is_current)
        return next((one for one in entries[place + 1 :] if not one.is_recorded), None)

    # ---- What the form holds

    @property
    def kinds(self):
        chosen = self.data.get("kind") if self.data is not None else self.outcome.kind if self.outcome else ""
        return [(kind.value, kind.label, kind == chosen) for kind in OutcomeKind]

    @property
    def sentence(self):
        if self.data is not None:
            return self.data.get("sentence", "")
        if self.outcome and self.outcome.sentence:
            return self.outcome.sentence
        return self.stored_text

    @property
    def sentence_base(self):
        """The draft that the page was drawn with."""
        return self.outcome.sentence if self.outcome else ""

    @property
    def reservations(self):
        if self.data is not None:
            return self.data.get("reservations", "")
        return self.outcome.reservations if self.outcome else ""

    @cached_property
    def poll(self):
        return counted_poll_of(self.step, item=self.key)

    # ---- What the carnet holds

    @property
    def stored(self):
        """The group's Answer to this item, if it has one."""
        if self.item is None:
            return None
        return self.asked.group_answers[self.item.instrument.key].get(self.item.address)

    @property
    def stored_text(self):
        """Of an open question, whose sentence is the answer."""
        return (self.stored.value or "") if is_said_by_sentence(self.item) and self.stored else ""

    @property
    def stored_base(self):
        if self.data is not None:
            return self.data.get("stored_base", NEVER_ANSWERED)
        return self.stored.fingerprint if self.stored else NEVER_ANSWERED

    @cached_property
    def form(self):
        """The group's own field, where a value goes with the sentence; None otherwise."""
        if self.item is None or not is_valued(self.item):
            return None
        asked, row = self.item.instrument.find(self.item.address)
        slot = Slot(name=self.item.address, asked=asked, row=row)
        if self.stored:
            slot.value, slot.state, slot.base = self.stored.value, self.stored.state, self.stored.fingerprint
        return SheetForm(self.data, slots=[slot])

    @property
    def question(self):
        return Question(self.item.address).render(self.form, {}) if self.form else ""

    @property
    def sheets(self):
        return self.asked.instruments

    def noted(self):
        """What `services.record_outcome` takes beside the words; raises cleaning.Refused."""
        if self.form:
            return noted_by_field(self.form, self.item.address)
        if is_said_by_sentence(self.item):
            return noted_by_sentence(self.item, self.sentence, base=self.stored_base)
        return {}


def is_said_by_sentence(item):
    """Whether the group's sentence is its answer: an open question with one text."""
    return isinstance(item, Item) and isinstance(item.asked, (ShortText, LongText))


def is_valued(item):
    return item.is_counted and (isinstance(item.asked, Placements) or not isinstance(item.asked, GrowingList))


def noted_by_field(form, name):
    """Only what the page changed is written."""
    slot, data = form.slots[name], form.data
    if name + BASE not in data:
        return {}
    value = kind_of(slot.asked).clean(slot.asked, kind_of(slot.asked).read(data, name)).value
    state, base = posted_state(data, name), data[name + BASE]
    return {} if fingerprint(value, state) == base else {"value": value, "state": state, "base": base}


def noted_by_sentence(item, sentence, *, base):
    asked, _row = item.instrument.find(item.address)
    value = kind_of(asked).clean(asked, sentence).value
    return {} if value is None or fingerprint(value) == base else {"value": value, "base": base}


def find_key(step, key):
    """The item of a request, or "" for the whole step; raises NoSuchQuestion."""
    if not key:
        return ""
    if not any(item.key == key for item in Asked(step).items):
        raise NoSuchQuestion
    return key


def sheet_of(step, instrument_key):
    """(the group's sheet, its instrument); raises schema.UnknownAddress."""
    asked = Asked(step)
    return asked.group_sheet(instrument_key), asked.instrument(instrument_key)


__all__ = ["RESERVATIONS", "SENTENCE", "Noting", "find_key", "is_said_by_sentence", "sheet_of", "split_item"]
