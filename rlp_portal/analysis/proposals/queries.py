"""The proposals about the codebook: those that wait first, then the newest."""

from django.db.models import Case, Value, When
from django.http import Http404

from rlp_portal.analysis.enums import ProposalStatus
from rlp_portal.analysis.models import CodebookProposal

WAITING_FIRST = Case(When(status=ProposalStatus.PROPOSED, then=Value(0)), default=Value(1))


def proposals():
    found = CodebookProposal.objects.select_related("proposed_by", "settled_by")
    return found.order_by(WAITING_FIRST, "-proposed_at", "-id")


def count_waiting():
    return CodebookProposal.objects.filter(status=ProposalStatus.PROPOSED).count()


def find_proposal(proposal_id, **by):
    """404 when there is none. `proposed_by`: who must have made it."""
    try:
        return proposals().get(public_id=proposal_id, **by)
    except CodebookProposal.DoesNotExist:
        raise Http404 from None
