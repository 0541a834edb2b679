from django import forms
from django.core.exceptions import ValidationError

from worksheets.cleaning import Refused, clean_date, clean_text
from worksheets.codes import Fate
from worksheets.models import PlanLine

EMPTY_TITLE = "Donnez un titre à la démarche, par exemple\u00a0: «\u00a0Démarche 2026\u00a0»."
EMPTY_DATE = "Indiquez la date de début, par exemple 2026-04-03."


class RoundForm(forms.Form):
    """A new round, and what it takes over from the previous one: everything still alive, unless unticked."""

    title = forms.CharField(label="Titre de la démarche", required=False)
    started_on = forms.CharField(
        label="Date de début", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    objects = forms.MultipleChoiceField(
        label="Objets à pérenniser", required=False, widget=forms.CheckboxSelectMultiple
    )
    plan_lines = forms.MultipleChoiceField(
        label="Mesures du plan", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, objects=(), plan_lines=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {
            "objects": {str(one.public_id): one for one in objects},
            "plan_lines": {str(one.public_id): one for one in plan_lines},
        }
        for name, rows in self.known.items():
            self.fields[name].choices = [(key, str(row) or "Mesure sans titre") for key, row in rows.items()]
            self.fields[name].initial = [key for key, row in rows.items() if goes_on(row)]
            if not rows:
                del self.fields[name]

    def clean_title(self):
        return required(clean_text, self.cleaned_data["title"], EMPTY_TITLE, limit=120, multiline=False)

    def clean_started_on(self):
        return required(clean_date, self.cleaned_data["started_on"], EMPTY_DATE)

    def chosen(self, name):
        return [self.known[name][key] for key in self.cleaned_data.get(name, ())]


def goes_on(row):
    return row.is_open if isinstance(row, PlanLine) else row.fate != Fate.LET_GO


def required(clean, raw, empty_message, **limits):
    try:
        cleaned = clean(raw, **limits)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
    if cleaned.value is None:
        raise ValidationError(empty_message)
    return cleaned.value
