from django import forms

from rlp_portal.analysis.samples.forms import ShareField
from rlp_portal.rlps.forms import CHOOSE_IN_THE_LIST, PortalForm


class DoubleReadingForm(PortalForm):
    """Who reads a second time, and which share of the documents."""

    reader = forms.ChoiceField(
        label="Deuxième lecture par",
        error_messages={
            "required": "Choisissez la personne qui fera la deuxième lecture.",
            "invalid_choice": CHOOSE_IN_THE_LIST,
        },
    )
    share = ShareField(
        label="Part des documents, en %",
        initial="20",
        help_text="Le nombre de documents est arrondi vers le haut. Ceux déjà confiés le restent.",
        error_messages={"required": "Ce champ est vide. Écrivez la part, par exemple 20."},
    )

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.readers = {str(person.public_id): person for person in readers}
        names = [(public_id, person.name) for public_id, person in self.readers.items()]
        self.fields["reader"].choices = [("", "Choisissez une personne"), *names]

    def clean_reader(self):
        return self.readers[self.cleaned_data["reader"]]
