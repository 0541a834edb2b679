"""Two files of one actor made into one, which can be undone."""

from django.http import Http404
from django.shortcuts import redirect

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.gestures import undo_url
from rlp_portal.rlps.carnet.queries import find_round
from rlp_portal.rlps.carnet.saving import operation_id
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.typography import quoted
from worksheets import services
from worksheets.cleaning import Refused
from worksheets.folding import fold
from worksheets.models import Actor
from worksheets.registry import looks_like

CHOOSE = "Choisissez la fiche à garder."


@rlp_view(Right.EDIT_CARNET, writing=Right.EDIT_CARNET)
def merge_actors(request, rlp, number, actor_id):
    round_ = find_round(rlp, number)
    kept = list(Actor.objects.kept().filter(workbook=round_.workbook_id).select_related("sector"))
    drop = next((one for one in kept if one.public_id == actor_id), None)
    if drop is None:
        raise Http404
    if request.method != "POST":
        return show_merge(request, round_, drop, kept)
    keep = next((one for one in kept if str(one.public_id) == request.POST.get("keep") and one != drop), None)
    try:
        if keep is None:
            raise Refused(CHOOSE)
        services.merge_actors(keep=keep, drop=drop, by=request.user, op_id=operation_id(request.POST))
    except Refused as refusal:
        return show_merge(request, round_, drop, kept, refusal=str(refusal))
    offer_undo(request, said=f"{quoted(drop)} est réuni à {quoted(keep)}.", url=undo_url(round_, drop))
    return redirect("actors", rlp.slug, number)


def show_merge(request, round_, drop, kept, *, refusal=""):
    """Those whose name is close to its own come first."""
    others = sorted((one for one in kept if one != drop), key=lambda one: fold(one.name))
    close = [one for one in others if looks_like(one, drop)]
    context = {
        "title": f"Réunir {quoted(drop)} à une autre fiche",
        "round": round_,
        "drop": drop,
        "close": close,
        "others": [one for one in others if one not in close],
        "refusal": refusal,
        "has_errors": bool(refusal),
    }
    return render_page(request, "carnet/merge_actors.html", context, status=422 if refusal else 200)
