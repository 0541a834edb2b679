import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils import timezone

from rlp_portal.analysis.enums import ActOrigin, ActOutcome, Moment, Verdict
from rlp_portal.analysis.models.pairs import person
from rlp_portal.analysis.models.plans import ActionPlan, PlanVersion
from rlp_portal.analysis.models.samples import Sample

NOT_CODED = ""  # the fingerprint of a passage that this person has not coded
LONGEST_MEMO = 5000


class Excerpt(models.Model):
    """One passage of a plan: where it lies in `version`, and what it says, so that a new version finds it again.

    An excerpt not found in the plan's last version stays at the version where it was last seen.
    `before` and `after` are the words around it, `first_seen` the number of the version where it was first coded.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)  # no index: nothing is looked for by it
    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="excerpts", db_index=False)
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="excerpts", db_index=False)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quotation = models.TextField("passage")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    first_seen = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["plan", "start", "end"]
        constraints = [
            models.UniqueConstraint(fields=["version", "start", "end"], name="excerpt_one_per_passage"),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="excerpt_not_empty",
                violation_error_message="La sélection est vide. Choisissez un passage.",
            ),
            models.CheckConstraint(
                condition=Q(end=F("start") + Length("quotation")), name="excerpt_quotes_its_passage"
            ),
        ]

    def __str__(self):
        return self.quotation


class Coding(models.Model):
    """What one person says of one passage; with `settles`, what was decided between two for that sample.

    `objects_coded` and `strategies_coded` hold the keys of the codebook, in its order, with a space between; a
    sub-strategy stands for its strategy too. `fingerprint` stands for all that the person chose: saving compares it
    and swaps. `plan` repeats the excerpt's, so that a table of the synthesis is one GROUP BY over these rows.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)  # no index: nothing is looked for by it
    excerpt = models.ForeignKey(Excerpt, on_delete=models.CASCADE, related_name="codings")
    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="codings", db_index=False)
    coder = person(db_index=False)
    settles = models.ForeignKey(
        Sample, on_delete=models.CASCADE, null=True, blank=True, related_name="settled_codings", db_index=False
    )
    codebook_version = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.CODED)
    objects_coded = models.CharField("objets", max_length=20, blank=True)
    strategies_coded = models.CharField("stratégies", max_length=500, blank=True)
    moment = models.CharField("moment", max_length=10, choices=Moment, blank=True)
    memo = models.TextField("mémo", blank=True)
    has_doubt = models.BooleanField("doute", default=False)
    is_starred = models.BooleanField("à citer", default=False)
    fingerprint = models.CharField(max_length=24)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["excerpt", "id"]
        indexes = [
            models.Index(  # all that the tables count, without opening the rows
                fields=["coder", "settles", "plan", "objects_coded", "strategies_coded", "moment"],
                name="coding_counted",
            ),
            models.Index(fields=["settles", "plan"], condition=Q(settles__isnull=False), name="coding_settled"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["excerpt", "coder"], condition=Q(settles__isnull=True), name="coding_one_per_person"
            ),
            models.UniqueConstraint(
                fields=["excerpt", "settles"], condition=Q(settles__isnull=False), name="coding_settled_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    verdict=Verdict.NOTHING, objects_coded="", strategies_coded="", moment="", is_starred=False
                )
                | Q(verdict=Verdict.CODED) & (~Q(objects_coded="") | ~Q(strategies_coded="")),
                name="coding_codes_or_nothing",
                violation_error_message="Choisissez un objet ou une stratégie, ou «\u00a0Rien à coder ici\u00a0».",
            ),
            models.CheckConstraint(condition=~Q(fingerprint=""), name="coding_has_a_fingerprint"),
        ]

    def __str__(self):
        return f"{self.objects_coded} {self.strategies_coded}".strip() or self.get_verdict_display()

    @property
    def object_keys(self):
        return self.objects_coded.split()

    @property
    def strategy_keys(self):
        """Sub-strategies as they were chosen, or the bare strategy where none was."""
        return self.strategies_coded.split()


class CodingAct(models.Model):
    """The journal: one line for each act of coding, never written again. A refused one keeps what was sent.

    `before` and `after` are what the coding held ({} for nothing): undoing writes `before` again. The same `op_id`
    sent twice is one act.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="coding_acts", db_index=False)
    excerpt = models.ForeignKey(Excerpt, on_delete=models.CASCADE, related_name="acts")
    settles = models.ForeignKey(
        Sample, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    by = person(db_index=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    origin = models.CharField(max_length=10, choices=ActOrigin, default=ActOrigin.SCREEN)
    outcome = models.CharField(max_length=10, choices=ActOutcome, default=ActOutcome.WRITTEN)
    op_id = models.UUIDField(null=True, blank=True, editable=False)
    base = models.CharField(max_length=24, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    undoes = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by", db_index=False
    )

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["plan", "by", "-id"], name="coding_act_latest"),
            models.Index(fields=["settles"], condition=Q(settles__isnull=False), name="coding_act_settling"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "op_id"], condition=Q(op_id__isnull=False), name="coding_act_once_per_operation"
            ),
            models.UniqueConstraint(
                fields=["undoes"], condition=Q(undoes__isnull=False), name="coding_act_undone_once"
            ),
        ]

    def __str__(self):
        return f"{self.by}, {self.at:%Y-%m-%d %H:%M}"


class Reading(models.Model):
    """How far one person is in one plan. `position` and `furthest` are numbers of sentences of `version`, from 0.

    `revision` grows with each of her acts there: two equal sums of revisions mean the same codings.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="readings")
    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="+")
    coder = person()
    position = models.PositiveIntegerField(default=0)
    furthest = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["plan", "id"]
        indexes = [models.Index(fields=["finished_at"], condition=Q(finished_at__isnull=False), name="reading_ended")]
        constraints = [
            models.UniqueConstraint(fields=["plan", "coder"], name="reading_one_per_person"),
            models.CheckConstraint(condition=Q(position__lte=F("furthest")), name="reading_furthest_is_furthest"),
        ]

    def __str__(self):
        return f"{self.coder} – {self.plan}"


class CodingPreferences(models.Model):
    """How one person codes. Suggestions stay off until she asks for them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="coding_preferences", primary_key=True
    )
    suggestions = models.BooleanField(default=False)
    single_keys = models.BooleanField(default=True)  # WCAG 2.1.4: shortcuts of one key can be switched off

    def __str__(self):
        return str(self.user)
