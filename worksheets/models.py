import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from worksheets.codes import Fate, ObjectCode, PlanStatus, Strategy

NEVER_ANSWERED = ""  # the fingerprint of a field that has no stored answer


class AnswerState(models.TextChoices):
    """Never mixed; « not reached » is the absence of a row."""

    ANSWERED = "answered", "Répondu"
    PASSED = "passed", "Je ne sais pas / je passe"
    NOT_APPLICABLE = "not_applicable", "Sans objet"


class SheetOwner(models.TextChoices):
    GROUP = "group", "Groupe"
    INDIVIDUAL = "individual", "Personne"


class Origin(models.TextChoices):
    """How a value came in."""

    SCREEN = "screen", "à l’écran"
    FORM = "form", "par le formulaire complet"
    RESTORED = "restored", "en restaurant une version"
    SETTLED = "settled", "en choisissant entre deux versions"
    CARRIED = "carried", "repris de la démarche précédente"
    WORKSHOP = "workshop", "en atelier"
    PAPER = "paper", "d’une feuille papier"
    IMPORTED = "imported", "d’un fichier"


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
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers")
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


class Kept(models.QuerySet):
    def kept(self):
        return self.filter(deleted_at__isnull=True)


class CarnetRow(models.Model):
    """What objects and plan lines share: a public id, an order, a bin to come back from."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Kept.as_manager()

    class Meta:
        abstract = True


class SustainedObject(CarnetRow):
    """Un objet à pérenniser: something the group keeps, from a line of FT1 or added by hand."""

    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="sustained_objects")
    name = models.TextField("nom")  # its limit counts what a reader sees, no column does
    code = models.CharField("nature", max_length=1, choices=ObjectCode)
    fate = models.CharField("avenir", max_length=20, choices=Fate, blank=True)
    line = models.CharField(max_length=40, blank=True)  # the FT1 field it comes from

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name


class PlanLine(CarnetRow):
    """Une mesure du plan."""

    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="plan_lines")
    strategy = models.CharField("stratégie", max_length=30, choices=Strategy)
    measure = models.TextField("approche ou mesure", blank=True)
    who = models.TextField("qui", blank=True)
    when = models.DateField("quand", null=True, blank=True)
    needs = models.TextField("nos besoins", blank=True)
    object = models.ForeignKey(
        SustainedObject, on_delete=models.SET_NULL, null=True, blank=True, related_name="plan_lines"
    )
    status = models.CharField("état", max_length=20, choices=PlanStatus, default=PlanStatus.TO_DO)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.measure or "Mesure sans titre"

    @property
    def is_open(self):
        return self.status in {PlanStatus.TO_DO, PlanStatus.IN_PROGRESS}

    def is_overdue(self, today):
        return self.is_open and self.when is not None and self.when < today


class Change(models.Model):
    """The journal, append-only: who, when, before, after, from where. Everything a carnet shows passes here.

    `target` says what changed ("answer", "object", "plan_line", "sheet"); `target_id` is the public id of the
    object or plan line; `address` is the answer's address or the row's field. `before` and `after` hold
    {"value", "state"}, or None where there was nothing.

    A "variant" line changed nothing that is shown: `before` holds a text that was kept aside and settled otherwise
    than by writing it, so that the history has it; `after` says {"how", "of": its target, "variant": its public id}.
    """

    class Target(models.TextChoices):
        ANSWER = "answer", "réponse"
        OBJECT = "object", "objet à pérenniser"
        PLAN_LINE = "plan_line", "mesure du plan"
        SHEET = "sheet", "feuille"
        VARIANT = "variant", "version gardée à part"

    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="changes")
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
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
