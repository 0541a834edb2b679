"""An item asked to one person, alone on a page: its questions, drawn by the templates of `worksheets/items/`.

One form for each item, since two items of one page may lie at the same address of different sheets. A question is
looked at when its mark (`…--base`) came back; its value is written whatever was there.
"""

import secrets
from dataclasses import dataclass

from django import forms

from worksheets.fingerprints import fingerprint
from worksheets.forms import BASE, AnswerField, QuestionView, SheetForm, Slot
from worksheets.individual import MOST_IDEAS, has_words, is_list
from worksheets.models import NEVER_ANSWERED, AnswerState
from worksheets.schema import LongText, ShortText
from worksheets.wording import state_words, words

PASSING_ROW = "rpasse"  # where it is said that a list is passed: its other rows are what the person listed


@dataclass(frozen=True)
class ToSave:
    address: str
    value: object
    state: str = AnswerState.ANSWERED


class ItemForm(SheetForm):
    """`answers`: {address: Answer} of the person's sheet. `more`: with an empty row for one more idea.

    `about`: what the question is about, where its own words do not say it.
    """

    def __init__(self, item, *, answers, data=None, rows=None, more=False, about=""):
        self.item, self.answers, self.about = item, answers, about
        super().__init__(data, slots=[self.slot(address) for address in self.addresses(data, more)], rows=rows)
        self.fields = {name: ItemField(item) for name in self.fields}

    # ---- Its questions

    def addresses(self, data, more):
        """The one of the item, or the rows of its list; then the further ideas, and those just typed."""
        rows = [address for address in self.rows_of(self.answers) if self.answers[address].value is not None]
        rows += [one for one in self.rows_of(name.removesuffix(BASE) for name in data or ()) if one not in rows]
        first = [] if is_list(self.item.asked) else [self.item.address]
        blank = [f"{self.item.address}.r{secrets.token_hex(4)}"]
        asks_one_more = more or (is_list(self.item.asked) and not data)
        return [*first, *rows, *(blank if asks_one_more and len(rows) < self.most else [])]

    def rows_of(self, addresses):
        apart = (self.item.address, self.passing_address)
        return [one for one in addresses if one not in apart and self.item.holds(one)]

    @property
    def most(self):
        return getattr(self.item.asked, "at_most", None) or MOST_IDEAS

    @property
    def takes_more(self):
        """A list, or an open question: a second idea is not a longer first one."""
        return is_list(self.item.asked) or isinstance(self.item.asked, (ShortText, LongText))

    def slot(self, address):
        answer = self.answers.get(address)
        return Slot(
            name=address,
            asked=self.item.asked,
            value=answer.value if answer else None,
            state=answer.state if answer else AnswerState.ANSWERED,
        )

    @property
    def views(self):
        return [ItemView(self, slot, place) for place, slot in enumerate(self.slots.values(), start=1)]

    @property
    def kicker(self):
        """What the question is about: the row of its table, what is placed, or what the page says of it."""
        return self.about or (self.item.row.label if self.item.row else self.item.name)

    @property
    def question(self):
        return getattr(self.item.asked, "question", "") or self.item.asked.label

    @property
    def label(self):
        """Kicker and question in one line, for who reads it again."""
        return f"{self.kicker}\u00a0: {self.question}" if self.kicker else self.question

    @property
    def help(self):
        about_row = self.item.row.help if self.item.row else ""
        return " ".join(text for text in (about_row, self.item.asked.help) if text)

    @property
    def help_id(self):
        return f"{self.id}-aide" if self.help else ""

    @property
    def more_words(self):
        return "Ajouter une ligne" if is_list(self.item.asked) else "Ajouter une autre idée"

    @property
    def id(self):
        return f"q-{self.item.key}".replace("/", "-").replace(".", "-")

    # ---- What is stored, for who reads it again

    @property
    def is_passed(self):
        answer = self.answers.get(self.passing_address)
        return answer is not None and answer.state == AnswerState.PASSED

    @property
    def passing_address(self):
        return f"{self.item.address}.{PASSING_ROW}" if is_list(self.item.asked) else self.item.address

    @property
    def passing_words(self):
        return state_words(self.item.asked, AnswerState.PASSED)

    def said(self, objects=None):
        """[texts]: what the person answered; empty as long as she did not."""
        if self.is_passed:
            return [self.passing_words]
        return [
            text
            for slot in self.slots.values()
            for text in words(self.item.asked, slot.value, state=slot.state, objects=objects)
        ]

    # ---- What to write

    def to_save(self, *, is_passing=False):
        """[ToSave] of a valid form: what differs from what is stored. Passing never takes away what was written."""
        sent = {name: ToSave(name, self.cleaned_data[name]) for name in self.fields}
        passing = self.passing_address
        if is_passing and not self.has_words(sent):
            sent[passing] = ToSave(passing, None, AnswerState.PASSED)
        elif self.is_passed and any(one.value is not None for one in sent.values()):
            sent.setdefault(passing, ToSave(passing, None))
        elif self.is_passed:
            sent.pop(passing, None)
        return [one for one in sent.values() if self.differs(one)]

    def has_words(self, sent):
        stored = {address: answer.value for address, answer in self.answers.items() if self.item.holds(address)}
        values = {**stored, **{one.address: one.value for one in sent.values()}}.values()
        return any(value is not None and has_words(self.item.asked, value) for value in values)

    @property
    def has_typed(self):
        """Whether words were sent, beside choices."""
        return any(value is not None and has_words(self.item.asked, value) for value in self.cleaned_data.values())

    def differs(self, one):
        stored = self.answers.get(one.address)
        return fingerprint(one.value, one.state) != (stored.fingerprint if stored else NEVER_ANSWERED)


class ItemWidget(forms.Widget):
    def __init__(self, item):
        super().__init__()
        self.item = item

    def value_from_datadict(self, data, files, name):
        raw, _state = self.item.read(data, name)
        return raw


class ItemField(AnswerField):
    def __init__(self, item):
        super().__init__(item.asked)
        self.item, self.widget = item, ItemWidget(item)

    def cleaned(self, raw):
        return self.item.clean(raw)


class ItemView(QuestionView):
    """One question of an item. `place` counts the rows of a list and the further ideas."""

    def __init__(self, form, slot, place):
        super().__init__(form, slot)
        self.item, self.place = form.item, place
        self.id = f"{form.id}-{slot.id}"

    @property
    def template(self):
        return f"worksheets/items/{self.kind.template}.html"

    @property
    def is_further(self):
        return self.name != self.item.address

    @property
    def rungs(self):
        """(Option, is chosen, id), from the top one down."""
        chosen = str((self.typed or {}).get("rung") or "")
        return [(rung, rung.key == chosen, f"{self.id}-{rung.key}") for rung in self.asked.rungs]

    @property
    def proposal(self):
        return self.typed or {}
