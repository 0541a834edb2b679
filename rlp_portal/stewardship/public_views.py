"""What anyone may read: how the portal is, how it treats personal information, how accessible it is."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rlp_portal.stewardship.health import answers
from rlp_portal.ui.pages import render_page

PLAIN = "text/plain; charset=utf-8"
SECURITY_TXT_LIFETIME = timedelta(days=180)


@never_cache
@login_not_required
@require_safe
def health(request):
    """For probes: two words, and nothing about the machine."""
    try:
        is_well = answers()
    except DatabaseError:
        is_well = False
    return HttpResponse("ok\n" if is_well else "indisponible\n", content_type=PLAIN, status=200 if is_well else 503)


@login_not_required
@require_safe
def privacy(request):
    cookies = {"session_cookie": settings.SESSION_COOKIE_NAME, "csrf_cookie": settings.CSRF_COOKIE_NAME}
    return render_page(request, "stewardship/privacy.html", {"title": "Confidentialité", **officer(), **cookies})


@login_not_required
@require_safe
def accessibility(request):
    return render_page(request, "stewardship/accessibility.html", {"title": "Accessibilité", **officer()})


@login_not_required
@require_safe
def security_txt(request):
    """RFC 9116."""
    expires = (timezone.now() + SECURITY_TXT_LIFETIME).replace(microsecond=0, second=0)
    lines = [
        f"Contact: mailto:{settings.PRIVACY_EMAIL}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


def officer():
    """Who answers for personal information."""
    return {
        "officer_name": settings.PRIVACY_NAME,
        "officer_title": settings.PRIVACY_TITLE,
        "officer_email": settings.PRIVACY_EMAIL,
        "organisation": settings.PRIVACY_ORGANISATION,
    }
