"""An answer comes from a phone: one question of an item from the script, a whole item from a plain form."""

import uuid

from django.http import JsonResponse
from django.utils import timezone

from rlp_portal.ui.errors import wants_json
from rlp_portal.ui.typography import quebec_time
from rlp_portal.workshops import services
from rlp_portal.workshops.access import participant_view
from rlp_portal.workshops.phone.asking import Asking
from rlp_portal.workshops.phone.faces import FIRST, LAST, Face
from rlp_portal.workshops.phone.pages import face_page, refused, to_phone
from rlp_portal.workshops.queries import find_step
from rlp_portal.workshops.refusals import AnswersClosed, NoSuchQuestion, WorkshopRefusal
from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.services.references import is_uuid
from worksheets.wording import words

NOT_WRITTEN = {"csrfmiddlewaretoken", "step", "round", "item", "op_id", "go", "pass", "more"}
NOTHING_YET = "Vous n’avez encore rien répondu. Répondez à une question, ou passez-la."


@participant_view(methods=["POST"])
def phone_answer(request, participant):
    """POST step, round, item, its inputs, op_id → 200 {saved, notices} · 409, 410 closed · 422 refused.

    A plain form goes on to the question that its button names.
    """
    form = None
    try:
        form = asked_form(request.POST, participant)
        if not form.is_valid():
            return said_beside(request, participant, form)
        refuse_another_round(request.POST, form.step)
        save(form, request.POST, participant)
    except Refused as refusal:
        form.add_error(next(iter(form.fields)), str(refusal))
        return said_beside(request, participant, form)
    except WorkshopRefusal as refusal:
        if form and not form.has_typed:
            refusal = refusal.saying(refusal.about_choice)
        return refused(request, participant, refusal, kept=words_of(form, request.POST))
    if wants_json(request):
        return JsonResponse({"saved": f"Enregistré à {quebec_time(timezone.now())}", "notices": notices_of(form)})
    return go_on(request, participant)


def asked_form(data, participant):
    """The ItemForm of what is sent, with its `step` and the sheet `begun` before. Raises NoSuchQuestion."""
    step = asked_step(participant.workshop, data.get("step", ""))
    asking = Asking(step, participant)
    form = asking.form(asking.item(data.get("item", "")), data=data)
    form.step, form.begun = step, asking.begun(form.item)
    if not form.fields:
        raise NoSuchQuestion
    return form


def refuse_another_round(data, step):
    """What is answered to a round that is over never counts in the next."""
    if data.get("round") != str(step.round_number):
        raise AnswersClosed


def asked_step(workshop, public_id):
    current = workshop.current_step
    if current and public_id == str(current.public_id):
        step = current
    else:
        step = find_step(workshop, public_id) if is_uuid(public_id) else None
    if step is None:
        raise NoSuchQuestion
    step.workshop = workshop
    return step


def save(form, data, participant):
    """Each question under an operation of its own: its name counts, and what is written in it."""
    sent = uuid.UUID(data["op_id"]) if is_uuid(data.get("op_id", "")) else uuid.uuid4()
    begun = form.begun
    for one in form.to_save(is_passing="pass" in data):
        services.submit_answer(
            participant=participant,
            step=form.step,
            item=form.item,
            address=one.address,
            value=one.value,
            state=one.state,
            begun=begun,
            op_id=uuid.uuid5(sent, f"{one.address} {fingerprint(one.value, one.state)}"),
        )
        begun = None  # what was read before may be so no more


def notices_of(form):
    return [notice for question in form.fields.values() for notice in question.notices]


def said_beside(request, participant, form):
    """What cannot be written, beside its field; what was typed stays there."""
    if wants_json(request):
        said = [text for texts in form.errors.values() for text in texts]
        return JsonResponse({"message": " ".join(said)}, status=422)
    face = Face(participant, FIRST)
    if face.template != "questions" or face.step.pk != form.step.pk or not face.asks(form.item):
        return refused(request, participant, AnswersClosed(), kept=words_of(form, request.POST))
    face.show_again(form)
    return face_page(request, face, form=form, status=422)


def words_of(form, data):
    """What was answered, to be given back: of a question that is no more, as it was sent."""
    if form is None:
        return [text for key in data if key not in NOT_WRITTEN for text in data.getlist(key)]
    return [text for value in form.cleaned_data.values() for text in words(form.item.asked, value)]


def go_on(request, participant):
    if more := request.POST.get("more"):
        return to_phone(participant, digits(more), plus="1")
    return to_phone(participant, digits(request.POST.get("pass") or request.POST.get("go", "")))


def digits(text):
    """Where a button leads: it comes back in an address."""
    return text if text.isascii() and text.isalnum() else ""


@participant_view(methods=["POST"])
def phone_send(request, participant):
    """« Envoyer »: what was saved before counts all the same."""
    try:
        step = asked_step(participant.workshop, request.POST.get("step", ""))
        refuse_another_round(request.POST, step)
        is_sent = services.send_sheet(participant=participant, step=step)
    except WorkshopRefusal as refusal:
        return refused(request, participant, refusal.saying(refusal.about_sending))
    if not is_sent:
        return face_page(request, Face(participant, LAST), said=NOTHING_YET, status=422)
    return to_phone(participant)
