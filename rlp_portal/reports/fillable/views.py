"""Sheets to fill in a PDF reader: taking one away, bringing it back, seeing what it would change, saying yes."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from rlp_portal.reports.blank_views import send_blank
from rlp_portal.reports.downloads import PDF, send_file, unavailable
from rlp_portal.reports.fillable import taking
from rlp_portal.reports.fillable.comparing import Fate
from rlp_portal.reports.fillable.forms import FilledFormUpload
from rlp_portal.reports.fillable.reading import FileRefused, read_filled
from rlp_portal.reports.fillable.sheet import blank_form, fillable_sheet
from rlp_portal.reports.models import FilledForm
from rlp_portal.reports.pdf import FILLABLE
from rlp_portal.reports.printing import print_report
from rlp_portal.reports.refusals import PdfRefused
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import open_sheet
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.errors import answer
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.typography import quebec_datetime
from rlp_portal.ui.uploads import MEGABYTE, SmallFiles, UploadCut, UploadTooBig
from worksheets import catalogue

LIMIT = 10 * MEGABYTE
CUT = "L’envoi s’est interrompu. Réessayez; rien n’a été enregistré."
TEMPLATE = "reports/print/fillable.html"
CHOICE, BASE = "choix-", "base-"  # before the key of a line, in the preview’s form


@require_safe
def blank_fillable(request, instrument_key):
    try:
        instrument = catalogue.latest(instrument_key)
    except catalogue.UnknownInstrument:
        raise Http404 from None
    return send_blank(
        request,
        f"fillable {instrument.key} {instrument.version}",
        lambda: blank_form(instrument),
        template=TEMPLATE,
        stylesheet=FILLABLE,
        name=f"{instrument.code} {instrument.short_title} – à remplir à l’écran.pdf",
    )


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


def with_small_file(view):
    """The one door through which a file comes in; `view` gets what went wrong on the way as `refusal`."""
    protected = csrf_protect(view)

    @wraps(view)
    def receive(request, *args, **kwargs):
        if request.method == "POST":
            request.upload_handlers = [SmallFiles(request, limit=LIMIT)]
        try:
            return protected(request, *args, **kwargs)
        except UploadTooBig as big:
            return view(request, *args, **kwargs, refusal=too_big(big.size), status=413)
        except UploadCut:
            return view(request, *args, **kwargs, refusal=CUT, status=400)

    return receive


def too_big(size):
    most, whole = LIMIT // MEGABYTE, size // MEGABYTE
    said = f"{whole}\u00a0Mo" if whole > most else f"un peu plus de {most}\u00a0Mo"
    return f"Le fichier fait {said}. La limite est de {most}\u00a0Mo."


@csrf_exempt  # the middleware would read the form before its limit is set; `with_small_file` protects it after
@rlp_view(Right.EDIT_CARNET, writing=Right.EDIT_CARNET)
@with_small_file
def bring_back(request, rlp, number, key, *, refusal="", status=422):
    """Nothing is written in the carnet here: the file is read, and its preview opens."""
    open_ = open_sheet(rlp, number, key)
    form = FilledFormUpload(request.POST, request.FILES) if request.method == "POST" else FilledFormUpload()
    if refusal:
        form = FilledFormUpload({}, {}).refuse(refusal)
    elif form.is_bound and form.is_valid():
        try:
            return redirect("filled_form", *open_.url_args, receive(open_, form, by=request.user).public_id)
        except FileRefused as refused:
            form.refuse(str(refused))
        except taking.TakenAlready as known:
            form.offer_again(
                f"Cette feuille a déjà été reprise le {quebec_datetime(known.form.taken_at)}. Rien n’a été doublé."
            )
    context = {
        "title": "Reprendre une feuille remplie",
        "round": open_.round,
        "instrument": open_.instrument,
        "form": form,
    }
    return render_page(request, "reports/fillable/upload.html", context, status=status if form.errors else 200)


def receive(open_, form, *, by):
    file = form.cleaned_data["file"]
    seal, fields = read_filled(file.read(), name=file.name)
    return taking.receive(
        open_, seal=seal, fields=fields, file_name=file.name, by=by, again=form.cleaned_data["again"]
    )


@rlp_view(Right.EDIT_CARNET, writing=Right.EDIT_CARNET)
def filled_form(request, rlp, number, key, form_id):
    """What the file would change; once it is answered, what was done."""
    open_ = open_sheet(rlp, number, key)
    form = find_form(open_, form_id)
    if request.method == "POST" and form.taken_at is None:
        taking.take(open_, form, answers=posted_answers(request.POST), by=request.user)
        return redirect(request.path)
    context = {"round": open_.round, "instrument": open_.instrument, "form_taken": form}
    if form.taken_at:
        context["title"] = "Feuille reprise"
        return render_page(request, "reports/fillable/taken.html", context)
    comparison = taking.compare(open_, form)
    context |= {
        "title": "Ce que ce fichier changerait",
        "lines": comparison.shown,
        "same": comparison.count(Fate.SAME),
        "counts": {fate.value: comparison.count(fate) for fate in Fate},
    }
    return render_page(request, "reports/fillable/preview.html", context)


def find_form(open_, form_id):
    found = FilledForm.objects.filter(
        public_id=form_id, round=open_.round, instrument_key=open_.instrument.key
    ).select_related("taken_by")
    form = found.first()
    if form is None:
        raise Http404
    return form


def posted_answers(data):
    """{key of a line: (choice, base shown)}."""
    keys = [name.removeprefix(BASE) for name in data if name.startswith(BASE)]
    return {key: (data.get(CHOICE + key, ""), data[BASE + key]) for key in keys}
