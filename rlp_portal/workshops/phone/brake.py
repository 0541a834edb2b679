"""Guessing is slowed down, coming in never is: only what opens nothing is counted. A whole room shares one address.

No address is read nor kept. A browser that fails is known by a random cookie; those that drop it are counted all
together. Beyond the common budget each code waits a second before it is looked at: a hundred million codes are many.
"""

import time
from datetime import timedelta

from django.conf import settings
from django.core import signing

from rlp_portal.accounts import throttle
from rlp_portal.workshops.codes import new_token

COOKIE = "essais"
MOST_TRIES, TRIES_FORGOTTEN = 8, timedelta(seconds=40)
MOST_OF_ALL, WINDOW = 1_000, timedelta(minutes=10)
PAUSE_SECONDS = 1
TICKET_LIFETIME = timedelta(minutes=5)
SALT = "portail.atelier.code"


# ---- One browser ------------------------------------------------------------------------------------------------


def seconds_to_wait(request):
    mark = mark_of(request)
    return throttle.seconds_to_wait(key_of(mark), limit=MOST_TRIES) if mark else 0


def count_failure(request, response):
    """The browser keeps a mark for as long as its tries are remembered, and no longer."""
    mark = mark_of(request) or new_token()
    throttle.count_failure(key_of(mark), cool_off=TRIES_FORGOTTEN)
    throttle.count_failure(key_of_all(), cool_off=WINDOW)
    response.set_cookie(
        COOKIE, mark, max_age=WINDOW, secure=settings.PRODUCTION, httponly=True, samesite="Lax", path="/rejoindre/"
    )
    return response


def mark_of(request):
    return request.COOKIES.get(COOKIE, "")[:64]


def key_of(mark):
    return throttle.fingerprint("atelier", mark)


# ---- All of them together ---------------------------------------------------------------------------------------


def needs_ticket(code, ticket):
    """Beyond the common budget, a code is looked at once its ticket is a second old."""
    return throttle.failures_of(key_of_all()) >= MOST_OF_ALL and not is_good(ticket, code)


def new_ticket(code):
    return signing.dumps([code, time.time()], salt=SALT)


def is_good(ticket, code):
    try:
        asked, at = signing.loads(ticket, salt=SALT, max_age=TICKET_LIFETIME)
    except signing.BadSignature:
        return False
    return asked == code and time.time() >= at + PAUSE_SECONDS


def key_of_all():
    return throttle.fingerprint("atelier", "tous", int(time.time() // WINDOW.total_seconds()))
