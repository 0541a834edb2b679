"""The codebook, to be read while coding."""

from django.http import Http404

from rlp_portal.analysis import codebook as codebooks
from rlp_portal.analysis.proposals.queries import proposals
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.permissions import ADMINISTRATOR
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of

REFUSAL = "Le lexique des codes est réservé au conseil et à la gestion."
PROPOSALS_PER_PAGE = 20


@role_view(Role.ADVISOR, ADMINISTRATOR, refusal=REFUSAL)
def codebook(request):
    """`?version=` shows an earlier one."""
    codes = codebook_asked(request)
    context = {
        "title": "Lexique des codes",
        "codes": codes,
        "others": [number for number in sorted(codebooks.VERSIONS) if number != codes.version],
        "page": page_of(proposals(), request.GET.get("page"), size=PROPOSALS_PER_PAGE),
        "may_propose": Role.ADVISOR in {one.role for one in request.portal.memberships},
        "may_settle": request.portal.is_administrator,
    }
    return render_page(request, "analysis/coding/codebook.html", context)


def codebook_asked(request):
    asked = request.GET.get("version", "")
    if not asked:
        return codebooks.latest()
    try:
        return codebooks.VERSIONS[int(asked)] if asked.isdecimal() and len(asked) < 6 else codebooks.get(asked)
    except (KeyError, codebooks.UnknownCodebook):
        raise Http404 from None
