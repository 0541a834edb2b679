"""A sample's coded project, taken to another program and brought back from it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from rlp_portal.analysis.coding import queries as coding
from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.samples.queries import find_sample, to_code
from rlp_portal.analysis.samples.views import REFUSAL
from rlp_portal.reports.downloads import send_file
from rlp_portal.reports.qda.coming_in import EMPTY, arrival_of, bring_in, read_project
from rlp_portal.reports.qda.project import gather_project
from rlp_portal.reports.qda.project_file import qdpx_of
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.uploaded_files import FileRefused, FileUpload, with_small_file
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.typography import count_words

QDPX = "application/zip"
READING_AND_WRITING = ("GET", "HEAD", "POST")
SALT, AN_HOUR = "qdpx", 3600
TOO_OLD = "Cet aperçu date de plus d’une heure. Choisissez encore le fichier; rien n’est rapporté."


class ProjectUpload(FileUpload):
    label = "Le projet REFI-QDA"
    help_text = "Un seul fichier .qdpx, d’au plus 10\u00a0Mo."
    accept = ".qdpx,application/zip"
    choose = "Choisissez le fichier .qdpx qu’un autre logiciel a produit."
    empty = EMPTY


@role_view(Role.ADVISOR, refusal=REFUSAL)
def project_qdpx(request, sample_id):
    sample = find_sample(request.user, sample_id)
    project = gather_project(sample, person=request.user, rlps=request.portal.rlps_as(Role.ADVISOR))
    return send_file(request, lambda: qdpx_of(project), name=f"{sample}.qdpx", content_type=QDPX)


@csrf_exempt  # the middleware would read the form before its limit is set; `with_small_file` protects it after
@role_view(Role.ADVISOR, refusal=REFUSAL, methods=READING_AND_WRITING)
@with_small_file
def import_qdpx(request, sample_id, refusal="", status=422):
    """The file is read and its preview shown; only the preview's own button writes."""
    sample = find_sample(request.user, sample_id)
    context = {"title": "Rapporter un projet REFI-QDA", "sample": sample}
    if request.method == "POST" and "preview" in request.POST:
        return take_preview(request, sample, context)
    form = ProjectUpload(request.POST, request.FILES) if request.method == "POST" else ProjectUpload()
    if refusal:
        form = ProjectUpload({}, {}).refuse(refusal)
    elif form.is_bound and form.is_valid():
        try:
            project = read_project(form.cleaned_data["file"].read())
        except FileRefused as refused:
            form.refuse(str(refused))
        else:
            return preview(request, sample, context, project)
    context["form"] = form
    return render_page(request, "reports/qda/upload.html", context, status=status if form.errors else 200)


def preview(request, sample, context, project, *, user=""):
    arrival = arrival_of(project, plans=her_plans(request, sample), person=request.user, user=user)
    sealed = signing.dumps(arrival.passages, key=key_of(request, sample), salt=SALT, compress=True)
    others = [one for one in arrival.users if one[0] != arrival.user]
    context |= {
        "title": "Ce que ce projet apporterait",
        "arrival": arrival,
        "name": next((name for guid, name, _count in arrival.users if guid == arrival.user), ""),
        "others": sum(count for _guid, _name, count in others),
        "other_codes": sum(arrival.other_codes.values()),
        "sealed": sealed,
    }
    return render_page(request, "reports/qda/preview.html", context)


def take_preview(request, sample, context):
    try:
        passages = signing.loads(request.POST["preview"], key=key_of(request, sample), salt=SALT, max_age=AN_HOUR)
    except signing.SignatureExpired:
        context["form"] = ProjectUpload({}, {}).refuse(TOO_OLD)
        return render_page(request, "reports/qda/upload.html", context, status=422)
    except signing.BadSignature:
        raise BadRequest from None
    versions = {}

    def find_passage(plan, number, start, end):
        if plan not in versions:
            versions[plan] = coding.find_version(request.portal, UUID(plan))
        return coding.passage_in(versions[plan], number, start, end)

    written, aside = bring_in(passages, by=request.user, find_passage=find_passage)
    messages.success(
        request, f"{count_words(written, 'passage est codé', 'passages sont codés')} comme dans le fichier."
    )
    if aside:
        said = count_words(aside, "passage a gardé votre codage", "passages ont gardé votre codage")
        messages.info(request, f"{said}; celui du fichier est gardé à part, dans la page du document.")
    return redirect(sample)


def her_plans(request, sample):
    """The drawn plans that she has to code."""
    followed = request.portal.advised_keys
    drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN, rlp__in=followed)
    return [row.plan_id for row in to_code(sample, list(drawn), by=request.user)]


def key_of(request, sample):
    """A preview serves whoever saw it, for that sample, and nobody else."""
    return f"{settings.SECRET_KEY}{request.user.public_id}{sample.public_id}"
