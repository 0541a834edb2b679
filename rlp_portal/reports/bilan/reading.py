"""All that a bilan tells, read together: as many queries for eight steps as for one.

What the room never saw stays out, and so does what the room does not see now.
"""

from collections import Counter
from dataclasses import dataclass

from rlp_portal.reports.gather.reading import Carnet, read_carnet
from rlp_portal.workshops import queries
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.enums import AnswerOrigin
from rlp_portal.workshops.models import Card, Evaluation, Gesture, Outcome, Step, Submission, Tally, Workshop
from rlp_portal.workshops.revealed import Revealed
from rlp_portal.workshops.services.forgetting import HANDS as FORGOTTEN_HANDS
from worksheets.models import NEVER_ANSWERED, Answer

HANDS = "mains levées"


@dataclass(frozen=True, kw_only=True)
class StepRead:
    step: Step
    revealed: Revealed
    outcomes: dict  # {item: Outcome}, those that were recorded
    is_shown: bool  # only then are there answers
    owners: list  # (origin, whose) of the sheets that were written

    @property
    def gathered(self):
        """{item: Gathered} where somebody answered or passed."""
        return {key: one for key, one in self.revealed.gathered.items() if one.people} if self.is_shown else {}

    @property
    def count(self):
        """How many answered: sheets, and the most hands that were raised for a question."""
        if self.step.answered_by is not None:
            return sum(self.step.answered_by.values()) if self.is_shown else 0
        return len(self.owners) + self.revealed.hands if self.is_shown else 0

    @property
    def ways(self):
        """How people answered: « téléphone », « papier », « mains levées »."""
        if self.step.answered_by is not None:
            known = {origin.value: origin.label for origin in AnswerOrigin} | {FORGOTTEN_HANDS: HANDS}
            return [label for way, label in known.items() if way in self.step.answered_by]
        used = [origin.label for origin in AnswerOrigin if any(one == origin for one, _whose in self.owners)]
        return used + ([HANDS] if self.revealed.hands else [])


@dataclass(frozen=True, kw_only=True)
class WorkshopRead:
    workshop: Workshop
    steps: list[StepRead]
    carnet: Carnet
    plan_lines: list  # those that were written or changed during the workshop
    evaluations: list
    people: int  # phones
    last_gesture: Gesture | None


def read_workshop(workshop):
    steps = [step for step in workshop.steps.all() if step.asks]
    recorded = {}
    for one in Outcome.objects.filter(step__in=steps, recorded_at__isnull=False):
        recorded.setdefault(one.step_id, {})[one.item] = one
    told = [step for step in steps if queries.is_shown(step) or step.pk in recorded]
    carnet = read_carnet(workshop.round, workbook_id=workshop.carnet_id)
    return WorkshopRead(
        workshop=workshop,
        steps=read_steps(workshop, told, recorded, carnet),
        carnet=carnet,
        plan_lines=queries.plan_written(workshop),
        evaluations=list(Evaluation.objects.filter(workshop=workshop, participant__removed_at__isnull=True)),
        people=queries.count_people(workshop),
        last_gesture=Gesture.objects.filter(workshop=workshop).first(),
    )


def read_steps(workshop, steps, recorded, carnet):
    submissions = queries.still_counted(Submission.objects.filter(step__in=steps))
    found = queries.gathered_in(submissions, Tally.objects.filter(step__in=steps))
    cards = {}
    for card in Card.objects.filter(step__in=steps).select_related("group"):
        cards.setdefault(card.step_id, {})[card.answer_id] = card
    owners = owners_of(submissions)
    return [
        StepRead(
            step=step,
            revealed=revealed_step(workshop, step, found, recorded.get(step.pk, {}), cards.get(step.pk, {}), carnet),
            outcomes=recorded.get(step.pk, {}),
            is_shown=queries.is_shown(step),
            owners=sorted(owners.get((step.pk, step.round_number), ())),
        )
        for step in steps
    ]


def revealed_step(workshop, step, found, outcomes, cards, carnet):
    """With what was read already in place of its own queries."""
    step.workshop = workshop
    asked = Asked(step)
    asked.group_answers = {
        one.key: dict(sorted(carnet.answers.get(one.key, {}).items(), key=lambda pair: pair[1].pk))
        for one in asked.instruments
    }
    asked.sectors = carnet.sectors
    return RevealedOnPaper(step, asked, found=found, outcomes=outcomes, cards=cards, row_names=carnet.names)


def owners_of(submissions):
    """{(step, round): {(origin, whose)}} of the sheets where something is written. One query."""
    written = submissions.filter(sheet__in=Answer.objects.exclude(fingerprint=NEVER_ANSWERED).values("sheet"))
    owners = {}
    for step, tour, origin, *whose in written.values_list(
        "step", "round_number", "origin", "participant", "table_number", "paper_number"
    ).distinct():
        owners.setdefault((step, tour), set()).add((origin, str(whose)))
    return owners


class RevealedOnPaper(Revealed):
    """What the room saw, made of what was read already."""

    def __init__(self, step, asked, *, found, outcomes, cards, row_names):
        super().__init__(step, asked)
        self.outcomes, self.cards, self.row_names = outcomes, cards, row_names
        tour = step.round_number
        rounds = [tour - 1, tour] if tour > 1 else [tour]
        self.rounds = {one: queries.gather_found(asked, found, step.pk, one) for one in rounds}
        self.hands = most_hands(found.of(step.pk, tour)["hands"])


def most_hands(hands):
    raised = Counter()
    for item, _choice, count in hands:
        raised[item] += count
    return max(raised.values(), default=0)
