"""The reports of an RLP."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from rlp_portal.reports import services
from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.forms import ReportRequest
from rlp_portal.reports.models import Report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import find_round, latest_round
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.errors import Refusal, answer
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of
from worksheets import catalogue
from worksheets.prepared import Prepared

REPORTS_PER_PAGE = 30
STORED_REPORT = Prepared(
    lambda rlp, public_id: Report.objects.filter(public_id=public_id, round__rlp=rlp).select_related("round")
)
GONE = Refusal(
    410,
    "Ce PDF n’est plus gardé",
    "Le fichier n’est plus sur le serveur, et le carnet a changé depuis. Vos textes sont intacts.",
    "Produisez un nouveau PDF à partir du carnet d’aujourd’hui.",
)


@rlp_view(Right.MAKE_REPORTS)
def reports(request, rlp):
    made = Report.objects.filter(round__rlp=rlp).select_related("round", "created_by")
    context = {
        "title": "Rapports",
        "rlp": rlp,
        "page": page_of(made, request.GET.get("page"), size=REPORTS_PER_PAGE),
        "round": latest_round(rlp),
        "instruments": catalogue.all_latest(),
    }
    return render_page(request, "reports/reports.html", context)


@rlp_view(None, writing=Right.MAKE_REPORTS)
def make_report(request, rlp, number):
    round_ = find_round(rlp, number)
    form = ReportRequest(request.POST)
    if not form.is_valid():
        messages.error(request, "Ce rapport n’existe pas. Choisissez-en un dans la liste.")
        return redirect("reports", rlp.slug)
    try:
        report = services.make_report(
            round_=round_,
            kind=form.cleaned_data["kind"],
            instrument_key=form.cleaned_data["instrument"],
            by=request.user,
        )
    except PdfRefused as refused:
        messages.error(request, str(refused))
        return redirect("reports", rlp.slug)
    return redirect("report_file", rlp.slug, report.public_id)


@rlp_view(Right.MAKE_REPORTS)
def report_file(request, rlp, report_id):
    report = STORED_REPORT.first(rlp=rlp.pk, public_id=report_id.hex)
    if report is None:
        raise Http404
    report.round.rlp = rlp
    try:
        return send_file(
            request,
            lambda: services.content_of(report),
            name=file_name(report, rlp=rlp),
            content_type=PDF,
            etag=report.content_key[:32],
        )
    except services.ReportGone:
        return answer(request, GONE)
    except PdfRefused as refused:
        return answer(request, unavailable(refused))


def file_name(report, *, rlp):
    what = catalogue.latest(report.instrument_key).title if report.instrument_key else "Carnet"
    return f"{what} – {rlp.name} – {timezone.localdate(report.as_of):%Y-%m-%d}.pdf"
