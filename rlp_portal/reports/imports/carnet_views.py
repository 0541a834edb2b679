"""A carnet’s JSON file brought back: choosing it, seeing what it would change, saying yes."""

from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from rlp_portal.reports.imports.carnet_comparing import CarnetComparison
from rlp_portal.reports.imports.carnet_file import EMPTY, read_carnet_file
from rlp_portal.reports.imports.pages import choose_file, find_file, show_file
from rlp_portal.reports.imports.taking import digest_of, forget_unanswered, refuse_twice
from rlp_portal.reports.models import ReturnedCarnet
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.queries import find_round
from rlp_portal.rlps.permissions import Right
from rlp_portal.rlps.uploaded_files import FileUpload, shown_name, with_small_file


class CarnetUpload(FileUpload):
    label = "Le carnet en JSON"
    help_text = "Un seul fichier .json, d’au plus 10\u00a0Mo."
    accept = "application/json,.json"
    choose = "Choisissez le fichier .json que vous avez emporté."
    empty = EMPTY


@csrf_exempt  # the middleware would read the form before its limit is set; `with_small_file` protects it after
@rlp_view(Right.TAKE_DATA, writing=Right.EDIT_CARNET)
@with_small_file
def bring_carnet_back(request, rlp, number, **refused):
    """Nothing is written in the carnet here: the file is read, and its preview opens."""
    round_ = find_round(rlp, number)
    return choose_file(
        request,
        CarnetUpload,
        receive=lambda form: receive(round_, form, by=request.user),
        template="reports/imports/carnet_upload.html",
        context={"title": "Rapporter un carnet", "round": round_},
        **refused,
    )


def receive(round_, form, *, by):
    file = form.cleaned_data["file"]
    content = read_carnet_file(file.read(), name=file.name)
    forget_unanswered()
    digest = digest_of(content)
    if not form.cleaned_data["again"]:
        refuse_twice(ReturnedCarnet.objects.filter(round=round_, digest=digest))
    kept = ReturnedCarnet.objects.create(
        round=round_, file_name=shown_name(file.name), digest=digest, content=content, received_by=by
    )
    return reverse("returned_carnet", args=[round_.rlp.slug, round_.number, kept.public_id])


@rlp_view(Right.TAKE_DATA, writing=Right.EDIT_CARNET)
def returned_carnet(request, rlp, number, file_id):
    round_ = find_round(rlp, number)
    file = find_file(ReturnedCarnet, round_, file_id)
    return show_file(
        request,
        file,
        compare=lambda: CarnetComparison(round_, file.content),
        context={"title": "Carnet rapporté", "round": round_},
        preview="reports/imports/carnet_preview.html",
        taken="reports/imports/carnet_taken.html",
    )
