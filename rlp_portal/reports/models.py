import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from rlp_portal.reports.enums import ReportKind
from rlp_portal.rlps.models import Rlp, Round
from rlp_portal.ui.typography import number
from worksheets import catalogue


class ReturnedFile(models.Model):
    """A file brought back into a carnet, between its preview and the answer; then the trace that it was taken back.

    What the file holds is kept here for a day at most and goes when it is answered; the file itself is never kept.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)  # of what it holds: the same file, however it was saved
    content = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["-id"]
        indexes = [models.Index(fields=["round", "digest"], name="%(class)s_by_digest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="%(class)s_taken_when_and_by",
            ),
        ]


class FilledForm(ReturnedFile):
    """A sheet filled in a PDF reader. `content`: {box: text}."""

    instrument_key = models.CharField(max_length=40)
    seal = models.TextField()

    def __str__(self):
        return f"{self.instrument_key} – {self.file_name}"


class ReturnedCarnet(ReturnedFile):
    """A whole carnet as a JSON file. `content`: the parts of the document that may come in."""

    def __str__(self):
        return self.file_name


class Report(models.Model):
    """A PDF that was produced: from which state of the data, by whom. The file itself lies on disk."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField("sorte", max_length=20, choices=ReportKind)
    instrument_key = models.CharField(max_length=40, blank=True)
    data_version = models.CharField(max_length=32)
    code_version = models.CharField(max_length=16)
    as_of = models.DateTimeField("état des données")
    content_key = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    size = models.PositiveIntegerField("octets")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "instrument_key", "data_version", "code_version"],
                name="report_one_per_state_of_data",
            ),
            models.CheckConstraint(
                condition=Q(kind=ReportKind.SHEET) ^ Q(instrument_key=""), name="report_names_its_sheet"
            ),
        ]

    def __str__(self):
        return f"{self.title} – {self.round}"

    @property
    def size_in_words(self):
        return f"{number(max(self.size // 1000, 1))}\u00a0ko"

    @property
    def title(self):
        if self.kind == ReportKind.CARNET:
            return self.get_kind_display()
        return catalogue.latest(self.instrument_key).title


class Archive(models.Model):
    """« Dernier jour » of one RLP: asked for on a page, made by a child process. The zip lies on disk."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rlp = models.ForeignKey(Rlp, on_delete=models.CASCADE, related_name="archives")
    with_names = models.BooleanField("avec les noms de personnes", default=False)
    as_of = models.DateTimeField("état des données")
    size = models.PositiveBigIntegerField("octets", default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alive_at = models.DateTimeField("dernier signe de vie", default=timezone.now, db_default=Now(), editable=False)
    tries = models.PositiveSmallIntegerField("essais", default=1, db_default=1)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True) | Q(failed_at__isnull=True), name="archive_ready_or_failed"
            )
        ]

    def __str__(self):
        return f"{self.rlp}, {self.as_of:%Y-%m-%d}"

    @property
    def size_in_words(self):
        return f"{number(max(self.size // 1000, 1))}\u00a0ko"


class PortfolioPack(models.Model):
    """Every carnet that an advisor may read, in one zip of PDFs: made by a child process. The zip lies on disk.

    `content_mark` tells which versions it holds: a pack is given only as long as she may still read each of them.
    `done` of `total`: the PDFs that are there. Started again, those already made are taken back from the disk.
    `missing`: {public id of a version: why its PDF is not in it}; None before it is ready.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content_mark = models.CharField(max_length=64)
    total = models.PositiveIntegerField("PDF à faire")
    done = models.PositiveIntegerField("PDF faits", default=0)
    size = models.PositiveBigIntegerField("octets", default=0)
    missing = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    alive_at = models.DateTimeField("dernier signe de vie", default=timezone.now, editable=False)
    tries = models.PositiveSmallIntegerField("essais", default=1)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True) | Q(failed_at__isnull=True), name="pack_ready_or_failed"
            )
        ]

    def __str__(self):
        return f"{self.advisor}, {self.created_at:%Y-%m-%d}"

    @property
    def held(self):
        """How many PDFs it holds, once it is ready."""
        return self.total - len(self.missing or ())

    @property
    def size_in_words(self):
        return f"{number(max(self.size // 1000, 1))}\u00a0ko"
