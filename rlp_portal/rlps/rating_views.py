"""The mobilisation level of an RLP, rated over time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from rlp_portal.rlps import queries, services
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.forms import RatingForm
from rlp_portal.rlps.models import MobilisationRating
from rlp_portal.rlps.permissions import Right, has_right
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.posting import posted_data, say_notices, status_of


@rlp_view(Right.READ_PROFILE, writing=Right.RATE_MOBILISATION)
def ratings(request, rlp):
    can_rate = has_right(Right.RATE_MOBILISATION, roles=request.roles)
    form = RatingForm(posted_data(request)) if can_rate else None
    if form and form.is_valid():
        services.add_rating(rlp=rlp, by=request.user, **form.cleaned_data)
        messages.success(request, "La cote est notée.")
        say_notices(request, form.notices)
        return redirect("ratings", rlp.slug)
    dated = list(queries.ratings_in_force(rlp))
    context = {
        "title": f"Mobilisation {rlp.of_the}",
        "rlp": rlp,
        "ratings": dated,
        "newest_first": dated[::-1],
        "present": dated[-1] if dated else None,
        "form": form,
    }
    return render_page(request, "rlps/ratings.html", context, status=status_of(form) if form else 200)


def find_rating(rlp, rating_id):
    return get_object_or_404(MobilisationRating, rlp=rlp, public_id=rating_id)


@rlp_view(None, writing=Right.RATE_MOBILISATION)
def withdraw_rating(request, rlp, rating_id):
    rating = find_rating(rlp, rating_id)
    services.withdraw_rating(rating=rating, by=request.user)
    undo = reverse("restore_rating", args=[rlp.slug, rating.public_id])
    offer_undo(request, said=f"La cote {rating.level} est retirée.", url=undo)
    return redirect("ratings", rlp.slug)


@rlp_view(None, writing=Right.RATE_MOBILISATION)
def restore_rating(request, rlp, rating_id):
    rating = find_rating(rlp, rating_id)
    services.restore_rating(rating=rating)
    messages.success(request, f"La cote {rating.level} est de retour.")
    return redirect("ratings", rlp.slug)
