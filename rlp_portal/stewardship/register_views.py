"""The registers that the law asks for, kept by the administration."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from rlp_portal.accounts.access import administrator_view
from rlp_portal.accounts.services import LastAdministrator
from rlp_portal.reports.downloads import send_file
from rlp_portal.stewardship import registers
from rlp_portal.stewardship.erasing import CannotErase, erase_person
from rlp_portal.stewardship.forms import AnswerForm, IncidentForm
from rlp_portal.stewardship.incidents_csv import incidents_csv as write_csv
from rlp_portal.stewardship.models import DataRequest, Incident
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of
from rlp_portal.ui.posting import posted_data, say_notices, status_of

PER_PAGE = 25
READ_AND_WRITE = ("GET", "HEAD", "POST")
OWN_ACCOUNT = "Une autre personne de la gestion peut effacer votre compte."


# ---- What people ask ------------------------------------------------------------------------------------------


@administrator_view()
def data_requests(request):
    answered = DataRequest.objects.filter(answered_at__isnull=False).select_related("person")
    context = {
        "title": "Demandes sur les renseignements",
        "waiting": [(one, registers.time_left(one), registers.is_late(one)) for one in registers.waiting()],
        "page": page_of(answered, request.GET.get("page"), size=PER_PAGE),
    }
    return render_page(request, "stewardship/data_requests.html", context)


@administrator_view(methods=READ_AND_WRITE)
def data_request(request, public_id):
    asked = find_request(public_id)
    form = AnswerForm(posted_data(request))
    if form.is_valid():
        try:
            registers.answer(asked=asked, words=form.cleaned_data["answer"], by=request.user)
        except registers.AlreadyAnswered as refusal:
            form.add_error("answer", f"{refusal.message} Votre texte est encore ici.")
        else:
            say_notices(request, form.notices)
            messages.success(
                request, "Votre réponse est notée. La personne la lira dans «\u00a0Mes renseignements\u00a0»."
            )
            return redirect("data_requests")
    context = {
        "title": asked.get_kind_display(),
        "asked": asked,
        "form": form,
        "time_left": registers.time_left(asked),
        "is_own": asked.person == request.user,
    }
    return render_page(request, "stewardship/data_request.html", context, status=status_of(form))


@administrator_view(methods=("POST",))
def erase_person_asking(request, public_id):
    """Only someone who asked for it."""
    asked = find_request(public_id)
    if asked.kind != DataRequest.Kind.ERASURE or asked.answered_at:
        messages.warning(request, "Cette demande n’est pas un effacement en attente.")
        return redirect("data_request", asked.public_id)
    if asked.person == request.user:
        messages.warning(request, OWN_ACCOUNT)
        return redirect("data_request", asked.public_id)
    try:
        erase_person(person=asked.person, by=request.user)
    except (CannotErase, LastAdministrator) as refusal:
        messages.warning(request, getattr(refusal, "message", str(refusal)))
        return redirect("data_request", asked.public_id)
    messages.success(
        request,
        "C’est fait\u00a0: son nom est devenu «\u00a0Personne retirée\u00a0». "
        "Les copies de sauvegarde l’oublieront en 35\u00a0jours.",
    )
    return redirect("data_requests")


def find_request(public_id):
    found = DataRequest.objects.select_related("person", "answered_by")
    return get_object_or_404(found, public_id=public_id)


# ---- Incidents ------------------------------------------------------------------------------------------------


@administrator_view()
def incidents(request):
    found = Incident.objects.prefetch_related("entries")
    page = page_of(found, request.GET.get("page"), size=PER_PAGE)
    context = {
        "title": "Registre des incidents",
        "page": page,
        "rows": [(one, list(one.entries.all())[-1]) for one in page],
    }
    return render_page(request, "stewardship/incidents.html", context)


@administrator_view(methods=READ_AND_WRITE)
def new_incident(request):
    form = IncidentForm(posted_data(request))
    if form.is_valid():
        opened = registers.open_incident(by=request.user, **form.cleaned_data)
        say_notices(request, form.notices)
        messages.success(request, f"L’incident {opened.number} est inscrit, pour au moins 5\u00a0ans.")
        return redirect("incident", opened.public_id)
    context = {"title": "Inscrire un incident", "form": form}
    return render_page(request, "stewardship/new_incident.html", context, status=status_of(form))


@administrator_view(methods=READ_AND_WRITE)
def incident(request, public_id):
    """A correction is a new entry, which starts from the last one."""
    found = get_object_or_404(Incident, public_id=public_id)
    entries = list(found.entries.select_related("by").order_by("-id"))
    last = entries[0]
    form = IncidentForm(
        posted_data(request), initial={name: getattr(last, name) for name in IncidentForm.base_fields}
    )
    if form.is_valid():
        registers.add_entry(incident=found, by=request.user, **form.cleaned_data)
        say_notices(request, form.notices)
        messages.success(request, "La nouvelle inscription est ajoutée. Les précédentes restent lisibles.")
        return redirect("incident", found.public_id)
    context = {
        "title": str(found),
        "incident": found,
        "entries": [(one, facts_of(one)) for one in entries],
        "form": form,
    }
    return render_page(request, "stewardship/incident.html", context, status=status_of(form))


def facts_of(entry):
    """[(label, words)] of what is filled."""
    facts = [(field.label, said(entry, name)) for name, field in IncidentForm.base_fields.items()]
    return [(label, words) for label, words in facts if words]


def said(entry, name):
    return entry.get_risk_display() if name == "risk" else getattr(entry, name)


@administrator_view()
def incidents_csv(request):
    day = timezone.localdate()
    return send_file(
        request,
        write_csv,
        name=f"Registre des incidents – {day:%Y-%m-%d}.csv",
        content_type="text/csv; charset=utf-8",
    )
