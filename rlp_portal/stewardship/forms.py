"""What is typed on the stewardship's pages, cleaned as everywhere else."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from rlp_portal.rlps.forms import CHOOSE_IN_THE_LIST, CleanTextField, IsoDateField
from rlp_portal.stewardship.models import DataRequest, IncidentEntry
from worksheets.cleaning import INVISIBLE_REMOVED

LONGEST_TEXT, LONGEST_LINE = 3000, 200
WRITE_HERE = "Ce champ est vide. Écrivez une réponse, même courte."
SAY_WHAT = "Écrivez ce que vous demandez."
IN_THE_FUTURE = "Cette date est à venir. Écrivez celle du jour où c’est arrivé."


class Paragraph(CleanTextField):
    def __init__(self, *, label, help_text="", required=True):
        super().__init__(
            limit=LONGEST_TEXT,
            multiline=True,
            invisible_notice=INVISIBLE_REMOVED,
            label=label,
            help_text=help_text,
            required=required,
            error_messages={"required": WRITE_HERE},
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class Line(CleanTextField):
    def __init__(self, *, label, help_text=""):
        super().__init__(
            limit=LONGEST_LINE,
            invisible_notice=INVISIBLE_REMOVED,
            label=label,
            help_text=help_text,
            error_messages={"required": WRITE_HERE},
        )


class PastDay(IsoDateField):
    def __init__(self, *, label, required=False, help_text="Année, mois, jour. Par exemple 2026-04-03."):
        super().__init__(
            label=label, required=required, help_text=help_text, error_messages={"required": "Écrivez une date."}
        )

    def clean(self, value):
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError(IN_THE_FUTURE, code="future")
        return day


class StewardshipForm(forms.Form):
    use_required_attribute = False

    @property
    def notices(self):
        return [notice for field in self.fields.values() for notice in getattr(field, "notices", ())]


class DataRequestForm(StewardshipForm):
    kind = forms.ChoiceField(
        label="Votre demande",
        choices=DataRequest.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_IN_THE_LIST, "invalid_choice": CHOOSE_IN_THE_LIST},
    )
    words = Paragraph(label="Précisions", help_text="Par exemple, ce qu’il faut corriger.", required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") not in (None, DataRequest.Kind.ERASURE) and cleaned.get("words") == "":
            self.add_error("words", SAY_WHAT)
        return cleaned


class AnswerForm(StewardshipForm):
    answer = Paragraph(label="Votre réponse", help_text="La personne la lira dans «\u00a0Mes renseignements\u00a0».")


class IncidentForm(StewardshipForm):
    """The fields of the regulation, in its order."""

    information = Paragraph(
        label="Renseignements touchés",
        help_text="Par exemple\u00a0: noms et courriels. Si vous ne le savez pas, dites pourquoi.",
    )
    circumstances = Paragraph(label="Ce qui est arrivé", help_text="En quelques phrases, sans nommer personne.")
    happened = Line(label="Quand c’est arrivé", help_text="Une date ou une période, même approximative.")
    known_on = PastDay(label="Date où vous l’avez su", required=True)
    people = Line(label="Nombre de personnes touchées", help_text="Même approximatif.")
    risk = forms.ChoiceField(
        label="Un préjudice sérieux est-il possible?",
        choices=IncidentEntry.Risk.choices,
        widget=forms.RadioSelect,
        initial=IncidentEntry.Risk.TO_ASSESS,
        error_messages={"required": CHOOSE_IN_THE_LIST, "invalid_choice": CHOOSE_IN_THE_LIST},
    )
    reasons = Paragraph(
        label="Raisons de cette conclusion",
        help_text="Sensibilité des renseignements, conséquences possibles, probabilité d’un mauvais usage.",
        required=False,
    )
    commission_told_on = PastDay(label="Date de l’avis à la Commission d’accès à l’information")
    people_told_on = PastDay(label="Date de l’avis aux personnes touchées")
    public_notice = Paragraph(label="Avis publics, s’il y en a eu, et leurs raisons", required=False)
    measures = Paragraph(label="Mesures prises pour réduire le risque", required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("risk") not in (None, IncidentEntry.Risk.TO_ASSESS) and cleaned.get("reasons") == "":
            self.add_error("reasons", "Écrivez pourquoi. Le règlement le demande.")
        return cleaned
