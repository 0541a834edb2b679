import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from rlp_portal.workshops.models.pairs import both_or_neither
from rlp_portal.workshops.models.workshop import Workshop


class Facilitation(models.Model):
    """Someone named to run this workshop, besides those who facilitate for the whole RLP."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="facilitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="facilitations")
    named_at = models.DateTimeField(default=timezone.now, editable=False)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["workshop", "user"], name="facilitation_unique")]

    def __str__(self):
        return f"{self.user} – {self.workshop}"


class Participant(models.Model):
    """A phone in the room: no name is asked, no address kept. Its key lives in a cookie; here, its fingerprint."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participants")
    key_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)  # None: forgotten, or renewed
    resume_code = models.CharField(max_length=8, blank=True)  # four letters, to come back from another browser
    first_name = models.TextField("prénom", blank=True)  # where the step shows first names
    table_number = models.PositiveSmallIntegerField("table", null=True, blank=True)
    is_fictitious = models.BooleanField(default=False)  # made by a rehearsal
    joined_at = models.DateTimeField(default=timezone.now, null=True)
    seen_at = models.DateTimeField(default=timezone.now, null=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    next_sheet = None  # the key of a sheet that she may begin, when it was read with her

    class Meta:
        ordering = ["public_id"]  # random: never the order of arrival
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "resume_code"],
                condition=~Q(resume_code=""),
                name="participant_resume_code_unique",
            ),
            models.CheckConstraint(
                condition=Q(table_number__isnull=True) | Q(table_number__gte=1), name="participant_table_from_one"
            ),
            both_or_neither("removed_at", "removed_by", name="participant_removed_when_and_by"),
        ]

    def __str__(self):
        return str(self.public_id)
