import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from rlp_portal.analysis import codebook as codebooks
from rlp_portal.analysis.enums import CodePart, ProposalStatus
from rlp_portal.analysis.models.pairs import maybe_person, person, when_and_by


class CodebookProposal(models.Model):
    """What an advisor would have a code say otherwise, and what was answered.

    The codebook is code, and its published versions are frozen: a proposal that is retained names the version that
    carries it, which may be still to come.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    op_id = models.UUIDField(unique=True, editable=False)  # the same button pressed twice proposes once
    codebook_version = models.PositiveSmallIntegerField()  # that was read
    code = models.CharField(max_length=60)
    part = models.CharField("ce qui change", max_length=20, choices=CodePart)
    text = models.TextField("texte proposé")
    reason = models.TextField("pourquoi")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    proposed_by = person()
    status = models.CharField("état", max_length=20, choices=ProposalStatus, default=ProposalStatus.PROPOSED)
    retained_in = models.PositiveSmallIntegerField("version", null=True, blank=True)
    answer = models.TextField("réponse", blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = maybe_person()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            when_and_by("settled", name="proposal_settled_when_and_by"),
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.PROPOSED, settled_at__isnull=True, retained_in__isnull=True)
                | Q(status=ProposalStatus.WITHDRAWN, settled_at__isnull=False, retained_in__isnull=True)
                | Q(status=ProposalStatus.RETAINED, settled_at__isnull=False, retained_in__isnull=False)
                | Q(status=ProposalStatus.NOT_RETAINED, settled_at__isnull=False, retained_in__isnull=True)
                & ~Q(answer=""),
                name="proposal_state_has_what_it_says",
            ),
        ]

    def __str__(self):
        return f"{self.code_name} – {self.get_part_display().lower()}"

    @property
    def codebook(self):
        return codebooks.get(self.codebook_version)

    @property
    def code_name(self):
        return self.codebook.name_of(self.code)

    @property
    def present_text(self):
        """What the code said when the proposal was made."""
        return getattr(self.codebook.by_key[self.code], self.part)

    @property
    def is_waiting(self):
        return self.status == ProposalStatus.PROPOSED

    @property
    def is_withdrawn(self):
        return self.status == ProposalStatus.WITHDRAWN

    @property
    def is_settled(self):
        """The administration answered."""
        return not (self.is_waiting or self.is_withdrawn)

    @property
    def status_words(self):
        if self.status != ProposalStatus.RETAINED:
            return self.get_status_display()
        is_published = self.retained_in in codebooks.VERSIONS
        return f"Retenue dans la version {self.retained_in}{'' if is_published else ', à venir'}"
