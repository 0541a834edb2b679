"""A page posted whole, by browsers without JavaScript or by « Enregistrer »: only what changed is written."""

from dataclasses import dataclass, field

from rlp_portal.rlps.carnet.new_rows import add_typed_rows
from rlp_portal.rlps.carnet.saving import KEPT_HERE, keep_refused, keep_refused_row, said_of_conflict, save_row
from rlp_portal.rlps.carnet.sheet_page import names_of
from worksheets.cleaning import Refused
from worksheets.forms import BASE
from worksheets.models import Origin
from worksheets.rows import is_row_address
from worksheets.schema import UnknownAddress
from worksheets.services import AnswerConflict, save_answer
from worksheets.wording import words


@dataclass
class Outcome:
    """What became of a posted page: how many fields were written, what to say, what could not be written."""

    saved: int = 0
    notices: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)
    row_errors: list = field(default_factory=list)

    @property
    def is_clean(self):
        return not self.conflicts and not self.row_errors


def save_page(page, *, by):
    outcome = Outcome()
    page.form.is_valid()
    keep_refusals(page, by=by)
    for posted in page.form.posted():
        if posted.is_changed:
            save_question(page, posted, outcome, by=by)
    return save_rows(page.open, page.form.data, outcome, by=by)


def save_rows(open_, data, outcome=None, *, by):
    """The objects and plan lines of a posted page, and the quick-entry lines that hold something."""
    outcome = outcome or Outcome()
    for name in posted_rows(data):
        save_row_field(open_.round.workbook_id, name, data, outcome, by=by)
    try:
        outcome.saved += add_typed_rows(open_, data, by=by)
    except Refused as refusal:
        outcome.row_errors.append({"said": str(refusal)})
    return outcome


def keep_refusals(page, *, by):
    for name in page.form.errors:
        raw = page.form.fields[name].widget.value_from_datadict(page.form.data, None, name)
        keep_refused(page.open, name, raw, base=page.form.data.get(name + BASE, ""), by=by)


def save_question(page, posted, outcome, *, by):
    slot = posted.slot
    outcome.notices += posted.notices
    try:
        save_answer(
            sheet=page.open.sheet,
            address=slot.name,
            value=posted.value,
            state=posted.state,
            base=posted.base,
            by=by,
            origin=Origin.FORM,
        )
        outcome.saved += 1
    except Refused as refusal:
        page.form.add_error(slot.name, str(refusal))
    except AnswerConflict as conflict:
        page.form.take_base(slot.name, conflict.base)
        outcome.conflicts.append(
            {
                "id": slot.id,
                "label": slot.label or slot.asked.label,
                "said": said_of_conflict(conflict, me=by),
                "theirs": words(slot.asked, conflict.value, state=conflict.state, objects=names_of(page.objects)),
            }
        )


def posted_rows(data):
    names = [key.removesuffix(BASE) for key in data if key.endswith(BASE)]
    return [name for name in names if is_row_address(name)]


def save_row_field(workbook_id, name, data, outcome, *, by):
    try:
        saved = save_row(workbook_id, name, data, by=by, origin=Origin.FORM)
        outcome.saved += saved.is_new
        outcome.notices += saved.notices
    except UnknownAddress:
        return  # a row of another carnet, or a field that does not exist: nothing to write
    except Refused as refusal:
        keep_refused_row(workbook_id, name, data, by=by)
        outcome.row_errors.append({"said": f"{refusal} {KEPT_HERE}"})
    except AnswerConflict as conflict:
        outcome.row_errors.append({"said": said_of_conflict(conflict, me=by)})
