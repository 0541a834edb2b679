from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from rlp_portal.analysis.enums import AuthorRole
from rlp_portal.analysis.plans.reading import EMPTY
from rlp_portal.rlps.forms import CleanTextField, IsoDateField, PortalForm, choice_field
from rlp_portal.rlps.uploaded_files import LONGEST_NAME
from rlp_portal.ui.typography import quebec_date
from worksheets.cleaning import INVISIBLE_REMOVED

LONGEST_TITLE, LONGEST_PASTED = 120, 500_000
NOTHING_GIVEN = "Collez le texte du document, ou choisissez un fichier."
BOTH_GIVEN = "Choisissez un fichier ou collez un texte, pas les deux."
IN_THE_FUTURE = "Cette date est à venir. Écrivez celle du document."
HALF_A_PERIOD = "Écrivez le début et la fin de la période, ou laissez les deux cases vides."


class PlanForm(PortalForm):
    """What is said of a plan beside its text."""

    title = CleanTextField(
        limit=LONGEST_TITLE,
        label="Titre",
        help_text="Par exemple\u00a0: Plan d’action 2026-2027, mise en contexte.",
        error_messages={"required": "Ce champ est vide. Écrivez le titre du document."},
    )
    dated_on = IsoDateField(
        label="Date du document",
        help_text="Par exemple 2026-04-03. La cote de mobilisation de ce jour-là y sera jointe.",
        error_messages={"required": "Ce champ est vide. Écrivez la date ainsi\u00a0: 2026-04-03."},
    )
    period_start = IsoDateField(
        label="Début de la période", required=False, help_text="Facultatif. Par exemple 2026-07-01."
    )
    period_end = IsoDateField(
        label="Fin de la période", required=False, help_text="Facultatif. Par exemple 2029-06-30."
    )
    author_role = choice_field(
        AuthorRole.choices,
        label="Qui l’a écrit",
        required="Indiquez qui a écrit le document.",
        initial=AuthorRole.UNKNOWN,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def clean_dated_on(self):
        if self.cleaned_data["dated_on"] > timezone.localdate():
            raise ValidationError(IN_THE_FUTURE)
        return self.cleaned_data["dated_on"]

    def clean(self):
        data = super().clean()
        start, end = data.get("period_start"), data.get("period_end")
        if {"period_start", "period_end"} & set(self.errors):
            return data
        if bool(start) != bool(end):
            self.add_error("period_end" if start else "period_start", HALF_A_PERIOD)
        elif start and end < start:
            said = f"La date de fin ({quebec_date(end)}) précède la date de début ({quebec_date(start)})."
            self.add_error("period_end", said)
        return data

    @property
    def about(self):
        """What the plan itself keeps."""
        return {name: self.cleaned_data[name] for name in PlanForm.base_fields}


class DocumentForm(PortalForm):
    """A file or a pasted text; `again` appears once the same document came back."""

    file = forms.FileField(
        label="Un fichier",
        required=False,
        max_length=LONGEST_NAME,
        help_text="Un seul fichier .docx, .pdf ou .txt, d’au plus 10\u00a0Mo.",
        error_messages=dict.fromkeys(("invalid", "missing"), NOTHING_GIVEN) | {"empty": EMPTY},
    )
    text = CleanTextField(
        limit=LONGEST_PASTED,
        label="Ou le texte, collé ici",
        required=False,
        multiline=True,
        invisible_notice=INVISIBLE_REMOVED,
        help_text="La mise en forme est laissée de côté\u00a0: seuls les mots sont gardés.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    again = forms.BooleanField(label="Déposer ce document une autre fois", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".docx,.pdf,.txt"

    def clean(self):
        data = super().clean()
        if {"file", "text"} & set(self.errors):
            return data
        if data.get("file") and data.get("text"):
            self.add_error("file", BOTH_GIVEN)
        elif not data.get("file") and not data.get("text"):
            self.add_error("file", NOTHING_GIVEN)
        return data

    def refuse(self, said):
        """The other fields keep what they hold; a browser gives no file twice."""
        self.full_clean()
        self._errors.pop("file", None)
        self.add_error("file", said)
        return self

    def offer_again(self, said):
        self.fields["again"].widget = forms.CheckboxInput()
        return self.refuse(said)


class DepositForm(PlanForm, DocumentForm):
    field_order = ["file", "text", "again", "title", "dated_on", "period_start", "period_end", "author_role"]
