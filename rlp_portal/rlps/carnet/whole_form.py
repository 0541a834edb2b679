"""A page posted whole, by browsers without JavaScript or by « Enregistrer »: only what changed is written."""

from dataclasses import dataclass, field
from uuid import UUID

from rlp_portal.rlps.carnet.new_rows import add_typed, entry_id, entry_of, offers_of, said_added, typed_entries
from rlp_portal.rlps.carnet.saving import (
    KEPT_HERE,
    RowRemoved,
    keep_for_removed_row,
    keep_refused,
    keep_refused_row,
    said_of_conflict,
    save_row,
)
from worksheets.cleaning import Refused
from worksheets.forms import BASE, Retyped
from worksheets.models import Origin
from worksheets.naming import names_in
from worksheets.rows import control_id, is_row_address, split_row_address
from worksheets.schema import UnknownAddress
from worksheets.services import AnswerConflict, close_written, save_answer
from worksheets.wording import words


@dataclass
class Outcome:
    """What became of a posted page: how many fields were written, what to say, what could not be written.

    `added` maps the lines of quick entry to the rows they added; `refusals` hold {id, label, said}; `conflicts`
    {id, label, said, theirs}; `retyped` what rows and lines of quick entry go on showing.
    """

    saved: int = 0
    added: dict = field(default_factory=dict)
    notices: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)
    refusals: list = field(default_factory=list)
    retyped: dict = field(default_factory=dict)
    marks: dict = field(default_factory=dict)  # of what was written: {(row's public id, address): fingerprint}

    @property
    def is_clean(self):
        return not self.conflicts and not self.refusals

    @property
    def status(self):
        return 409 if self.conflicts else 422

    def refuse(self, name, *, said, typed, label, control, base="", offers=()):
        self.refusals.append({"id": control, "label": label, "said": said})
        self.retyped[name] = Retyped(typed or "", base, said, offers=tuple(offers))


def save_page(page, *, by, origin=Origin.FORM):
    outcome = Outcome()
    page.form.is_valid()
    keep_refusals(page, page.form.errors, by=by)
    for posted in page.form.posted():
        if posted.is_changed:
            save_question(page, posted, outcome, by=by, origin=origin)
    save_rows(page.open, page.form.data, outcome, by=by, origin=origin)
    if outcome.marks:
        close_written(workbook_id=page.open.round.workbook_id, marks=outcome.marks, by=by)
    return outcome


def save_rows(open_, data, outcome, *, by, origin=Origin.FORM):
    """The rows of a posted page, and the quick-entry lines that hold something."""
    for name in posted_rows(data):
        save_row_field(open_.round.workbook_id, name, data, outcome, by=by, origin=origin)
    for name in typed_entries(data):
        save_entry(open_, name, data, outcome, by=by, origin=origin)


def keep_refusals(page, names, *, by):
    for name in names:
        raw = page.form.fields[name].widget.value_from_datadict(page.form.data, None, name)
        keep_refused(page.open, name, raw, base=page.form.data.get(name + BASE, ""), by=by)


def save_question(page, posted, outcome, *, by, origin):
    slot = posted.slot
    outcome.notices += posted.notices
    try:
        saved = save_answer(
            sheet=page.open.sheet,
            address=slot.name,
            value=posted.value,
            state=posted.state,
            base=posted.base,
            by=by,
            origin=origin,
        )
    except Refused as refusal:
        page.form.add_error(slot.name, str(refusal))
        keep_refusals(page, [slot.name], by=by)
    except AnswerConflict as conflict:
        page.form.take_base(slot.name, conflict.base)
        theirs = words(slot.asked, conflict.value, state=conflict.state, objects=page.names)
        outcome.conflicts.append(
            {
                "id": slot.id,
                "label": slot.full_label,
                "said": said_of_conflict(conflict, me=by),
                "theirs": theirs,
            }
        )
    else:
        page.form.take_base(slot.name, saved.fingerprint)
        outcome.marks[None, slot.name] = saved.fingerprint
        outcome.saved += 1


def posted_rows(data):
    names = [key.removesuffix(BASE) for key in data if key.endswith(BASE)]
    return [name for name in names if is_row_address(name)]


def save_row_field(workbook_id, name, data, outcome, *, by, origin):
    try:
        _kind, row_id, asked = split_row_address(name)
        saved = save_row(workbook_id, name, data, by=by, origin=origin, is_whole_page=True)
        outcome.saved += saved.is_new
        if saved.is_new:
            outcome.marks[UUID(row_id), asked.key] = saved.base
        outcome.notices += saved.notices
    except UnknownAddress:
        return  # no row of this carnet, or no field of a row: nobody was shown it
    except RowRemoved as removed:
        keep_for_removed_row(workbook_id, name, removed, data, by=by)
        outcome.refusals.append({"id": "", "said": f"{removed} {KEPT_HERE}"})
    except Refused as refusal:
        keep_refused_row(workbook_id, name, data, by=by)
        control, base = control_id(row_id, asked.key), data.get(name + BASE, "")
        outcome.refuse(name, said=str(refusal), typed=data.get(name), base=base, label=asked.label, control=control)
    except AnswerConflict as conflict:
        outcome.retyped[name] = Retyped(data.get(name) or "", conflict.base)
        outcome.conflicts.append(
            {
                "id": control_id(row_id, asked.key),
                "label": asked.label,
                "said": said_of_conflict(conflict, me=by),
                "theirs": words(asked, conflict.value, objects=names_in(workbook_id)),
            }
        )


def save_entry(open_, name, data, outcome, *, by, origin):
    try:
        row, notices = add_typed(open_, data, name, by=by, origin=origin)
    except Refused as refusal:
        entry, _place = entry_of(name)
        offers = offers_of(refusal, name)
        outcome.refuse(
            name, said=str(refusal), typed=data[name], label=entry.label, control=entry_id(name), offers=offers
        )
    else:
        outcome.saved += 1
        outcome.added[name] = row
        outcome.retyped[name] = Retyped("", added=said_added(row))
        outcome.notices += notices
