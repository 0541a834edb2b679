"""All that the console shows, read in a few queries."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from rlp_portal.ui.typography import count_words, quebec_time
from rlp_portal.workshops import queries
from rlp_portal.workshops.agenda import Asked, asks_for_words, title_of
from rlp_portal.workshops.codes import said_code
from rlp_portal.workshops.console.words import BACK_TO, BACK_TO_ROOM, BACK_TO_STEP, STATES, UNDO, big_button
from rlp_portal.workshops.enums import StepKind, StepMode, StepState
from rlp_portal.workshops.models import Gesture, Participant, PrivateNote, Workshop
from rlp_portal.workshops.models.agenda import SHOWING_STATES
from rlp_portal.workshops.services import is_reopenable, mark_of, states_of
from rlp_portal.workshops.services.steps import OVER, state_before, step_before
from rlp_portal.workshops.timing import (
    Remedy,
    has_begun,
    lateness_in_words,
    minutes_late,
    plan_times,
    proposals,
    times_as_it_goes,
)

PROPOSED = {
    Remedy.SKIP: "Sauter «\u00a0{title}\u00a0» ({minutes}\u00a0min)",
    Remedy.SHORTEN: "Raccourcir «\u00a0{title}\u00a0» de {minutes}\u00a0min",
    Remedy.TAKE_BACK: "Remettre «\u00a0{title}\u00a0» ({minutes}\u00a0min)",
    Remedy.LENGTHEN: "Donner {minutes}\u00a0min de plus à «\u00a0{title}\u00a0»",
}

TALKED_IN = (StepState.PRESENTING, StepState.COLLECTING, StepState.RECORDING)
GESTURE_OF = {Remedy.SKIP: "skip", Remedy.TAKE_BACK: "take_back"}


def minutes_after(proposal):
    """What a step lasts, once a proposal is taken; None where its length does not change."""
    by = {Remedy.SHORTEN: -proposal.minutes, Remedy.LENGTHEN: proposal.minutes}.get(proposal.remedy)
    return proposal.step.minutes + by if by else None


@dataclass(frozen=True)
class RailStep:
    """A line of the agenda; `at` is when it began, or when it should."""

    step: object
    title: str
    at: str
    is_current: bool
    keys: str  # the digit that leads there, for the first nine

    @property
    def is_over(self):
        return self.step.state in OVER


class Board:
    """Three queries: the steps, the counts with the note and the last gesture, how many answered."""

    def __init__(self, workshop, *, now):
        self.workshop, self.now = workshop, now
        self.steps = list(workshop.steps.all())
        self.step = next((one for one in self.steps if one.pk == workshop.current_step_id), None)

    # ---- Counts

    @cached_property
    def pulse(self):
        """One row of plain values."""
        here = Participant.objects.filter(workshop=OuterRef("pk"), removed_at__isnull=True).order_by()
        last = Gesture.objects.filter(workshop=OuterRef("pk"), undoes__isnull=True, undone_by__isnull=True)
        note = PrivateNote.objects.filter(workshop=OuterRef("pk"), step=self.step)
        found = Workshop.everything.filter(pk=self.workshop.pk).annotate(
            people=Coalesce(Subquery(here.values("workshop").annotate(n=Count("pk")).values("n")), 0),
            tables=Coalesce(
                Subquery(here.values("workshop").annotate(n=Count("table_number", distinct=True)).values("n")), 0
            ),
            gesture=Subquery(last.values("pk")[:1]),
            act=Subquery(last.values("act")[:1]),
            is_undoable=Subquery(last.values("before__workshop")[:1]),
            note=Subquery(note.values("text")[:1]),
        )
        return found.values("people", "tables", "gesture", "act", "is_undoable", "note").get()

    @property
    def people(self):
        return self.pulse["people"]

    @cached_property
    def answered(self):
        return queries.count_answered(self.step) if self.step and self.step.asks else 0

    @property
    def expected(self):
        return queries.expected_answers(self.step, people=self.people, tables=self.pulse["tables"])

    @property
    def count_said(self):
        """« 12 réponses sur 18 »."""
        if not (self.step and self.step.asks) or self.step.mode == StepMode.GROUP:
            return ""
        word = "table" if self.step.mode == StepMode.TABLES else "réponse"
        said = count_words(self.answered, word)
        return f"{said} sur {self.expected}" if self.expected else said

    @property
    def note(self):
        return self.pulse["note"] or ""

    # ---- The step under way

    @property
    def title(self):
        if self.step:
            return title_of(self.step)
        return "Salle d’attente" if self.workshop.is_open else self.workshop.title

    @property
    def instrument(self):
        """What may be read aloud: the sheet's own words."""
        return Asked(self.step).instruments[0] if self.step and self.step.asks else None

    @property
    def following(self):
        position = self.step.position if self.step else 0
        return next((one for one in self.steps if one.position > position and one.state not in OVER), None)

    @property
    def button(self):
        return big_button(self.workshop, self.step, self.following, answered=self.answered)

    @property
    def back_said(self):
        """What « Revenir » does; empty where nothing can be gone back on."""
        if self.step is None or self.step.state == StepState.REVEALED:
            return ""
        if before := state_before(self.step):
            return BACK_TO[before]
        return BACK_TO_STEP if step_before(self.step, self.steps) else BACK_TO_ROOM

    @property
    def mark(self):
        return mark_of(self.step)

    @property
    def states(self):
        """[(state, its verb, is it the present one)] of the life cycle."""
        if self.step is None or not self.step.asks:
            return []
        return [
            (state.value, STATES[state], state == self.step.state)
            for state in states_of(self.step)
            if state in STATES
        ]

    @property
    def panel(self):
        """What opens under the big button: « ideas », « hands », « papers », « noting », or nothing."""
        if self.step is None or not self.step.asks:
            return ""
        if self.step.state == StepState.COLLECTING:
            return "papers" if self.step.mode == StepMode.PAPER else ""
        return {StepState.REVEALED: "answers", StepState.RECORDING: "noting"}.get(self.step.state, "")

    @property
    def is_showing(self):
        return self.step is not None and self.step.state in SHOWING_STATES

    @property
    def may_begin_round(self):
        return (
            self.step is not None
            and self.step.asks
            and self.step.mode != StepMode.GROUP
            and self.step.state in (*SHOWING_STATES, StepState.DONE)
        )

    @property
    def round_said(self):
        return "Deuxième tour" if self.step.round_number == 1 else "Nouveau tour"

    @property
    def undoable(self):
        """(gesture id, what an undo would take back), or None."""
        if self.pulse["gesture"] is None or self.pulse["is_undoable"] is None:
            return None
        return self.pulse["gesture"], UNDO.get(self.pulse["act"], "le dernier geste")

    @property
    def undo_said(self):
        return f"Annuler\u00a0: {self.undoable[1]}" if self.undoable else ""

    # ---- Time

    @cached_property
    def starts_at(self):
        """As planned; when the room opened another day, that planned hour says nothing any more."""
        planned, opened = self.workshop.starts_at, self.workshop.opened_at
        if planned and opened and localdate(planned) != localdate(opened):
            return opened
        return planned or opened or self.now

    @cached_property
    def late(self):
        return minutes_late(self.steps, starts_at=self.starts_at, now=self.now)

    @property
    def lateness(self):
        return lateness_in_words(self.late)

    @property
    def proposals(self):
        """[{gesture, step_id, minutes_then, said}]: the facilitation decides."""
        return [
            {
                "gesture": GESTURE_OF.get(one.remedy, "minutes"),
                "step_id": one.step.public_id,
                "minutes_then": minutes_after(one),
                "said": PROPOSED[one.remedy].format(title=title_of(one.step, short=True), minutes=one.minutes),
            }
            for one in proposals(self.steps, late=self.late)
        ]

    @cached_property
    def timetable(self):
        """([Planned], the end), as it goes."""
        buffer = {"buffer_minutes": self.workshop.buffer_minutes}
        if not has_begun(self.steps):
            return plan_times(self.steps, starts_at=self.starts_at, **buffer)
        return times_as_it_goes(self.steps, now=self.now, **buffer)

    @cached_property
    def rail(self):
        return [
            RailStep(
                one.step,
                title_of(one.step, short=True),
                quebec_time(one.starts_at) if one.step.state != StepState.SKIPPED else "",
                is_current=self.step is not None and one.step.pk == self.step.pk,
                keys=str(place) if place <= 9 else "",
            )
            for place, one in enumerate(self.timetable[0], start=1)
        ]

    @property
    def end_said(self):
        """When it should end, as it goes."""
        return quebec_time(self.timetable[1])

    @property
    def may_relay(self):
        """« 1-2-4 » is for what is said in words: alone, then two by two, then four by four."""
        if self.step is None or self.step.kind == StepKind.BREAK or self.step.state not in TALKED_IN:
            return False
        return not self.step.asks or asks_for_words(self.step)

    @property
    def minutes_left(self):
        """Of the step under way."""
        if self.step is None or self.step.started_at is None:
            return 0
        ends_at = self.step.timer_ends_at or self.step.started_at + timedelta(minutes=self.step.minutes)
        return max(0, (ends_at - self.now).total_seconds() / 60)

    # ---- The room

    @property
    def code(self):
        return said_code(self.workshop.join_code) if self.workshop.join_code else ""

    @property
    def may_reopen(self):
        return is_reopenable(self.workshop, self.now)
