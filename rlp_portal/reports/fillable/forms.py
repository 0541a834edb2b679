from django import forms

from rlp_portal.rlps.forms import PortalForm

CHOOSE = "Choisissez le PDF que vous avez rempli."
EMPTY = "Le fichier est vide. Choisissez le PDF que vous avez enregistré après l’avoir rempli."
LONGEST_NAME = 10_000  # a name is only shown, cut and cleaned


class FilledFormUpload(PortalForm):
    file = forms.FileField(
        label="Le PDF rempli",
        help_text="Un seul fichier .pdf, d’au plus 10\u00a0Mo.",
        max_length=LONGEST_NAME,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": CHOOSE, "invalid": CHOOSE, "empty": EMPTY, "missing": CHOOSE},
    )
    again = forms.BooleanField(label="Comparer cette feuille une autre fois", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["again"].widget = forms.HiddenInput()

    def refuse(self, said):
        self.full_clean()
        self._errors = forms.utils.ErrorDict()
        self.add_error("file", said)
        return self

    def offer_again(self, said):
        self.fields["again"].widget = forms.CheckboxInput()
        return self.refuse(f"{said} Pour la comparer de nouveau, cochez la case et choisissez encore le fichier.")
