from uuid import uuid4

from django import forms

from rlp_portal.analysis import codebook as codebooks
from rlp_portal.analysis.enums import CodePart, ProposalStatus
from rlp_portal.analysis.models import CodebookProposal
from rlp_portal.rlps.forms import CleanTextField, PortalForm, choice_field
from worksheets.cleaning import INVISIBLE_REMOVED

LONGEST_TEXT, LONGEST_REASON = 1000, 1000
SAME_TEXT = "C’est le texte actuel. Écrivez ce que vous changeriez."
KNOWN = "Cette proposition attend déjà une réponse."
ANSWER_MISSING = "Ce champ est vide. Dites pourquoi la proposition n’est pas retenue\u00a0: chacun le lira."
VERSION_MISSING = "Aucune version n’est choisie. Choisissez celle qui porte le changement."
SELECT = {"class": "form-select"}


def text_field(*, limit, **options):
    return CleanTextField(
        limit=limit,
        multiline=True,
        invisible_notice=INVISIBLE_REMOVED,
        widget=forms.Textarea(attrs={"rows": 4}),
        **options,
    )


class ProposalForm(PortalForm):
    code = choice_field([], label="Code", required="Aucun code n’est choisi.", widget=forms.Select(attrs=SELECT))
    part = choice_field(
        CodePart.choices,
        label="Ce qui change",
        required="Rien n’est choisi. Dites ce qui change.",
        widget=forms.Select(attrs=SELECT),
    )
    text = text_field(
        limit=LONGEST_TEXT,
        label="Le texte que vous proposez",
        error_messages={"required": "Ce champ est vide. Écrivez le texte que vous proposez."},
    )
    reason = text_field(
        limit=LONGEST_REASON,
        label="Pourquoi",
        help_text="Par exemple un passage que le texte actuel fait mal coder. Ne nommez personne.",
        error_messages={"required": "Ce champ est vide. Dites pourquoi en une phrase."},
    )
    op_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, codebook, **kwargs):
        super().__init__(*args, **kwargs)
        self.codebook = codebook
        self.fields["code"].choices = codes_of(codebook)
        self.fields["op_id"].initial = uuid4

    def clean_op_id(self):
        return self.cleaned_data["op_id"] or uuid4()

    def clean(self):
        code, part, text = (self.cleaned_data.get(name) for name in ("code", "part", "text"))
        if not (code and part and text):
            return
        if text == getattr(self.codebook.by_key[code], part):
            self.add_error("text", SAME_TEXT)
        elif self.is_waiting(code=code, part=part, text=text):
            self.add_error("text", KNOWN)

    def is_waiting(self, **about):
        """Sent by another operation: the same one again is no news."""
        found = CodebookProposal.objects.filter(status=ProposalStatus.PROPOSED, **about)
        return found.exclude(op_id=self.cleaned_data["op_id"]).exists()


def codes_of(codebook):
    """[(key, « 1c – Faire des choix stratégiques »)]"""
    signs = signs_of(codebook)
    return [(one.key, f"{signs[one.key]} – {one.name}") for one in in_page_order(codebook)]


def signs_of(codebook):
    """{key: what stands in the margin}: « 1c » for a sub-strategy of the first."""
    above = {sub.key: strategy.sign for strategy in codebook.strategies for sub in strategy.subs}
    return {key: above.get(key, "") + code.sign for key, code in codebook.by_key.items()}


def in_page_order(codebook):
    strategies = [one for strategy in codebook.strategies for one in (strategy, *strategy.subs)]
    return [*codebook.objects, *strategies, *codebook.moments]


class SettlementForm(PortalForm):
    status = choice_field(
        [(one.value, one.label) for one in (ProposalStatus.RETAINED, ProposalStatus.NOT_RETAINED)],
        label="Réponse",
        required="Aucune réponse n’est choisie.",
        widget=forms.RadioSelect,
    )
    retained_in = forms.TypedChoiceField(
        label="Version du lexique qui la porte",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=SELECT),
        help_text="Si elle est retenue. Le texte du lexique change avec cette version du portail.",
        error_messages={"invalid_choice": VERSION_MISSING},
    )
    answer = text_field(
        limit=LONGEST_REASON,
        label="Votre réponse",
        required=False,
        help_text="Nécessaire si elle n’est pas retenue. Le conseil la lira.",
    )

    def __init__(self, *args, proposal, **kwargs):
        super().__init__(*args, initial={"answer": proposal.answer}, **kwargs)
        self.fields["retained_in"].choices = [("", "–"), *versions_after(proposal.codebook_version)]

    def clean(self):
        status = self.cleaned_data.get("status")
        if status == ProposalStatus.NOT_RETAINED:
            self.cleaned_data["retained_in"] = None
            if not self.has_error("answer") and not self.cleaned_data["answer"]:
                self.add_error("answer", ANSWER_MISSING)
        elif status and not self.has_error("retained_in") and not self.cleaned_data["retained_in"]:
            self.add_error("retained_in", VERSION_MISSING)


def versions_after(version):
    """Those published since, and the next one."""
    following = codebooks.latest().version + 1
    return [
        (number, f"Version {number}{', à venir' if number == following else ''}")
        for number in range(version + 1, following + 1)
    ]
