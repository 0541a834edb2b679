"""Blank sheets, for any signed-in person."""

from django.http import Http404
from django.views.decorators.http import require_safe

from rlp_portal.reports import blank
from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.paper import PAPERS, Variant
from rlp_portal.reports.printing import print_blank
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.ui.errors import answer
from rlp_portal.ui.pages import render_page
from worksheets import catalogue


@require_safe
def blank_sheets(request):
    context = {"title": "Feuilles vierges", "instruments": catalogue.all_latest()}
    return render_page(request, "reports/blank_sheets.html", context)


@require_safe
def blank_sheet(request, instrument_key, variant):
    try:
        instrument, variant = catalogue.latest(instrument_key), Variant(variant)
    except (catalogue.UnknownInstrument, ValueError):
        raise Http404 from None
    return send_blank(
        request,
        f"{instrument.key} {instrument.version} {variant}",
        lambda: blank.blank_sheet(instrument, variant=variant),
        template="reports/print/blank.html",
        name=f"{instrument.code} {instrument.short_title} – {PAPERS[variant].title}.pdf",
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


def send_blank(request, key, build, *, template, name, stylesheet="blank"):
    try:
        printed = print_blank(key, build, template=template, stylesheet=stylesheet)
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    return send_file(request, lambda: printed.content, name=name, content_type=PDF, etag=printed.key[:32])
