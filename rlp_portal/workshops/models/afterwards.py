from django.db import models
from django.db.models import Q

from rlp_portal.workshops.models.people import Participant
from rlp_portal.workshops.models.workshop import Workshop

GRADES = (1, 2, 3, 4, 5)
QUESTIONS = ("pace", "listening", "usefulness")


class Evaluation(models.Model):
    """Three questions at the end, each of which may stay without an answer. One for each phone."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="evaluations")
    participant = models.OneToOneField(  # None: forgotten, and then no row is one person's
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="evaluation"
    )
    pace = models.PositiveSmallIntegerField("rythme", null=True, blank=True)
    listening = models.PositiveSmallIntegerField("écoute", null=True, blank=True)
    usefulness = models.PositiveSmallIntegerField("utilité", null=True, blank=True)

    class Meta:
        ordering = ["participant__public_id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(pace__isnull=True) | Q(pace__in=GRADES))
                & (Q(listening__isnull=True) | Q(listening__in=GRADES))
                & (Q(usefulness__isnull=True) | Q(usefulness__in=GRADES)),
                name="evaluation_from_1_to_5",
            ),
        ]

    def __str__(self):
        return f"{self.pace} / {self.listening} / {self.usefulness}"
