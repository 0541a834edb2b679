"""How one person likes to code."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from rlp_portal.analysis.coding.views import REFUSAL, WRITING
from rlp_portal.analysis.models import CodingPreferences
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def coding_preferences(request):
    chosen = {"single_keys": "single_keys" in request.POST, "suggestions": "suggestions" in request.POST}
    CodingPreferences.objects.update_or_create(user=request.user, defaults=chosen)
    messages.success(request, "Vos réglages de codage sont enregistrés.")
    return redirect(back_to(request))


def back_to(request):
    """The page that asked, when it is one of ours."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else "codebook"
