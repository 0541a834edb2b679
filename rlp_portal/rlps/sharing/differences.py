"""What changed between a shared version and the carnet of today, in words. Pure: two documents in."""

from dataclasses import dataclass

from rlp_portal.rlps.sharing.selection import OUTCOMES_TITLE
from rlp_portal.ui.typography import quebec_date


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    label: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True, kw_only=True)
class PartChanges:
    """The changes of one sheet, or of a list."""

    title: str
    fields: list[FieldChange]


def differences(shared, present):
    """[PartChanges] of what the version shows; what it left out is compared with nothing."""
    now = {sheet.key: sheet for sheet in present.sheets}
    parts = [part("Le regroupement", about_changes(shared, present))]
    parts += [part(sheet.title, sheet_changes(sheet, now.get(sheet.key))) for sheet in shared.sheets]
    if shared.objects is not None:
        parts.append(part("Ce que nous voulons faire durer", row_changes(shared.objects, present.objects, OBJECT)))
    if shared.plan is not None:
        fields = [one for one in MEASURE if not (one[1] == "who" and shared.who_left_out)]
        parts.append(part("Notre plan", row_changes(shared.plan, present.plan, fields)))
    if shared.workshops is not None:
        before, after = outcome_rows(shared), outcome_rows(present, hidden=refs_left_out(shared))
        parts.append(part(OUTCOMES_TITLE, row_changes(before, after, OUTCOME)))
    return [one for one in parts if one.fields]


def part(title, changes):
    return PartChanges(title=title, fields=changes)


def not_in(shared, present):
    """The sheets that hold something today and that the version does not have."""
    had = {sheet.key for sheet in shared.sheets}
    return [sheet for sheet in present.sheets if sheet.key not in had]


def about_changes(shared, present):
    said = [
        ("Nom", shared.rlp.name, present.rlp.name),
        ("Démarche", shared.round.title, present.round.title),
        ("Territoire", shared.rlp.territory, present.rlp.territory),
        ("Organisme hôte", shared.rlp.host, present.rlp.host),
    ]
    changes = [changed(label, lines(before), lines(after)) for label, before, after in said]
    ratings = changed("Cotes de mobilisation", rating_lines(shared), rating_lines(present))
    return [one for one in (*changes, ratings) if one]


def rating_lines(document):
    return [f"{quebec_date(one.rated_on)}\u00a0: {one.level} – {one.label}" for one in document.ratings]


def sheet_changes(before, after):
    """Questions are found by their address: its meaning never changes."""
    was = {one.address: one for one in before.questions if not one.left_out}
    now = {one.address: one for one in after.questions} if after else {}
    hidden = {one.address for one in before.questions if one.left_out}
    addresses = list(dict.fromkeys([*was, *now]))
    changes = [
        changed(label_of(was.get(one) or now[one]), texts_of(was.get(one)), texts_of(now.get(one)))
        for one in addresses
        if one not in hidden
    ]
    state = changed("État de la feuille", [state_of(before)], [state_of(after)])
    return [one for one in (*changes, state) if one]


def label_of(question):
    label = f"{question.number}. {question.label}" if question.number else question.label
    return f"{question.row} – {label}" if question.row else label


def texts_of(question):
    return question.texts if question else []


def state_of(sheet):
    if sheet is None:
        return "Vide"
    return "Terminée" if sheet.is_finished else "En cours"


# ---- Lists: objects and measures ------------------------------------------------------------------------------

OBJECT = [("Nom", "name"), ("Nature", "nature"), ("Avenir", "fate")]
MEASURE = [
    ("Approche ou mesure", "measure"),
    ("Qui", "who"),
    ("Quand", "when"),
    ("Nos besoins", "needs"),
    ("Stratégie", "strategy_label"),
    ("Objet à pérenniser", "object"),
    ("État", "status_label"),
]


OUTCOME = [
    ("Question", "name"),
    ("Issue", "kind_label"),
    ("Inscrit au carnet", "retained"),
    ("Phrase du groupe", "sentence"),
    ("Raisons, sans nom", "reservations"),
]


@dataclass(frozen=True)
class OutcomeRow:
    """What a workshop retained, under the name of all that it is about."""

    ref: str
    name: str
    kind_label: str
    retained: str
    sentence: str
    reservations: str


def outcome_rows(document, *, hidden=()):
    return [
        OutcomeRow(
            ref=one.ref,
            name=" – ".join(filter(None, (workshop.title, step.title, one.about))),
            **{key: getattr(one, key) for _label, key in OUTCOME[1:]},
        )
        for workshop in document.workshops
        for step in workshop.steps
        for one in step.outcomes
        if not one.left_out and one.ref not in hidden
    ]


def refs_left_out(document):
    return {one.ref for workshop in document.workshops for one in workshop.outcomes if one.left_out}


def row_changes(before, after, fields):
    was, now = {one.ref: one for one in before}, {one.ref: one for one in after}
    removed = [changed(named(one, fields), whole(one, fields), []) for one in before if one.ref not in now]
    added = [changed(named(one, fields), [], whole(one, fields)) for one in after if one.ref not in was]
    edited = [
        changed(f"{named(was[one.ref], fields)} – {label}", value(was[one.ref], key), value(one, key))
        for one in after
        if one.ref in was
        for label, key in fields
    ]
    return [one for one in (*edited, *removed, *added) if one]


def whole(row, fields):
    """All that is known of a row that is on one side only, its name apart."""
    said = [f"{label}\u00a0: {text}" for label, key in fields[1:] for text in value(row, key)]
    return said or [named(row, fields)]


def named(row, fields):
    _label, key = fields[0]
    return f"«\u00a0{getattr(row, key) or 'Sans titre'}\u00a0»"


def value(row, key):
    if key == "when":
        return [quebec_date(row.day)] if row.day else []
    return lines(getattr(row, key))


def lines(text):
    return [text] if text else []


def changed(label, before, after):
    return FieldChange(label=label, before=before, after=after) if before != after else None
