"""What a step asks this person, item by item, with what she answered: one form for each item."""

from functools import cached_property

from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import StepKind, StepMode
from rlp_portal.workshops.models import Submission
from rlp_portal.workshops.queries import answers_of_participant
from rlp_portal.workshops.refusals import NoSuchQuestion
from rlp_portal.workshops.services import Begun
from worksheets.codes import Strategy
from worksheets.item_forms import ItemForm
from worksheets.models import NEVER_ANSWERED
from worksheets.naming import names_of


class Asking:
    """Asks the database for her answers, and for the carnet's rows where one may be named."""

    def __init__(self, step, participant, *, more_at=0, is_late=False):
        """`more_at`: the number of the question that shows room for one more idea.

        `is_late`: only what was not answered in time is asked, if anything.
        """
        self.step, self.participant, self.more_at, self.is_late = step, participant, more_at, is_late

    @cached_property
    def asked(self):
        return Asked(self.step)

    @cached_property
    def answers(self):
        """{instrument key: {address: Answer}}: hers, or those of her table."""
        found = {}
        for key, answer in answers_of_participant(self.participant, self.step).items():
            found.setdefault(key.partition("/")[0], {})[answer.address] = answer
        return found

    @cached_property
    def missing(self):
        """The items that she did not answer in time, whether she did since or not."""
        return [item for item in self.asked.items if not any(not one.is_late for one in self.given(item))]

    @property
    def was_in_time(self):
        """Whether something of hers stays as the room saw it."""
        return len(self.missing) < len(self.asked.items)

    def given(self, item):
        """Her answers to it, « je passe » included."""
        answers = self.answers.get(item.instrument.key, {})
        return [one for address, one in answers.items() if item.holds(address) and one.fingerprint != NEVER_ANSWERED]

    @cached_property
    def forms(self):
        items = (self.is_late and self.missing) or self.asked.items
        return [self.form(item, more=place == self.more_at) for place, item in enumerate(items, start=1)]

    def show_again(self, form):
        """The page shows this form, as typed, in place of what is stored."""
        self.forms = [form if form.item.key == one.item.key else one for one in self.forms]

    def form(self, item, **more):
        answers = self.answers.get(item.instrument.key, {})
        return ItemForm(item, answers=answers, rows=self.asked.rows_offered, about=about(self.step, item), **more)

    def item(self, key):
        """The Item of this key; raises NoSuchQuestion."""
        for item in self.asked.items:
            if item.key == key:
                return item
        raise NoSuchQuestion

    def begun(self, item):
        """Her sheet, which is there as soon as she answered something; None where it is that of a table.

        Where she has two, that of her answer to this item.
        """
        if self.step.mode == StepMode.TABLES:
            return None
        answers = self.given(item) or self.answers.get(item.instrument.key, {}).values()
        for answer in sorted(answers, key=lambda one: one.is_late):
            return Begun(answer.sheet_id, answer.is_late)
        return Begun()

    @cached_property
    def recalls(self):
        """What she answered, in words."""
        names = names_of([row for rows in self.asked.rows_offered.values() for row in rows])
        return [
            {"form": form, "label": form.label, "said": form.said(names), "place": place}
            for place, form in enumerate(self.forms, start=1)
        ]

    @cached_property
    def has_answered(self):
        return any(one["said"] for one in self.recalls)

    @cached_property
    def is_sent(self):
        return self.submissions.filter(is_sent=True).exists()

    @property
    def submissions(self):
        found = Submission.objects.filter(step=self.step, round_number=self.step.round_number)
        if self.step.mode == StepMode.TABLES:
            return found.filter(table_number=self.participant.table_number)
        return found.filter(participant=self.participant)


def about(step, item):
    """The same question about each of the four strategies."""
    return Strategy(item.instrument.strategy).label if step.kind == StepKind.IMPORTANCE else ""


def labelled(step, item):
    return ItemForm(item, answers={}, about=about(step, item)).label
