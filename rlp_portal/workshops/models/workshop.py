import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from rlp_portal.rlps.models import Round
from rlp_portal.workshops.enums import WorkshopState
from rlp_portal.workshops.models.pairs import both_or_neither
from worksheets.models import Workbook

FIRST_CODE, LAST_CODE = 10_000_000, 99_999_999  # eight digits, read aloud as four and four
MOST_PEOPLE = 400
USUAL_MOST_PEOPLE = 150


class RealWorkshops(models.Manager):
    """Rehearsals are not among them: nobody meets one who did not ask for it."""

    def get_queryset(self):
        return super().get_queryset().filter(rehearsal_of__isnull=True)


class Workshop(models.Model):
    """Un atelier: a live session of a round.

    What persons answer lies in `own_workbook`, which belongs to no round: nothing that reads a carnet can meet it.
    The group's words go to the round's carnet, or in a rehearsal to `own_workbook` too (see `carnet_id`): whatever
    a rehearsal writes, it never touches the real one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="workshops")
    own_workbook = models.OneToOneField(Workbook, on_delete=models.PROTECT, related_name="workshop")
    rehearsal_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    title = models.TextField("titre")  # its limit counts what a reader sees, no column does
    place = models.TextField("lieu", blank=True)
    starts_at = models.DateTimeField("début prévu", null=True, blank=True)
    buffer_minutes = models.PositiveSmallIntegerField("marge", default=5)
    state = models.CharField("état", max_length=20, choices=WorkshopState, default=WorkshopState.DRAFT)
    version = models.PositiveBigIntegerField(default=1)  # of all that any face shows
    scene_version = models.PositiveBigIntegerField(default=1)  # the same, but for an answer that comes in

    join_code = models.PositiveIntegerField(null=True, blank=True)  # None once it opens nothing any more
    join_token = models.CharField(max_length=32, unique=True)  # in the QR
    display_token = models.CharField(max_length=32, unique=True)  # of the projected screen
    helper_token = models.CharField(max_length=32, unique=True, null=True, blank=True)  # « saisie seulement »
    is_door_open = models.BooleanField("porte ouverte", default=False)
    most_people = models.PositiveSmallIntegerField("personnes au plus", default=USUAL_MOST_PEOPLE)
    headcount = models.PositiveSmallIntegerField("personnes dans la salle", null=True, blank=True)

    current_step = models.ForeignKey("Step", on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    # The step whose answers come in now, written together with its state. Here, so that an answer which arrives after
    # « Révéler » finds it closed in the same UPDATE that counts it.
    open_step = models.ForeignKey("Step", on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    shows_codes = models.BooleanField(default=False)  # over whatever is projected
    is_screen_black = models.BooleanField(default=False)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    keys_forgotten_at = models.DateTimeField(null=True, blank=True)  # nobody can be told from anybody since
    answers_forgotten_at = models.DateTimeField(null=True, blank=True)  # counts alone remain since

    everything = models.Manager()
    objects = RealWorkshops()

    class Meta:
        default_manager_name = "objects"
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["join_code"], name="workshop_code_unique"),
            models.CheckConstraint(
                condition=Q(join_code__isnull=True) | Q(join_code__range=(FIRST_CODE, LAST_CODE)),
                name="workshop_code_has_eight_digits",
            ),
            models.UniqueConstraint(
                fields=["rehearsal_of"],
                condition=~Q(state=WorkshopState.CLOSED),
                name="workshop_one_rehearsal_at_a_time",
                violation_error_message="Une répétition de cet atelier est déjà en cours.",
            ),
            models.CheckConstraint(
                condition=Q(most_people__range=(1, MOST_PEOPLE))
                & (Q(headcount__isnull=True) | Q(headcount__range=(1, MOST_PEOPLE))),
                name="workshop_people_within_reason",
                violation_error_message=f"Écrivez un nombre de 1 à {MOST_PEOPLE}.",
            ),
            models.CheckConstraint(
                condition=Q(state=WorkshopState.DRAFT, opened_at__isnull=True, closed_at__isnull=True)
                | Q(state=WorkshopState.OPEN, opened_at__isnull=False, closed_at__isnull=True)
                | Q(state=WorkshopState.CLOSED, opened_at__isnull=False, closed_at__isnull=False),
                name="workshop_state_has_its_moments",
            ),
            models.CheckConstraint(
                condition=Q(state=WorkshopState.OPEN)
                | Q(is_door_open=False, current_step__isnull=True, open_step__isnull=True),
                name="workshop_nothing_goes_on_unless_open",
            ),
            models.CheckConstraint(
                condition=Q(open_step__isnull=True) | Q(current_step__isnull=False, open_step=F("current_step")),
                name="workshop_answers_of_the_current_step_only",
            ),
            both_or_neither("opened_at", "opened_by", name="workshop_opened_when_and_by"),
            both_or_neither("closed_at", "closed_by", name="workshop_closed_when_and_by"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_rehearsal(self):
        return self.rehearsal_of_id is not None

    @property
    def carnet_id(self):
        """The workbook where the group's words go."""
        return self.own_workbook_id if self.is_rehearsal else self.round.workbook_id

    @property
    def is_open(self):
        return self.state == WorkshopState.OPEN
