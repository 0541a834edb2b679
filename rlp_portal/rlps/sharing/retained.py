"""What the group retained in its finished workshops, as a shared version says it. Part of the schema of `document`.

Nobody is named and nobody is counted: an outcome is the group's. The workshops stand one floor up, so they bring what
was retained themselves, by a function in `SOURCES`.
"""

import datetime
from dataclasses import dataclass

SOURCES = []  # functions of (round, carnet) that give [WorkshopPart]


@dataclass(frozen=True, kw_only=True)
class CarnetRead:
    """What was read of the carnet already, so that no source reads it again."""

    answers: dict  # {instrument key: {address: Answer}} of the group’s sheets, in the order they were first written
    sectors: list
    names: dict  # {public id: name}


@dataclass(frozen=True, kw_only=True)
class OutcomePart:
    ref: str
    about: str  # the question, in words; "" for the whole step
    kind: str
    kind_label: str
    retained: str  # what went to the carnet, in words
    sentence: str
    reservations: str  # whose reasons, unnamed
    about_people: bool  # may name third persons
    left_out: bool


@dataclass(frozen=True, kw_only=True)
class StepPart:
    title: str
    outcomes: list[OutcomePart]


@dataclass(frozen=True, kw_only=True)
class WorkshopPart:
    ref: str
    title: str
    on: str
    steps: list[StepPart]

    @property
    def day(self):
        return datetime.date.fromisoformat(self.on)

    @property
    def outcomes(self):
        return [one for step in self.steps for one in step.outcomes]


def retained_in(round_, *, carnet):
    return [part for source in SOURCES for part in source(round_, carnet)]
