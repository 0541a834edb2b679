"""Field kind → form field, widget, crispy layout.

A `SheetForm` holds the questions of a page, each with its base; the layout renders a question with the template of
its kind (`templates/worksheets/kinds/`). The same names serve the whole form and the autosave of one field.
"""

from dataclasses import dataclass, field

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.utils.functional import cached_property

from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.front_pages import front_page
from worksheets.kinds import kind_of
from worksheets.models import NEVER_ANSWERED, AnswerState
from worksheets.registry import actor_from, twin_of
from worksheets.schema import Field, Row, RowChoice

BASE = "--base"
STATE = "--state"


@dataclass
class Slot:
    """One question of a page, with what is stored for it. `name` is the address, and the name of the inputs."""

    name: str
    asked: Field
    row: Row | None = None
    value: object = None
    state: str = AnswerState.ANSWERED
    base: str = NEVER_ANSWERED
    label: str = ""
    proposed: str = ""  # what is offered as long as nothing is written, in words
    errors: list = field(default_factory=list)

    @property
    def id(self):
        return "q-" + self.name.replace(".", "-").replace(":", "-")

    @property
    def full_label(self):
        """The question as it is named away from its place: with the row of its table."""
        label = self.label or self.asked.label
        return f"{self.row.label} – {label}" if self.row else label


@dataclass(frozen=True)
class Posted:
    """What a page sent for one question: cleaned, ready for the service."""

    slot: Slot
    value: object
    state: str
    base: str
    notices: tuple[str, ...]

    @property
    def is_changed(self):
        return fingerprint(self.value, self.state) != self.base


@dataclass(frozen=True)
class Retyped:
    """What a field of a row, or a line of quick entry, shows after it could not be written; `said` is the reason.

    A line of quick entry that was written is blank again: `added` says what it added. `offers`: (what a button
    sends, what it says), where the reason is a question.
    """

    value: str
    base: str = NEVER_ANSWERED
    said: str = ""
    added: str = ""
    offers: tuple = ()


class KindWidget(forms.Widget):
    """Reads the inputs of a kind; the drawing is the layout's."""

    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    def value_from_datadict(self, data, files, name):
        return self.kind.read(data, name)


class AnswerField(forms.Field):
    def __init__(self, asked):
        self.asked, self.kind, self.notices = asked, kind_of(asked), ()
        super().__init__(required=False, label=asked.label, widget=KindWidget(self.kind))

    def clean(self, raw):
        try:
            cleaned = self.kind.clean(self.asked, raw)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        self.notices = cleaned.notices
        return cleaned.value


class SheetForm(forms.Form):
    """The questions of a page. Only those whose base came back are looked at.

    `rows`: {target: rows} of the carnet that the questions offer; `row_parts`: {id of a row that a window lists:
    (its template, context)}.
    """

    is_from_paper = False

    def __init__(self, data=None, *, slots, rows=None, row_parts=None, history_url="", blocks=None):
        super().__init__(data)
        self.slots = {slot.name: slot for slot in slots}
        self.rows, self.row_parts, self.history_url = rows or {}, row_parts or {}, history_url
        self._blocks = blocks
        for name, slot in self.slots.items():
            if data is None or name + BASE in data:
                self.fields[name] = AnswerField(slot.asked)

    @cached_property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False  # a template would read form["media"] first, and FT5 asks about the media
        helper.layout = Layout(*(self._blocks or [Question(name) for name in self.slots]))
        return helper

    def posted(self):
        """The valid questions that came back, changed or not."""
        return [self.posted_in(self.slots[name]) for name in self.fields if name in self.cleaned_data]

    def take_base(self, name, base):
        """After a save or a conflict: sending the page again then writes over what it shows."""
        self.data = self.data.copy()
        self.data[name + BASE] = base

    def take_errors(self, form):
        """This form draws again the page of another one, which was validated and saved."""
        self._errors = form.errors

    @property
    def refusals(self):
        """[{id, label, said}] for the summary at the top of the page."""
        return [
            {"id": self.slots[name].id, "label": self.slots[name].full_label, "said": " ".join(said)}
            for name, said in self.errors.items()
            if name in self.slots
        ]

    def posted_in(self, slot):
        return Posted(
            slot=slot,
            value=self.cleaned_data[slot.name],
            state=posted_state(self.data, slot.name),
            base=self.data.get(slot.name + BASE, NEVER_ANSWERED),
            notices=self.fields[slot.name].notices,
        )


