import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from rlp_portal.workshops.enums import OutcomeKind, Position
from rlp_portal.workshops.models.agenda import Step
from rlp_portal.workshops.models.pairs import both_or_neither
from rlp_portal.workshops.models.people import Participant
from rlp_portal.workshops.models.workshop import Workshop


class Outcome(models.Model):
    """What the group retains of an item, disagreement included. Its value lives in the carnet's group sheet.

    `sentence` is projected while it is typed; the outcome counts once it was recorded. `value` is what the sheet held
    when it was: the bilan tells the workshop, whatever the carnet becomes.
    """

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="outcomes")
    item = models.CharField(max_length=131, blank=True)  # « instrument/adresse »; "" for the whole step
    kind = models.CharField("issue", max_length=20, choices=OutcomeKind, blank=True)
    sentence = models.TextField("phrase", blank=True)
    reservations = models.TextField("réserves", blank=True)  # whose reasons, unnamed
    value = models.JSONField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["step", "item"], name="outcome_one_for_each_item"),
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True) | ~Q(kind=""),
                name="outcome_recorded_has_its_kind",
                violation_error_message="Choisissez l’issue\u00a0: consensus, réserves ou pas d’accord.",
            ),
            both_or_neither("recorded_at", "recorded_by", name="outcome_recorded_when_and_by"),
        ]

    def __str__(self):
        return self.sentence or self.get_kind_display()


class Poll(models.Model):
    """« Sonder l’accord »: where people stand about a sentence. Counts only."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="polls")
    item = models.CharField(max_length=131, blank=True)
    sentence = models.TextField("phrase")  # as it stood when people were asked
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["step"], condition=Q(closed_at__isnull=True), name="poll_one_open_in_a_step"
            ),
        ]

    def __str__(self):
        return self.sentence


class PollVote(models.Model):
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    position = models.CharField("position", max_length=20, choices=Position)
    reservation = models.TextField("réserve", blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["poll", "participant"], name="poll_vote_one_for_each_person")]

    def __str__(self):
        return self.get_position_display()


class PrivateNote(models.Model):
    """What the facilitation writes for itself: on the console alone, never projected, shared nor printed."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="notes")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField("note", blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "step"], name="note_one_for_each_step"),
            models.UniqueConstraint(
                fields=["workshop"], condition=Q(step__isnull=True), name="note_one_for_the_workshop"
            ),
        ]

    def __str__(self):
        return self.text
