import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from rlp_portal.rlps.enums import CoalitionWord, RatingSource, Region, Role
from worksheets.codes import MobilisationLevel
from worksheets.folding import fold
from worksheets.models import Workbook

NAME_LENGTH = 120


def folded_name(name):
    """The searchable twin of a name, since SQLite compares É and é as different. Folding may lengthen: œ is oe."""
    return fold(name)[:NAME_LENGTH]


class Rlp(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField("nom", max_length=NAME_LENGTH)
    folded_name = models.CharField(max_length=NAME_LENGTH, editable=False, db_index=True)
    region = models.CharField("région", max_length=2, choices=Region)
    territory = models.CharField("territoire", max_length=200, blank=True)
    host_organisation = models.CharField("organisme hôte", max_length=200, blank=True)
    word = models.CharField("mot employé", max_length=20, choices=CoalitionWord, default=CoalitionWord.RLP)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["folded_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded_name"],
                name="rlp_name_unique",
                violation_error_message="Ce nom est déjà pris par un autre regroupement.",
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded_name = folded_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("rlp_home", args=[self.slug])

    @property
    def of_the(self):
        """« du RLP », « de la table »."""
        return CoalitionWord(self.word).of_the


class Membership(models.Model):
    """One role of one person for one RLP."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rlp = models.ForeignKey(Rlp, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField("rôle", max_length=20, choices=Role)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["rlp", "user", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "rlp", "role"],
                name="membership_unique",
                violation_error_message="Cette personne a déjà ce rôle.",
            )
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}"


class Round(models.Model):
    """Une démarche: one round of self-assessment of an RLP, with its carnet."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rlp = models.ForeignKey(Rlp, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField("numéro")
    title = models.TextField("titre")  # its limit counts what a reader sees, no column does
    started_on = models.DateField("début", default=timezone.localdate)
    workbook = models.OneToOneField(Workbook, on_delete=models.PROTECT, related_name="round")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["rlp", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rlp", "number"], name="round_number_unique"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("carnet", args=[self.rlp.slug, self.number])


class MobilisationRating(models.Model):
    """The mobilisation level of an RLP at a date: proposed by the continuum or not, confirmed by people.

    `round` is the one on whose continuum the group noted it; None when it was noted on the page of the ratings.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    rlp = models.ForeignKey(Rlp, on_delete=models.CASCADE, related_name="ratings")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings")
    level = models.PositiveSmallIntegerField("cote", choices=MobilisationLevel)
    proposed_level = models.PositiveSmallIntegerField(choices=MobilisationLevel, null=True, blank=True)
    rated_on = models.DateField("date")
    source = models.CharField("origine", max_length=20, choices=RatingSource, default=RatingSource.GROUP)
    note = models.CharField("note", max_length=1000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["rated_on", "recorded_at"]
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="rating_level_1_to_4"),
            models.UniqueConstraint(fields=["round", "rated_on"], name="rating_one_per_round_and_day"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="rating_withdrawn_when_and_by",
            ),
        ]

    def __str__(self):
        return f"{self.level} – {self.get_level_display()}"

    @property
    def proposed_otherwise(self):
        return self.proposed_level is not None and self.proposed_level != self.level


class FrozenContent(Exception):
    """A shared version is never written again: it can only be withdrawn and put back."""


class SharedVersions(models.QuerySet):
    def shown(self):
        return self.filter(withdrawn_at__isnull=True)

    def update(self, **fields):
        if not set(fields) <= {"withdrawn_at", "withdrawn_by"}:
            raise FrozenContent
        return super().update(**fields)


class SharedVersion(models.Model):
    """What an RLP shared with its advisor at a date: the text of a `sharing.document`, never written again."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="shared_versions")
    number = models.PositiveSmallIntegerField("numéro")
    content = models.TextField(editable=False)  # the canonical text itself: a JSON column would rewrite it
    digest = models.CharField(max_length=64, editable=False)
    op_id = models.UUIDField(editable=False)
    shared_at = models.DateTimeField(editable=False)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SharedVersions.as_manager()

    class Meta:
        ordering = ["-shared_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="shared_version_number_unique"),
            models.UniqueConstraint(fields=["round", "op_id"], name="shared_version_once_per_operation"),
            models.CheckConstraint(condition=~Q(content="") & ~Q(digest=""), name="shared_version_is_sealed"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="shared_version_withdrawn_when_and_by",
            ),
        ]

    def __str__(self):
        return f"Version {self.number}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise FrozenContent
        super().save(*args, **kwargs)


class SharedReading(models.Model):
    """Who opened a shared version, and when for the first time."""

    version = models.ForeignKey(SharedVersion, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "reader"], name="shared_reading_unique")]

    def __str__(self):
        return f"{self.reader} – {self.version}"


class SheetPresence(models.Model):
    """A page of a sheet that somebody has open: a row for each tab, gone with it or soon after.

    A table rather than messages between processes: the same on both engines, and whoever comes last sees who was
    there before. No address, no browser.
    """

    workbook = models.ForeignKey(Workbook, on_delete=models.CASCADE, related_name="+")
    instrument_key = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tab = models.CharField(max_length=32)  # random, made by the page
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workbook", "instrument_key", "user", "tab"], name="presence_one_for_each_tab"
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.instrument_key}"
