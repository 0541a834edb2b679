"""Reading what was shared: the advisor’s side; the coordination reads the same pages."""

from django.shortcuts import redirect

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import latest_round
from rlp_portal.rlps.permissions import Right
from rlp_portal.rlps.sharing import queries, services
from rlp_portal.rlps.sharing.access import WITHDRAWN, may_share, readable
from rlp_portal.rlps.sharing.pages import importance_figure, sheet_lines
from rlp_portal.ui.errors import answer
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of

VERSIONS_PER_PAGE = 20


@rlp_view(Right.READ_SHARED)
def shared_versions(request, rlp):
    """All of them with who read them, for the coordination; those in force for the advisor."""
    shares = may_share(request)
    versions = queries.versions_of(rlp, reader=None if shares else request.user)
    context = {
        "title": "Versions partagées",
        "page": page_of(versions, request.GET.get("page"), size=VERSIONS_PER_PAGE),
        "may_share": shares,
        "round": latest_round(rlp) if shares else None,
    }
    return render_page(request, "sharing/versions.html", context)


@rlp_view(Right.READ_SHARED)
@readable
def shared_version(request, rlp, version, document):
    if needs_opening(request, version):
        return render_page(request, "sharing/door.html", {"title": str(version), "version": version})
    context = {
        "title": f"{document.round.title}, version {document.number}",
        "version": version,
        "document": document,
        "sheets": sheet_lines(document),
        "importance": importance_figure(document),
        "may_share": may_share(request),
    }
    return render_page(request, "sharing/version.html", context)


def needs_opening(request, version):
    """The coordination sees when a version is read: a reader opens it by a gesture, that she is told of."""
    return not version.is_opened and not may_share(request)


@rlp_view(None, writing=Right.READ_SHARED)
def open_version(request, rlp, version_id):
    version = queries.find_version(rlp, version_id, reader=request.user)
    if not may_share(request):
        if version.withdrawn_at:
            return answer(request, WITHDRAWN)
        services.note_reading(version=version, reader=request.user)
    return redirect("shared_version", rlp.slug, version.public_id)
