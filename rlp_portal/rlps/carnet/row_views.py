"""Objects to sustain and plan lines: their list, adding one in one line, the bin and the way back."""

import uuid

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import trigger_client_event

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet import new_rows
from rlp_portal.rlps.carnet.new_rows import NEW_CODE
from rlp_portal.rlps.carnet.queries import OBJECT_SHEET, PLAN_SHEET, find_round, open_sheet
from rlp_portal.rlps.carnet.saving import operation_id, origin_of, say_restoration, with_true_bases
from rlp_portal.rlps.carnet.sheet_page import row_urls, said_in_entries
from rlp_portal.rlps.carnet.whole_form import Outcome, save_rows
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import asks_for_fragment, offer_undo, render_page, say_beside
from rlp_portal.ui.typography import quebec_time, quoted
from worksheets import services
from worksheets.cleaning import Refused
from worksheets.codes import ObjectCode
from worksheets.models import PlanLine, SustainedObject
from worksheets.queries import objects_of
from worksheets.rows import NEW_OBJECT
from worksheets.services.references import is_uuid
from worksheets.sheet_forms import row_view

IN_THE_BIN = "Il reste 30 jours dans la corbeille. Vous le retrouverez dans l’historique de la feuille."
REMOVE = "remove:"  # the value of a « Retirer » button, followed by the row's id


@rlp_view(Right.READ_DRAFTS, writing=Right.EDIT_CARNET)
def objects(request, rlp, number):
    open_ = open_sheet(rlp, number, OBJECT_SHEET)
    if request.method == "POST":
        return save_objects(request, open_)
    return show_objects(request, open_.round)


def save_objects(request, open_):
    outcome = Outcome()
    save_rows(open_, with_true_bases(request.POST, open_.round), outcome, by=request.user)
    say_restoration(request, open_.round)
    for notice in outcome.notices:
        messages.info(request, notice)
    if not outcome.is_clean:
        return show_objects(request, open_.round, outcome=outcome)
    removed = request.POST.get("then", "")
    if removed.startswith(REMOVE):
        return remove(request, open_.round, removed.removeprefix(REMOVE), back=request.path)
    return redirect(stay(request, outcome))


def stay(request, outcome):
    """The same page again: where something was added if it was, saying what; otherwise at its top, with the hour."""
    if outcome.saved > len(outcome.added):
        messages.success(request, f"Enregistré à {quebec_time(timezone.now())}.")
    for name, row in outcome.added.items():
        say_beside(request, new_rows.said_added(row), place=name)
    first = next(iter(outcome.added), None)
    return f"{request.path}#{new_rows.entry_id(first)}" if first else request.path


def show_objects(request, round_, *, outcome=None):
    urls, retyped = row_urls(round_), outcome.retyped if outcome else said_in_entries(request)
    rows = [one for one in objects_of(round_.workbook_id) if one.deleted_at is None]
    context = {
        "title": "Ce que nous voulons pérenniser",
        "round": round_,
        "groups": [
            (code, [row_view(one, remove_url=urls["remove_row"], retyped=retyped) for one in of_code])
            for code in ObjectCode
            if (of_code := [one for one in rows if one.code == code])
        ],
        "entry": retyped.get(NEW_OBJECT),
        "new_code": request.POST.get(NEW_CODE) if outcome else "",
        "codes": ObjectCode,
        "op_id": uuid.uuid4(),
        "urls": urls,
        "refusals": outcome.refusals if outcome else [],
        "conflicts": outcome.conflicts if outcome else [],
        "has_errors": outcome is not None,
    }
    return render_page(request, "carnet/objects.html", context, status=outcome.status if outcome else 200)


@rlp_view(None, writing=Right.EDIT_CARNET)
def add_object(request, rlp, number):
    open_ = open_sheet(rlp, number, OBJECT_SHEET)
    try:
        row, _notices = new_rows.add_object(open_, request.POST, line=request.POST.get("line", ""), **writer(request))
    except Refused as refusal:
        return refuse_new_row(request, refusal)
    return new_row(request, open_.round, row, "worksheets/_object_row.html")


@rlp_view(None, writing=Right.EDIT_CARNET)
def add_plan_line(request, rlp, number):
    open_ = open_sheet(rlp, number, PLAN_SHEET)
    try:
        strategy = request.POST.get("strategy", "")
        row, _notices = new_rows.add_plan_line(open_, request.POST, strategy=strategy, **writer(request))
    except Refused as refusal:
        return refuse_new_row(request, refusal)
    return new_row(request, open_.round, row, "worksheets/_plan_line.html")


def writer(request):
    return {"by": request.user, "op_id": operation_id(request.POST), "origin": origin_of(request)}


def new_row(request, round_, row, template):
    if asks_for_fragment(request):
        return said_saved(render(request, template, row_context(round_, row)))
    messages.success(request, new_rows.said_added(row))
    return redirect(back_to(request, row, round_))


def said_saved(response):
    """The line at the bottom of the page says the hour of this save too."""
    return trigger_client_event(response, "portal:saved", {"said": f"Enregistré à {quebec_time(timezone.now())}"})


def row_context(round_, row):
    view = row_view(row, remove_url=row_urls(round_)["remove_row"])
    return {"line": view, "item": view, "objects": objects_of(round_.workbook_id)}


def refuse_new_row(request, refusal):
    if asks_for_fragment(request):
        return JsonResponse({"message": str(refusal)}, status=422)
    messages.error(request, str(refusal))
    return redirect(safe_back(request) or "next_thing")


@rlp_view(None, writing=Right.EDIT_CARNET)
def delete_row(request, rlp, number, row_id):
    return remove(request, find_round(rlp, number), row_id)


def remove(request, round_, row_id, *, back=""):
    """`back` is the page where the button stood, when it is known."""
    row = find_any_row(round_.workbook_id, row_id)
    services.delete_row(row=row, by=request.user)
    undo = reverse("undelete_row", args=[round_.rlp.slug, round_.number, row.public_id])
    said = f"{quoted(row)} est retiré. {IN_THE_BIN}"
    if asks_for_fragment(request):
        return said_saved(render(request, "carnet/_row_removed.html", {"said": said, "url": undo}))
    offer_undo(request, said=said, url=undo)
    return redirect(back or back_to(request, row, round_))


@rlp_view(None, writing=Right.EDIT_CARNET)
def undelete_row(request, rlp, number, row_id):
    round_ = find_round(rlp, number)
    row = find_any_row(round_.workbook_id, row_id)
    services.undelete_row(row=row, by=request.user)
    messages.success(request, f"{quoted(row)} est revenu.")
    return redirect(back_to(request, row, round_))


def find_any_row(workbook_id, row_id):
    for model in (SustainedObject, PlanLine):
        row = model.objects.filter(workbook=workbook_id, public_id=row_id).first() if is_uuid(row_id) else None
        if row:
            return row
    raise Http404


def back_to(request, row, round_):
    """Where the gesture was made; otherwise the page that shows such rows."""
    came_from = safe_back(request)
    if came_from:
        return came_from
    if isinstance(row, PlanLine):
        return reverse("sheet", args=[round_.rlp.slug, round_.number, PLAN_SHEET])
    return reverse("objects", args=[round_.rlp.slug, round_.number])


def safe_back(request):
    address = request.META.get("HTTP_REFERER", "")
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and allowed else ""
