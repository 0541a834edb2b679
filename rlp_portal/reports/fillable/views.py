"""Sheets to fill in a PDF reader: taking one away, bringing it back, seeing what it would change, saying yes."""

from functools import partial

from django.http import Http404
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from rlp_portal.reports.blank_views import send_blank
from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.fillable import taking
from rlp_portal.reports.fillable.forms import FilledFormUpload
from rlp_portal.reports.fillable.reading import read_filled
from rlp_portal.reports.fillable.sheet import blank_form, fillable_sheet, importance_form
from rlp_portal.reports.imports.pages import choose_file, find_file, show_file
from rlp_portal.reports.models import FilledForm
from rlp_portal.reports.pdf import FILLABLE
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.reports.together import IMPORTANCE_KEY, strategy_instruments, versions_of
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import open_sheet
from rlp_portal.rlps.permissions import Right
from rlp_portal.rlps.uploaded_files import with_small_file
from rlp_portal.ui.errors import answer
from rlp_portal.workshops.enums import StepKind
from worksheets import catalogue
from worksheets.sheet_codes import code_of_all

TEMPLATE = "reports/print/fillable.html"


@require_safe
def blank_fillable(request, instrument_key):
    """Also the four importances, which workshops ask together."""
    if instrument_key == IMPORTANCE_KEY:
        instruments = strategy_instruments()
        version, code, title = versions_of(instruments), code_of_all(instruments)[0], StepKind.IMPORTANCE.label
        make = importance_form
    else:
        instrument = latest_or_404(instrument_key)
        version, code, title = instrument.version, instrument.code, instrument.short_title
        make = partial(blank_form, instrument)
    return send_blank(
        request,
        f"fillable {instrument_key} {version}",
        make,
        template=TEMPLATE,
        stylesheet=FILLABLE,
        name=f"{code} {title} – à remplir à l’écran.pdf",
    )


def latest_or_404(instrument_key):
    try:
        return catalogue.latest(instrument_key)
    except catalogue.UnknownInstrument:
        raise Http404 from None


@rlp_view(Right.EDIT_CARNET)
def sheet_to_fill(request, rlp, number, key):
    """With the present answers: a colleague completes it."""
    open_ = open_sheet(rlp, number, key)
    try:
        printed = print_report(fillable_sheet(open_), template=TEMPLATE, stylesheet=FILLABLE)
    except PdfRefused as refused:
        return answer(request, unavailable(refused))
    name = f"{open_.instrument.code} {open_.instrument.short_title} – {rlp.name} – à remplir.pdf"
    return send_file(request, lambda: printed.content, name=name, content_type=PDF, etag=printed.key[:32])


@csrf_exempt  # the middleware would read the form before its limit is set; `with_small_file` protects it after
@rlp_view(Right.EDIT_CARNET, writing=Right.EDIT_CARNET)
@with_small_file
def bring_back(request, rlp, number, key, **refused):
    """Nothing is written in the carnet here: the file is read, and its preview opens."""
    open_ = open_sheet(rlp, number, key)
    return choose_file(
        request,
        FilledFormUpload,
        receive=lambda form: receive(open_, form, by=request.user),
        template="reports/fillable/upload.html",
        context=context_of(open_, title="Reprendre une feuille remplie"),
        **refused,
    )


def receive(open_, form, *, by):
    file = form.cleaned_data["file"]
    seal, fields = read_filled(file.read(), name=file.name)
    kept = taking.receive(
        open_, seal=seal, fields=fields, file_name=file.name, by=by, again=form.cleaned_data["again"]
    )
    return reverse("filled_form", args=[*open_.url_args, kept.public_id])


@rlp_view(Right.EDIT_CARNET, writing=Right.EDIT_CARNET)
def filled_form(request, rlp, number, key, form_id):
    open_ = open_sheet(rlp, number, key)
    form = find_file(FilledForm, open_.round, form_id, instrument_key=open_.instrument.key)
    return show_file(
        request,
        form,
        compare=lambda: taking.compare(open_, form),
        context=context_of(open_, title="Feuille reprise"),
        preview="reports/fillable/preview.html",
        taken="reports/fillable/taken.html",
    )


def context_of(open_, *, title):
    return {"title": title, "round": open_.round, "instrument": open_.instrument}
