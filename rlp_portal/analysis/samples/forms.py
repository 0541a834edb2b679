from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from rlp_portal.analysis.models.samples import LONGEST_REASON, LONGEST_SEED
from rlp_portal.analysis.samples.services import Terms
from rlp_portal.analysis.samples.wording import read_share
from rlp_portal.rlps.forms import CleanTextField, IsoDateField, PortalForm
from rlp_portal.ui.typography import quebec_date
from worksheets.cleaning import INVISIBLE_REMOVED, Refused, clean_text

LONGEST_TITLE = 120
EXCLUDE = "exclure-"  # before the public id of a plan


class UniverseForm(PortalForm):
    """Which plans could be drawn: asked by GET."""

    start = IsoDateField(label="Déposés depuis le", required=False, help_text="Facultatif, ainsi\u00a0: 2026-04-03.")
    end = IsoDateField(label="Jusqu’au", required=False, help_text="Facultatif, ce jour compris.")

    def clean(self):
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            said = f"La date de fin ({quebec_date(end)}) précède la date de début ({quebec_date(start)})."
            self.add_error("end", said)
        return data

    @property
    def days(self):
        """{} when a date cannot be read: the whole universe."""
        return self.cleaned_data if self.is_valid() else {}


class ShareField(forms.CharField):
    def to_python(self, value):
        if not (value or "").strip():
            return None
        try:
            return read_share(value)
        except Refused as error:
            raise ValidationError(str(error)) from None


class DrawForm(PortalForm):
    """The terms of a draw. A reason typed beside a plan excludes it."""

    share = ShareField(
        label="Part à tirer, en %",
        initial="40",
        help_text="Le nombre de documents est arrondi vers le haut.",
        error_messages={"required": "Ce champ est vide. Écrivez la part, par exemple 40."},
    )
    by_level = forms.BooleanField(
        label="Répartir selon la cote de mobilisation",
        required=False,
        help_text="Chaque cote reçoit sa part; les documents sans cote forment un groupe.",
    )
    seed = CleanTextField(
        limit=LONGEST_SEED,
        label="Graine",
        help_text="N’importe quel mot, décidé avant de tirer. La même graine redonne le même tirage.",
        error_messages={"required": "Ce champ est vide. Écrivez une graine, par exemple la date du jour."},
    )
    title = CleanTextField(
        limit=LONGEST_TITLE,
        label="Nom du tirage",
        required=False,
        invisible_notice=INVISIBLE_REMOVED,
        help_text="Facultatif. Le tirage reçoit un numéro de toute façon.",
    )
    op_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # the universe that the page showed

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seed"].initial = timezone.localdate().isoformat()
        self.fields["op_id"].initial = uuid4

    def exclusions(self, plans):
        """{plan: reason} for those of `plans` beside which something was typed."""
        return {plan: reason for plan in plans if (reason := self.reason_for(plan))}

    def reason_for(self, plan):
        typed = self.data.get(f"{EXCLUDE}{plan.public_id}", "")[: 2 * LONGEST_REASON]
        try:
            return clean_text(typed, limit=LONGEST_REASON, multiline=False).value or ""
        except Refused:
            return typed[:LONGEST_REASON]

    def terms(self, plans, *, start=None, end=None):
        data = self.cleaned_data
        return Terms(
            share=data["share"],
            seed=data["seed"],
            by_level=data["by_level"],
            start=start,
            end=end,
            exclusions=self.exclusions(plans),
        )
