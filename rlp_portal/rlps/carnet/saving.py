"""From what a page sends to the one writer: shared by the whole form and the autosave."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest

from rlp_portal.ui.typography import quebec_time, quoted
from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.forms import BASE, STATE
from worksheets.kinds import kind_of
from worksheets.models import Origin, Variant
from worksheets.rows import split_row_address
from worksheets.schema import UnknownAddress
from worksheets.services import begin_sheet, keep_variant, save_row_field
from worksheets.services.references import is_uuid

KEPT_BOTH = "Vos deux textes sont gardés. Comparez-les."
KEPT_HERE = "Ce que vous avez écrit est gardé."
LONGEST_KEPT = 100_000
PAPER_ENTRY = "saisie=papier"
EPOCH = "epoch"
LOST_BASE = "restored"  # no fingerprint: matches nothing that is stored


class RowRemoved(Exception):
    """The row went to the bin while somebody was writing in it."""

    def __init__(self, row, *, value):
        super().__init__(f"{quoted(row)} a été retiré entre-temps.")
        self.row, self.value = row, value


@dataclass(frozen=True)
class SavedRow:
    base: str
    at: object
    notices: tuple
    is_new: bool


def restored_since(data, round_):
    """When the data were restored, if the page that sends this was drawn before; else None."""
    sent = data.get(EPOCH)
    return round_.restored_at if sent is not None and sent != (round_.epoch or "") else None


def refuse_unreadable(data, names):
    """B43: a body that is no form of ours, or that says one thing twice, is not guessed at. Raises BadRequest."""
    if "field" not in data or any(len(data.getlist(name)) > 1 for name in names):
        raise BadRequest


def said_once(name, raw):
    """The inputs of a question that its form sends once; `raw` is what its kind read of them."""
    parts = {f"{name}--{part}": held for part, held in raw.items()} if isinstance(raw, dict) else {name: raw}
    texts = [one for one, held in parts.items() if not isinstance(held, list)]
    return ["field", "op_id", EPOCH, name + BASE, name + STATE, *texts]


def with_true_bases(data, round_):
    """F19: after a restoration an old base could match by luck. Each text is compared with what is stored instead."""
    if not restored_since(data, round_):
        return data
    data = data.copy()
    for name in [key for key in data if key.endswith(BASE)]:
        data[name] = LOST_BASE
    return data


def said_of_restoration(at):
    return f"Les données ont été restaurées à {quebec_time(at)}."


def news_of_restoration(data, round_):
    """What a script learns with its answer: the present epoch, and the sentence to say. Nothing most of the time."""
    at = restored_since(data, round_)
    return {"epoch": round_.epoch, "restored": said_of_restoration(at)} if at else {}


def say_restoration(request, round_):
    """To the browser that posts its page whole."""
    at = restored_since(request.POST, round_)
    if at:
        messages.warning(
            request, f"{said_of_restoration(at)} Comparez ce que vous aviez écrit avec ce qui est gardé."
        )


def said_of_conflict(conflict, *, me, restored_at=None):
    """« Marie a modifié ce champ à 10 h 42. Vos deux textes sont gardés. Comparez-les. »"""
    if restored_at:
        return f"{said_of_restoration(restored_at)} {KEPT_BOTH}"
    if conflict.author is None:
        return f"Ce champ a été modifié entre-temps. {KEPT_BOTH}"
    who = "Vous avez" if conflict.author == me else f"{conflict.author} a"
    return f"{who} modifié ce champ à {quebec_time(conflict.at)}. {KEPT_BOTH}"


def origin_of(request):
    """How a field sent by a script came in: its page was drawn for one or for the other."""
    return Origin.PAPER if request.GET.urlencode() == PAPER_ENTRY else Origin.SCREEN


def operation_id(data):
    """The random id that the browser gave to this save, if it gave a readable one."""
    sent = data.get("op_id", "")
    return uuid.UUID(sent) if is_uuid(sent) else None


def entry_operation_id(data, name):
    """The id of one line of quick entry in a page posted whole, which may hold several under one operation.

    The words count: a page found again by « Précédent » and sent with others has others to add.
    """
    sent = operation_id(data)
    return uuid.uuid5(sent, f"{name} {storable(data[name])}") if sent else None


def save_row(workbook_id, name, data, *, by, op_id=None, origin=Origin.SCREEN, is_whole_page=False):
    """Write one posted field of an object or plan line.

    Raises UnknownAddress, Refused, RowRemoved, AnswerConflict. A whole form brings every field back: those that
    its page did not change are left alone.
    """
    _row_kind, _row_id, field = split_row_address(name)
    kind, base = kind_of(field), data.get(name + BASE, "")
    try:
        cleaned = kind.clean(field, kind.read(data, name))
    except Refused:
        find_row(workbook_id, name)  # only a row of this carnet keeps what it was sent
        raise
    if is_whole_page and fingerprint(cleaned.value) == base:
        return SavedRow(base, None, cleaned.notices, is_new=False)
    row = find_row(workbook_id, name)
    if row.deleted_at:
        raise RowRemoved(row, value=cleaned.value)
    saved = save_row_field(row=row, field=field, value=cleaned.value, base=base, by=by, op_id=op_id, origin=origin)
    return SavedRow(saved.fingerprint, saved.at, cleaned.notices, is_new=True)


def find_row(workbook_id, name):
    kind, public_id, _field = split_row_address(name)
    row = find_row_by_id(workbook_id, kind.model, public_id)
    if row is None:
        raise UnknownAddress(name)
    return row


def find_row_by_id(workbook_id, model, public_id):
    if not is_uuid(public_id):
        return None
    return model.objects.filter(workbook=workbook_id, public_id=public_id).first()


def keep_refused(open_, name, raw, *, base, by, op_id=None):
    """What could not be read is kept as it came, so that a lost page is not a lost text."""
    return keep_variant(
        workbook_id=open_.round.workbook_id,
        sheet=begin_sheet(open_.sheet),  # somebody wrote in it
        address=name,
        value=storable(raw),
        base=base,
        reason=Variant.Reason.INVALID,
        by=by,
        op_id=op_id,
    )


def keep_refused_row(workbook_id, name, data, *, by, op_id=None):
    row_kind, _row_id, field = split_row_address(name)
    raw = storable(kind_of(field).read(data, name))
    return keep_aside(workbook_id, name, raw, data=data, reason=Variant.Reason.INVALID, by=by, op_id=op_id)


def keep_for_removed_row(workbook_id, name, removed, data, *, by):
    """Ready to be written should the row come back: the same operation will then be done."""
    reason = Variant.Reason.REMOVED
    return keep_aside(workbook_id, name, removed.value, data=data, reason=reason, by=by)


def keep_aside(workbook_id, name, value, *, data, reason, by, op_id=None):
    row_kind, public_id, field = split_row_address(name)
    return keep_variant(
        workbook_id=workbook_id,
        target=row_kind.target,
        target_id=uuid.UUID(public_id),
        address=field.key,
        value=value,
        base=data.get(name + BASE, ""),
        reason=reason,
        by=by,
        op_id=op_id,
    )


def keep_refused_entry(open_, raw, *, target, address, by, op_id=None):
    """The same for a line of quick entry, which has no row yet. Where nothing was typed, nothing is kept."""
    if not raw or not raw.strip():
        return
    keep_variant(
        workbook_id=open_.round.workbook_id,
        target=target,
        address=address,
        value=storable(raw),
        base="",
        reason=Variant.Reason.INVALID,
        by=by,
        op_id=op_id,
    )


def storable(raw):
    """Raw input made fit for a JSON column: no NUL, no half characters, not endless."""
    if isinstance(raw, dict):
        return {key: storable(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [storable(value) for value in raw[:100]]
    if raw is None:
        return None
    return str(raw).replace("\x00", "").encode("utf-8", "ignore").decode()[:LONGEST_KEPT]
