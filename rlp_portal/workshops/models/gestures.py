from django.conf import settings
from django.db import models
from django.utils import timezone

from rlp_portal.workshops.enums import Act
from rlp_portal.workshops.models.agenda import Step
from rlp_portal.workshops.models.workshop import Workshop


class Gesture(models.Model):
    """The journal of a workshop: what its facilitation did, append-only.

    `before` holds what the gesture changed, {"workshop": {field: value}, "steps": {id: {field: value}}}, so that the
    last one can be taken back; None when it cannot. What people answer never passes here.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="gestures")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    act = models.CharField("geste", max_length=20, choices=Act)
    before = models.JSONField(null=True)
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.get_act_display()
