"""The page of a phone: one address for the waiting room, the questions, the reveal and the recap."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from rlp_portal.workshops import services
from rlp_portal.workshops.access import participant_view
from rlp_portal.workshops.models import Poll
from rlp_portal.workshops.phone.faces import VOTE_AGAIN, Face, is_over
from rlp_portal.workshops.phone.forms import EvaluationForm, FirstNameForm, TableForm, VoteForm
from rlp_portal.workshops.phone.pages import face_page, recap_page, refused, removed, to_phone
from rlp_portal.workshops.phone.recap import find_recap
from rlp_portal.workshops.phone_key import cookie_name
from rlp_portal.workshops.refusals import WorkshopRefusal
from rlp_portal.workshops.services.joining import refuse_removed
from worksheets.services.references import is_uuid


def recap_of_all(request, workshop_id):
    """Once the keys are forgotten, or from another browser: the group's part, as long as it is open."""
    workshop = find_recap(workshop_id, now=timezone.now())
    if workshop is None:
        raise Http404
    return recap_page(request, workshop)


@never_cache
@participant_view(without_key=recap_of_all)
def phone(request, participant):
    if participant.removed_at:
        return removed(request, participant)
    if is_over(participant.workshop):
        return recap_page(request, participant.workshop, participant=participant)
    return face_page(request, face_of(request, participant))


def face_of(request, participant):
    return Face(participant, request.GET.get("q", ""), asks_more="plus" in request.GET)


@participant_view(methods=["POST"])
def phone_table(request, participant):
    """This phone answers for a whole table."""
    form = TableForm(request.POST)
    if not form.is_valid():
        return face_page(request, Face(participant), form=form, status=422)
    services.sit_at_table(participant=participant, table_number=form.cleaned_data["table"])
    return to_phone(participant)


@participant_view(methods=["POST"])
def phone_first_name(request, participant):
    """Shown beside ideas where the step says so; an empty one takes it back."""
    form = FirstNameForm(request.POST)
    if not form.is_valid():
        return face_page(request, Face(participant), form=form, status=422)
    refuse_removed(participant)
    services.choose_first_name(participant=participant, **form.cleaned_data)
    return to_phone(participant)


@participant_view(methods=["POST"])
def phone_vote(request, participant):
    form = VoteForm(request.POST)
    poll = find_poll(participant, request.POST.get("poll", ""))
    if not form.is_valid():
        return face_page(request, Face(participant, VOTE_AGAIN), form=form, status=422)
    try:
        services.vote(poll=poll, participant=participant, **form.cleaned_data)
    except WorkshopRefusal as refusal:
        return refused(request, participant, refusal, kept=[form.cleaned_data["reservation"]])
    return to_phone(participant)


def find_poll(participant, public_id):
    found = (
        Poll.objects.filter(step__workshop=participant.workshop, public_id=public_id) if is_uuid(public_id) else None
    )
    poll = found.select_related("step").first() if found else None
    if poll is None:
        raise Http404
    return poll


@participant_view(methods=["POST"])
def phone_evaluate(request, participant):
    form = EvaluationForm(request.POST)
    if not form.is_valid():
        return recap_page(request, participant.workshop, participant=participant, form=form, status=422)
    services.evaluate(participant=participant, **form.cleaned_data)
    return to_phone(participant)


@participant_view(methods=["POST"])
def phone_leave(request, participant):
    """This browser forgets who it was; what was answered counts, and the four letters lead back to it."""
    context = {"title": "Vous avez quitté l’atelier", "participant": participant, "workshop": participant.workshop}
    response = render(request, "phone/left.html", context)
    response.delete_cookie(cookie_name(participant.workshop.public_id), samesite="Lax")
    return response
