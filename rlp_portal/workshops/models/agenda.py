import uuid

from django.db import models
from django.db.models import Q

from rlp_portal.workshops.enums import Anonymity, StepKind, StepMode, StepState
from rlp_portal.workshops.models.workshop import Workshop

LONGEST_STEP = 240  # minutes
ASKING = (StepKind.INSTRUMENT, StepKind.IMPORTANCE)
TALKING_STATES = (StepState.WAITING, StepState.PRESENTING, StepState.DONE, StepState.SKIPPED)
SHOWING_STATES = (StepState.REVEALED, StepState.RECORDING)


class Step(models.Model):
    """Une étape: a sheet, the four importances together, a talk or a break.

    A step that asks goes Présenter → Recueillir → Révéler → Noter; `round_number` is its « tour ».
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("genre", max_length=20, choices=StepKind)
    instrument_key = models.CharField(max_length=40, blank=True)
    instrument_version = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.TextField("titre", blank=True)  # of a talk or a break; a sheet has its own
    minutes = models.PositiveSmallIntegerField("minutes")
    minutes_planned = models.PositiveSmallIntegerField(null=True, blank=True)  # before the console changed them
    may_skip = models.BooleanField("peut sauter", default=False)
    mode = models.CharField("mode", max_length=20, choices=StepMode, default=StepMode.PHONES)
    anonymity = models.CharField("anonymat", max_length=20, choices=Anonymity, default=Anonymity.ANONYMOUS)

    state = models.CharField("état", max_length=20, choices=StepState, default=StepState.WAITING)
    round_number = models.PositiveSmallIntegerField("tour", default=1)
    answered_by = models.JSONField(null=True, blank=True)  # {how: how many}, once they are forgotten
    current_item = models.CharField(max_length=131, blank=True)  # « instrument/adresse » of what is talked about
    to_discuss = models.JSONField(null=True, blank=True)  # [items] in the facilitation's order; None: as proposed
    is_masked = models.BooleanField(default=False)
    accepts_late = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    timer_ends_at = models.DateTimeField(null=True, blank=True)  # running
    timer_left = models.PositiveIntegerField(null=True, blank=True)  # seconds, held
    timer_length = models.PositiveIntegerField(null=True, blank=True)  # seconds, from which its end is near
    timer_people = models.PositiveSmallIntegerField(null=True, blank=True)  # « 1-2-4 »: how many talk together

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "position"], name="step_one_at_each_place"),
            models.CheckConstraint(
                condition=Q(kind=StepKind.INSTRUMENT, instrument_version__isnull=False) & ~Q(instrument_key="")
                | ~Q(kind=StepKind.INSTRUMENT) & Q(instrument_key="", instrument_version__isnull=True),
                name="step_of_an_instrument_names_it",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, LONGEST_STEP)),
                name="step_minutes_within_reason",
                violation_error_message=f"Écrivez une durée de 1 à {LONGEST_STEP}\u00a0minutes.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ASKING) | Q(state__in=TALKING_STATES), name="step_of_talk_asks_nothing"
            ),
            models.CheckConstraint(
                condition=~Q(state=StepState.COLLECTING, mode=StepMode.GROUP), name="step_of_group_collects_no_sheet"
            ),
            models.CheckConstraint(condition=Q(round_number__gte=1), name="step_round_from_one"),
            models.CheckConstraint(
                condition=Q(is_masked=False) | Q(state__in=SHOWING_STATES), name="step_masks_what_is_revealed"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[StepState.WAITING, StepState.SKIPPED]) | Q(started_at__isnull=False),
                name="step_under_way_was_started",
            ),
            models.CheckConstraint(
                condition=Q(timer_ends_at__isnull=True) | Q(timer_left__isnull=True), name="step_timer_runs_or_waits"
            ),
            models.CheckConstraint(
                condition=Q(timer_people__isnull=True) | Q(timer_people__in=[1, 2, 4]), name="step_relay_of_1_2_4"
            ),
        ]

    def __str__(self):
        return f"{self.position} – {self.title or self.instrument_key or self.get_kind_display()}"

    @property
    def asks(self):
        return self.kind in ASKING

    @property
    def shows_answers(self):
        """Whether the room sees what was answered. Before, no page of anybody holds another person's answer."""
        return self.state in SHOWING_STATES and not self.is_masked
