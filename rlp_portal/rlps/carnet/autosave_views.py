"""Saving one field: what autosave.js talks to. JSON out, with the French sentence to show."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import OBJECT_SHEET, PLAN_SHEET, find_round, open_sheet
from rlp_portal.rlps.carnet.saving import (
    KEPT_HERE,
    RowRemoved,
    keep_refused,
    keep_refused_row,
    news_of_restoration,
    operation_id,
    restored_since,
    said_of_conflict,
    save_row,
    with_true_bases,
)
from rlp_portal.rlps.carnet.sheet_page import names_of
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.typography import quebec_time
from worksheets.cleaning import Refused
from worksheets.forms import BASE, posted_state
from worksheets.kinds import holds_answers, kind_of
from worksheets.models import NEVER_ANSWERED, Change
from worksheets.queries import objects_of
from worksheets.rows import split_row_address
from worksheets.schema import UnknownAddress
from worksheets.services import AnswerConflict, save_answer
from worksheets.wording import words

SHEET_OF = {Change.Target.OBJECT: OBJECT_SHEET, Change.Target.PLAN_LINE: PLAN_SHEET}
NO_SUCH_FIELD = "Ce champ n’existe plus dans cette feuille. Rechargez la page; votre texte est gardé ici."


@rlp_view(None, writing=Right.EDIT_CARNET)
def save_field(request, rlp, number, key):
    """POST field, its inputs, `<field>--base`, op_id → 200 {saved, base, notices} · 409 conflict · 422 refused."""
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
        )
    except Refused as refusal:
        keep_refused(open_, name, raw, base=base, by=request.user, op_id=op_id)
        return refused(refusal)
    except AnswerConflict as conflict:
        objects = names_of(objects_of(open_.round.workbook_id))
        theirs = words(asked, conflict.value, state=conflict.state, objects=objects)
        return conflicting(request, conflict, theirs, round_=open_.round, settle_args=open_.url_args)
    return acknowledged(saved.at, saved.fingerprint, cleaned.notices, news_of_restoration(request.POST, open_.round))


@rlp_view(None, writing=Right.EDIT_CARNET)
def save_row_field(request, rlp, number):
    """The same for a field of an object or plan line."""
    round_ = find_round(rlp, number)
    name, data = request.POST.get("field", ""), with_true_bases(request.POST, round_)
    op_id = operation_id(request.POST)
    try:
        saved = save_row(round_.workbook_id, name, data, by=request.user, op_id=op_id)
    except UnknownAddress:
        return JsonResponse({"message": NO_SUCH_FIELD}, status=422)
    except Refused as refusal:
        keep_refused_row(round_.workbook_id, name, data, by=request.user, op_id=op_id)
        return refused(refusal)
    except RowRemoved as removed:
        keep_refused_row(round_.workbook_id, name, data, by=request.user, op_id=op_id)
        return gone(removed, take_back=reverse("undelete_row", args=[rlp.slug, number, removed.row.public_id]))
    except AnswerConflict as conflict:
        kind, _row_id, asked = split_row_address(name)
        theirs = words(asked, conflict.value, objects=names_of(objects_of(round_.workbook_id)))
        settle_args = [rlp.slug, number, SHEET_OF[kind.target]]
        return conflicting(request, conflict, theirs, round_=round_, settle_args=settle_args)
    return acknowledged(saved.at, saved.base, saved.notices, news_of_restoration(request.POST, round_))


def acknowledged(at, base, notices, news):
    said = f"Enregistré à {quebec_time(at)}" if at else ""
    return JsonResponse({"saved": said, "base": base, "notices": list(notices), **news})


def refused(refusal):
    return JsonResponse({"message": str(refusal), "kept": KEPT_HERE}, status=422)


def gone(removed, *, take_back):
    """The row lies in the bin: the page offers to take it back, then sends again."""
    return JsonResponse({"message": str(removed), "kept": KEPT_HERE, "take_back": take_back}, status=410)


def conflicting(request, conflict, theirs, *, round_, settle_args):
    restored_at = restored_since(request.POST, round_)
    said = said_of_conflict(conflict, me=request.user, restored_at=restored_at)
    settle_url = reverse("settle_variant", args=[*settle_args, conflict.variant.public_id])
    html = render_to_string("carnet/_conflict.html", {"said": said, "theirs": theirs, "settle_url": settle_url})
    news = news_of_restoration(request.POST, round_)
    return JsonResponse({"message": said, "base": conflict.base, "html": html, **news}, status=409)
