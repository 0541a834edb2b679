"""What is typed to prepare a workshop, cleaned."""

import re
from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from rlp_portal.rlps.forms import CleanTextField, IsoDateField, PortalForm, choice_field
from rlp_portal.ui.typography import quebec_time
from rlp_portal.workshops.enums import Anonymity, StepKind, StepMode
from rlp_portal.workshops.models.agenda import LONGEST_STEP
from rlp_portal.workshops.models.workshop import MOST_PEOPLE
from rlp_portal.workshops.outlines import OUTLINES
from rlp_portal.workshops.timing import USUAL_START
from worksheets import catalogue
from worksheets.cleaning import INVISIBLE_REMOVED, Refused, clean_integer

TITLE_LENGTH = 120
EMPTY_OUTLINE = "vide"
HOUR_FORM = "Écrivez l’heure ainsi\u00a0: 9\u00a0h\u00a030."
LONGEST_BUFFER = 60

_HOUR = re.compile(r"(\d{1,2})\s*[hH:]?\s*(\d{2})?")


class HourField(forms.CharField):
    """« 9 h », « 9 h 30 », « 13:15 » or « 1315 »."""

    def to_python(self, value):
        text = re.sub(r"[\s\u00a0\u202f]+", " ", value or "").strip()
        if not text:
            return None
        found = _HOUR.fullmatch(text)
        try:
            return time(int(found[1]), int(found[2] or 0))
        except (TypeError, ValueError):
            raise ValidationError(HOUR_FORM) from None

    def prepare_value(self, value):
        return quebec_time(value) if isinstance(value, time) else value


class WholeNumberField(forms.CharField):
    """A whole number in a plain input, refused in words."""

    def __init__(self, *, lowest, highest, **options):
        super().__init__(**options)
        self.lowest, self.highest = lowest, highest
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value):
        try:
            return clean_integer(str(value or ""), minimum=self.lowest, maximum=self.highest).value
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None


def text_field(limit, **options):
    return CleanTextField(limit=limit, invisible_notice=INVISIBLE_REMOVED, **options)


