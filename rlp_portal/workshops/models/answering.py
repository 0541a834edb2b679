import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from rlp_portal.workshops.enums import AnswerOrigin
from rlp_portal.workshops.models.agenda import Step
from rlp_portal.workshops.models.people import Participant
from rlp_portal.workshops.models.workshop import Workshop
from worksheets.models import Sheet


class Submission(models.Model):
    """The sheet of one person, one table or one paper, in one round of a step.

    Who completes it after the reveal has a second one, late: what came in time stays as it was shown.
    The four importances asked together make four of them, one for each instrument. No moment is kept: the order in
    which people answer says who they are.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="submissions")
    round_number = models.PositiveSmallIntegerField("tour", default=1)
    instrument_key = models.CharField(max_length=40)
    origin = models.CharField("origine", max_length=20, choices=AnswerOrigin)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="submissions"
    )
    table_number = models.PositiveSmallIntegerField("table", null=True, blank=True)
    paper_number = models.PositiveSmallIntegerField("feuille", null=True, blank=True)
    sheet = models.OneToOneField(Sheet, on_delete=models.CASCADE, related_name="submission")
    is_late = models.BooleanField("après coup", default=False)  # drawn hollow
    is_sent = models.BooleanField("envoyée", default=False)  # « Envoyer »; what was saved before counts all the same
    dropped_at = models.DateTimeField(null=True, blank=True)  # a paper typed by mistake: it counts no more
    entered_by = models.ForeignKey(  # None with the helper's link: no account
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["public_id"]  # random: never the order of arrival
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    origin=AnswerOrigin.PHONE,
                    participant__isnull=False,
                    table_number__isnull=True,
                    paper_number__isnull=True,
                )
                | Q(
                    origin=AnswerOrigin.TABLE,
                    participant__isnull=True,
                    table_number__isnull=False,
                    paper_number__isnull=True,
                )
                | Q(
                    origin__in=[AnswerOrigin.PAPER, AnswerOrigin.IMPORTED],
                    participant__isnull=True,
                    table_number__isnull=True,
                    paper_number__isnull=False,
                ),
                name="submission_has_the_owner_of_its_origin",
            ),
            *[
                models.UniqueConstraint(
                    fields=["step", "round_number", "instrument_key", owner, "is_late"],
                    condition=Q(**{f"{owner}__isnull": False}),
                    name=f"submission_one_for_each_{word}",
                )
                for owner, word in [("participant", "person"), ("table_number", "table"), ("paper_number", "paper")]
            ],
        ]

    def __str__(self):
        return f"{self.step} ({self.get_origin_display()})"


class Tally(models.Model):
    """Raised hands, counted: how many for one choice of one item, in one round of a step."""

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="tallies")
    round_number = models.PositiveSmallIntegerField("tour", default=1)
    item = models.CharField(max_length=131)  # « instrument/adresse »
    choice = models.CharField(max_length=40)  # a position, an option's key, or « passed »
    count = models.PositiveSmallIntegerField("mains")
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["step", "round_number", "item", "choice"], name="tally_one_for_each_choice"
            ),
        ]

    def __str__(self):
        return f"{self.item} {self.choice} × {self.count}"


class Operation(models.Model):
    """An answer already received: the same id sent again does nothing twice. No moment, no person."""

    op_id = models.UUIDField(primary_key=True)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=24)  # the fingerprint of what it carried

    def __str__(self):
        return str(self.op_id)
