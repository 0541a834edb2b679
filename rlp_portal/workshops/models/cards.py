import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from rlp_portal.workshops.enums import CardState
from rlp_portal.workshops.models.agenda import Step
from worksheets.models import Answer


class CardGroup(models.Model):
    """Cards that the facilitation put together under a name."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="card_groups")
    name = models.TextField("nom")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.name


class Card(models.Model):
    """What the facilitation decided of an open answer before it is projected. The text stays where it was written.

    Without a card, an answer waits; `wording` is written when the answer's own words name someone.
    """

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="cards")
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="card")
    state = models.CharField("état", max_length=20, choices=CardState, default=CardState.SHOWN)
    wording = models.TextField("formulation", blank=True)
    group = models.ForeignKey(CardGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="cards")
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.step} ({self.get_state_display()})"
