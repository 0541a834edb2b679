"""The journal in words: who changed what, when, grouped as people remember it."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.text import Truncator

from worksheets.fingerprints import fingerprint
from worksheets.models import NEVER_ANSWERED, AnswerState, Change, Origin, Variant
from worksheets.rows import ROW_KINDS
from worksheets.schema import UnknownAddress
from worksheets.services import read_row_field
from worksheets.wording import words

SAME_SITTING = timedelta(minutes=30)
ADDED, DELETED = "", "deleted"
LONGEST_NAME = 60


@dataclass(frozen=True)
class Entry:
    """One line of the journal: what it is about, before and after in words, whether it can be restored.

    `is_present`: what it became is what is stored now. `is_kept_apart`: `before` is a text that waited beside the
    field for somebody to choose; it never was in it.
    """

    change: Change
    label: str
    before: list
    after: list
    note: str = ""
    is_restorable: bool = False
    is_present: bool = False
    is_kept_apart: bool = False

    @property
    def is_removal(self):
        return self.change.address == DELETED and self.change.after["value"]


@dataclass
class Sitting:
    """Changes of one person at one time: « Marie a modifié 2 réponses le 12 novembre à 9 h 40 »."""

    author: object
    entries: list = field(default_factory=list)

    @property
    def at(self):
        return self.entries[0].change.at

    @property
    def count(self):
        return len(self.entries)


def sittings(changes, *, instrument, objects, rows=None, answers=None):
    """Group changes, newest first, by author and sitting.

    `objects`: {public id: name}; what is stored now: `rows`, {public id: row}, and `answers`, {address: Answer}.
    """
    grouped = []
    for change in changes:
        entry = entry_of(change, instrument=instrument, objects=objects, rows=rows or {}, answers=answers or {})
        if grouped and belongs(grouped[-1], change):
            grouped[-1].entries.append(entry)
        else:
            grouped.append(Sitting(change.author, [entry]))
    return grouped


def belongs(sitting, change):
    last = sitting.entries[-1].change
    return sitting.author == change.author and last.at - change.at <= SAME_SITTING


def entry_of(change, *, instrument, objects, rows, answers):
    if change.target == Change.Target.ANSWER:
        return answer_entry(change, instrument, objects, answers)
    if change.target == Change.Target.SHEET:
        said = "Feuille marquée comme terminée" if change.after["value"] else "Feuille reprise"
        return Entry(change, said, [], [])
    if change.target == Change.Target.VARIANT:
        return variant_entry(change, instrument, objects, rows)
    return row_entry(change, objects, rows)


def answer_entry(change, instrument, objects, answers):
    try:
        asked, row = instrument.find(change.address)
    except UnknownAddress:  # a field of an earlier version of the instrument
        return Entry(change, change.address, [], [])
    stored = answers.get(change.address)
    return Entry(
        change,
        f"{row.label} – {asked.label}" if row else asked.label,
        said(asked, change.before, objects),
        said(asked, change.after, objects),
        note=origin_note(change),
        is_restorable=change.after is not None,
        is_present=base_left_by(change) == (stored.fingerprint if stored else NEVER_ANSWERED),
    )


def row_entry(change, objects, rows):
    kind = ROW_KINDS[change.target]
    if change.address == ADDED:
        name = change.after["value"].get(kind.title) or "sans titre"
        return Entry(change, f"{kind.noun} {kind.agree('ajouté')}", [], [name], note=origin_note(change))
    if change.address == DELETED:
        label, name = f"{kind.noun} {deed_of(change, kind)}", change.after.get("name")
        return Entry(change, f"{label}\u00a0: {name}" if name else label, [], [])
    asked, row = kind.fields[change.address], rows.get(change.target_id)
    return Entry(
        change,
        f"{named(row, kind.noun)} – {asked.label}",
        said(asked, change.before, objects),
        said(asked, change.after, objects),
        note=origin_note(change),
        is_restorable=True,
        is_present=row is not None and base_left_by(change) == fingerprint(read_row_field(row, asked)),
    )


def variant_entry(change, instrument, objects, rows):
    """A text that waited beside its field, and what became of it."""
    became = f"version gardée à part, {Variant.Settled(change.after['how']).label.lower()}"
    kind = ROW_KINDS.get(change.after["of"])
    try:
        asked, row = (kind.fields[change.address], None) if kind else instrument.find(change.address)
    except (KeyError, UnknownAddress):  # a field of an earlier version
        return Entry(change, f"{change.address} – {became}", [], [])
    place = named(rows.get(change.target_id), kind.noun) if kind else row.label if row else ""
    label = " – ".join(filter(None, [place, asked.label, became]))
    return Entry(change, label, said(asked, change.before, objects), [], is_kept_apart=True)


def deed_of(change, kind):
    if not change.after["value"]:
        return f"{kind.agree('repris')} de la corbeille"
    return "réuni à un autre" if "merged_into" in change.after else f"{kind.agree('mis')} à la corbeille"


def base_left_by(change):
    held = change.after or {"value": None}
    return fingerprint(held["value"], held.get("state", AnswerState.ANSWERED))


def named(row, subject):
    """Which of them: the row by its present name, long ones cut; its nature alone when it is nowhere."""
    if row is None:
        return subject
    name = " ".join(str(row).split()).replace("« ", "“").replace(" »", "”")
    return f"«\u00a0{Truncator(name).chars(LONGEST_NAME)}\u00a0»"


def said(asked, held, objects):
    if held is None:
        return []
    return words(asked, held["value"], state=held.get("state", AnswerState.ANSWERED), objects=objects)


def origin_note(change):
    return "" if change.origin == Origin.SCREEN else Origin(change.origin).label


def changes_of_sheet(workbook_id, sheet, targets):
    """The journal of one sheet, newest first, with the rows that this sheet shows."""
    own = Change.objects.filter(workbook=workbook_id).select_related("author")
    of_sheet = own.filter(sheet=sheet) if sheet.pk else own.none()
    return (of_sheet | own.filter(target__in=targets)).order_by("-id") if targets else of_sheet.order_by("-id")
