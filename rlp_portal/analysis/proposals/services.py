"""Proposing another text for a code, taking it back, and answering."""

from django.utils import timezone

from rlp_portal.analysis.enums import ProposalStatus
from rlp_portal.analysis.models import CodebookProposal


class NotWaiting(Exception):
    """The proposal was answered or taken back meanwhile."""


class AlreadySettled(NotWaiting):
    def __str__(self):
        return "Cette proposition a déjà sa réponse. Rien n’est changé; la vôtre reste écrite ici."


class AlreadyWithdrawn(NotWaiting):
    def __str__(self):
        return "Cette proposition vient d’être retirée. Rien n’est changé; votre réponse reste écrite ici."


def propose(*, codebook, code, part, text, reason, op_id, by):
    """The same operation twice proposes once."""
    about = {"codebook_version": codebook.version, "code": code, "part": part, "text": text, "reason": reason}
    proposal, _is_new = CodebookProposal.objects.get_or_create(op_id=op_id, defaults={**about, "proposed_by": by})
    return proposal


def settle(*, proposal, status, answer, by, retained_in=None):
    """Raises AlreadySettled, AlreadyWithdrawn: the first answer stands until it is taken back."""
    if not end(proposal, by=by, status=status, answer=answer, retained_in=retained_in):
        proposal.refresh_from_db(fields=["status"])
        raise AlreadyWithdrawn if proposal.is_withdrawn else AlreadySettled


def withdraw(*, proposal, by):
    """By who made it, as long as nobody answered. Raises AlreadySettled. Twice is once."""
    if not end(proposal, by=by, status=ProposalStatus.WITHDRAWN):
        proposal.refresh_from_db(fields=["status"])
        if proposal.is_settled:
            raise AlreadySettled


def end(proposal, *, by, **said):
    waiting = CodebookProposal.objects.filter(pk=proposal.pk, status=ProposalStatus.PROPOSED)
    return waiting.update(settled_at=timezone.now(), settled_by=by, **said)


def reopen(*, proposal):
    """Its answer is taken back: it waits again. What was written stays, to be read again."""
    wait_again(proposal, ended=(ProposalStatus.RETAINED, ProposalStatus.NOT_RETAINED))


def put_back(*, proposal):
    """Withdrawn no more: it waits again."""
    wait_again(proposal, ended=(ProposalStatus.WITHDRAWN,))


def wait_again(proposal, *, ended):
    CodebookProposal.objects.filter(pk=proposal.pk, status__in=ended).update(
        status=ProposalStatus.PROPOSED, retained_in=None, settled_at=None, settled_by=None
    )
