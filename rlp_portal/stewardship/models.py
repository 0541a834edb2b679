import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class BackupRun(models.Model):
    """One attempt to keep a copy of everything, whether it succeeded or not."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    succeeded = models.BooleanField()
    file_name = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    is_encrypted = models.BooleanField(default=False)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(succeeded=True) ^ Q(file_name=""), name="backup_names_its_file"),
        ]

    def __str__(self):
        return self.file_name or f"Échec du {self.at}"


class IdleWarning(models.Model):
    """When a person was told that her account, unused for twelve months, will be closed."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="idle_warning")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.person}, {self.at}"


class DataRequest(models.Model):
    """What a person asks about her own data: the law gives thirty days to answer."""

    class Kind(models.TextChoices):
        RECTIFICATION = "rectification", "Corriger un renseignement"
        ERASURE = "erasure", "Effacer mes renseignements"
        OTHER = "other", "Poser une question"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField("demande", max_length=20, choices=Kind)
    words = models.TextField("précisions", blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField("réponse", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="data_request_answered_when_and_by",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.person}"


class Incident(models.Model):
    """A confidentiality incident: what is known of it stands in its entries, which are added and never changed."""

    number = models.PositiveIntegerField("numéro", unique=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["-number"]

    def __str__(self):
        return f"Incident {self.number}"


class IncidentEntry(models.Model):
    """The incident as it was known at a moment. A correction is one more entry: the earlier ones stay legible.

    The fields are those of the regulation on confidentiality incidents (section 7).
    """

    class Risk(models.TextChoices):
        TO_ASSESS = "to_assess", "À évaluer"
        SERIOUS = "serious", "Oui, un préjudice sérieux est possible"
        NOT_SERIOUS = "not_serious", "Non, aucun préjudice sérieux en vue"

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    information = models.TextField("Renseignements touchés")
    circumstances = models.TextField("Ce qui est arrivé")
    happened = models.CharField("Quand c’est arrivé", max_length=200)
    known_on = models.DateField("Date où vous l’avez su")
    people = models.CharField("Nombre de personnes touchées", max_length=200)
    risk = models.CharField("Risque de préjudice sérieux", max_length=20, choices=Risk, default=Risk.TO_ASSESS)
    reasons = models.TextField("Raisons de cette conclusion", blank=True)
    commission_told_on = models.DateField("Date de l’avis à la Commission", null=True, blank=True)
    people_told_on = models.DateField("Date de l’avis aux personnes", null=True, blank=True)
    public_notice = models.TextField("Avis publics et leurs raisons", blank=True)
    measures = models.TextField("Mesures prises", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.incident}, {self.at}"