class WorkshopForm(PortalForm):
    title = text_field(
        TITLE_LENGTH,
        label="Titre",
        help_text="Les personnes le lisent en entrant.",
        error_messages={
            "required": "Ce champ est vide. Écrivez un titre, par exemple «\u00a0Atelier du printemps\u00a0»."
        },
    )
    day = IsoDateField(label="Date", required=False, help_text="Facultatif, par exemple 2026-11-20.")
    hour = HourField(label="Heure de début", required=False, help_text="Facultatif, par exemple 9\u00a0h\u00a030.")
    place = text_field(200, label="Lieu", required=False, help_text="Facultatif.")
    headcount = WholeNumberField(
        lowest=1,
        highest=MOST_PEOPLE,
        label="Personnes attendues",
        required=False,
        help_text="Facultatif. Vous corrigerez sur place.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("hour") and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", "Écrivez aussi la date, ou effacez l’heure.")
        return cleaned

    @property
    def about(self):
        """What the services take."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"] or USUAL_START
        starts_at = timezone.make_aware(datetime.combine(day, hour)) if day else None
        kept = {name: self.cleaned_data[name] for name in ("title", "place", "headcount")}
        return {**kept, "starts_at": starts_at}


class NewWorkshopForm(WorkshopForm):
    outline = choice_field(
        [*((one.key, one.name) for one in OUTLINES.values()), (EMPTY_OUTLINE, "Déroulement vide")],
        label="Gabarit",
        required="Aucun gabarit n’est choisi. Choisissez-en un; tout se change ensuite.",
        widget=forms.RadioSelect,
    )
    field_order = ["outline", "title", "day", "hour", "place", "headcount"]

    @property
    def chosen_outline(self):
        return OUTLINES.get(self.cleaned_data["outline"])


class EditWorkshopForm(WorkshopForm):
    buffer_minutes = WholeNumberField(
        lowest=0,
        highest=LONGEST_BUFFER,
        label="Marge, en minutes",
        help_text="Elle s’ajoute avant un repas et à la fin.",
        error_messages={"required": "Ce champ est vide. Écrivez 0 s’il n’y a pas de marge."},
    )

    @property
    def about(self):
        return {**super().about, "buffer_minutes": self.cleaned_data["buffer_minutes"]}


def details_of(workshop):
    """What an EditWorkshopForm shows first."""
    starts_at = timezone.localtime(workshop.starts_at) if workshop.starts_at else None
    return {
        "title": workshop.title,
        "day": starts_at.date().isoformat() if starts_at else "",
        "hour": starts_at.time() if starts_at else "",
        "place": workshop.place,
        "headcount": workshop.headcount or "",
        "buffer_minutes": workshop.buffer_minutes,
    }


# ---- Steps ------------------------------------------------------------------------------------------------------


def minutes_field(**options):
    return WholeNumberField(
        lowest=1,
        highest=LONGEST_STEP,
        label="Minutes",
        error_messages={"required": "Écrivez une durée, en minutes."},
        **options,
    )


class StepForm(PortalForm):
    """One line of the agenda. How people answer is asked of the steps that ask."""

    title = text_field(TITLE_LENGTH, label="Titre", error_messages={"required": "Écrivez ce qui se passe ici."})
    minutes = minutes_field()
    mode = choice_field(StepMode.choices, label="Réponses", required="Choisissez comment on répond.")
    anonymity = choice_field(Anonymity.choices, label="Anonymat", required="Choisissez l’anonymat.")
    may_skip = forms.BooleanField(label="Peut sauter", required=False)

    def __init__(self, data=None, *, step):
        first = {name: getattr(step, name) for name in ("title", "minutes", "mode", "anonymity", "may_skip")}
        super().__init__(data, initial=first, auto_id=f"etape-{step.public_id}-%s")
        self.step = step
        left_out = ["title"] if step.asks else ["mode", "anonymity"]
        if step.kind == StepKind.IMPORTANCE:
            left_out.append("anonymity")  # first names are for cards of ideas
        for name in left_out:
            del self.fields[name]
        dress(self)


def dress(form):
    """These lines are laid out by hand, hence without crispy."""
    for field in form.fields.values():
        if not isinstance(field.widget, forms.CheckboxInput):
            is_list = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_list else "form-control"


INSTRUMENT = "feuille:"
TALK_MINUTES, BREAK_MINUTES, IMPORTANCE_MINUTES = 10, 15, 20


class AddStepForm(PortalForm):
    what = choice_field([], label="Étape à ajouter", required="Choisissez ce que vous ajoutez.")
    title = text_field(
        TITLE_LENGTH, label="Titre", required=False, help_text="Pour un échange ou une pause. Facultatif."
    )
    minutes = minutes_field(required=False, help_text="Facultatif\u00a0: sinon, la durée habituelle.")

    def __init__(self, data=None):
        super().__init__(data, auto_id="ajout-%s")
        self.fields["what"].choices = choices_of_steps()
        dress(self)

    @property
    def step(self):
        """What `services.add_step` takes."""
        what, title, minutes = (self.cleaned_data[name] for name in ("what", "title", "minutes"))
        if what.startswith(INSTRUMENT):
            instrument = catalogue.latest(what.removeprefix(INSTRUMENT))
            return {
                "kind": StepKind.INSTRUMENT,
                "instrument_key": instrument.key,
                "minutes": minutes or instrument.duration,
            }
        usual = {StepKind.TALK: TALK_MINUTES, StepKind.BREAK: BREAK_MINUTES}.get(what, IMPORTANCE_MINUTES)
        names = {StepKind.TALK: title or "Échange", StepKind.BREAK: title or "Pause"}
        return {"kind": what, "title": names.get(what, ""), "minutes": minutes or usual}


def choices_of_steps():
    sheets = [(f"{INSTRUMENT}{one.key}", f"{one.number} – {one.short_title}") for one in catalogue.all_latest()]
    others = [(kind.value, kind.label) for kind in (StepKind.TALK, StepKind.BREAK)]
    together = [(StepKind.IMPORTANCE.value, StepKind.IMPORTANCE.label)]
    return [("", "Choisissez une étape"), ("Sans réponses", others), ("Feuilles", [*together, *sheets])]
