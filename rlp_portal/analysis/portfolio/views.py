"""The portfolio of an advisor, and each of her RLPs on one page."""

from django.urls import reverse

from rlp_portal.analysis.portfolio import queries
from rlp_portal.analysis.portfolio.attention import lines_for
from rlp_portal.analysis.portfolio.glance import glance_in
from rlp_portal.analysis.portfolio.timeline import followed, newest_first, sheet_events, workshop_events
from rlp_portal.rlps.access import rlp_view, role_view
from rlp_portal.rlps.enums import Region, Role
from rlp_portal.rlps.home_views import portfolios_context
from rlp_portal.rlps.models import SharedVersion
from rlp_portal.rlps.permissions import ADMINISTRATOR, Right
from rlp_portal.rlps.sharing.document import UnreadableVersion, read
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of

REFUSAL = "Le portefeuille est réservé au conseil."
RLPS_PER_PAGE = 15
LEVEL_CHOICES = [("", "Toutes"), *[(level, level) for level in "1234"], (queries.NO_LEVEL, "Sans cote")]


@role_view(Role.ADVISOR, ADMINISTRATOR, refusal=REFUSAL)
def portfolio(request):
    """The advisor's RLPs; the administration sees only how many each advisor follows."""
    if Role.ADVISOR not in {one.role for one in request.portal.memberships}:
        return render_page(request, "rlps/portfolios.html", portfolios_context())
    rlps, filters = request.portal.rlps_as(Role.ADVISOR), queries.Filters.of(request.GET)
    page = page_of(queries.followed_by(request.user, filters), request.GET.get("page"), size=RLPS_PER_PAGE)
    page.object_list = queries.with_glances(list(page.object_list))
    context = {
        "title": "Votre portefeuille",
        "page": page,
        "filters": filters,
        "regions": Region.choices,
        "levels": LEVEL_CHOICES,
        "shown": queries.SHOWN,
        "attention": [] if filters or page.number > 1 else lines_for(request.user, rlps, first=page.object_list),
        "asked": request.GET.urlencode(),
    }
    return render_page(request, "analysis/portfolio/portfolio.html", context)


@rlp_view(Right.FOLLOW_RLP)
def followed_rlp(request, rlp):
    """One page: what happened, the ratings, what the last version says of objects, plan and workshops."""
    found = followed(rlp, advisor=request.user)
    opened = opened_context(found.latest)
    document, told = opened["document"], []
    if document:
        url = reverse("shared_version", args=[rlp.slug, found.latest.public_id])
        told = [*sheet_events(document, url=url), *workshop_events(document, url=url)]
    context = {
        "title": rlp.name,
        "rlp": rlp,
        "events": newest_first([*found.events, *told]),
        "last_workshop": document.workshops[-1] if document and document.workshops else None,
        "ratings": found.ratings,
        "rating": found.ratings[-1] if found.ratings else None,
        "latest": found.latest,
        **opened,
    }
    return render_page(request, "analysis/portfolio/rlp.html", context)


def opened_context(latest):
    """What is not opened yet is not read."""
    if latest is None or not latest.is_opened:
        return {"glance": glance_in(""), "document": None}
    version = SharedVersion.objects.only("content", "digest").get(pk=latest.pk)
    try:
        document = read(version.content, digest=version.digest)
    except UnreadableVersion:
        return {"glance": glance_in(""), "document": None, "is_altered": True}
    return {"glance": glance_in(version.content), "document": document}
