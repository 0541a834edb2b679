"""The doors of an RLP: decorators that hand a view only what its visitor may reach."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed

from rlp_portal.rlps.models import Rlp
from rlp_portal.rlps.permissions import WHO_CAN, Right, has_right

READING = ("GET", "HEAD")


def rlp_view(right, *, writing=None):
    """Wrap `view(request, rlp, …)` for a URL whose first argument is the RLP's slug.

    A stranger gets 404; then a wrong method 405; then a missing right 403, saying who can. GET and HEAD need
    `right`; POST exists only when `writing` names the right it needs. A view that only writes gives
    `right=None`.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, slug, *args, **kwargs):
            rlp, roles = visible_rlp(request, slug)
            needed = right if request.method in READING else writing if request.method == "POST" else None
            if needed is None:
                return HttpResponseNotAllowed(allowed_methods(right, writing))
            require(needed, roles=roles)
            request.portal.rlp, request.roles = rlp, roles
            return view(request, rlp, *args, **kwargs)

        guarded.guard = ("rlp", right, writing)
        return guarded

    return decorate


def signed_in_view(*, methods=READING):
    """Wrap a page that shows each person what is hers: signing in is enough."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return view(request, *args, **kwargs)

        guarded.guard = ("signed in", methods)
        return guarded

    return decorate


def role_view(*held, refusal, methods=READING, found_by_role=False):
    """Wrap a page for those who hold one of these roles for some RLP; the others get 403, saying for whom it is.

    `found_by_role`: what the view begins by finding is found only by those who hold it, else Http404; whoever finds
    it is not asked for her roles as well.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if not found_by_role:
                require_role(request, held, refusal)
                return view(request, *args, **kwargs)
            try:
                return view(request, *args, **kwargs)
            except Http404:
                require_role(request, held, refusal)
                raise

        guarded.guard = ("role", held)
        return guarded

    return decorate


def require_role(request, held, refusal):
    if not {role.key for role in request.portal.roles}.intersection(held):
        raise PermissionDenied(refusal)


def visible_rlp(request, slug):
    """The RLP and the visitor's roles there; 404 when she has none."""
    roles = request.portal.roles_in(slug)
    if not has_right(Right.READ_PROFILE, roles=roles):
        raise Http404
    for membership in request.portal.memberships:
        if membership.rlp.slug == slug:
            return membership.rlp, roles
    try:
        return Rlp.objects.get(slug=slug), roles
    except Rlp.DoesNotExist:
        raise Http404 from None


def require(right, *, roles):
    if not has_right(right, roles=roles):
        raise PermissionDenied(WHO_CAN.get(right, "Ce geste ne vous est pas ouvert."))


def allowed_methods(right, writing):
    return [*(READING if right else ()), *(("POST",) if writing else ())]
