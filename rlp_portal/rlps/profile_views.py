"""The profile of an RLP."""

from django.contrib import messages
from django.shortcuts import redirect

from rlp_portal.rlps import queries, services
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.forms import NAME_TAKEN, RlpForm
from rlp_portal.rlps.permissions import Right, has_right
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.posting import posted_data, say_notices, status_of


@rlp_view(Right.READ_PROFILE)
def rlp_profile(request, rlp):
    context = {
        "title": f"Fiche {rlp.of_the}",
        "rlp": rlp,
        "coordination": [one.user for one in queries.team_of(rlp) if one.role == Role.COORDINATOR],
        "rating": queries.ratings_in_force(rlp).last(),
        "can_edit": has_right(Right.EDIT_PROFILE, roles=request.roles),
        "can_manage_team": has_right(Right.MANAGE_TEAM, roles=request.roles),
    }
    return render_page(request, "rlps/profile.html", context)


@rlp_view(Right.EDIT_PROFILE, writing=Right.EDIT_PROFILE)
def edit_profile(request, rlp):
    present = {name: getattr(rlp, name) for name in RlpForm.base_fields}
    form = RlpForm(posted_data(request), rlp=rlp, initial=present)
    if form.is_valid() and write_profile(form, services.edit_rlp, rlp=rlp):
        messages.success(request, "La fiche est enregistrée.")
        say_notices(request, form.notices)
        return redirect("rlp_profile", rlp.slug)
    context = {"title": f"Modifier la fiche {rlp.of_the}", "rlp": rlp, "form": form}
    return render_page(request, "rlps/edit_profile.html", context, status=status_of(form))


def write_profile(form, service, **fields):
    """What the service returns; None when the name was taken meanwhile, said beside the field."""
    try:
        return service(**fields, **form.cleaned_data)
    except services.NameTaken:
        form.add_error("name", NAME_TAKEN)
        return None