def posted_state(data, name):
    sent = data.get(name + STATE)
    return sent if sent in AnswerState.values else AnswerState.ANSWERED.value


class Question(LayoutObject):
    """One question, drawn by the template of its kind."""

    def __init__(self, name):
        self.name = name

    def render(self, form, context, template_pack=None, **kwargs):
        view = QuestionView(form, form.slots[self.name])
        return template_named(f"worksheets/kinds/{view.kind.template}.html").render({"q": view})

    def get_field_names(self, index=None):
        return []


class Group(LayoutObject):
    """Questions under one heading: a section, or a row of a table."""

    def __init__(self, *children, template="worksheets/_group.html", **context):
        self.children, self.template, self.context = children, template, context

    def render(self, form, context, template_pack=None, **kwargs):
        drawn = [child.render(form, context, template_pack) for child in self.children]
        return template_named(self.template).render({"children": drawn, **self.context})

    def get_field_names(self, index=None):
        return []


class FrontPageGroup(Group):
    """The questions of a front page, with the page that they make."""

    def __init__(self, *children, row, **context):
        super().__init__(*children, template="worksheets/_front_page.html", row=row, **context)

    def render(self, form, context, template_pack=None, **kwargs):
        views = [QuestionView(form, form.slots[child.name]) for child in self.children]
        texts = {view.asked.key: view.text for view in views}
        proposed = {view.asked.key: view.proposed for view in views}
        self.context |= {"page": front_page(texts, proposed=proposed), "proposed": proposed}
        return super().render(form, context, template_pack, **kwargs)


class Fragment(LayoutObject):
    """A window on other rows of the carnet, drawn by its own template."""

    def __init__(self, template, **context):
        self.template, self.context = template, context

    def render(self, form, context, template_pack=None, **kwargs):
        return template_named(self.template).render({**self.context, "csrf_token": context.get("csrf_token")})

    def get_field_names(self, index=None):
        return []


def template_named(name):
    return get_template(name)


