"""A shared version in a few dots and numbers: read from its text alone, whatever its format. Pure functions."""

import json
from dataclasses import dataclass

from worksheets.codes import PlanStatus

NONE, BEGUN, DONE = "none", "begun", "done"
STATES = {NONE: "rien de partagé", BEGUN: "en cours", DONE: "terminé"}
ICONS = {NONE: "circle", BEGUN: "circle-half", DONE: "check-lg"}
PHASES = [("before", "Avant"), ("during", "Atelier"), ("after", "Bilan"), ("plan", "Plan"), ("follow_up", "Suivi")]


@dataclass(frozen=True)
class Dot:
    """A phase: its name, and how far it is."""

    name: str
    state: str

    @property
    def said(self):
        return f"{self.name}\u00a0: {STATES[self.state]}"

    @property
    def icon(self):
        return ICONS[self.state]


@dataclass(frozen=True)
class Glance:
    """`done` of `measures`: those of the plan that are carried out; None where the plan was not shared.

    `outcomes`: how many the workshops retained; None where they were not shared.
    """

    dots: list
    done: int | None
    measures: int | None
    late: int = 0
    outcomes: int | None = None


NOTHING_SHARED = Glance([Dot(name, NONE) for _key, name in PHASES], None, None)


def glance_in(text):
    """Of the JSON of a version; nothing when there is none."""
    if not text:
        return NOTHING_SHARED
    held = json.loads(text)
    plan, workshops = held["plan"], held.get("workshops")
    states = {key: state_of([one for one in held["sheets"] if one["phase"] == key]) for key, _name in PHASES}
    states["plan"] = state_of_plan(plan)
    return Glance(
        dots=[Dot(name, states[key]) for key, name in PHASES],
        done=None if plan is None else sum(one["status"] == PlanStatus.DONE for one in plan),
        measures=None if plan is None else len(plan),
        late=sum(one["is_overdue"] for one in plan or []),
        outcomes=None if workshops is None else sum(map(count_outcomes, workshops)),
    )


def count_outcomes(workshop):
    return sum(len(step["outcomes"]) for step in workshop["steps"])


def state_of(sheets):
    if not sheets:
        return NONE
    return DONE if all(one["finished_on"] for one in sheets) else BEGUN


def state_of_plan(plan):
    if not plan:
        return NONE
    return DONE if all(one["status"] in {PlanStatus.DONE, PlanStatus.DROPPED} for one in plan) else BEGUN
