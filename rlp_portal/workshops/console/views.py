"""The console's pages. Without a script a gesture is a form, and the page comes back; with one, its parts change."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from rlp_portal.accounts.mail import public_address
from rlp_portal.rlps.carnet.answering import refused
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.workshops import services
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.console.board import Board
from rlp_portal.workshops.console.gestures import Press, perform
from rlp_portal.workshops.console.texts import save_text
from rlp_portal.workshops.models import Participant
from rlp_portal.workshops.refusals import WorkshopRefusal
from worksheets.cleaning import Refused
from worksheets.schema import LongText
from worksheets.services import AnswerConflict

NOTE = LongText(key="note", label="Notes privées", help="Vous seuls, à l’animation, les voyez.", rows=5)
REOPENED = "L’atelier est rouvert, là où il en était."
DOOR_STAYS_CLOSED = "La porte est restée fermée\u00a0: ouvrez-la pour laisser entrer de nouvelles personnes."
PAGES = {"console", "console_room", "console_answers", "console_ideas", "console_noting", "console_hands"}


def address_args(workshop):
    return [workshop.round.rlp.slug, workshop.public_id]


def context_of(workshop, **more):
    """What every page of the console needs: its title and the addresses beside it."""
    args = address_args(workshop)
    return {
        "title": f"Animer – {workshop.title}",
        "workshop": workshop,
        "urls": {name.removeprefix("console_"): reverse(name, args=args) for name in PAGES}
        | {
            "gesture": reverse("console_gesture", args=args),
            "note": reverse("console_note", args=args),
            "stream": reverse("console_stream", args=args),
            "news": reverse("console_news", args=args),
            "poll": reverse("console_poll", args=args),
            "papers": reverse("paper_of_workshop", args=args),
            "bilan": reverse("workshop_bilan", args=args),
            "outcomes": reverse("workshop_outcomes", args=args),
            "screen": reverse("screen", args=[workshop.display_token]),
            "screen_content": reverse("screen_content", args=[workshop.display_token]),
        },
        **more,
    }


@workshop_view(Right.RUN_WORKSHOP)
def console(request, workshop):
    board = Board(workshop, now=timezone.now())
    return render_page(request, "workshops/console/page.html", context_of(workshop, board=board, now=board.now))


@workshop_view(None, writing=Right.RUN_WORKSHOP)
def console_gesture(request, workshop):
    try:
        perform(Press(workshop, request.user, request.POST))
        if request.POST["gesture"] == "reopen":
            messages.success(request, reopened_words(workshop))
    except WorkshopRefusal as refusal:
        messages.warning(request, refusal.said)
    except AnswerConflict:
        messages.warning(request, "La réponse du groupe a changé entre-temps\u00a0: ce geste reste.")
    page = request.POST.get("then")
    return redirect(page if page in PAGES else "console", *address_args(workshop))


def reopened_words(workshop):
    """Its door is as it was: shut since the first reveal, mostly, while the screen shows the code again."""
    workshop.refresh_from_db(fields=["is_door_open"])
    return REOPENED if workshop.is_door_open else f"{REOPENED} {DOOR_STAYS_CLOSED}"


@workshop_view(Right.RUN_WORKSHOP)
def console_room(request, workshop):
    """Who is in the room: devices, never names in an anonymous workshop, in no order of arrival."""
    people = list(Participant.objects.filter(workshop=workshop, removed_at__isnull=True))
    context = {
        "people": people,
        "removed": Participant.objects.filter(workshop=workshop, removed_at__isnull=False).count(),
        "screen_url": public_address(reverse("screen", args=[workshop.display_token]), request=request),
        "helper_url": public_address(reverse("helper_entry", args=[workshop.helper_token]), request=request)
        if workshop.helper_token
        else "",
        "now": timezone.now(),
    }
    return render_page(request, "workshops/console/room.html", context_of(workshop, **context))


@workshop_view(None, writing=Right.RUN_WORKSHOP)
def console_note(request, workshop):
    """The private notes of a step, or of the workshop; the address names it, for a text that leaves late."""
    step = Press(workshop, request.user, request.GET).step if request.GET.get("step") else None

    def save(text, base):
        services.write_note(workshop=workshop, step=step, text=text, base=base, by=request.user)

    try:
        return save_text(request, field=NOTE, save=save, back=reverse("console", args=address_args(workshop)))
    except Refused as refusal:
        return refused(refusal)
