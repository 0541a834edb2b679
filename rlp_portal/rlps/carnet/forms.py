from django import forms

from rlp_portal.rlps.forms import CleanTextField, IsoDateField, PortalForm
from worksheets.cleaning import INVISIBLE_REMOVED
from worksheets.codes import Fate
from worksheets.kinds import UNKNOWN_CHOICE
from worksheets.models import PlanLine

EMPTY_TITLE = "Donnez un titre à la démarche, par exemple\u00a0: «\u00a0Démarche 2026\u00a0»."
EMPTY_DATE = "Indiquez la date de début, par exemple 2026-04-03."
TITLE_LENGTH = 120


def rows_field(label):
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": UNKNOWN_CHOICE},
    )


class RoundForm(PortalForm):
    """A new round, and what it takes over from the previous one: everything still alive, unless unticked."""

    title = CleanTextField(
        limit=TITLE_LENGTH,
        label="Titre de la démarche",
        invisible_notice=INVISIBLE_REMOVED,
        error_messages={"required": EMPTY_TITLE},
    )
    started_on = IsoDateField(
        label="Date de début", help_text="Par exemple 2026-04-03.", error_messages={"required": EMPTY_DATE}
    )
    objects = rows_field("Objets à pérenniser")
    plan_lines = rows_field("Mesures du plan")
    registry = forms.BooleanField(
        label="Reprendre les secteurs et les acteurs",
        required=False,
        initial=True,
        help_text="Chacun reste impliqué ou à mobiliser, comme aujourd’hui.",
    )

    def __init__(self, *args, objects=(), plan_lines=(), sectors=(), actors=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.sectors, self.actors = list(sectors), list(actors)
        if not self.sectors and not self.actors:
            del self.fields["registry"]
        self.known = {
            "objects": {str(one.public_id): one for one in objects},
            "plan_lines": {str(one.public_id): one for one in plan_lines},
        }
        for name, rows in self.known.items():
            self.fields[name].choices = [(key, str(row)) for key, row in rows.items()]
            self.fields[name].initial = [key for key, row in rows.items() if goes_on(row)]
            if not rows:
                del self.fields[name]

    @property
    def registry_chosen(self):
        if not self.cleaned_data.get("registry"):
            return {"sectors": (), "actors": ()}
        return {"sectors": self.sectors, "actors": self.actors}

    def chosen(self, name):
        return [self.known[name][key] for key in self.cleaned_data.get(name, ())]


def goes_on(row):
    return row.is_open if isinstance(row, PlanLine) else row.fate != Fate.LET_GO
