"""One brake for all that can be guessed. django-axes watches the sign-ins; what it counts is kept here.

Its own handlers keep addresses in clear, or lose count when two tries arrive together.
"""

import ipaddress
from datetime import timedelta

from allauth.core.exceptions import ImmediateHttpResponse
from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from axes.helpers import get_client_username
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from rlp_portal.accounts.models import FailedTries
from rlp_portal.ui.errors import too_many

COOL_OFF = timedelta(hours=settings.AXES_COOLOFF_TIME)
LIMIT = settings.AXES_FAILURE_LIMIT

# What the page of each brake says: title, message, what to do.
SIGN_IN = {
    "title": "Connexion suspendue",
    "message": "Trop d’essais. Par prudence, la connexion est suspendue pendant {wait}.",
    "what_to_do": "Votre compte et vos textes sont intacts. Réessayez ensuite, ou choisissez un nouveau mot de "
    "passe.",
}
CONFIRMATION = {
    "title": "Confirmation suspendue",
    "message": "Trop d’essais. Par prudence, votre mot de passe ne peut pas être confirmé pendant {wait}.",
    "what_to_do": "Votre session reste ouverte et vos textes sont intacts. Réessayez ensuite. Mot de passe oublié? "
    "Fermez la session\u00a0: la page de connexion permet d’en choisir un nouveau.",
}
CODE = {
    "title": "Vérification suspendue",
    "message": "Trop de codes inexacts. Par prudence, aucun code n’est accepté pendant {wait}.",
    "what_to_do": "Votre compte et vos textes sont intacts. Réessayez ensuite avec le code du moment, ou avec un "
    "code de secours.",
}
INVITATION = {
    "title": "Invitation suspendue",
    "message": "Trop d’essais avec un autre courriel. Par prudence, ce lien est suspendu pendant {wait}.",
    "what_to_do": "L’invitation reste bonne. Réessayez ensuite avec le courriel où elle a été envoyée, ou écrivez à "
    "la personne qui vous invite.",
}


def fingerprint(kind, *parts):
    return salted_hmac(f"portail.throttle.{kind}", "\n".join(map(str, parts)), algorithm="sha256").hexdigest()


def failures_of(key):
    tries = FailedTries.objects.filter(fingerprint=key, forgotten_at__gt=timezone.now()).first()
    return tries.count if tries else 0


def seconds_to_wait(key, *, limit=LIMIT):
    """0 when one may try."""
    tries = FailedTries.objects.filter(fingerprint=key, count__gte=limit, forgotten_at__gt=timezone.now()).first()
    return int((tries.forgotten_at - timezone.now()).total_seconds()) + 1 if tries else 0


def refuse_if_too_many(request, key, said):
    """Answers 429 from wherever it is called; allauth's middleware delivers the page."""
    if seconds := seconds_to_wait(key):
        raise ImmediateHttpResponse(too_many(request, seconds=seconds, **said))


@transaction.atomic
def count_failure(key, *, cool_off=COOL_OFF):
    """The new count. The wait starts at the last failure counted; a try during the wait does not lengthen it."""
    now = timezone.now()
    FailedTries.objects.filter(forgotten_at__lte=now).delete()
    FailedTries.objects.get_or_create(fingerprint=key, defaults={"forgotten_at": now + cool_off})
    tries = FailedTries.objects.filter(fingerprint=key)
    tries.update(count=F("count") + 1, forgotten_at=now + cool_off)
    return tries.get().count


def forget_failures(key):
    FailedTries.objects.filter(fingerprint=key).delete()


# What django-axes calls


def attempted_account(request, credentials=None):
    """allauth says `email`, axes after a success `login`; the fingerprint keeps the e-mail out of the logs too."""
    credentials = credentials or {}
    email = credentials.get("email") or credentials.get("login") or request.POST.get("login", "")
    return fingerprint("account", email.strip().lower())


def client_address(request):
    return fingerprint("address", shared_part(address_of(request)))


def address_of(request):
    """In production the proxy in front writes the visitor's address last; elsewhere that header proves nothing."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.PRODUCTION else ""
    return forwarded.split(",")[-1].strip() or request.META.get("REMOTE_ADDR", "")


def shared_part(address):
    """One visitor holds a whole /64 of IPv6 addresses."""
    try:
        if ipaddress.ip_address(address).version == 6:
            return str(ipaddress.ip_network(f"{address}/64", strict=False))
    except ValueError:
        pass
    return address


def sign_in_key(request, credentials=None):
    return fingerprint("sign-in", get_client_username(request, credentials), client_address(request))


class SignInThrottle(AbstractAxesHandler, AxesBaseHandler):
    def get_failures(self, request, credentials=None):
        return failures_of(sign_in_key(request, credentials))

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        if request is None:
            return
        key = sign_in_key(request, credentials)
        if request.axes_locked_out or count_failure(key) >= LIMIT:
            request.axes_locked_out = True
            request.throttled_by = key

    def user_logged_in(self, sender, request, user, **kwargs):
        forget_failures(sign_in_key(request, {"email": user.email}))

    def user_logged_out(self, sender, request, user, **kwargs):
        pass


def slow_down(request, original_response=None, credentials=None):
    """The 429 page with the minutes left. Whoever is signed in was confirming her password."""
    seconds = seconds_to_wait(request.throttled_by) or int(COOL_OFF.total_seconds())
    return too_many(request, seconds=seconds, **CONFIRMATION if request.user.is_authenticated else SIGN_IN)
