"""The bilan of a workshop, on a page and as files, for those who prepare it and those who run it."""

from functools import partial

from django.urls import reverse
from django.utils import timezone

from rlp_portal.accounts.mail import public_address
from rlp_portal.reports.bilan.gathering import gather_workshop
from rlp_portal.reports.bilan.results import results_table
from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.exports.calendar import plan_ics
from rlp_portal.reports.exports.csv_files import csv_of
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.reports.takeout_views import CALENDAR, CSV
from rlp_portal.reports.versions import data_state
from rlp_portal.rlps.permissions import Right, has_right
from rlp_portal.ui.errors import answer
from rlp_portal.ui.pages import render_page
from rlp_portal.workshops import queries, services
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.live.drawing import drawn
from rlp_portal.workshops.services.doors import RECAP_LIFETIME, REOPENABLE


@workshop_view(Right.READ_BILAN)
def workshop_outcomes(request, workshop):
    context = {
        "title": f"Bilan – {workshop.title}",
        "workshop": workshop,
        "rlp": workshop.round.rlp,
        "report": kept_bilan(workshop),
        "may_run": has_right(Right.RUN_WORKSHOP, roles=request.roles),
        "may_prepare": has_right(Right.PREPARE_WORKSHOPS, roles=request.roles),
    }
    if workshop.closed_at:
        context |= {
            "is_recap_open": timezone.now() < workshop.closed_at + RECAP_LIFETIME,
            "may_reopen": services.is_reopenable(workshop, timezone.now()),
            "reopenable_until": workshop.closed_at + REOPENABLE,
            "recap_until": workshop.closed_at + RECAP_LIFETIME,
            "recap": public_address(reverse("phone", args=[workshop.public_id]), request=request),
        }
    return render_page(request, "reports/bilan.html", context)


def kept_bilan(workshop):
    """Gathered once for each state of the workshop and of its carnet."""
    version = (workshop.public_id, workshop.version, data_state(workshop.round).version)
    return drawn("bilan", workshop.pk, version, partial(gather_workshop, workshop))


@workshop_view(Right.READ_BILAN)
def workshop_bilan(request, workshop):
    try:
        printed = print_report(kept_bilan(workshop), template="reports/print/bilan.html")
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    return send(request, workshop, "Bilan", "pdf", lambda: printed.content, PDF, etag=printed.key[:32])


@workshop_view(Right.READ_BILAN)
def workshop_results(request, workshop):
    """What was answered, counted: no name, no moment, nothing of fewer than five."""
    return send(request, workshop, "Résultats", "csv", lambda: csv_of(results_table(workshop)), CSV)


@workshop_view(Right.READ_BILAN)
def workshop_plan(request, workshop):
    """The dates of what was noted in the plan while the workshop was open."""
    name = f"Plan – {workshop.round.rlp.name}"
    as_of = data_state(workshop.round).as_of
    lines = queries.plan_written(workshop)
    return send(request, workshop, "Plan", "ics", lambda: plan_ics(lines, name=name, as_of=as_of), CALENDAR)


def send(request, workshop, what, extension, read, content_type, etag=None):
    name = f"{what} – {workshop.title} – {workshop.round.rlp.name}.{extension}"
    return send_file(request, read, name=name, content_type=content_type, etag=etag)
