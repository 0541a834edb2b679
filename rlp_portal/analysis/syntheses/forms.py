from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from rlp_portal.analysis.syntheses.citing import cited_in
from rlp_portal.analysis.syntheses.texts import NEW, Words
from rlp_portal.rlps.forms import CleanTextField, IsoDateField, PortalForm, choice_field
from worksheets.cleaning import INVISIBLE_REMOVED

LONGEST_TITLE, LONGEST_FUNCTION, LONGEST_TEXT, LONGEST_WORDS = 200, 120, 6000, 1200
BASE, CITE = "text--base", "text--cite"  # beside its text, as autosave.js sends them
USUAL_TITLE = "Synthèse préliminaire – analyse des mises en contexte avec un regard sur la pérennité"


class DescribeForm(PortalForm):
    """`earlier`: final syntheses, that this one may stand beside."""

    title = CleanTextField(
        limit=LONGEST_TITLE,
        label="Titre",
        initial=USUAL_TITLE,
        error_messages={"required": "Ce champ est vide. Écrivez un titre."},
    )
    author_function = CleanTextField(
        limit=LONGEST_FUNCTION,
        label="Votre fonction",
        required=False,
        invisible_notice=INVISIBLE_REMOVED,
        help_text="Facultatif. Elle paraît sous votre nom, par exemple «\u00a0Conseillère\u00a0».",
    )
    dated_on = IsoDateField(
        label="Date",
        initial=timezone.localdate,
        help_text="Écrivez-la ainsi\u00a0: 2026-04-03.",
        error_messages={"required": "Ce champ est vide. Écrivez la date ainsi\u00a0: 2026-04-03."},
    )
    compared_with = forms.ChoiceField(
        label="Comparer avec une synthèse antérieure",
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text="Facultatif. Seules les synthèses finales sont offertes.",
    )

    def __init__(self, *args, earlier=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.earlier = {str(one.public_id): one for one in earlier}
        choices = [(id_, f"Nº\u00a0{one.number} – {one.title}") for id_, one in self.earlier.items()]
        self.fields["compared_with"].choices = [("", "Aucune"), *choices]

    def clean_compared_with(self):
        return self.earlier.get(self.cleaned_data["compared_with"])

    @property
    def about(self):
        return {name: self.cleaned_data[name] for name in DescribeForm.base_fields}


class NewSynthesisForm(DescribeForm):
    sample = choice_field([], label="Échantillon", required="Aucun échantillon n’est choisi. Choisissez-en un.")
    field_order = ["sample"]

    def __init__(self, *args, samples, **kwargs):
        super().__init__(*args, **kwargs)
        self.samples = {str(one.public_id): one for one in samples}
        field = self.fields["sample"]
        field.choices = [(id_, f"{one}, {one.title}" if one.title else str(one)) for id_, one in self.samples.items()]
        field.widget.attrs["class"] = "form-select"

    def clean_sample(self):
        return self.samples[self.cleaned_data["sample"]]


class ParagraphForm(PortalForm):
    """`figures`: what it may cite; `before`: {key: how it reads now}, of a paragraph that exists.

    `is_partial`: sent while it is being written. It may be empty, or not yet hold a number that is ticked.
    """

    text = CleanTextField(
        limit=LONGEST_TEXT,
        label="Paragraphe",
        multiline=True,
        invisible_notice=INVISIBLE_REMOVED,
        error_messages={"required": "Ce champ est vide. Écrivez le paragraphe, ou retirez-le."},
    )
    op_id = forms.UUIDField(required=False)

    def __init__(self, *args, figures, before, is_partial=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.figures, self.before, self.is_partial = figures, before, is_partial
        self.fields["text"].required = not is_partial

    @property
    def ticked(self):
        if not self.is_bound:
            return set(self.before)
        return {key for key in self.data.getlist(CITE) if key in self.figures}

    def clean(self):
        data = super().clean()
        if "text" not in data:
            return data
        keys = [key for key in self.figures if key in self.ticked]
        self.cited, missing = cited_in(data["text"], keys, figures=self.figures, before=self.before)
        if missing and not self.is_partial:
            raise ValidationError([not_in_text(one) for one in missing])
        return data

    @property
    def words(self):
        return self.words_over(self.data.get(BASE, NEW))

    def words_over(self, base):
        data = self.cleaned_data
        return Words(text=data["text"], cited=self.cited, base=base, op_id=data["op_id"])


def not_in_text(figure):
    return (
        f"Le paragraphe ne contient pas «\u00a0{figure.digits}\u00a0» ({figure.label}). Écrivez ce nombre, ou "
        "décochez-le."
    )
