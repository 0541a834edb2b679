"""Drawing a sample, and what a drawn one holds."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.samples import queries, services
from rlp_portal.analysis.samples.forms import DrawForm, UniverseForm
from rlp_portal.analysis.samples.queries import FINISHED, NOT_STARTED, STARTED
from rlp_portal.analysis.samples.wording import share_in_words, strata_of
from rlp_portal.analysis.sampling import places_for, universe_hash
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.posting import posted_data, say_notices

NOT_HERS = "Seule la personne qui a tiré cet échantillon peut le retirer."
REFUSAL = "Les tirages sont réservés au conseil."
READING, WRITING = ("GET", "HEAD"), ("GET", "HEAD", "POST")
MOST_LISTED = 300  # beyond, exclusions go by the command: no one reads a page of a thousand lines
CHANGED = (
    "Des documents ont été déposés ou retirés depuis que la page est ouverte. "
    "Rien n’est tiré\u00a0: relisez la liste, puis tirez."
)
CODING = {NOT_STARTED: "Coder", STARTED: "Continuer", FINISHED: "Terminé"}
NOTHING = "Aucun document ne peut être tiré. Gardez-en au moins un."


@role_view(Role.ADVISOR, refusal=REFUSAL)
def samples(request):
    found = list(queries.samples_of(request.user))
    for one in found:
        one.share_in_words = share_in_words(one.share)
    context = {
        "title": "Échantillons",
        "samples": [one for one in found if one.withdrawn_at is None],
        "withdrawn": [one for one in found if one.withdrawn_at],
    }
    return render_page(request, "analysis/samples/samples.html", context)


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def new_sample(request):
    universe_form = UniverseForm(request.GET if {"start", "end"} & set(request.GET) else None)
    days = universe_form.days
    plans = list(queries.universe(request.portal.rlps_as(Role.ADVISOR), **days))
    form, refusal = DrawForm(posted_data(request)), ""
    if form.is_bound and form.is_valid():
        if form.cleaned_data["seen"] not in ("", mark_of(plans)):
            refusal = CHANGED
        else:
            try:
                drawn = draw(request, form, plans, days)
            except services.NothingToDraw:
                refusal = NOTHING
            else:
                say_notices(request, form.notices)
                return redirect(drawn)
    if refusal:
        form.add_error(None, refusal)
    context = new_sample_context(universe_form, form, plans)
    return render_page(request, "analysis/samples/new_sample.html", context, status=422 if form.errors else 200)


def draw(request, form, plans, days):
    return services.draw_sample(
        plans,
        form.terms(plans, **days),
        by=request.user,
        op_id=form.cleaned_data["op_id"] or uuid4(),
        title=form.cleaned_data["title"],
    )


def new_sample_context(universe_form, form, plans):
    for plan in plans:
        plan.reason = form.reason_for(plan) if form.is_bound else ""
    share = form.cleaned_data.get("share") if form.is_bound else None
    return {
        "title": "Nouveau tirage",
        "universe_form": universe_form,
        "form": form,
        "plans": plans if len(plans) <= MOST_LISTED else [],
        "size": len(plans),
        "places": places_for(share, len(plans)) if share else None,
        "mark": mark_of(plans),
    }


def mark_of(plans):
    return universe_hash(str(plan.public_id) for plan in plans)


@role_view(Role.ADVISOR, refusal=REFUSAL)
def sample(request, sample_id):
    found = queries.find_sample(request.user, sample_id)
    lists = queries.lists_of(found)
    followed = request.portal.advised_keys
    hers = [
        row for row in queries.to_code(found, lists[DrawOutcome.DRAWN], by=request.user) if row.rlp_id in followed
    ]
    for row in hers:
        row.coding = CODING[row.reading_state]
    context = {
        "title": str(found),
        "sample": found,
        "next_to_code": next((row.plan for row in hers if row.reading_state != FINISHED), None),
        "to_code": len(hers),
        "finished": sum(row.reading_state == FINISHED for row in hers),
        "share": share_in_words(found.share),
        "drawn": lists[DrawOutcome.DRAWN],
        "left_out": lists[DrawOutcome.LEFT_OUT],
        "excluded": lists[DrawOutcome.EXCLUDED],
        "strata": strata_of(found.strata),
        "followed": followed,
        "is_hers": found.drawn_by_id == request.user.pk,
    }
    return render_page(request, "analysis/samples/sample.html", context)


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def withdraw_sample(request, sample_id):
    found = own_sample(request, sample_id)
    services.withdraw_sample(sample=found, by=request.user)
    undo = reverse("put_sample_back", args=[found.public_id])
    offer_undo(request, said=f"L’échantillon {found.number} est retiré de la liste.", url=undo)
    return redirect("samples")


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("POST",))
def put_sample_back(request, sample_id):
    found = own_sample(request, sample_id)
    services.put_sample_back(sample=found)
    messages.success(request, f"L’échantillon {found.number} est de retour.")
    return redirect("samples")


def own_sample(request, sample_id):
    found = queries.find_sample(request.user, sample_id)
    if found.drawn_by_id != request.user.pk:
        raise PermissionDenied(NOT_HERS)
    return found
