"""Who coded what, when: each act once, what was refused kept aside."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from rlp_portal.analysis.coding.choices import choice_kept
from rlp_portal.analysis.enums import ActOrigin, ActOutcome
from rlp_portal.analysis.models import CodingAct
from worksheets.cleaning import Refused
from worksheets.prepared import PreparedInsert, write_together

REUSED = "Cet enregistrement a déjà été reçu. Rechargez la page; votre choix est gardé."
WRITE_LINE = PreparedInsert(CodingAct)
LONGEST_BASE = 24


class OperationReused(Refused):
    """The same operation came with something else: nothing is written, what came is kept aside."""


@dataclass(frozen=True)
class Stroke:
    """One act of coding: who, when, how, the id that the browser gave it; `settles` is the sample it arbitrates."""

    by: object
    at: datetime.datetime
    origin: str = ActOrigin.SCREEN
    op_id: UUID | None = None
    settles: object = None
    undoes: CodingAct | None = None

    @classmethod
    def of(cls, **fields):
        return cls(at=timezone.now(), **fields)


def write_act(stroke, **what):
    write_together(line_of(stroke, **what))


def line_of(stroke, *, excerpt, base, before, after, outcome=ActOutcome.WRITTEN):
    """The line of an act, for `write_together`."""
    return WRITE_LINE.row(
        plan_id=excerpt.plan_id,
        excerpt_id=excerpt.pk,
        settles_id=stroke.settles and stroke.settles.pk,
        by_id=stroke.by.pk,
        at=stroke.at,
        origin=stroke.origin,
        outcome=outcome,
        op_id=stroke.op_id,
        base=readable_base(base),
        before=before.written,
        after=after.written,
        undoes_id=stroke.undoes and stroke.undoes.pk,
    )


def readable_base(base):
    """From a page: anything may stand there."""
    return "".join(sign for sign in base[:LONGEST_BASE] if sign.isalnum())


def known_act(stroke):
    """What this operation already did, if it was received before."""
    return CodingAct.objects.filter(by=stroke.by, op_id=stroke.op_id).first() if stroke.op_id else None


def is_same(act, excerpt, choice):
    return act.excerpt_id == getattr(excerpt, "pk", None) and choice_kept(act.after) == choice
