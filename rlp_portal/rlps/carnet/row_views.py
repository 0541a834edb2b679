"""Objects to sustain and plan lines: their list, adding one in one line, the bin and the way back."""

import uuid
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import trigger_client_event

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet import new_rows
from rlp_portal.rlps.carnet.gestures import (
    anchor_of,
    do_gesture,
    find_any_row,
    find_kept,
    said_moved,
    said_planned,
    said_removed,
    undo_url,
    wedge_of,
)
from rlp_portal.rlps.carnet.new_rows import NEW_CODE
from rlp_portal.rlps.carnet.queries import (
    OBJECT_SHEET,
    PLAN_SHEET,
    WHEEL_SHEETS,
    find_round,
    open_registry,
    open_sheet,
)
from rlp_portal.rlps.carnet.saving import operation_id, origin_of, say_restoration, with_true_bases
from rlp_portal.rlps.carnet.sheet_page import SheetPage, row_urls, said_in_entries
from rlp_portal.rlps.carnet.whole_form import Outcome, save_rows
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import asks_for_fragment, offer_undo, render_page, say_beside
from rlp_portal.ui.typography import quebec_time, quoted
from worksheets import services
from worksheets.cleaning import Refused
from worksheets.codes import ObjectCode
from worksheets.models import Sector, SustainedObject
from worksheets.registry import sector_groups
from worksheets.row_views import row_view
from worksheets.rows import (
    ACTOR,
    NEW_ACTOR,
    NEW_MEASURE,
    NEW_OBJECT,
    NEW_SECTOR,
    PLAN_LINE,
    SECTOR,
    kind_of_row,
)


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
    done = do_gesture(request, open_, request.POST.get("then", ""), back=request.path)
    return done or redirect(stay(request, outcome))


def stay(request, outcome):
    """The same page again: where something was added if it was, saying what; otherwise at its top, with the hour."""
    if outcome.saved > len(outcome.added):
        messages.success(request, f"Enregistré à {quebec_time(timezone.now())}.")
    for name, row in outcome.added.items():
        say_beside(request, new_rows.said_added(row), place=name)
    first = next(iter(outcome.added), None)
    if first is None:
        return request.path
    wedge = new_rows.wedge_of_entry(first)
    return f"{request.path}{wedge and f'?secteur={wedge}'}#{new_rows.entry_id(first)}"


def show_objects(request, round_, *, outcome=None):
    urls, retyped = row_urls(round_), outcome.retyped if outcome else said_in_entries(request)
    rows = SustainedObject.objects.kept().filter(workbook=round_.workbook_id)
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
    return add(request, open_sheet(rlp, number, OBJECT_SHEET), NEW_OBJECT, request.POST.get("line", ""))


@rlp_view(None, writing=Right.EDIT_CARNET)
def add_plan_line(request, rlp, number):
    return add(request, open_sheet(rlp, number, PLAN_SHEET), NEW_MEASURE, request.POST.get("strategy", ""))


@rlp_view(None, writing=Right.EDIT_CARNET)
def add_sector(request, rlp, number):
    circle = request.POST.get("circle", "")
    return add(request, open_sheet(rlp, number, WHEEL_SHEETS.get(circle, "")), NEW_SECTOR, circle)


@rlp_view(None, writing=Right.EDIT_CARNET)
def move_sector(request, rlp, number, sector_id):
    """POST step: -1 is one place towards the first, 1 towards the last; from a page that moves it by itself."""
    open_ = open_registry(rlp, number)
    sector = find_kept(open_, SECTOR, str(sector_id))
    step = {"-1": -1, "1": 1}.get(request.POST.get("step"))
    if step is None:
        raise Http404
    services.move_sector(sector=sector, step=step, by=request.user, op_id=operation_id(request.POST))
    return JsonResponse({"saved": f"Enregistré à {quebec_time(timezone.now())}", "message": said_moved(sector)})


@rlp_view(None, writing=Right.EDIT_CARNET)
def plan_contact(request, rlp, number, actor_id):
    """Who approaches an actor, and when, become a line of the plan; from a page that draws nothing again."""
    actor = find_kept(open_registry(rlp, number), ACTOR, str(actor_id))
    line, is_new = services.plan_contact(actor=actor, by=request.user, op_id=operation_id(request.POST))
    said = said_planned(line, is_new=is_new)
    return JsonResponse({"saved": f"Enregistré à {quebec_time(timezone.now())}", "message": said})


