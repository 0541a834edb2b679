"""Refusals and breakdowns, said in French: what happened, what is kept, what to do. As a page, a fragment or JSON."""

import logging
import secrets
import sys
import time
from dataclasses import dataclass
from math import inf
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.urls import NoReverseMatch

from rlp_portal.ui.typography import count_words

logger = logging.getLogger(__name__)

handler400 = "rlp_portal.ui.errors.bad_request"
handler403 = "rlp_portal.ui.errors.forbidden"
handler404 = "rlp_portal.ui.errors.not_found"
handler500 = "rlp_portal.ui.errors.server_error"

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
DATABASE_AWAY = (OperationalError, InterfaceError)
SQLITE_FULL, POSTGRESQL_FULL = "database or disk is full", "53100"
RETRY_AFTER_SECONDS = 30
TELL_AGAIN_SECONDS = 60
_told_at = {}


@dataclass(frozen=True)
class Refusal:
    status: int
    title: str
    message: str  # what happened, what is kept
    what_to_do: str = ""
    to_script: str = ""  # instead of the message: where a script runs, what was typed is kept
    code: str = ""  # tells a script two refusals of one status apart


BAD_REQUEST = Refusal(
    400,
    "Cette demande est incomplète",
    "Nous n’avons pas pu lire ce que votre navigateur a envoyé. Rien n’a été modifié.",
    "Revenez à la page précédente, puis réessayez.",
    to_script="L’envoi est incomplet. Votre texte est encore ici\u00a0: copiez-le, puis rechargez la page.",
)
NOT_SIGNED_IN = Refusal(
    401,
    "Connectez-vous de nouveau",
    "Votre session est terminée. Votre texte est encore dans la page\u00a0: copiez-le avant de vous reconnecter.",
    to_script="Votre session est terminée. Connectez-vous de nouveau\u00a0: votre texte est gardé.",
    code="signed-out",
)
FORBIDDEN = Refusal(
    403,
    "Cette action ne vous est pas ouverte",
    "Votre rôle ne permet pas cette action. Rien n’a été modifié.",
    "Au besoin, écrivez à la coordination de votre regroupement.",
)
EXPIRED_PAGE = Refusal(
    403,
    "Page expirée",
    "La page a expiré. Votre texte y est encore\u00a0: copiez-le, puis rechargez-la.",
    "Revenez en arrière pour retrouver votre texte.",
    to_script="La page a expiré. Rechargez-la; votre texte est gardé sur cet appareil.",
    code="expired",
)
NOT_FOUND = Refusal(
    404,
    "Page introuvable",
    "Cette page n’existe pas ou ne vous est pas accessible.",
    "Vérifiez l’adresse, ou repartez de l’accueil.",
)
METHOD_NOT_ALLOWED = Refusal(
    405,
    "Cette adresse ne s’ouvre pas directement",
    "Cette adresse sert à enregistrer, pas à lire. Rien n’a été modifié.",
    "Repartez de l’accueil pour retrouver votre page.",
)
TOO_LARGE = Refusal(
    413,
    "Envoi refusé",
    "L’envoi est trop gros (limite\u00a0: 1\u00a0Mo). Rien n’a été enregistré; votre texte est à la page précédente.",
    "Revenez en arrière et envoyez-le en plusieurs fois.",
    to_script="L’envoi est trop gros (limite\u00a0: 1\u00a0Mo). Votre texte est encore ici\u00a0: raccourcissez-le.",
)
BROKEN = Refusal(
    500,
    "Une erreur de notre côté",
    "Quelque chose n’a pas fonctionné de notre côté. Ce qui était enregistré est intact.",
    "Revenez en arrière et réessayez. Si le problème revient, donnez ce numéro à la gestion du portail.",
)
UNAVAILABLE = Refusal(
    503,
    "Un instant",
    "Nous ne pouvons pas enregistrer pour l’instant. Votre texte reste dans la page.",
    "Laissez la page ouverte et réessayez dans une minute.",
    to_script="Nous ne pouvons pas enregistrer pour l’instant. Votre texte reste sur cet appareil.",
)

DISK_FULL = Refusal(
    507,
    "Plus de place",
    "Le disque du portail est plein : rien de nouveau ne peut être enregistré. Votre texte reste dans la page.",
    "Laissez la page ouverte et prévenez la gestion du portail. Tout ce qui était enregistré se lit encore.",
    to_script="Le disque du portail est plein. Votre texte reste sur cet appareil\u00a0: prévenez la gestion du "
    "portail.",
)


