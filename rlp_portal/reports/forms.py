from django import forms

from rlp_portal.reports.enums import ReportKind
from worksheets import catalogue


def instrument_choices():
    return [(one.key, one.title) for one in catalogue.all_latest()]


class ReportRequest(forms.Form):
    """Which report is asked for; what is not in the lists comes from no page of ours."""

    kind = forms.ChoiceField(choices=ReportKind)
    instrument = forms.ChoiceField(required=False, choices=instrument_choices)

    def clean(self):
        asked = super().clean()
        if (asked.get("kind") == ReportKind.SHEET) != bool(asked.get("instrument")):
            raise forms.ValidationError("Choisissez la feuille à produire.")
        return asked
