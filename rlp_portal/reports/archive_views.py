"""« Dernier jour »: asking for the archive of an RLP, waiting for it, taking it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from rlp_portal.reports.archive import services
from rlp_portal.reports.downloads import send_file
from rlp_portal.reports.models import Archive
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.errors import Refusal, answer
from rlp_portal.ui.pages import render_page

GONE = Refusal(
    410,
    "Cette archive n’est plus gardée",
    "Le fichier n’est plus sur le serveur. Vos textes sont intacts.",
    "Préparez une nouvelle archive à partir des rapports.",
)


@rlp_view(None, writing=Right.TAKE_DATA)
def ask_archive(request, rlp):
    try:
        archive = services.ask_archive(rlp=rlp, with_names="noms" in request.POST, by=request.user)
    except services.TooManyArchives as refused:
        messages.error(request, str(refused))
        return redirect("reports", rlp.slug)
    return redirect("archive", rlp.slug, archive.public_id)


@rlp_view(Right.TAKE_DATA)
def archive(request, rlp, archive_id):
    found = find_archive(rlp, archive_id)
    context = {"title": "Archive du regroupement", "rlp": rlp, "archive": found, "state": services.state_of(found)}
    return render_page(request, "reports/archive.html", context, fragment="reports/_archive_state.html")


@rlp_view(Right.TAKE_DATA)
def archive_file(request, rlp, archive_id):
    """Streamed from the disk: an archive may be large."""
    found = find_archive(rlp, archive_id)
    try:
        return send_file(
            request,
            lambda: services.path_of(found).open("rb"),
            name=f"Archive – {rlp.name} – {timezone.localdate(found.as_of):%Y-%m-%d}.zip",
            content_type="application/zip",
        )
    except FileNotFoundError:
        return answer(request, GONE)


def find_archive(rlp, archive_id):
    found = Archive.objects.filter(rlp=rlp, public_id=archive_id).first()
    if found is None:
        raise Http404
    return found
