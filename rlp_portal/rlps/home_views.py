"""Where each person lands."""

from django.shortcuts import redirect

from rlp_portal.rlps import queries
from rlp_portal.rlps.access import signed_in_view
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.permissions import ADMINISTRATOR
from rlp_portal.rlps.portal import WORKING_AS
from rlp_portal.ui.pages import render_page

RLPS_PER_PAGE = 15
LONGEST_SEARCH = 120
HOMES = {Role.ADVISOR: "portfolio", Role.FACILITATOR: "facilitation_home", ADMINISTRATOR: "manage_rlps"}


@signed_in_view()
def next_thing(request):
    """« La prochaine chose »: each role has its own; the dashboard of an RLP says the rest."""
    role = request.portal.working_as
    if role is None:
        return render_page(request, "rlps/no_role.html", {"title": "Bienvenue", "contact": queries.whom_to_ask()})
    if role in HOMES:
        return redirect(HOMES[role])
    mine = request.portal.rlps_as(role)
    if len(mine) == 1:
        return redirect(mine[0])
    return render_page(request, "rlps/my_rlps.html", my_rlps_context(request, mine))


def my_rlps_context(request, mine):
    first, *others = queries.last_worked_on_first(mine, by=request.user)
    return {"title": "Vos regroupements", "first": first, "others": others}


@signed_in_view(methods=["POST"])
def work_as(request):
    chosen = request.POST.get("role")
    if chosen in {role.key for role in request.portal.roles}:
        request.session[WORKING_AS] = chosen
    return redirect("next_thing")


def portfolios_context():
    return {
        "title": "Portefeuilles",
        "advisors": queries.rlps_by_advisor(),
        "without_advisor": queries.count_rlps_without_advisor(),
    }
