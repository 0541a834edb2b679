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
from worksheets.naming import names_of


class Asking:
    """Asks the database for her answers, and for the carnet's rows where one may be named."""

    def __init__(self, step, participant, *, more_at=0):
        """`more_at`: the number of the question that shows room for one more idea."""
        self.step, self.participant, self.more_at = step, participant, more_at

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
    def forms(self):
        return [self.form(item, more=place == self.more_at) for place, item in enumerate(self.asked.items, start=1)]

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
        """Her sheet, which is there as soon as she answered something; None where it is that of a table."""
        if self.step.mode == StepMode.TABLES:
            return None
        for answer in self.answers.get(item.instrument.key, {}).values():
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

    @cached_property
    def was_in_time(self):
        return self.submissions.filter(is_late=False).exists()

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
