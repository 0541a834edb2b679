from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from rlp_portal.reports import blank, exports, services
from rlp_portal.reports.downloads import send_file
from rlp_portal.reports.forms import ReportRequest
from rlp_portal.reports.models import Report
from rlp_portal.reports.printing import print_blank
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.reports.versions import data_state
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import find_round, latest_round
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.errors import Refusal, answer
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of
from worksheets import catalogue
from worksheets.prepared import Prepared
from worksheets.queries import plan_lines_of

REPORTS_PER_PAGE = 30
PDF = "application/pdf"
STORED_REPORT = Prepared(
    lambda rlp, public_id: Report.objects.filter(public_id=public_id, round__rlp=rlp).select_related("round")
)
GONE = Refusal(
    410,
    "Ce PDF n’est plus gardé",
    "Le fichier n’est plus sur le serveur, et le carnet a changé depuis. Vos textes sont intacts.",
    "Produisez un nouveau PDF à partir du carnet d’aujourd’hui.",
)


# ---- reports of an RLP --------------------------------------------------------------------------------------------


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
        return see_other(reverse("reports", args=[rlp.slug]))
    try:
        report = services.make_report(
            round_=round_,
            kind=form.cleaned_data["kind"],
            instrument_key=form.cleaned_data["instrument"],
            by=request.user,
        )
    except PdfRefused as refused:
        messages.error(request, str(refused))
        return see_other(reverse("reports", args=[rlp.slug]))
    return see_other(reverse("report_file", args=[rlp.slug, report.public_id]))


def see_other(url):
    response = redirect(url)
    response.status_code = 303
    return response


@rlp_view(Right.MAKE_REPORTS)
def report_file(request, rlp, report_id):
    report = STORED_REPORT.first(rlp=rlp.pk, public_id=report_id.hex)
    if report is None:
        raise Http404
    report.round.rlp = rlp
    day = timezone.localdate(report.as_of)
    what = "Carnet" if not report.instrument_key else catalogue.latest(report.instrument_key).title
    try:
        return send_file(
            request,
            lambda: services.content_of(report),
            name=f"{what} – {rlp.name} – {day:%Y-%m-%d}.pdf",
            content_type=PDF,
            etag=report.content_key[:32],
        )
    except services.ReportGone:
        return answer(request, GONE)
    except PdfRefused as refused:
        return answer(request, unavailable(refused))


def unavailable(refused):
    return Refusal(503, "PDF non produit", str(refused))


@rlp_view(Right.MAKE_REPORTS)
def plan_csv(request, rlp, number):
    round_ = find_round(rlp, number)
    as_of = data_state(round_).as_of
    day = timezone.localdate(as_of)
    return send_file(
        request,
        lambda: exports.plan_csv(plan_lines_of(round_.workbook_id), today=day),
        name=f"Plan – {rlp.name} – {day:%Y-%m-%d}.csv",
        content_type="text/csv; charset=utf-8",
    )


@rlp_view(Right.MAKE_REPORTS)
def plan_ics(request, rlp, number):
    round_ = find_round(rlp, number)
    as_of = data_state(round_).as_of
    return send_file(
        request,
        lambda: exports.plan_ics(plan_lines_of(round_.workbook_id), name=f"Plan – {rlp.name}", as_of=as_of),
        name=f"Plan – {rlp.name} – {timezone.localdate(as_of):%Y-%m-%d}.ics",
        content_type="text/calendar; charset=utf-8",
    )


# ---- blank sheets, for any signed-in person -----------------------------------------------------------------------


@require_safe
def blank_sheets(request):
    context = {"title": "Feuilles vierges", "instruments": catalogue.all_latest()}
    return render_page(request, "reports/blank_sheets.html", context)


@require_safe
def blank_sheet(request, instrument_key, variant):
    try:
        instrument, variant = catalogue.latest(instrument_key), blank.Variant(variant)
    except (catalogue.UnknownInstrument, ValueError):
        raise Http404 from None
    return send_blank(
        request,
        f"{instrument.key} {instrument.version} {variant}",
        lambda: blank.blank_sheet(instrument, variant=variant),
        template="reports/print/blank.html",
        name=f"{instrument.code} {instrument.short_title} – {blank.VARIANT_TITLES[variant]}.pdf",
    )


@require_safe
def blank_pack(request):
    return send_blank(
        request,
        "pack",
        blank.blank_pack,
        template="reports/print/blank_pack.html",
        name="Feuilles de travail à imprimer.pdf",
    )


def send_blank(request, key, build, *, template, name):
    try:
        printed = print_blank(key, build, template=template)
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    return send_file(request, lambda: printed.content, name=name, content_type=PDF, etag=printed.key[:32])