@rlp_view(None, writing=Right.EDIT_CARNET)
def add_actor(request, rlp, number):
    """`sheet` is the key of the sheet where the line of quick entry stands; none in the registry."""
    key = request.POST.get("sheet")
    open_ = open_sheet(rlp, number, key) if key else open_registry(rlp, number)
    return add(request, open_, NEW_ACTOR, request.POST.get("place", ""))


def add(request, open_, start, place):
    """One line of quick entry, sent by itself."""
    entry = new_rows.ENTRIES[start]
    writer = {"by": request.user, "op_id": operation_id(request.POST), "origin": origin_of(request)}
    try:
        row, _notices = entry.add(open_, request.POST, **{entry.place: place}, **writer)
    except Refused as refusal:
        return refuse_new_row(request, refusal, name=start + place)
    return new_row(request, open_, row)


def new_row(request, open_, row):
    if asks_for_fragment(request):
        return said_saved(HttpResponse(drawn_row(request, open_, row)))
    messages.success(request, new_rows.said_added(row))
    return redirect(back_to(request, row, open_.round))


def drawn_row(request, open_, row):
    """A row as the page that asked for it lists it."""
    if open_.sheet is None:
        view = row_view(row, remove_url=row_urls(open_.round)["remove_row"])
        sectors = sector_groups(Sector.objects.kept().filter(workbook=open_.round.workbook_id))
        context = {"actor": view, "sectors": sectors, "today": timezone.localdate()}
        return render_to_string("carnet/_actor_row.html", context, request)
    page = SheetPage(request, open_, open_.instrument.sections)
    return "".join(page.fresh_rows({str(row.public_id)}))


def said_saved(response):
    """The line at the bottom of the page says the hour of this save too."""
    return trigger_client_event(response, "portal:saved", {"said": f"Enregistré à {quebec_time(timezone.now())}"})


def refuse_new_row(request, refusal, *, name):
    if asks_for_fragment(request):
        offers = [{"then": then, "label": label} for then, label in new_rows.offers_of(refusal, name)]
        return JsonResponse({"message": str(refusal), **({"offers": offers} if offers else {})}, status=422)
    messages.error(request, str(refusal))
    return redirect(safe_back(request) or "next_thing")


@rlp_view(None, writing=Right.EDIT_CARNET)
def delete_row(request, rlp, number, row_id):
    round_ = find_round(rlp, number)
    row = find_any_row(round_.workbook_id, row_id)
    services.delete_row(row=row, by=request.user)
    if not asks_for_fragment(request):
        offer_undo(request, said=said_removed(row), url=undo_url(round_, row))
        return redirect(back_to(request, row, round_))
    context = {"said": said_removed(row), "url": undo_url(round_, row)}
    return said_saved(render(request, "carnet/_row_removed.html", context))


@rlp_view(None, writing=Right.EDIT_CARNET)
def undelete_row(request, rlp, number, row_id):
    round_ = find_round(rlp, number)
    row = find_any_row(round_.workbook_id, row_id)
    try:
        services.undelete_row(row=row, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{quoted(row)} est revenu.")
    return redirect(where_it_is(request, row, round_))


def where_it_is(request, row, round_):
    """The page where the gesture was made, at the row that came back; on a wheel, with its wedge open."""
    page = urlsplit(back_to(request, row, round_))
    wheels = [reverse("sheet", args=[round_.rlp.slug, round_.number, key]) for key in WHEEL_SHEETS.values()]
    wedge = wedge_of(row) if page.path in wheels else ""
    query = urlencode({"secteur": wedge}) if wedge else page.query
    return urlunsplit(page._replace(query=query, fragment=anchor_of(row)))


def back_to(request, row, round_):
    """Where the gesture was made; otherwise the page that shows such rows."""
    came_from = safe_back(request)
    if came_from:
        return came_from
    args = [round_.rlp.slug, round_.number]
    kind = kind_of_row(row)
    if kind is PLAN_LINE:
        return reverse("sheet", args=[*args, PLAN_SHEET])
    if kind is SECTOR:
        return reverse("sheet", args=[*args, WHEEL_SHEETS[row.circle]])
    return reverse("actors" if kind is ACTOR else "objects", args=args)


def safe_back(request):
    address = request.META.get("HTTP_REFERER", "")
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and allowed else ""
