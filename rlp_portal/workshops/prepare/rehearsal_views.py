"""Rehearsing, and naming who runs a workshop with the facilitation."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from rlp_portal.accounts.models import User
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.typography import count_words
from rlp_portal.workshops import services
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.models import Workshop
from rlp_portal.workshops.services.rehearsing import MOST_FICTITIOUS
from worksheets.cleaning import Refused, clean_integer

USUAL_PEOPLE = 12


@workshop_view(None, writing=Right.PREPARE_WORKSHOPS)
def start_rehearsal(request, workshop):
    rehearsal = services.start_rehearsal(workshop=workshop, by=request.user, people=people_asked(request.POST))
    return redirect("workshop_agenda", workshop.round.rlp.slug, rehearsal.public_id)


def people_asked(data):
    try:
        return clean_integer(data.get("people"), minimum=1, maximum=MOST_FICTITIOUS).value or USUAL_PEOPLE
    except Refused:
        return USUAL_PEOPLE


@workshop_view(None, writing=Right.PREPARE_WORKSHOPS)
def rehearsal_answers(request, workshop):
    """The fictitious people answer the question that is open."""
    answered = services.answer_for_fictitious(workshop=workshop)
    if answered:
        messages.success(request, f"{count_words(answered, 'personne fictive a', 'personnes fictives ont')} répondu.")
    else:
        messages.info(
            request, "Aucune question n’est ouverte aux téléphones. Passez d’abord à «\u00a0Recueillir\u00a0»."
        )
    return redirect("workshop_agenda", workshop.round.rlp.slug, workshop.public_id)


@workshop_view(None, writing=Right.PREPARE_WORKSHOPS)
def end_rehearsal(request, workshop):
    """Nothing of it was real: all of it leaves."""
    real = Workshop.objects.filter(pk=workshop.rehearsal_of_id).first()
    if real is None:
        raise Http404
    services.delete_rehearsal(rehearsal=workshop)
    messages.success(request, "La répétition est terminée. Rien n’en reste.")
    return redirect("workshop_agenda", workshop.round.rlp.slug, real.public_id)


@workshop_view(None, writing=Right.RUN_WORKSHOP)
def name_facilitator(request, workshop):
    person = find_in_team(workshop, request.POST.get("person", ""))
    services.name_facilitator(workshop=workshop, user=person, by=request.user)
    messages.success(request, f"{person} peut maintenant animer cet atelier.")
    return redirect("workshop_agenda", workshop.round.rlp.slug, workshop.public_id)


@workshop_view(None, writing=Right.RUN_WORKSHOP)
def unname_facilitator(request, workshop, person_id):
    person = find_in_team(workshop, person_id)
    services.unname_facilitator(workshop=workshop, user=person)
    messages.success(request, f"{person} n’anime plus cet atelier.")
    return redirect("workshop_agenda", workshop.round.rlp.slug, workshop.public_id)


def find_in_team(workshop, public_id):
    """Someone who has a role in the RLP, whatever it is."""
    team = User.objects.filter(memberships__rlp=workshop.round.rlp_id).distinct()
    found = next((one for one in team if str(one.public_id) == str(public_id)), None)
    if found is None:
        raise Http404
    return found
