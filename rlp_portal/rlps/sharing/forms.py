from django import forms

from rlp_portal.rlps.forms import CleanTextField, PortalForm
from rlp_portal.rlps.sharing.selection import OUTCOMES, OUTCOMES_TITLE
from worksheets.cleaning import INVISIBLE_REMOVED

NOTE_LIMIT = 2000
NO_SHEET = "Aucune feuille n’est cochée. Cochez au moins celle que vous voulez montrer."
OLD_PAGE = "Cette page n’est plus à jour. Relisez ce qui part, puis partagez."


class ShareForm(PortalForm):
    """What is ticked, and what the page showed. The lists come from the carnet itself."""

    sheets = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": OLD_PAGE})
    outcomes = forms.BooleanField(required=False)
    people = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": OLD_PAGE})
    note = CleanTextField(
        limit=NOTE_LIMIT,
        required=False,
        multiline=True,
        invisible_notice=INVISIBLE_REMOVED,
        label="Un mot à votre conseillère",
        help_text="Facultatif. Il est gardé avec la version et paraît dans le PDF.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    op_id = forms.UUIDField(widget=forms.HiddenInput)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, whole, **kwargs):
        """`whole`: the document of all that there is to share."""
        super().__init__(*args, **kwargs)
        self.has_outcomes = bool(whole.workshops)
        keys = [(sheet.key, sheet.title) for sheet in whole.sheets]
        self.fields["sheets"].choices = keys
        self.fields["people"].choices = [*keys, (OUTCOMES, OUTCOMES_TITLE)]
        self.fields["sheets"].label = "Feuilles"
        self.fields["outcomes"].label = OUTCOMES_TITLE

    @property
    def is_of_no_page(self):
        """Without the marks of a page, nothing says what was read."""
        return any(self.errors.get(name) for name in ("op_id", "after", "seen"))

    def clean_outcomes(self):
        if self.cleaned_data["outcomes"] and not self.has_outcomes:
            raise forms.ValidationError(OLD_PAGE)
        return self.cleaned_data["outcomes"]

    def clean(self):
        ticks = [self.cleaned_data.get(name) for name in ("sheets", "outcomes")]
        if not any(ticks) and not self.has_error("sheets") and not self.has_error("outcomes"):
            self.add_error("sheets", NO_SHEET)

    def clean_seen(self):
        """{sheet key: mark}."""
        pairs = (one.partition(":") for one in self.cleaned_data["seen"].split())
        return {key: mark for key, _colon, mark in pairs}


def seen_words(marks):
    return " ".join(f"{key}:{mark}" for key, mark in marks.items())
