import uuid
from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models.pairs import level_field, level_in_range, maybe_person, person, when_and_by
from rlp_portal.analysis.models.plans import ActionPlan
from rlp_portal.rlps.models import Rlp
from worksheets.codes import MobilisationLevel

LONGEST_SEED, LONGEST_REASON = 80, 500


class Frozen(Exception):
    """What is frozen is never written again."""


class OnceWritten(models.QuerySet):
    """Rows written once: only the fields that the model names in `may_change` can be updated."""

    def update(self, **fields):
        if not set(fields) <= self.model.may_change:
            raise Frozen
        return super().update(**fields)


class WrittenOnce(models.Model):
    may_change = frozenset()

    objects = OnceWritten.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding and not set(kwargs.get("update_fields") or ["all"]) <= self.may_change:
            raise Frozen
        super().save(*args, **kwargs)


class Sample(WrittenOnce):
    """A drawn sample: frozen the moment it is drawn. Another draw is another sample, with its own number.

    `main_coder`: whose codings its analysis reads, where nothing was settled.
    `strata`: [{"level": 1 or null, "size": …, "places": …}], empty when the draw was not stratified.
    """

    may_change = frozenset({"withdrawn_at", "withdrawn_by"})

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField("numéro", unique=True)
    title = models.TextField("titre", blank=True)
    universe_start = models.DateField("du", null=True, blank=True)
    universe_end = models.DateField("au", null=True, blank=True)
    share_numerator = models.PositiveIntegerField()
    share_denominator = models.PositiveIntegerField()
    is_by_level = models.BooleanField("par cote", default=False)
    seed = models.CharField("graine", max_length=LONGEST_SEED)
    universe_hash = models.CharField(max_length=64)
    universe_size = models.PositiveIntegerField()  # after exclusions
    drawn_size = models.PositiveIntegerField()
    strata = models.JSONField(default=list, blank=True)
    codebook_version = models.PositiveSmallIntegerField()
    op_id = models.UUIDField(unique=True, editable=False)  # the same button pressed twice draws once
    main_coder = person()
    drawn_at = models.DateTimeField(default=timezone.now, editable=False)
    drawn_by = person()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = maybe_person()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share_numerator__gt=0, share_denominator__gt=0)
                & Q(share_numerator__lte=F("share_denominator")),
                name="sample_share_up_to_the_whole",
            ),
            models.CheckConstraint(
                condition=Q(drawn_size__gt=0) & Q(drawn_size__lte=F("universe_size")), name="sample_not_empty"
            ),
            models.CheckConstraint(condition=~Q(seed="") & ~Q(universe_hash=""), name="sample_can_be_drawn_again"),
            models.CheckConstraint(
                condition=Q(universe_start__isnull=True)
                | Q(universe_end__isnull=True)
                | Q(universe_start__lte=F("universe_end")),
                name="sample_dates_in_order",
            ),
            when_and_by("withdrawn", name="sample_withdrawn_when_and_by"),
        ]

    def __str__(self):
        return f"Échantillon {self.number}"

    def get_absolute_url(self):
        return reverse("sample", args=[self.public_id])

    @property
    def share(self):
        return Fraction(self.share_numerator, self.share_denominator)


class SampledPlan(WrittenOnce):
    """A plan of a sample's universe: drawn, left out, or excluded with a reason. Levels are those of that day.

    `label` names the RLP and the plan as they were named that day. `level` is the plan's, and made the strata;
    `rlp_level`, of a drawn plan, is its RLP's in this sample: that of its latest drawn plan which has one.
    """

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="sampled_plans")
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="sampled_plans")
    rlp = models.ForeignKey(Rlp, on_delete=models.PROTECT, related_name="+")
    label = models.TextField("document")
    outcome = models.CharField(max_length=10, choices=DrawOutcome)
    rank = models.CharField(max_length=64, blank=True)
    position = models.PositiveIntegerField(null=True, blank=True)  # by rank, from 1, among all that took part
    reason = models.TextField("raison", blank=True)
    level = level_field(choices=MobilisationLevel)
    rlp_level = level_field(choices=MobilisationLevel)

    class Meta:
        ordering = ["sample", F("position").asc(nulls_last=True), "id"]
        indexes = [  # RLP after RLP, for the tables
            models.Index(fields=["sample", "outcome", "rlp", "rlp_level", "plan"], name="sampled_plan_drawn")
        ]
        constraints = [
            models.UniqueConstraint(fields=["sample", "plan"], name="sampled_plan_once"),
            models.UniqueConstraint(fields=["sample", "position"], name="sampled_plan_position_unique"),
            models.CheckConstraint(
                condition=Q(outcome=DrawOutcome.EXCLUDED, rank="", position__isnull=True) & ~Q(reason="")
                | ~Q(outcome=DrawOutcome.EXCLUDED) & ~Q(rank="") & Q(reason="", position__isnull=False),
                name="sampled_plan_ranked_or_excluded_with_reason",
            ),
            level_in_range("level", name="sampled_plan_level_1_to_4"),
            level_in_range("rlp_level", name="sampled_plan_rlp_level_1_to_4"),
        ]

    def __str__(self):
        return f"{self.sample}: {self.plan}"


class DoubleReading(models.Model):
    """A plan of a sample given to a second person, who codes it without seeing the first one's coding."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="double_readings")
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="+")
    reader = person()
    assigned_at = models.DateTimeField(default=timezone.now, editable=False)
    assigned_by = person()
    revealed_at = models.DateTimeField(null=True, blank=True)  # from then on both codings are shown side by side

    class Meta:
        ordering = ["sample", "id"]
        constraints = [models.UniqueConstraint(fields=["sample", "plan"], name="double_reading_one_per_plan")]

    def __str__(self):
        return f"{self.reader} – {self.plan}"
