import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.safestring import mark_safe

from rlp_portal.accounts.forms import INVISIBLE_IN_NAME, InvitationForm
from rlp_portal.rlps.enums import CoalitionWord, RatingSource, Region, Role
from rlp_portal.rlps.models import NAME_LENGTH, Rlp, folded_name
from worksheets.cleaning import INVISIBLE_REMOVED, Refused, clean_date, clean_text, too_long
from worksheets.codes import MobilisationLevel

NAME_TAKEN = "Ce nom est déjà pris par un autre regroupement."
CHOOSE_IN_THE_LIST = "Choisissez une réponse de la liste."
IN_THE_FUTURE = "Cette date est à venir. Écrivez celle du jour où la cote a été notée."

LEVEL_CHOICES = [
    (MobilisationLevel.NETWORKING.value, "1 – Réseautage\u00a0: échanger des renseignements"),
    (MobilisationLevel.COORDINATION.value, "2 – Coordination\u00a0: … et modifier nos activités"),
    (MobilisationLevel.COOPERATION.value, "3 – Coopération\u00a0: … et partager nos ressources"),
    (MobilisationLevel.COLLABORATION.value, "4 – Collaboration\u00a0: … et améliorer nos capacités"),
]


class CleanTextField(forms.CharField):
    """A text cleaned as those of the worksheets are, so that nothing typed can make an engine fail.

    What was taken out waits in `notices`, to be said to the person.
    """

    def __init__(self, *, limit, multiline=False, invisible_notice=INVISIBLE_IN_NAME, **options):
        super().__init__(strip=False, **options)
        self.limit, self.multiline, self.invisible_notice = limit, multiline, invisible_notice
        self.notices = ()

    def to_python(self, value):
        try:
            cleaned = clean_text(
                value, limit=self.limit, multiline=self.multiline, invisible_notice=self.invisible_notice
            )
        except Refused as error:
            raise ValidationError(str(error)) from None
        text = cleaned.value or ""
        if len(text) > self.limit:  # a reader counts an emoji as one character, PostgreSQL as up to seven
            raise ValidationError(too_long(len(text), self.limit))
        self.notices = cleaned.notices
        return text


class IsoDateField(forms.CharField):
    """A day typed as « 2026-04-03 », in a plain input: a date input would wipe what it cannot read."""

    def to_python(self, value):
        try:
            iso = clean_date(value).value
        except Refused as error:
            raise ValidationError(str(error)) from None
        return datetime.date.fromisoformat(iso) if iso else None


def choice_field(choices, *, label, required, **options):
    """`required` is the sentence to show when nothing is chosen."""
    messages = {"required": required, "invalid_choice": CHOOSE_IN_THE_LIST}
    return forms.ChoiceField(choices=choices, label=label, error_messages=messages, **options)


class PortalForm(forms.Form):
    use_required_attribute = False  # the browser's own bubbles are neither ours nor linked to the field

    @property
    def notices(self):
        return list(dict.fromkeys(one for field in self.fields.values() for one in getattr(field, "notices", ())))


class RlpForm(PortalForm):
    name = CleanTextField(
        limit=NAME_LENGTH,
        label="Nom",
        help_text="Tel que vous le dites entre vous. Il paraît en haut des pages et sur les rapports.",
        error_messages={"required": "Ce champ est vide. Écrivez le nom du regroupement."},
    )
    region = choice_field(
        [("", "Choisissez une région"), *Region.choices],
        label="Région",
        required="Aucune région n’est choisie. Choisissez-en une dans la liste.",
    )
    territory = CleanTextField(
        limit=200,
        label="Territoire",
        required=False,
        invisible_notice=INVISIBLE_REMOVED,
        help_text="Facultatif. Les municipalités, les quartiers ou la MRC.",
    )
    host_organisation = CleanTextField(
        limit=200,
        label="Organisme hôte",
        required=False,
        help_text="Facultatif. L’organisme qui accueille la coordination.",
    )
    word = choice_field(
        CoalitionWord.choices,
        label="Le mot que vous employez",
        required="Aucun mot n’est choisi. Choisissez celui que vous employez.",
        help_text="Tous les groupes ne disent pas «\u00a0RLP\u00a0».",
        widget=forms.RadioSelect,
        initial=CoalitionWord.RLP,
    )

    def __init__(self, *args, rlp=None, **kwargs):
        self.rlp = rlp
        super().__init__(*args, **kwargs)

    def clean_name(self):
        others = Rlp.objects.exclude(pk=self.rlp.pk if self.rlp else None)
        if others.filter(folded_name=folded_name(self.cleaned_data["name"])).exists():
            raise ValidationError(NAME_TAKEN)
        return self.cleaned_data["name"]


class RatingForm(PortalForm):
    level = choice_field(
        LEVEL_CHOICES,
        label="Cote",
        required="Aucune cote n’est choisie. Choisissez-en une de 1 à 4.",
        widget=forms.RadioSelect,
    )
    rated_on = IsoDateField(
        label="Date",
        initial=timezone.localdate,
        help_text=mark_safe(
            'Le jour où vous l’avez notée, par exemple <span class="text-nowrap">2026-04-03</span>.'  # on a telephone
        ),
        error_messages={"required": "Ce champ est vide. Écrivez la date ainsi\u00a0: 2026-04-03."},
    )
    source = choice_field(
        RatingSource.choices,
        label="Qui l’a notée",
        required="Indiquez qui a noté la cote.",
        widget=forms.RadioSelect,
        initial=RatingSource.GROUP,
    )
    note = CleanTextField(
        limit=1000,
        label="Note",
        required=False,
        multiline=True,
        invisible_notice=INVISIBLE_REMOVED,
        help_text="Facultatif. Ce qui a fait choisir cette cote. Toute personne qui a un rôle ici peut la lire.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_level(self):
        return int(self.cleaned_data["level"])

    def clean_rated_on(self):
        if self.cleaned_data["rated_on"] > timezone.localdate():
            raise ValidationError(IN_THE_FUTURE)
        return self.cleaned_data["rated_on"]


class TeamInvitationForm(PortalForm, InvitationForm):
    """`roles`: those that the person who invites may give."""

    role = choice_field(
        [], label="Rôle", required="Aucun rôle n’est choisi. Choisissez-en un.", widget=forms.RadioSelect
    )

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(roles)
        self.fields["role"].initial = Role.MEMBER


class RoleForm(PortalForm):
    role = choice_field(
        [],
        label="Nouveau rôle",
        required="Aucun rôle n’est choisi. Choisissez-en un.",
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(roles)


def role_choices(roles):
    return [(role.value, role.label) for role in Role if role in roles]
