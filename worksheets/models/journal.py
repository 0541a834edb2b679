import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from worksheets.models.carnet import Sheet, Workbook
from worksheets.models.states import AnswerState, Origin


class Change(models.Model):
    """The journal, append-only: who, when, before, after, from where. Everything a carnet shows passes here.

    `target` says what changed ("answer", "sheet", or a kind of row: see worksheets.rows); `target_id` is the public
    id of the row; `address` is the answer's address or the row's field. `before` and `after` hold
    {"value", "state"}, or None where there was nothing.

    A "variant" line changed nothing that is shown: `before` holds a text that was kept aside and settled otherwise
    than by writing it, so that the history has it; `after` says {"how", "of": its target, "variant": its public id}.
    """

    class Target(models.TextChoices):
        ANSWER = "answer", "réponse"
        OBJECT = "object", "objet à pérenniser"
        PLAN_LINE = "plan_line", "mesure du plan"
        SECTOR = "sector", "secteur"
        ACTOR = "actor", "acteur"
        SHEET = "sheet", "feuille"
        VARIANT = "variant", "version gardée à part"

    # Found by the indexes below: one of its own for each would be written at each save for nothing.
    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="changes", db_index=False)
    sheet = models.ForeignKey(
        Sheet, on_delete=models.PROTECT, null=True, blank=True, related_name="changes", db_index=False
    )
    target = models.CharField(max_length=20, choices=Target)
    target_id = models.UUIDField(null=True, blank=True)
    address = models.CharField(max_length=90, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.SCREEN)
    op_id = models.UUIDField(null=True, blank=True, unique=True)
    restores = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["workbook", "-id"], name="change_by_workbook"),
            models.Index(fields=["sheet", "address"], name="change_by_field"),
        ]

    def __str__(self):
        return f"{self.target} {self.address}"


class Variant(models.Model):
    """A text that could not be written as it came: kept on the server until somebody settles it."""

    class Reason(models.TextChoices):
        CONFLICT = "conflict", "Deux personnes ont écrit dans ce champ"
        INVALID = "invalid", "La valeur n’a pas pu être lue"
        REMOVED = "removed", "La ligne était à la corbeille"

    class Settled(models.TextChoices):
        """What became of the text."""

        MINE = "mine", "Gardée"
        THEIRS = "theirs", "Laissée de côté"
        BOTH = "both", "Réunie à l’autre"
        REPLACED = "replaced", "Remplacée par une version plus récente"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="variants")
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, null=True, blank=True, related_name="variants")
    target = models.CharField(max_length=20, choices=Change.Target, default=Change.Target.ANSWER)
    target_id = models.UUIDField(null=True, blank=True)
    address = models.CharField(max_length=90)
    value = models.JSONField(null=True)
    state = models.CharField(max_length=20, choices=AnswerState, default=AnswerState.ANSWERED)
    fingerprint = models.CharField(max_length=24, blank=True)  # so that the same text is not kept twice
    base = models.CharField(max_length=24, blank=True)
    reason = models.CharField(max_length=20, choices=Reason)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    op_id = models.UUIDField(null=True, blank=True, unique=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_how = models.CharField(max_length=20, choices=Settled, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["workbook", "address"], condition=Q(settled_at__isnull=True), name="variant_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="variant_settled_when_and_by",
            ),
        ]

    def __str__(self):
        return f"{self.target} {self.address}"


class Restoration(models.Model):
    """The data came back from a backup: what a page was drawn with before that moment is no longer a base.

    The newest one's `epoch` travels with each page and each save.
    """

    epoch = models.CharField(max_length=16, unique=True)
    at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField()  # of the backup

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.epoch
