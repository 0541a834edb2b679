import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from rlp_portal.analysis.enums import AuthorRole, ParagraphKind, TextOrigin
from rlp_portal.analysis.models.pairs import level_field, level_in_range, maybe_person, person, when_and_by
from rlp_portal.rlps.models import Rlp
from worksheets.codes import MobilisationLevel


class ActionPlans(models.QuerySet):
    def kept(self):
        return self.filter(withdrawn_at__isnull=True)


class ActionPlan(models.Model):
    """A mise en contexte or an action plan that an RLP deposited; its text lies in its versions.

    `level`: the RLP's mobilisation level in force on `dated_on`, kept as it was when the plan came in.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rlp = models.ForeignKey(Rlp, on_delete=models.PROTECT, related_name="action_plans")
    title = models.TextField("titre")  # its limit counts what a reader sees, no column does
    dated_on = models.DateField("date du document")
    period_start = models.DateField("début de la période", null=True, blank=True)
    period_end = models.DateField("fin de la période", null=True, blank=True)
    author_role = models.CharField("qui l’a écrit", max_length=20, choices=AuthorRole, default=AuthorRole.UNKNOWN)
    level = level_field(verbose_name="cote", choices=MobilisationLevel)
    deposited_at = models.DateTimeField(default=timezone.now, editable=False)
    deposited_by = person()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = maybe_person()

    objects = ActionPlans.as_manager()

    class Meta:
        ordering = ["rlp", "-dated_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(period_start__lte=F("period_end")),
                name="plan_period_in_order",
                violation_error_message="La fin de la période précède son début.",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="plan_has_a_title"),
            level_in_range("level", name="plan_level_1_to_4"),
            when_and_by("withdrawn", name="plan_withdrawn_when_and_by"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("action_plan", args=[self.rlp.slug, self.public_id])


class PlanVersion(models.Model):
    """One state of a plan's text, never written again.

    `text` is NFC with « \\n » alone between paragraphs: every offset of the app counts its code points.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("numéro")
    origin = models.CharField("origine", max_length=20, choices=TextOrigin)
    file_name = models.CharField("nom du fichier", max_length=80, blank=True)
    digest = models.CharField(max_length=64, db_index=True)  # SHA-256 of the file, or of the text pasted
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField("texte")
    length = models.PositiveIntegerField()
    sentences = models.PositiveIntegerField("phrases")
    deposited_at = models.DateTimeField(default=timezone.now, editable=False)
    deposited_by = person()

    class Meta:
        ordering = ["plan", "-number"]
        indexes = [  # all that an act of coding reads: SQLite goes through the whole text to what follows it in a row
            models.Index(fields=["plan", "number", "length", "sentences"], name="plan_version_beside_text")
        ]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_unique"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(digest="") & Q(length__gt=0), name="plan_version_has_text"
            ),
            models.CheckConstraint(
                condition=Q(origin=TextOrigin.PASTED, file_name="") | ~Q(origin=TextOrigin.PASTED) & ~Q(file_name=""),
                name="plan_version_file_has_a_name",
            ),
        ]

    def __str__(self):
        return f"{self.plan}, version {self.number}"

    @property
    def is_from_file(self):
        return self.origin != TextOrigin.PASTED


class OriginalFile(models.Model):
    """The file as it came, byte for byte. In the database: no path to guess, saved and restored with the rest.

    A table of its own, so that nothing reads it by mistake along with a plan.
    """

    version = models.OneToOneField(PlanVersion, on_delete=models.CASCADE, related_name="original")
    content = models.BinaryField()
    size = models.PositiveIntegerField("octets")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="original_file_not_empty")]

    def __str__(self):
        return f"{self.version}: {self.size}"


class Paragraph(models.Model):
    """Where the paragraphs and the sentences of a version lie, so that a long document is read by its parts.

    `sentences`: [[start, end], …] in the whole text; the first is number `first_sentence` of the version, from 0.
    Made from the text alone: it can be made again.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="paragraphs")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ParagraphKind, default=ParagraphKind.TEXT)
    start = models.PositiveIntegerField()
    text = models.TextField()
    first_sentence = models.PositiveIntegerField()
    sentences = models.JSONField()

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="paragraph_number_unique"),
            models.UniqueConstraint(fields=["version", "start"], name="paragraph_start_unique"),
        ]

    def __str__(self):
        return f"{self.version}, {self.number}"

    @property
    def end(self):
        return self.start + len(self.text)
