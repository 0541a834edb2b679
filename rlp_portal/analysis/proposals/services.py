"""Proposing another text for a code, and answering."""

from django.utils import timezone

from rlp_portal.analysis.enums import ProposalStatus
from rlp_portal.analysis.models import CodebookProposal


class AlreadySettled(Exception):
    """Somebody of the administration answered meanwhile."""

    def __str__(self):
        return "Cette proposition a déjà sa réponse. Rien n’est changé; la vôtre reste écrite ici."


def propose(*, codebook, code, part, text, reason, op_id, by):
    """The same operation twice proposes once."""
    about = {"codebook_version": codebook.version, "code": code, "part": part, "text": text, "reason": reason}
    proposal, _is_new = CodebookProposal.objects.get_or_create(op_id=op_id, defaults={**about, "proposed_by": by})
    return proposal


def settle(*, proposal, status, answer, by, retained_in=None):
    """Raises AlreadySettled: the first answer stands until it is taken back."""
    waiting = CodebookProposal.objects.filter(pk=proposal.pk, status=ProposalStatus.PROPOSED)
    settled = {"status": status, "answer": answer, "retained_in": retained_in}
    if not waiting.update(settled_at=timezone.now(), settled_by=by, **settled):
        raise AlreadySettled


def reopen(*, proposal):
    """Its answer is taken back: it waits again. What was written stays, to be read again."""
    CodebookProposal.objects.filter(pk=proposal.pk).update(
        status=ProposalStatus.PROPOSED, retained_in=None, settled_at=None, settled_by=None
    )
