"""A list of actors pasted at once: seen line by line before anything is written."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import find_round
from rlp_portal.rlps.carnet.saving import operation_id
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.typography import count_words
from worksheets import services
from worksheets.codes import Involvement
from worksheets.registry import actor_from, read_pasted
from worksheets.rows import ACTOR, SECTOR
from worksheets.whole_rows import rows_of

LONGEST = 100_000
EMPTY = "Collez d’abord une liste, un acteur par ligne."
TOO_LONG = "La liste est trop longue. Collez-la en plusieurs fois, sans dépasser 100\u00a0000 caractères."


@rlp_view(Right.EDIT_CARNET, writing=Right.EDIT_CARNET)
def paste_actors(request, rlp, number):
    round_ = find_round(rlp, number)
    if request.method != "POST":
        return show_form(request, round_)
    text = request.POST.get("list", "").replace("\x00", "")
    if not text.strip() or len(text) > LONGEST:
        return show_form(request, round_, text=text[:LONGEST], refusal=TOO_LONG if text.strip() else EMPTY)
    rows = rows_of(round_.workbook_id, [SECTOR, ACTOR])
    kept = {target: [one for one in found if one.deleted_at is None] for target, found in rows.items()}
    pasted = read_pasted(text, actors=kept["actor"])
    wanted = wanted_lines(request, pasted, text)
    if wanted is None:
        return show_preview(request, round_, text, pasted)
    if len(kept["actor"]) + len(wanted) > ACTOR.at_most:
        return show_preview(request, round_, text, pasted, refusal=no_room(ACTOR.at_most - len(kept["actor"])))
    return add_lines(request, round_, wanted, sectors=kept["sector"])


def wanted_lines(request, pasted, text):
    """Those to add; None when the list is to be looked at first, as it is whenever it was changed."""
    if request.POST.get("then") != "add" or request.POST.get("seen") != text:
        return None
    anyway = set(request.POST.getlist("anyway"))
    wanted = [one for one in pasted.lines if one.is_plain or (one.doubt and str(one.number) in anyway)]
    return wanted or None


def no_room(room):
    most = ACTOR.at_most
    return f"Un carnet garde au plus {most}\u00a0acteurs\u00a0: il en prend encore {room}. Rien n’est ajouté."


def add_lines(request, round_, wanted, *, sectors):
    involved = request.POST.get("involvement") == Involvement.INVOLVED
    involvement = Involvement.INVOLVED if involved else Involvement.TO_MOBILISE
    added = services.add_actors(
        workbook=round_.workbook,
        actors=[actor_of(one, sectors=sectors, involvement=involvement) for one in wanted],
        by=request.user,
        op_id=operation_id(request.POST) or uuid.uuid4(),
    )
    messages.success(request, f"{count_words(len(added), 'acteur ajouté', 'acteurs ajoutés')} au carnet.")
    return redirect("actors", round_.rlp.slug, round_.number)


def actor_of(line, *, sectors, involvement):
    person = {"name": line.name, "organisation": line.organisation, "sector": line.sector}
    return {**actor_from(person, sectors=sectors), "involvement": involvement}


def show_form(request, round_, *, text="", refusal=""):
    context = {"title": "Coller une liste d’acteurs", "round": round_, "text": text, "refusal": refusal}
    status = 422 if refusal else 200
    return render_page(request, "carnet/paste_actors.html", {**context, "has_errors": bool(refusal)}, status=status)


def show_preview(request, round_, text, pasted, *, refusal=""):
    context = {
        "title": "Vérifier la liste",
        "round": round_,
        "text": text,
        "pasted": pasted,
        "to_check": len(pasted.doubtful) + len(pasted.refused),
        "involvement": request.POST.get("involvement", ""),
        "involvements": Involvement,
        "op_id": uuid.uuid4(),
        "refusal": refusal,
        "has_errors": bool(refusal),
    }
    return render_page(request, "carnet/paste_preview.html", context, status=422 if refusal else 200)
