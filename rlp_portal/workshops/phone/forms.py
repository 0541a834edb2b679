"""What people type on their phone beside their answers, with our own French sentences."""

from django import forms
from django.core.exceptions import ValidationError

from rlp_portal.workshops.codes import RESUME_LENGTH, WRONG_LENGTH, NotACode, read_code, read_resume_code
from rlp_portal.workshops.enums import Position
from rlp_portal.workshops.models.afterwards import GRADES
from worksheets.cleaning import Refused, clean_integer, clean_text, count_characters
from worksheets.folding import fold

MOST_TABLES = 99
LONGEST_RESERVATION, LONGEST_FIRST_NAME = 1_000, 30
CHOOSE_ANOTHER_NAME = "Choisissez un autre nom d’affichage."
# Who would seem to speak for the portal or for the facilitation.
HOUSE = {
    *("admin", "administrateur", "administration", "administratrice", "animateur", "animation", "animatrice"),
    *("facilitateur", "facilitation", "facilitatrice", "moderateur", "moderation", "moderatrice"),
    *("portail", "systeme"),
}
WRITE_LETTERS = f"Le code de reprise compte {RESUME_LENGTH}\u00a0lettres."
CHOOSE_POSITION = "Choisissez l’une des trois réponses."


class CodeField(forms.CharField):
    def __init__(self):
        super().__init__(
            label="Code de l’atelier", error_messages={"required": WRONG_LENGTH}, widget=forms.TextInput(KEYPAD)
        )

    def clean(self, value):
        try:
            return read_code(super().clean(value))
        except NotACode as said:
            raise ValidationError(str(said)) from None


KEYPAD = {"inputmode": "numeric", "autocomplete": "off", "data-code": "", "autofocus": True}


class CodeForm(forms.Form):
    code = CodeField()


class ResumeForm(CodeForm):
    letters = forms.CharField(
        label="Code de reprise",
        error_messages={"required": WRITE_LETTERS},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_letters(self):
        letters = read_resume_code(self.cleaned_data["letters"])
        if len(letters) != RESUME_LENGTH:
            raise ValidationError(WRITE_LETTERS)
        return letters


class TableForm(forms.Form):
    table = forms.CharField(label="Numéro de votre table", required=False)

    def clean_table(self):
        number = cleaned(clean_integer, self.cleaned_data["table"], minimum=1, maximum=MOST_TABLES)
        if number is None:
            raise ValidationError(f"Choisissez un nombre de 1 à {MOST_TABLES}.")
        return number


class FirstNameForm(forms.Form):
    """Where a step shows first names; never asked elsewhere, and never needed."""

    first_name = forms.CharField(label="Votre prénom", required=False)

    def clean_first_name(self):
        name = cleaned(clean_text, self.cleaned_data["first_name"], limit=LONGEST_RESERVATION, multiline=False) or ""
        if count_characters(name) > LONGEST_FIRST_NAME or passes_for_the_house(name):
            raise ValidationError(CHOOSE_ANOTHER_NAME)
        return name


def passes_for_the_house(name):
    seen = "".join(sign for sign in fold(name) if sign.isprintable())
    return not HOUSE.isdisjoint(seen.replace("'", " ").split())


class VoteForm(forms.Form):
    position = forms.ChoiceField(
        label="Où en êtes-vous?",
        choices=Position.choices,
        error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE_POSITION),
    )
    reservation = forms.CharField(label="Votre réserve, si vous voulez la dire", required=False)

    def clean_reservation(self):
        return cleaned(clean_text, self.cleaned_data["reservation"], limit=LONGEST_RESERVATION) or ""


class EvaluationForm(forms.Form):
    """Each question may stay without an answer."""

    pace = forms.TypedChoiceField(label="Le rythme me convenait", required=False)
    listening = forms.TypedChoiceField(label="J’ai pu dire ce que je pensais", required=False)
    usefulness = forms.TypedChoiceField(label="Cet atelier nous sera utile", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for question in self.fields.values():
            question.coerce, question.empty_value = int, None
            question.choices = [(grade, str(grade)) for grade in GRADES]


def cleaned(clean, raw, **limits):
    try:
        return clean(raw, **limits).value
    except Refused as refusal:
        raise ValidationError(str(refusal)) from None
