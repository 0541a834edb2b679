"""What the saving of one field answers to the scripts: JSON, with the French sentence to show."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from rlp_portal.rlps.carnet.choosing import choice
from rlp_portal.rlps.carnet.saving import KEPT_HERE, news_of_restoration, restored_since, said_of_conflict
from rlp_portal.ui.typography import quebec_datetime, quebec_time
from worksheets.naming import names_in
from worksheets.services import OperationReused
from worksheets.variants import places_of


def acknowledged(at, base, notices, news):
    return JsonResponse({"saved": said_saved(at) if at else "", "base": base, "notices": list(notices), **news})


def said_saved(at):
    """What was there already may be of another day."""
    if timezone.localdate(at) == timezone.localdate():
        return f"Enregistré à {quebec_time(at)}"
    return f"Enregistré le {quebec_datetime(at)}"


def refused(refusal):
    kept = "" if isinstance(refusal, OperationReused) else KEPT_HERE
    return JsonResponse({"message": str(refusal), "kept": kept}, status=422)


def gone(removed, *, take_back):
    """The row lies in the bin: the page offers to take it back, then sends again."""
    return JsonResponse({"message": str(removed), "kept": KEPT_HERE, "take_back": take_back}, status=410)


def conflicting(request, round_, conflict):
    """Both versions, drawn; `base` is that of the other one."""
    said = said_of_conflict(conflict, me=request.user, restored_at=restored_since(request.POST, round_))
    [place] = places_of([conflict.variant])
    shown = choice(round_, place, objects=names_in(round_.workbook_id))
    html = render_to_string("carnet/_conflict.html", {"said": said, "one": shown})
    news = news_of_restoration(request.POST, round_)
    return JsonResponse({"message": said, "base": shown["base"], "html": html, **news}, status=409)
