"""Taking a portfolio away: its table, and the pack of its carnets, waited for on a page."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils import timezone

from rlp_portal.analysis.portfolio.queries import Filters
from rlp_portal.analysis.portfolio.views import REFUSAL
from rlp_portal.reports.downloads import POLICY, disposition, send_file
from rlp_portal.reports.exports.csv_files import csv_of
from rlp_portal.reports.jobs import state_of
from rlp_portal.reports.models import PortfolioPack
from rlp_portal.reports.portfolio import pack as packs
from rlp_portal.reports.portfolio.table import portfolio_table
from rlp_portal.reports.takeout_views import CSV
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.errors import Refusal, answer
from rlp_portal.ui.pages import render_page

GONE = Refusal(
    410,
    "Ce dossier n’est plus donné",
    "Votre portefeuille a changé depuis, ou le fichier n’est plus sur le serveur.",
    "Préparez un nouveau dossier à partir du portefeuille.",
)


@role_view(Role.ADVISOR, refusal=REFUSAL)
def portfolio_csv(request):
    table = portfolio_table(request.user, Filters.of(request.GET))
    name = f"Portefeuille – {timezone.localdate():%Y-%m-%d}.csv"
    return send_file(request, lambda: csv_of(table), name=name, content_type=CSV)


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=("GET", "HEAD", "POST"))
def portfolio_pack(request):
    if request.method == "POST":
        try:
            packs.ask_pack(advisor=request.user, opens_all="all" in request.POST)
        except (packs.NothingToPack, packs.TooManyPacks) as refused:
            messages.error(request, str(refused))
        return redirect("portfolio_pack")
    found = packs.latest_pack(request.user)
    context = {
        "title": "Tous les carnets",
        "pack": found,
        "state": state_of(found) if found else None,
        "unopened": packs.unopened_rlps(request.user),
        "is_current": bool(found) and packs.is_current(found),
        "missing": packs.missing_of(found) if found and found.ready_at else [],
    }
    return render_page(request, "reports/portfolio/pack.html", context, fragment="reports/portfolio/_pack_state.html")


@role_view(Role.ADVISOR, refusal=REFUSAL)
def portfolio_pack_file(request, pack_id):
    """Streamed from the disk; hers alone, and only as long as she may read all that it holds."""
    found = PortfolioPack.objects.filter(advisor=request.user, public_id=pack_id).first()
    if found is None:
        raise Http404
    if not found.ready_at or not packs.is_current(found):
        return answer(request, GONE)
    try:
        content = packs.path_of(found).open("rb")
    except FileNotFoundError:
        return answer(request, GONE)
    response = FileResponse(content, content_type="application/zip")
    response["Content-Disposition"] = disposition(f"Portefeuille – {timezone.localdate(found.ready_at):%Y-%m-%d}.zip")
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
