"""Coming in: by the eight digits, by the QR, or back again by four letters.

A wrong code, a closed door and an old code are answered alike; the QR, which nobody guesses, tells of a closed door.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rlp_portal.accounts import throttle
from rlp_portal.ui.posting import posted_data
from rlp_portal.ui.typography import count_words
from rlp_portal.workshops import services
from rlp_portal.workshops.codes import said_code
from rlp_portal.workshops.phone import brake
from rlp_portal.workshops.phone.faces import is_over
from rlp_portal.workshops.phone.forms import CodeForm, ResumeForm
from rlp_portal.workshops.phone.pages import recap_page
from rlp_portal.workshops.phone_key import give_key, key_of
from rlp_portal.workshops.refusals import DoorClosed, NoOpenWorkshop, WorkshopRefusal

UNUSABLE_LINK = 410
NOTHING_OPENS = "Ces deux codes n’ouvrent rien pour l’instant. Vérifiez les huit chiffres et les quatre lettres."


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_by_code(request):
    form = CodeForm(posted_data(request))
    if not form.is_bound:
        return code_page(request, form)
    if not form.is_valid():
        return code_page(request, form, status=422)
    code = form.cleaned_data["code"]
    if held_back := hold_back(request, form, code):
        return held_back
    try:
        workshop = services.find_by_code(code)
        refuse_newcomers_at_a_closed_door(request, workshop)
    except NoOpenWorkshop as refusal:
        form.add_error("code", NoOpenWorkshop.message)
        return brake.count_failure(request, code_page(request, form, status=refusal.status))
    return redirect("join_by_qr", workshop.join_token)


@login_not_required
@never_cache
@require_safe
def join(request, code):
    """An address that carries the code types it, and looks nothing up: else it would tell which codes are good."""
    return code_page(request, CodeForm(initial={"code": said_code(code)}))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_by_qr(request, token):
    """128 bits cannot be guessed: nothing slows this down. Who was here before comes back in."""
    try:
        workshop = services.find_by_token(token)
        if participant := found_again(request, workshop):
            return redirect("phone", participant.workshop.public_id)
        refuse_newcomers_at_a_closed_door(request, workshop)
        if is_over(workshop):
            return recap_page(request, workshop)
        if request.method == "POST":
            return come_in(workshop)
    except WorkshopRefusal as refusal:
        form = CodeForm()
        return code_page(request, form, status=UNUSABLE_LINK, said=refusal.said)
    officer = {"name": settings.PRIVACY_NAME, "email": settings.PRIVACY_EMAIL}
    return render(request, "phone/join.html", {"title": workshop.title, "workshop": workshop, "officer": officer})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume_phone(request):
    """The same person in another browser, or after its cookies were erased. Also through a closed door."""
    form = ResumeForm(posted_data(request))
    if not form.is_bound:
        return resume_page(request, form)
    if not form.is_valid():
        return resume_page(request, form, status=422)
    code, letters = form.cleaned_data["code"], form.cleaned_data["letters"]
    if held_back := hold_back(request, form, code):
        return held_back
    try:
        participant, key = resume(code, letters)
    except NoOpenWorkshop:
        form.add_error(None, NOTHING_OPENS)
        return brake.count_failure(request, resume_page(request, form, status=422))
    except WorkshopRefusal as refusal:
        form.add_error(None, refusal.said)
        return resume_page(request, form, status=refusal.status)
    return give_key(redirect("phone", participant.workshop.public_id), participant.workshop, key)


def refuse_newcomers_at_a_closed_door(request, workshop):
    """The recap of a workshop that has just ended is for all who were there, whatever their cookie became."""
    if workshop.is_open and not workshop.is_door_open and not found_again(request, workshop):
        raise DoorClosed


def found_again(request, workshop):
    participant = services.find_participant(key_of(request, workshop.public_id))
    return participant if participant and participant.workshop_id == workshop.pk else None


def come_in(workshop):
    participant, key = services.join(workshop=workshop)
    return give_key(redirect("phone", participant.workshop.public_id), workshop, key)


def resume(code, letters):
    """Four letters are few: those of a workshop are guessed at together."""
    workshop = services.find_by_code(code)
    together = throttle.fingerprint("atelier", "reprise", workshop.pk)
    if seconds := throttle.seconds_to_wait(together):
        raise TooManyTries(seconds)
    try:
        return services.resume(workshop=workshop, code=letters)
    except NoOpenWorkshop:
        throttle.count_failure(together)
        raise


class TooManyTries(WorkshopRefusal):
    status = 429

    def __init__(self, seconds):
        super().__init__(f"Trop d’essais. Réessayez dans {in_words(seconds)} ou balayez le code QR.")


def in_words(seconds):
    return count_words(seconds, "seconde") if seconds < 120 else count_words(-(-seconds // 60), "minute")


def hold_back(request, form, code):
    """The page that answers instead of looking the code up; None when it may be."""
    if seconds := brake.seconds_to_wait(request):
        form.add_error("code", TooManyTries(seconds).said)
        response = page_of(request, form, status=TooManyTries.status)
        response["Retry-After"] = str(seconds)
        return response
    if brake.needs_ticket(code, request.POST.get("ticket", "")):
        return page_of(request, form, status=TooManyTries.status, ticket=brake.new_ticket(code))
    return None


def page_of(request, form, **more):
    return (resume_page if isinstance(form, ResumeForm) else code_page)(request, form, **more)


def code_page(request, form, *, status=200, said="", ticket=""):
    context = {"title": "Rejoindre un atelier", "form": form, "said": said, "ticket": ticket}
    return render(request, "phone/code.html", context, status=status)


def resume_page(request, form, *, status=200, ticket=""):
    context = {"title": "Revenir dans un atelier", "form": form, "ticket": ticket}
    return render(request, "phone/resume.html", context, status=status)
