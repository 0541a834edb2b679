"""A workshop at one version, read once for all who follow it.

While answers come in, only how many did changes: all the rest is its scene, kept from one version to the next.
"""

from dataclasses import dataclass, field
from functools import cached_property

from rlp_portal.workshops import queries
from rlp_portal.workshops.enums import StepMode
from rlp_portal.workshops.models import Outcome, Poll, Step, Workshop
from rlp_portal.workshops.models.agenda import SHOWING_STATES
from rlp_portal.workshops.services import last_gesture
from worksheets.prepared import Prepared


@dataclass(frozen=True)
class Scene:
    """Nothing here holds what a person answered: how many did, and what the group says."""

    workshop: Workshop
    steps: list
    tables: int = 0
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


@dataclass(frozen=True)
class Snapshot:
    """A scene, and how many people are there and have answered at this version of the workshop."""

    scene: Scene
    version: int
    people: int
    answered: int

    @property
    def expected(self):
        step = self.scene.step
        return queries.expected_answers(step, people=self.people, tables=self.scene.tables) if step.asks else 0


WORKSHOP = Prepared(lambda workshop: Workshop.everything.filter(pk=workshop).select_related("round__rlp"))
STEPS = Prepared(lambda workshop: Step.objects.filter(workshop=workshop))


def scene_of(workshop_id):
    """At most six queries; two where nothing is shown."""
    workshop = WORKSHOP.first(workshop=workshop_id)
    if workshop is None:
        raise Workshop.DoesNotExist
    steps = STEPS(workshop=workshop_id)
    step = next((one for one in steps if one.pk == workshop.current_step_id), None)
    if step is None or not step.asks:
        return Scene(workshop, steps)
    step.workshop = workshop
    tables = queries.count_tables(workshop) if step.mode == StepMode.TABLES else 0
    return Scene(workshop, steps, tables=tables, **(said_of(step) if step.state in SHOWING_STATES else {}))


def said_of(step):
    """What the group says once it sees the answers, and where each stands. Three queries."""
    poll = queries.open_poll_of(step)
    return {
        "outcome": Outcome.objects.filter(step=step, item=step.current_item).first(),
        "poll": poll,
        "votes": queries.votes_of(poll) if poll else {},
    }