# The handlers that Django and the middleware call.


def bad_request(request, exception=None):
    return answer(request, TOO_LARGE if isinstance(exception, TOO_BIG) else BAD_REQUEST, without_request=True)


def forbidden(request, exception=None):
    """The exception's own sentence says who can: `raise PermissionDenied("Seule la coordination peut…")`."""
    return answer(request, FORBIDDEN, instead=str(exception or ""))


def expired_page(request, reason=""):
    return answer(request, EXPIRED_PAGE)


def not_found(request, exception=None):
    return answer(request, NOT_FOUND)


def method_not_allowed(request, *, allowed):
    return answer(request, METHOD_NOT_ALLOWED, headers={"Allow": allowed}, without_request=True)


def too_many(request, *, seconds, title, message, what_to_do):
    """`message` holds « {wait} »; each brake says what is suspended, and what to do instead."""
    wait = count_words(-(-seconds // 60), "minute")
    refusal = Refusal(429, title, message.format(wait=wait), what_to_do)
    return answer(request, refusal, headers={"Retry-After": str(seconds)})


def not_signed_in(request):
    """For a script's request: a redirection would put the sign-in page in the middle of a sheet."""
    return answer(request, NOT_SIGNED_IN)


def server_error(request):
    """Nothing here may ask the database, which may be the thing that is broken."""
    problem = sys.exc_info()[1]
    if isinstance(problem, DATABASE_AWAY):
        log_database_away(request, problem)
        return no_room(request) if is_disk_full(problem) else unavailable(request)
    reference = new_reference()
    logger.error("Reference %s: %s %s", reference, request.method, route_of(request), exc_info=problem)
    return answer(request, BROKEN, reference=reference, without_request=True)


def log_database_away(request, problem):
    """Where it happened, once a minute: everybody’s page asks again, and a full journal helps nobody."""
    now = time.monotonic()
    is_news = now > _told_at.get("database", -inf) + TELL_AGAIN_SECONDS
    if is_news:
        _told_at["database"] = now
    logger.error("Database away: %s %s", request.method, route_of(request), exc_info=problem if is_news else None)


def route_of(request):
    """The pattern of the address: the address itself may hold the link that opens an account."""
    return f"/{request.resolver_match.route}" if request.resolver_match else "(no route)"


def unavailable(request):
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return answer(request, UNAVAILABLE, headers=headers, without_request=True)


def no_room(request):
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return answer(request, DISK_FULL, headers=headers, without_request=True)


def is_disk_full(problem):
    """SQLite says it in words, PostgreSQL by a number."""
    return str(problem) == SQLITE_FULL or getattr(problem.__cause__, "pgcode", None) == POSTGRESQL_FULL


def new_reference():
    """Short enough to be read on the telephone."""
    code = secrets.token_hex(4).upper()
    return f"{code[:4]}-{code[4:]}"


def answer(request, refusal, *, instead="", reference="", headers=None, without_request=False):
    """The refusal as the one who asks can read it: JSON for a script, a fragment for htmx, else a page."""
    message = instead or refusal.message
    if wants_json(request):
        said = {"message": instead or refusal.to_script or refusal.message}
        if refusal.code:
            said["code"] = refusal.code
        return JsonResponse(said, status=refusal.status, headers=headers)
    context = {
        "title": refusal.title,
        "message": message,
        "what_to_do": refusal.what_to_do,
        "reference": reference,
        "sign_in_url": sign_in_url(request) if refusal is NOT_SIGNED_IN else "",
    }
    template = "errors/_error.html" if is_htmx(request) else "errors/error.html"
    html = render_to_string(template, context, None if without_request else request)
    return HttpResponse(html, status=refusal.status, headers=headers)


def wants_json(request):
    """Whoever asks for a stream of events is a script too."""
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted or "text/event-stream" in accepted


def is_htmx(request):
    return request.headers.get("HX-Request") == "true"


def asks_from_script(request):
    return wants_json(request) or is_htmx(request)


def sign_in_url(request):
    """The sign-in page, then back to the page where the person was."""
    page = request.headers.get("HX-Current-URL", "")
    path = page.split(request.get_host(), 1)[-1] if request.get_host() in page else ""
    try:
        url = resolve_url(settings.LOGIN_URL)
    except NoReverseMatch:
        return ""
    return f"{url}?{urlencode({'next': path})}" if path.startswith("/") else url
