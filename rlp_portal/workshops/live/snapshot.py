"""A workshop at one version, read once for all who follow it."""

from dataclasses import dataclass, field
from functools import cached_property

from rlp_portal.workshops import queries
from rlp_portal.workshops.enums import StepMode
from rlp_portal.workshops.models import Outcome, Poll, Workshop
from rlp_portal.workshops.services import last_gesture


@dataclass(frozen=True)
class Snapshot:
    """Nothing here holds what a person answered: how many did, and what the group says."""

    workshop: Workshop
    steps: list
    people: int
    answered: int = 0
    expected: int = 0
    outcome: Outcome | None = None  # of what is talked about now, as it is typed
    poll: Poll | None = None
    votes: dict = field(default_factory=dict)

    @property
    def step(self):
        return next((one for one in self.steps if one.pk == self.workshop.current_step_id), None)

    @cached_property
    def undoable(self):
        """The Gesture that an undo would take back. One query."""
        return last_gesture(self.workshop)


def snapshot_of(workshop_id):
    """At most eight queries."""
    workshop = Workshop.everything.select_related("round__rlp").get(pk=workshop_id)
    steps = list(workshop.steps.all())
    step = next((one for one in steps if one.pk == workshop.current_step_id), None)
    people = queries.count_people(workshop)
    if step is None or not step.asks:
        return Snapshot(workshop, steps, people)
    step.workshop = workshop
    tables = queries.count_tables(workshop) if step.mode == StepMode.TABLES else 0
    poll = queries.open_poll_of(step)
    return Snapshot(
        workshop,
        steps,
        people,
        answered=queries.count_answered(step),
        expected=queries.expected_answers(step, people=people, tables=tables),
        outcome=Outcome.objects.filter(step=step, item=step.current_item).first(),
        poll=poll,
        votes=queries.votes_of(poll) if poll else {},
    )
