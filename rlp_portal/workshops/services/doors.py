"""Opening and closing: the room, its door, its codes, who runs it."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from rlp_portal.workshops.codes import new_join_code, new_token
from rlp_portal.workshops.enums import Act, WorkshopState
from rlp_portal.workshops.models import Facilitation, Gesture, Workshop
from rlp_portal.workshops.refusals import NotPossibleNow
from rlp_portal.workshops.services.changing import holding, require_open, restore

REOPENABLE = timedelta(hours=24)
RECAP_LIFETIME = timedelta(days=90)
TRIES = 8  # two workshops among ninety million codes


def open_workshop(*, workshop, by):
    """The waiting room, its door open."""
    with holding(workshop, by=by, act=Act.OPENED, is_undoable=False) as held:
        if held.workshop.state != WorkshopState.DRAFT:
            raise NotPossibleNow
        held.set(held.workshop, state=WorkshopState.OPEN, opened_at=held.at, opened_by=by, is_door_open=True)


def close_workshop(*, workshop, by):
    """Asks nothing: `reopen_workshop` takes it back for a day. Answers on their way have a minute (see answering)."""
    with holding(workshop, by=by, act=Act.CLOSED) as held:
        require_open(held.workshop)
        held.set(
            held.workshop,
            state=WorkshopState.CLOSED,
            closed_at=held.at,
            closed_by=by,
            is_door_open=False,
            current_step=None,
            open_step=None,
            shows_codes=False,
            is_screen_black=False,
        )


def reopen_workshop(*, workshop, by):
    """Where it was when it closed."""
    with holding(workshop, by=by, act=Act.REOPENED, is_undoable=False) as held:
        if not is_reopenable(held.workshop, held.at):
            raise NotPossibleNow("Un atelier se rouvre pendant les 24\u00a0heures qui suivent sa fin.")
        closing = Gesture.objects.filter(workshop=held.workshop, act=Act.CLOSED).first()
        restore(held, closing.before)


def is_reopenable(workshop, now):
    return workshop.state == WorkshopState.CLOSED and now < workshop.closed_at + REOPENABLE


def set_door(*, workshop, is_open, by):
    with holding(workshop, by=by, act=Act.DOOR) as held:
        require_open(held.workshop)
        held.set(held.workshop, is_door_open=is_open)


def set_headcount(*, workshop, headcount):
    """« Nous sommes 14 dans la salle »: connections are not people."""
    with holding(workshop) as held:
        held.set(held.workshop, headcount=headcount)


def renew_codes(*, workshop, by):
    """Another code and another QR; those that were shown or photographed open nothing any more."""
    for _try in range(TRIES):
        try:
            with transaction.atomic(), holding(workshop, by=by, act=Act.CODES_RENEWED, is_undoable=False) as held:
                held.set(held.workshop, join_code=new_join_code(), join_token=new_token())
            return
        except IntegrityError:  # the code of another workshop
            continue
    raise RuntimeError("No free code was found.")


def renew_screen(*, workshop):
    """Another address for the projected screen: those that are open show nothing any more."""
    with holding(workshop) as held:
        held.set(held.workshop, display_token=new_token())


def open_helper_link(*, workshop):
    """« Saisie seulement », for a colleague without an account. Another one each time."""
    with holding(workshop) as held:
        held.set(held.workshop, helper_token=new_token())


def close_helper_link(*, workshop):
    with holding(workshop) as held:
        held.set(held.workshop, helper_token=None)


def name_facilitator(*, workshop, user, by):
    """Twice is once."""
    Facilitation.objects.get_or_create(workshop=workshop, user=user, defaults={"named_by": by})


def unname_facilitator(*, workshop, user):
    Facilitation.objects.filter(workshop=workshop, user=user).delete()


def release_codes(*, now=None):
    """Codes of workshops closed for a day lead nowhere: others may have them."""
    before = (now or timezone.now()) - REOPENABLE
    return Workshop.everything.filter(closed_at__lt=before, join_code__isnull=False).update(join_code=None)
