"""The rows that several sheets share: objects to sustain, plan lines, sectors and actors."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from worksheets.codes import Circle, Fate, Involvement, ObjectCode, PlanStatus, Strategy
from worksheets.models.carnet import Workbook


class Kept(models.QuerySet):
    def kept(self):
        return self.filter(deleted_at__isnull=True)


class CarnetRow(models.Model):
    """What the rows of a carnet share: a public id, an order, a bin to come back from."""

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


class Sector(CarnetRow):
    """Un secteur: a wedge of the formal or of the informal wheel."""

    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="sectors")
    circle = models.CharField("cercle", max_length=20, choices=Circle)
    name = models.TextField("nom")
    place = models.PositiveSmallIntegerField("place", default=1)  # around the wheel, from 12 o’clock

    class Meta:
        ordering = ["place", "id"]

    def __str__(self):
        return self.name


class Actor(CarnetRow):
    """Un acteur: an organisation or a group of the territory, in the one registry of its carnet."""

    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="actors")
    name = models.TextField("nom")
    organisation = models.TextField("organisme", blank=True)
    sector = models.ForeignKey(Sector, on_delete=models.SET_NULL, null=True, blank=True, related_name="actors")
    other_sector = models.TextField("autre secteur", blank=True)
    circle = models.CharField("cercle", max_length=20, choices=Circle, blank=True)
    involvement = models.CharField("implication", max_length=20, choices=Involvement, default=Involvement.TO_MOBILISE)
    involvement_since = models.DateField("depuis", null=True, blank=True)  # of the last change; None as it came
    contact = models.TextField("personne-contact, sa fonction", blank=True)
    capacities = models.TextField("capacités, aptitudes et ressources", blank=True)
    role = models.TextField("rôle possible", blank=True)
    interest = models.TextField("intérêt", blank=True)
    recruitment = models.TextField("recrutement", blank=True)
    barriers = models.TextField("obstacles au recrutement", blank=True)
    contact_by = models.TextField("qui prend contact", blank=True)
    contact_on = models.DateField("quand", null=True, blank=True)  # None: « à déterminer »
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    plan_line = models.ForeignKey(PlanLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name

    @property
    def circle_in_force(self):
        """The circle of the sector, where there is one."""
        return self.sector.circle if self.sector else self.circle

    @property
    def is_involved(self):
        return self.involvement == Involvement.INVOLVED
