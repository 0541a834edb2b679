import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from worksheets.models.states import AnswerState, SheetOwner


class Workbook(models.Model):
    """Le carnet: the sheets, objects and plan of one round."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_ones")

    def __str__(self):
        return str(self.public_id)


class Sheet(models.Model):
    """Une feuille: one instrument, in one version, filled by the group or by one person."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="sheets")
    instrument_key = models.CharField(max_length=40)
    instrument_version = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=20, choices=SheetOwner, default=SheetOwner.GROUP)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workbook", "instrument_key"], condition=Q(owner="group"), name="sheet_one_for_the_group"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, finished_by__isnull=True)
                | Q(finished_at__isnull=False, finished_by__isnull=False),
                name="sheet_finished_when_and_by",
            ),
        ]

    def __str__(self):
        return f"{self.instrument_key} v{self.instrument_version}"


class Answer(models.Model):
    """The present value of one field. Never deleted: an emptied field keeps its row with a null value.

    `fingerprint` stands for value and state together; saving compares it with the base and swaps.
    `number` is written by the field kind, so that medians never read JSON.
    The index of the constraint finds the answers of a sheet.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers", db_index=False)
    address = models.CharField(max_length=90)  # "field" or "field.row"
    value = models.JSONField(null=True)
    number = models.FloatField(null=True)
    state = models.CharField(max_length=20, choices=AnswerState, default=AnswerState.ANSWERED)
    fingerprint = models.CharField(max_length=24)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "address"], name="answer_one_per_address"),
        ]

    def __str__(self):
        return f"{self.sheet} {self.address}"

    @property
    def field_key(self):
        return self.address.partition(".")[0]
