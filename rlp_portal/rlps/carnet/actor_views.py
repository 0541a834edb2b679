"""The registry of actors: its list, filtered, and each actor in place."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.gestures import do_gesture
from rlp_portal.rlps.carnet.new_rows import (
    WITH_INVOLVEMENT,
    WITH_ORGANISATION,
    WITH_SECTOR,
)
from rlp_portal.rlps.carnet.queries import open_registry
from rlp_portal.rlps.carnet.row_views import stay
from rlp_portal.rlps.carnet.saving import say_restoration, with_true_bases
from rlp_portal.rlps.carnet.sheet_page import row_urls, said_in_entries
from rlp_portal.rlps.carnet.whole_form import Outcome, save_rows
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of
from worksheets.codes import Involvement
from worksheets.folding import fold
from worksheets.registry import sector_groups
from worksheets.row_views import row_view
from worksheets.rows import ACTOR, NEW_ACTOR, SECTOR
from worksheets.whole_rows import rows_of

PAGE_SIZE = 40
NO_SECTOR = "aucun"


@rlp_view(Right.READ_DRAFTS, writing=Right.EDIT_CARNET)
def actors(request, rlp, number):
    open_ = open_registry(rlp, number)
    if request.method == "POST":
        return save_actors(request, open_)
    return show_actors(request, open_.round)


def save_actors(request, open_):
    outcome = Outcome()
    save_rows(open_, with_true_bases(request.POST, open_.round), outcome, by=request.user)
    say_restoration(request, open_.round)
    for notice in outcome.notices:
        messages.info(request, notice)
    if not outcome.is_clean:
        return show_actors(request, open_.round, outcome=outcome)
    done = do_gesture(request, open_, request.POST.get("then", ""), back=request.get_full_path())
    return done or redirect(stay(request, outcome))


def show_actors(request, round_, *, outcome=None):
    rows = rows_of(round_.workbook_id, [SECTOR, ACTOR])
    sectors = [one for one in rows["sector"] if one.deleted_at is None]
    registered = sorted(kept(rows["actor"]), key=lambda one: (fold(one.name), one.pk))
    filters = filters_of(request)
    page = page_of([one for one in registered if is_wanted(one, **filters)], request.GET.get("page"), size=PAGE_SIZE)
    urls, retyped = row_urls(round_), outcome.retyped if outcome else said_in_entries(request)
    context = {
        "title": "Les acteurs",
        "round": round_,
        "page": page,
        "actors": [row_view(one, remove_url=urls["remove_row"], retyped=retyped) for one in page.object_list],
        "sectors": sector_groups(sectors),
        "involvements": Involvement,
        "today": timezone.localdate(),
        "filters": filters,
        "is_filtered": any(filters.values()),
        "total": len(registered),
        "involved": sum(one.is_involved for one in registered),
        "entry": retyped.get(NEW_ACTOR),
        "typed": typed_beside(request) if outcome else {},
        "op_id": uuid.uuid4(),
        "urls": urls,
        "refusals": outcome.refusals if outcome else [],
        "conflicts": outcome.conflicts if outcome else [],
        "has_errors": outcome is not None,
    }
    return render_page(request, "carnet/actors.html", context, status=outcome.status if outcome else 200)


def kept(rows):
    return [one for one in rows if one.deleted_at is None]


def filters_of(request):
    asked = {name: request.GET.get(name, "").replace("\x00", "")[:180] for name in ("q", "secteur", "implication")}
    if asked["implication"] not in Involvement.values:
        asked["implication"] = ""
    return asked


def is_wanted(actor, *, q, secteur, implication):
    in_sector = actor.sector if actor.sector and actor.sector.deleted_at is None else None
    if implication and actor.involvement != implication:
        return False
    if secteur and (
        in_sector is not None if secteur == NO_SECTOR else str(in_sector and in_sector.public_id) != secteur
    ):
        return False
    return not q or fold(q) in fold(f"{actor.name} {actor.organisation}")


def typed_beside(request):
    """What was chosen beside a name that could not be added."""
    return {
        "organisation": request.POST.get(WITH_ORGANISATION, ""),
        "sector": request.POST.get(WITH_SECTOR, ""),
        "involvement": request.POST.get(WITH_INVOLVEMENT, ""),
    }
