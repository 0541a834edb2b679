import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from rlp_portal.analysis.enums import ActOutcome, Section, SynthesisState
from rlp_portal.analysis.models.coding import Coding
from rlp_portal.analysis.models.pairs import maybe_person, person, when_and_by
from rlp_portal.analysis.models.samples import Sample


class Synthesis(models.Model):
    """The document written over one sample. Final, it carries all that prints it.

    `frozen`: the canonical JSON text of sample, codebook version, computed numbers, words and excerpts; a JSON column
    would rewrite it. `compared_with`: an earlier synthesis shown beside it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField("numéro", unique=True)
    title = models.TextField("titre")
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="syntheses")
    codebook_version = models.PositiveSmallIntegerField()
    author = person()
    author_function = models.TextField("fonction", blank=True)
    dated_on = models.DateField("date", default=timezone.localdate)
    state = models.CharField("état", max_length=10, choices=SynthesisState, default=SynthesisState.DRAFT)
    compared_with = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    finalised_at = models.DateTimeField(null=True, blank=True)
    finalised_by = maybe_person()
    frozen = models.TextField(blank=True, editable=False)
    frozen_digest = models.CharField(max_length=64, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = maybe_person()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="synthesis_has_a_title"),
            models.CheckConstraint(
                condition=Q(state=SynthesisState.DRAFT, frozen="", frozen_digest="", finalised_at__isnull=True)
                | Q(state=SynthesisState.FINAL, finalised_at__isnull=False) & ~Q(frozen="") & ~Q(frozen_digest=""),
                name="synthesis_final_is_sealed",
            ),
            when_and_by("finalised", name="synthesis_finalised_when_and_by"),
            when_and_by("withdrawn", name="synthesis_withdrawn_when_and_by"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("synthesis", args=[self.public_id])

    @property
    def is_final(self):
        return self.state == SynthesisState.FINAL


class PrintedSynthesis(models.Model):
    """The PDF of a final synthesis as it was printed first: a later release would print its seal otherwise."""

    synthesis = models.OneToOneField(Synthesis, on_delete=models.CASCADE, related_name="printed", primary_key=True)
    content = models.BinaryField()
    printed_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self):
        return f"{self.synthesis}: {self.printed_at:%Y-%m-%d %H:%M}"


class SynthesisText(models.Model):
    """A paragraph that the advisor wrote in a section. Saved as a field of a carnet is: compare and swap."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="texts")
    section = models.CharField(max_length=30, choices=Section)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=24, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = person()
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = maybe_person()

    class Meta:
        ordering = ["synthesis", "section", "position", "id"]
        constraints = [when_and_by("deleted", name="synthesis_text_deleted_when_and_by")]

    def __str__(self):
        return self.text


class CitedNumber(models.Model):
    """A computed number that a paragraph cites. When it no longer reads `shown`, the paragraph is flagged.

    `key` names the number (« cell.A.resources.rlps »), `shown` is what the person read (« 12 »).
    """

    text = models.ForeignKey(SynthesisText, on_delete=models.CASCADE, related_name="cited_numbers")
    key = models.CharField(max_length=120)
    shown = models.CharField(max_length=60)
    cited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["text", "id"]
        constraints = [models.UniqueConstraint(fields=["text", "key"], name="cited_number_once_per_text")]

    def __str__(self):
        return f"{self.key}: {self.shown}"


class ChosenExcerpt(models.Model):
    """A starred excerpt that the synthesis quotes, in the words that it prints: names are taken out here."""

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="chosen_excerpts")
    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=30, choices=Section)
    sub_strategy = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    words = models.TextField("mots cités")
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = person()

    class Meta:
        ordering = ["synthesis", "section", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["synthesis", "coding", "section"], name="chosen_excerpt_once_per_section"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="chosen_excerpt_has_words"),
        ]

    def __str__(self):
        return self.words


class TextAct(models.Model):
    """The journal of a synthesis's paragraphs. A refused act keeps what was sent, until somebody settles it."""

    text = models.ForeignKey(SynthesisText, on_delete=models.CASCADE, related_name="acts")
    by = person()
    at = models.DateTimeField(default=timezone.now, editable=False)
    outcome = models.CharField(max_length=10, choices=ActOutcome, default=ActOutcome.WRITTEN)
    op_id = models.UUIDField(null=True, blank=True, editable=False)
    base = models.CharField(max_length=24, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = maybe_person()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "op_id"], condition=Q(op_id__isnull=False), name="text_act_once_per_operation"
            ),
            when_and_by("settled", name="text_act_settled_when_and_by"),
        ]

    def __str__(self):
        return f"{self.by}, {self.at:%Y-%m-%d %H:%M}"
