"""What a phone shows: one of a few faces, by the state of the workshop and of its step.

Before `step.shows_answers`, a face holds what this person answered and nothing of anybody else.
"""

import uuid
from functools import cached_property

from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.enums import Position, StepKind, StepMode, StepState, WorkshopState
from rlp_portal.workshops.models import PollVote
from rlp_portal.workshops.models.agenda import SHOWING_STATES
from rlp_portal.workshops.phone.asking import Asking
from rlp_portal.workshops.phone.picture import NOTHING, told_of
from rlp_portal.workshops.queries import open_poll_of
from rlp_portal.workshops.services import mark_of

ANSWERED_HERE = (StepMode.PHONES, StepMode.TABLES)
FIRST, LAST, VOTE_AGAIN = "1", "fin", "vote"  # values of « q »: the number of a question, or a word


class Face:
    """A template of `templates/phone/`, and what it shows. `where` is the « q » of the address."""

    def __init__(self, participant, where="", *, asks_more=False):
        self.participant, self.where = participant, where
        self.asks_more = asks_more and is_number(where)
        self.workshop, self.step = participant.workshop, participant.workshop.current_step
        if self.step:
            self.step.workshop = self.workshop

    @property
    def template(self):
        if self.step is None or not self.workshop.is_open:
            return "waiting"
        if self.poll and (self.vote is None or self.where == VOTE_AGAIN):
            return "vote"
        if not self.step.asks:
            return "talk"
        if self.step.state == StepState.COLLECTING:
            return self.collecting
        if self.step.state in SHOWING_STATES:
            return "questions" if self.where and self.may_answer_late else "listening"
        return "presenting" if self.step.state == StepState.PRESENTING else "waiting"

    @property
    def collecting(self):
        if self.step.mode not in ANSWERED_HERE:
            return "paper"
        if self.step.mode == StepMode.TABLES and not self.participant.table_number:
            return "table"
        if not self.asking.asked.items:  # the group has listed nothing to place yet
            return "talk"
        return "sent" if self.asking.is_sent and not self.where else "questions"

    # ---- Around it

    @property
    def mark(self):
        """What makes a page out of date, as `phone/following.js` makes it of the news."""
        poll = str(self.poll.public_id) if self.poll else ""
        late = "late" if self.step and self.step.accepts_late else ""
        return "|".join([self.workshop.state, mark_of(self.step), poll, late])

    @property
    def title(self):
        return title_of(self.step) if self.step else self.workshop.title

    @cached_property
    def place(self):
        """« 3 de 6 »: which step of the agenda; nothing in the waiting room."""
        if self.step is None:
            return ""
        places = list(self.workshop.steps.values_list("pk", flat=True))
        return f"{places.index(self.step.pk) + 1} de {len(places)}"

    @property
    def instrument(self):
        """Whose purpose is read; the four importances have four."""
        return self.asking.asked.instruments[0] if self.step.kind == StepKind.INSTRUMENT else None

    # ---- What it asks

    @property
    def new_id(self):
        """Of the operation of one form: sent twice, it is done once."""
        return uuid.uuid4()

    @cached_property
    def asking(self):
        is_late = bool(self.where) and self.accepts_late
        return Asking(self.step, self.participant, more_at=int(self.where) if self.asks_more else 0, is_late=is_late)

    @cached_property
    def current(self):
        """The number of the question shown, or one more for the recall: as asked, else the first not answered."""
        count = len(self.asking.forms)
        if self.where == LAST:
            return count + 1
        if is_number(self.where) and 1 <= int(self.where) <= count:
            return int(self.where)
        return next((one["place"] for one in self.asking.recalls if not one["said"]), count + 1)

    def asks(self, item):
        return any(one.item.key == item.key for one in self.asking.forms)

    def show_again(self, form):
        """The question of a form that was refused, as it was typed."""
        self.asking.show_again(form)
        self.where = str(1 + [one.item.key for one in self.asking.forms].index(form.item.key))

    @property
    def accepts_late(self):
        return self.step.state in SHOWING_STATES and self.step.accepts_late and self.step.mode in ANSWERED_HERE

    @property
    def may_answer_late(self):
        """What was not answered in time, once the facilitation accepts it; people hold to what they said before."""
        return self.accepts_late and bool(self.asking.missing)

    @property
    def answering_late(self):
        """What the button does."""
        if not self.asking.has_answered:
            return "Répondre quand même"
        is_complete = all(self.asking.given(item) for item in self.asking.missing)
        return "Modifier mes réponses" if is_complete else "Compléter mes réponses"

    # ---- What it shows after the reveal

    @cached_property
    def told(self):
        """Of the room, as soon as it sees it."""
        return told_of(self.step) if self.step.shows_answers else NOTHING

    @cached_property
    def lines(self):
        """What she answered to each item, and what the room did, as soon as it sees it."""
        told = self.told.items
        lines = [{**one, "told": told.get(one["form"].item.key, "")} for one in self.asking.recalls]
        return [line for line in lines if line["said"] or line["told"]]

    @cached_property
    def poll(self):
        is_possible = self.step and self.workshop.is_open and self.step.state in SHOWING_STATES
        return open_poll_of(self.step) if is_possible else None

    @property
    def positions(self):
        return Position.choices

    @cached_property
    def vote(self):
        return PollVote.objects.filter(poll=self.poll, participant=self.participant).first() if self.poll else None


def is_number(text):
    return text.isascii() and text.isdecimal() and len(text) <= 3


def is_over(workshop):
    return workshop.state == WorkshopState.CLOSED
