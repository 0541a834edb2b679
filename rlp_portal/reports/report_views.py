"""The reports of an RLP."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from rlp_portal.reports import services
from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.enums import ReportKind
from rlp_portal.reports.forms import ReportRequest
from rlp_portal.reports.models import Report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import find_round, latest_round
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.errors import Refusal, answer
from rlp_portal.ui.pages import render_page, say_beside, take_said_beside
from rlp_portal.ui.pagination import page_of
from rlp_portal.ui.typography import count_words, quebec_datetime, quoted
from worksheets import catalogue
from worksheets.prepared import Prepared

REPORTS_PER_PAGE = 30
READY = "report:"
STORED_REPORT = Prepared(lambda rlp, public_id: Report.objects.filter(public_id=public_id, round__rlp=rlp))
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
        "ready": just_made(request, rlp),
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
    if "from_sheet" in request.POST:  # the sheet stays on the screen, with what is being typed there
        return redirect("report_file", rlp.slug, report.public_id)
    say_beside(request, said_ready(report), place=f"{READY}{report.public_id}")
    return redirect("reports", rlp.slug)


def said_ready(report):
    """« Le carnet est prêt : PDF du 20 novembre 2025 à 14 h 12, 24 pages. »"""
    what = (
        "Le carnet est prêt" if report.kind == ReportKind.CARNET else f"La feuille {quoted(report.title)} est prête"
    )
    return f"{what}\u00a0: PDF du {quebec_datetime(report.created_at)}, {count_words(report.pages, 'page')}."


def just_made(request, rlp):
    """What the page of reports says of the PDF that was asked for a moment ago, and where it is."""
    for place, said in take_said_beside(request).items():
        if place.startswith(READY):
            return {"said": said, "url": reverse("report_file", args=[rlp.slug, place.removeprefix(READY)])}
    return None


@rlp_view(Right.MAKE_REPORTS)
def report_file(request, rlp, report_id):
    report = STORED_REPORT.first(rlp=rlp.pk, public_id=report_id.hex)
    if report is None:
        raise Http404
    try:
        return send_file(
            request,
            lambda: services.open_report(report),
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
