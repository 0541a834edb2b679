from django import forms

from rlp_portal.rlps.forms import CleanTextField, PortalForm
from worksheets.cleaning import INVISIBLE_REMOVED

NOTE_LIMIT = 2000
NO_SHEET = "Aucune feuille n’est cochée. Cochez au moins celle que vous voulez montrer."
OLD_PAGE = "Cette page n’est plus à jour. Relisez ce qui part, puis partagez."


class ShareForm(PortalForm):
    """What is ticked, and what the page showed. The lists come from the carnet itself."""

    sheets = forms.MultipleChoiceField(error_messages={"required": NO_SHEET, "invalid_choice": OLD_PAGE})
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

    def __init__(self, *args, sheets, **kwargs):
        """`sheets`: those that hold something."""
        super().__init__(*args, **kwargs)
        keys = [(sheet.key, sheet.title) for sheet in sheets]
        self.fields["sheets"].choices = self.fields["people"].choices = keys
        self.fields["sheets"].label = "Feuilles"

    @property
    def is_of_no_page(self):
        """Without the marks of a page, nothing says what was read."""
        return any(self.errors.get(name) for name in ("op_id", "after", "seen"))

    def clean_seen(self):
        """{sheet key: mark}."""
        pairs = (one.partition(":") for one in self.cleaned_data["seen"].split())
        return {key: mark for key, _colon, mark in pairs}


def seen_words(marks):
    return " ".join(f"{key}:{mark}" for key, mark in marks.items())
