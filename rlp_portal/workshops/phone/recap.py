"""What a participant finds at the same address once the workshop is over: her answers beside the group's, what it
retained, and what comes next. What the room never saw stays out.
"""

from dataclasses import dataclass
from functools import cached_property, partial

from django.db.models import F, Q
from django.utils import timezone

from rlp_portal.accounts.models import User
from rlp_portal.rlps.enums import Role
from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.enums import WorkshopState
from rlp_portal.workshops.live.drawing import drawn
from rlp_portal.workshops.models import Evaluation, Outcome, Step, Workshop
from rlp_portal.workshops.models.afterwards import GRADES
from rlp_portal.workshops.phone.asking import labelled
from rlp_portal.workshops.phone.forms import EvaluationForm
from rlp_portal.workshops.phone.picture import tell_beside_picture
from rlp_portal.workshops.queries import is_shown, plan_written
from rlp_portal.workshops.revealed import Revealed
from rlp_portal.workshops.services.doors import RECAP_LIFETIME, is_reopenable
from rlp_portal.workshops.services.joining import KEYS_KEPT
from worksheets.item_forms import ItemForm
from worksheets.models import Answer
from worksheets.naming import names_in
from worksheets.wording import words


@dataclass(frozen=True)
class RecapStep:
    """Of a step that the room saw: the same for all."""

    step: Step
    title: str
    outcome: Outcome | None  # about the whole of it
    figures: list
    lines: list  # of RecapLine


@dataclass(frozen=True)
class RecapLine:
    item: object
    label: str
    told: str  # as `picture.tell_beside_picture`; empty where nobody answered
    outcome: Outcome | None
    retained: str  # what went to the carnet, in words


class Recap:
    """`participant` is None for whoever has the address and no key any more: the group's part alone."""

    def __init__(self, workshop, participant=None):
        self.workshop, self.participant = workshop, participant

    @property
    def until(self):
        return self.workshop.closed_at + RECAP_LIFETIME

    @property
    def is_reopenable(self):
        return is_reopenable(self.workshop, timezone.now())

    @property
    def own_until(self):
        """The day when nobody can be told from anybody."""
        return self.workshop.closed_at + KEYS_KEPT

    @cached_property
    def group(self):
        """[RecapStep], read once for each version of the workshop: all phones ask for it together."""
        version = (self.workshop.public_id, self.workshop.version)
        return drawn("recap", self.workshop.pk, version, partial(steps_shown, self.workshop))

    @cached_property
    def steps(self):
        """[(RecapStep, [(RecapLine, what she answered)])], the lines that nobody answered left out."""
        own = self.own_answers
        return [
            (shown, [(line, self.own_words(shown.step, line.item, own)) for line in shown.lines])
            for shown in self.group
        ]

    @cached_property
    def own_answers(self):
        """{(step, round, instrument): {address: Answer}}. One query."""
        if self.participant is None:
            return {}
        hers = Q(sheet__submission__participant=self.participant)
        if self.participant.table_number:
            hers |= Q(
                sheet__submission__step__workshop=self.workshop,
                sheet__submission__table_number=self.participant.table_number,
            )
        found = Answer.objects.filter(hers).annotate(
            step=F("sheet__submission__step"),
            tour=F("sheet__submission__round_number"),
            of=F("sheet__instrument_key"),
        )
        own = {}
        for one in found:
            own.setdefault((one.step, one.tour, one.of), {})[one.address] = one
        return own

    def own_words(self, step, item, own):
        answers = own.get((step.pk, step.round_number, item.instrument.key), {})
        return ItemForm(item, answers=answers).said(self.names)

    @cached_property
    def names(self):
        return names_in(self.workshop.carnet_id)

    @cached_property
    def plan(self):
        """The measures written during the workshop, without names: the rest of the plan is the carnet's."""
        written = plan_written(self.workshop)
        return sorted(written, key=lambda line: (line.when is None, line.when, line.pk))

    @property
    def questions(self):
        """Those of the evaluation, with what she said."""
        return [
            {
                "name": name,
                "label": question.label,
                "grades": GRADES,
                "chosen": getattr(self.evaluation, name, None),
            }
            for name, question in EvaluationForm().fields.items()
        ]

    @cached_property
    def contacts(self):
        """The coordination, whom those who were there may write to."""
        team = User.objects.filter(memberships__rlp=self.workshop.round.rlp_id, is_active=True)
        return team.filter(memberships__role=Role.COORDINATOR).distinct().order_by("folded_words", "pk")

    @cached_property
    def evaluation(self):
        return Evaluation.objects.filter(participant=self.participant).first() if self.participant else None


def find_recap(public_id, *, now):
    """The workshop of this address whose recap is open; None otherwise. One query."""
    over = Workshop.everything.filter(state=WorkshopState.CLOSED, closed_at__gt=now - RECAP_LIFETIME)
    return over.select_related("round__rlp").filter(public_id=public_id).first()


def steps_shown(workshop):
    recorded = Outcome.objects.filter(step__workshop=workshop, recorded_at__isnull=False)
    outcomes = {(one.step_id, one.item): one for one in recorded}
    return [step_shown(workshop, step, outcomes) for step in workshop.steps.all() if is_shown(step)]


def step_shown(workshop, step, outcomes):
    step.workshop = workshop
    revealed = Revealed(step)
    lines = [line_of(revealed, one, outcomes.get((step.pk, key))) for key, one in revealed.gathered.items()]
    return RecapStep(
        step,
        title_of(step),
        outcomes.get((step.pk, "")),
        [figure.narrow or figure.drawing for figure in revealed.figures_to_keep],
        [line for line in lines if line.told or line.outcome],
    )


def line_of(revealed, gathered, outcome):
    return RecapLine(
        gathered.item,
        labelled(revealed.step, gathered.item),
        tell_beside_picture(gathered) if gathered.people else "",
        outcome,
        retained_words(revealed, gathered.item, outcome),
    )


def retained_words(revealed, item, outcome):
    """Of an open question, the sentence says it all."""
    if outcome is None or not outcome.value or not item.is_counted:
        return ""
    asked, _row = item.instrument.find(item.address)
    return " · ".join(words(asked, outcome.value["value"], state=outcome.value["state"], objects=revealed.row_names))