class QuestionView:
    """What a kind's template needs, with everything decided."""

    def __init__(self, form, slot):
        self.form, self.slot, self.asked = form, slot, slot.asked
        self.kind = kind_of(slot.asked)
        self.name, self.id, self.base = slot.name, slot.id, slot.base
        self.label = slot.label or slot.asked.label
        self.help, self.number, self.proposed = slot.asked.help, slot.asked.number, slot.proposed
        self.errors = form.errors.get(slot.name, []) if form.is_bound else slot.errors
        self.is_shown_as_typed = form.is_bound and slot.name + BASE in form.data
        self.state = posted_state(form.data, slot.name) if self.is_shown_as_typed else slot.state
        if self.is_shown_as_typed:
            self.base = form.data.get(slot.name + BASE, slot.base)

    @property
    def state_name(self):
        return self.name + STATE

    @property
    def base_name(self):
        return self.name + BASE

    @property
    def is_not_applicable(self):
        return self.state == AnswerState.NOT_APPLICABLE

    @property
    def is_passed(self):
        return self.state == AnswerState.PASSED

    @property
    def may_be_passed(self):
        """A paper sheet may say so for the group; elsewhere it is shown where it was said, so as not to be lost."""
        return self.may_be_not_applicable and (self.form.is_from_paper or self.is_passed)

    @property
    def is_already_answered(self):
        """Said where somebody types from paper what another may have typed before."""
        return self.form.is_from_paper and bool(self.slot.base)

    @property
    def may_be_not_applicable(self):
        """What nobody misses when it is empty needs no such word; where it was said, it is shown."""
        return ":" not in self.name and (self.asked.counts or self.state != AnswerState.ANSWERED)

    @property
    def history_url(self):
        return self.form.history_url

    @property
    def described_by(self):
        parts = [f"{self.id}-aide" if self.help else "", f"{self.id}-erreur" if self.errors else ""]
        return " ".join(part for part in parts if part)

    @property
    def limit(self):
        return self.asked.limit

    @property
    def rows(self):
        return getattr(self.asked, "rows", 1)

    @cached_property
    def typed(self):
        """The raw value, as the kind reads it: typed just now, or stored."""
        if self.is_shown_as_typed:
            return self.kind.read(self.form.data, self.name)
        return self.slot.value

    @property
    def text(self):
        return "" if self.typed is None else self.typed

    @property
    def lines(self):
        lines = list(self.typed or [])
        return [*lines, *[""] * (self.asked.count - len(lines))][: self.asked.count]

    @property
    def options(self):
        typed = self.typed
        chosen = typed["chosen"] if isinstance(typed, dict) else [typed]
        return [(option, option.key in chosen, f"{self.id}-{option.key}") for option in self.asked.options]

    @property
    def other(self):
        return (self.typed or {}).get("other") or ""

    @property
    def positions(self):
        """(value, is chosen, id) along a scale."""
        top = getattr(self.asked, "positions", None) or self.asked.maximum
        typed = str(self.text)
        return [(value, str(value) == typed, f"{self.id}-{value}") for value in range(1, top + 1)]

    @property
    def is_blank(self):
        return self.text == ""

    @property
    def person(self):
        return self.typed or {}

    @property
    def known_actor(self):
        """The actor of the registry that a stored row of this list names; None."""
        if not self.slot.value:
            return None
        kept = [one for one in self.form.rows.get("actor", ()) if one.deleted_at is None]
        wanted = actor_from(self.slot.value, sectors=())
        return twin_of(kept, name=wanted["name"], organisation=wanted["organisation"])

    @property
    def placement(self):
        """Its rung as the list of rungs names it."""
        typed = self.typed or {}
        return {"name": typed.get("name"), "rung": str(typed.get("rung") or "")}

    @property
    def offered_rows(self):
        """(row, is chosen, id of its control). A row in the bin is offered as long as it is chosen."""
        typed = with_final_rows(self.asked, self.typed, self.form.rows)
        rows = self.form.rows.get(self.asked.target, ())
        chosen = typed[self.asked.part] if isinstance(typed, dict) else [typed]
        return [
            (one, str(one.public_id) in chosen, f"{self.id}-{one.public_id}")
            for one in rows
            if one.deleted_at is None or str(one.public_id) in chosen
        ]

    @property
    def chosen_rows(self):
        return [one for one in self.offered_rows if one[1]]

    @property
    def other_rows(self):
        return [one for one in self.offered_rows if not one[1]]

    @property
    def words_beside_rows(self):
        return (self.typed or {}).get("text") or ""


def with_final_rows(asked, value, rows):
    """A stored value as the lists of today offer it: an actor that was made into another is that other one.

    `rows`: {target: rows}, with those in the bin.
    """
    if not value or not isinstance(asked, RowChoice):
        return value
    known = rows.get(asked.target, ())
    by_pk, by_id = {row.pk: row for row in known}, {str(row.public_id): row for row in known}
    ids = [str(final_row(by_id[one], by_pk).public_id) if one in by_id else one for one in value[asked.part]]
    return {**value, asked.part: list(dict.fromkeys(ids))}


def final_row(row, by_pk):
    seen = set()
    while row.pk not in seen and (into := by_pk.get(getattr(row, "merged_into_id", None))):
        seen.add(row.pk)
        row = into
    return row
