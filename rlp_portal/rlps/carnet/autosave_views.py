"""Saving one field: what autosave.js talks to. JSON out, with the French sentence to show."""

from django.http import JsonResponse
from django.urls import reverse

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.answering import acknowledged, conflicting, gone, refused
from rlp_portal.rlps.carnet.queries import find_round, open_sheet
from rlp_portal.rlps.carnet.saving import (
    RowRemoved,
    keep_for_removed_row,
    keep_refused,
    keep_refused_row,
    news_of_restoration,
    operation_id,
    origin_of,
    refuse_unreadable,
    said_once,
    save_row,
    with_true_bases,
)
from rlp_portal.rlps.permissions import Right
from worksheets.cleaning import Refused
from worksheets.forms import BASE, posted_state
from worksheets.kinds import holds_answers, kind_of
from worksheets.models import NEVER_ANSWERED
from worksheets.schema import UnknownAddress
from worksheets.services import AnswerConflict, OperationReused, save_answer

NO_SUCH_FIELD = "Ce champ n’existe plus dans cette feuille. Rechargez la page; votre texte est gardé ici."


@rlp_view(None, writing=Right.EDIT_CARNET)
def save_field(request, rlp, number, key):
    """POST field, its inputs, `<field>--base`, op_id → 200 {saved, base, notices} · 409 conflict · 422 refused."""
    refuse_unreadable(request.POST, ["field"])
    open_ = open_sheet(rlp, number, key)
    name, data = request.POST.get("field", ""), with_true_bases(request.POST, open_.round)
    op_id = operation_id(request.POST)
    try:
        asked, _row = open_.instrument.find(name)
    except UnknownAddress:
        asked = None
    if asked is None or not holds_answers(asked):
        return JsonResponse({"message": NO_SUCH_FIELD}, status=422)
    kind, base = kind_of(asked), data.get(name + BASE, NEVER_ANSWERED)
    raw = kind.read(data, name)
    refuse_unreadable(data, said_once(name, raw))
    try:
        cleaned = kind.clean(asked, raw)
        saved = save_answer(
            sheet=open_.sheet,
            address=name,
            value=cleaned.value,
            state=posted_state(data, name),
            base=base,
            by=request.user,
            op_id=op_id,
            origin=origin_of(request),
        )
    except OperationReused as reused:
        return refused(reused)
    except Refused as refusal:
        keep_refused(open_, name, raw, base=base, by=request.user, op_id=op_id)
        return refused(refusal)
    except AnswerConflict as conflict:
        return conflicting(request, open_.round, conflict)
    return acknowledged(saved.at, saved.fingerprint, cleaned.notices, news_of_restoration(request.POST, open_.round))


@rlp_view(None, writing=Right.EDIT_CARNET)
def save_row_field(request, rlp, number):
    """The same for a field of an object or plan line; 410 when the row is in the bin."""
    refuse_unreadable(request.POST, request.POST)
    round_ = find_round(rlp, number)
    name, data = request.POST.get("field", ""), with_true_bases(request.POST, round_)
    op_id = operation_id(request.POST)
    try:
        saved = save_row(round_.workbook_id, name, data, by=request.user, op_id=op_id, origin=origin_of(request))
    except UnknownAddress:
        return JsonResponse({"message": NO_SUCH_FIELD}, status=422)
    except OperationReused as reused:
        return refused(reused)
    except Refused as refusal:
        keep_refused_row(round_.workbook_id, name, data, by=request.user, op_id=op_id)
        return refused(refusal)
    except RowRemoved as removed:
        keep_for_removed_row(round_.workbook_id, name, removed, data, by=request.user)
        return gone(removed, take_back=reverse("undelete_row", args=[rlp.slug, number, removed.row.public_id]))
    except AnswerConflict as conflict:
        return conflicting(request, round_, conflict)
    return acknowledged(saved.at, saved.base, saved.notices, news_of_restoration(request.POST, round_))
