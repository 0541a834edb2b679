"""The cookie of a phone: a random key, and nothing about who holds it.

One for each workshop, so that a browser may have been in several. No script reads it, no other site sends it.
"""

from datetime import timedelta

from django.conf import settings

LIFETIME = timedelta(days=90)  # as long as the recap; the key itself is forgotten before


def cookie_name(workshop_id):
    prefix = "__Host-" if settings.PRODUCTION else ""
    return f"{prefix}atelier-{workshop_id.hex}"


def key_of(request, workshop_id):
    return request.COOKIES.get(cookie_name(workshop_id), "")


def give_key(response, workshop, key):
    response.set_cookie(
        cookie_name(workshop.public_id),
        key,
        max_age=LIFETIME,
        path="/",
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Lax",
    )
    return response
