"""Every RLP of the portal, for the administration."""

from django.contrib import messages
from django.shortcuts import redirect

from rlp_portal.accounts.access import administrator_view
from rlp_portal.rlps import queries, services
from rlp_portal.rlps.enums import Region
from rlp_portal.rlps.forms import RlpForm
from rlp_portal.rlps.profile_views import write_profile
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of
from rlp_portal.ui.posting import posted_data, say_notices, status_of
from rlp_portal.ui.typography import quoted

RLPS_PER_PAGE = 25
LONGEST_SEARCH = 120


@administrator_view()
def manage_rlps(request):
    filters = {
        "q": request.GET.get("q", "")[:LONGEST_SEARCH].strip(),
        "region": known(request.GET.get("region"), Region.values, ""),
        "tri": known(request.GET.get("tri"), queries.SORTS, "nom"),
    }
    found = queries.search_rlps(words=filters["q"], region=filters["region"], sort=filters["tri"])
    context = {
        "title": "Regroupements",
        "page": page_of(found, request.GET.get("page"), size=RLPS_PER_PAGE),
        "filters": filters,
        "is_filtered": bool(filters["q"] or filters["region"]),
        "regions": Region.choices,
        "sorts": queries.SORT_LABELS,
    }
    return render_page(request, "rlps/manage_rlps.html", context)


def known(value, allowed, otherwise):
    return value if value in allowed else otherwise


@administrator_view(methods=("GET", "HEAD", "POST"))
def create_rlp(request):
    form = RlpForm(posted_data(request))
    if form.is_valid() and (rlp := write_profile(form, services.create_rlp)):
        messages.success(request, f"{quoted(rlp)} est créé. Nommez maintenant une personne à la coordination.")
        say_notices(request, form.notices)
        return redirect("team", rlp.slug)
    context = {"title": "Ajouter un regroupement", "form": form}
    return render_page(request, "rlps/create_rlp.html", context, status=status_of(form))
