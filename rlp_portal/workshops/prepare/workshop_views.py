"""The workshops of an RLP: their list, a new one, what is said about one."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import redirect

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import latest_round
from rlp_portal.rlps.permissions import Right, has_right
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.posting import posted_data, say_notices, status_of
from rlp_portal.workshops import services
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.outlines import OUTLINES
from rlp_portal.workshops.prepare.forms import EditWorkshopForm, NewWorkshopForm, details_of
from rlp_portal.workshops.queries import workshops_of


@rlp_view(Right.PREPARE_WORKSHOPS)
def workshops(request, rlp):
    found = workshops_of(rlp)
    context = {
        "title": "Ateliers",
        "rlp": rlp,
        "rounds": [(round_, list(same)) for round_, same in groupby(found, key=lambda one: one.round)],
        "has_round": bool(found) or latest_round(rlp) is not None,
        "may_start_round": has_right(Right.START_ROUND, roles=request.roles),
    }
    return render_page(request, "workshops/workshops.html", context)


@rlp_view(Right.PREPARE_WORKSHOPS, writing=Right.PREPARE_WORKSHOPS)
def new_workshop(request, rlp):
    round_ = latest_round(rlp)
    if round_ is None:
        return redirect("workshops", rlp.slug)
    form = NewWorkshopForm(posted_data(request), initial={"title": "Atelier"})
    if form.is_valid():
        made = services.create_workshop(round_=round_, by=request.user, outline=form.chosen_outline, **form.about)
        say_notices(request, form.notices)
        return redirect("workshop_agenda", rlp.slug, made.public_id)
    context = {"title": "Nouvel atelier", "rlp": rlp, "round": round_, "form": form, "outlines": outlines_of(form)}
    return render_page(request, "workshops/new_workshop.html", context, status=status_of(form))


def outlines_of(form):
    """Each choice with what it holds, for the cards of the page."""
    return [(choice, OUTLINES.get(choice.data["value"])) for choice in form["outline"].subwidgets]


@workshop_view(Right.PREPARE_WORKSHOPS, writing=Right.PREPARE_WORKSHOPS)
def edit_workshop(request, workshop):
    form = EditWorkshopForm(posted_data(request), initial=details_of(workshop))
    if form.is_valid():
        services.edit_workshop(workshop=workshop, **form.about)
        say_notices(request, form.notices)
        messages.success(request, "C’est enregistré.")
        return redirect("workshop_agenda", workshop.round.rlp.slug, workshop.public_id)
    context = {"title": "Modifier l’atelier", "workshop": workshop, "rlp": workshop.round.rlp, "form": form}
    return render_page(request, "workshops/edit_workshop.html", context, status=status_of(form))
