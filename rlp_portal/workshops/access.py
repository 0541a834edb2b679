"""The doors of a workshop: for those who prepare and run it, for a phone, for the screen and for who types papers."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponseNotAllowed

from rlp_portal.rlps.access import READING, allowed_methods, require, visible_rlp
from rlp_portal.rlps.permissions import CO_FACILITATOR
from rlp_portal.ui import errors
from rlp_portal.workshops.models import Facilitation, Workshop
from rlp_portal.workshops.phone_key import key_of
from rlp_portal.workshops.refusals import WorkshopRefusal
from rlp_portal.workshops.services import find_participant

TO_SHOW = Workshop.everything.select_related("round__rlp", "current_step", "open_step")


def workshop_view(right, *, writing=None):
    """Wrap `view(request, workshop, …)` for a URL whose arguments begin with the RLP's slug and the workshop's id.

    As `rlps.access.rlp_view`: a stranger gets 404, then a wrong method 405, then a missing right 403. Whoever is
    named to facilitate this workshop has the rights that go with it. Rehearsals are found too.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, slug, workshop_id, *args, **kwargs):
            rlp, roles = visible_rlp(request, slug)
            found = TO_SHOW.annotate(is_named=named(request.user))
            workshop = find_workshop(found, public_id=workshop_id, round__rlp=rlp)
            needed = right if request.method in READING else writing if request.method == "POST" else None
            if needed is None:
                return HttpResponseNotAllowed(allowed_methods(right, writing))
            if workshop.is_named:
                roles = roles | {CO_FACILITATOR}
            require(needed, roles=roles)
            workshop.round.rlp = rlp
            request.portal.rlp, request.roles = rlp, roles
            return answer(view, request, workshop, *args, **kwargs)

        guarded.guard = ("workshop", right, writing)
        return guarded

    return decorate


def participant_view(*, methods=READING, without_key=None):
    """Wrap `view(request, participant, …)` for a URL whose argument is the workshop's id: its cookie opens it.

    Without one, what `without_key(request, workshop_id)` answers, else 404: the phone comes in by the code or the QR.
    A removed person is handed over too; what she may do then is nothing (see refusals.PersonRemoved).
    """

    def decorate(view):
        @login_not_required
        @wraps(view)
        def guarded(request, workshop_id, *args, **kwargs):
            participant = find_participant(key_of(request, workshop_id), answers=request.method == "POST")
            if participant is None or participant.workshop.public_id != workshop_id:
                if without_key and request.method in READING:
                    return without_key(request, workshop_id)
                raise Http404
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return answer(view, request, participant, *args, **kwargs)

        guarded.guard = ("participant", methods)
        return guarded

    return decorate


def screen_view(view):
    """Wrap `view(request, workshop, …)` for a URL whose argument is the screen's token: it only reads."""

    @login_not_required
    @wraps(view)
    def guarded(request, token, *args, **kwargs):
        workshop = find_workshop(TO_SHOW, display_token=token)
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        return answer(view, request, workshop, *args, **kwargs)

    guarded.guard = ("screen",)
    return guarded


def helper_view(*, methods=READING):
    """Wrap `view(request, workshop, …)` for a URL whose argument is the helper's token: paper sheets alone."""

    def decorate(view):
        @login_not_required
        @wraps(view)
        def guarded(request, token, *args, **kwargs):
            workshop = find_workshop(TO_SHOW, helper_token=token)
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return answer(view, request, workshop, *args, **kwargs)

        guarded.guard = ("helper", methods)
        return guarded

    return decorate


def answer(view, request, *args, **kwargs):
    """What the view did not answer better itself: an expected refusal, as a page or to a script."""
    try:
        return view(request, *args, **kwargs)
    except WorkshopRefusal as refusal:
        return refused(request, refusal)


def refused(request, refusal):
    said = errors.Refusal(refusal.status, "Ce geste n’a pas été fait", refusal.said, code=refusal.code)
    return errors.answer(request, said)


def named(user):
    return Exists(Facilitation.objects.filter(workshop=OuterRef("pk"), user=user))


def find_workshop(found, **which):
    """One query; 404 when there is none."""
    try:
        return found.get(**which)
    except Workshop.DoesNotExist:
        raise Http404 from None
