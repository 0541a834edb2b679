"""The only writer of samples: a draw is written whole, once, and never changes."""

from dataclasses import dataclass, field
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from rlp_portal.analysis import codebook, sampling
from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import Sample, SampledPlan

TRIES = 5  # several people may take the same number at the same moment


class NothingToDraw(Exception):
    """Every plan was excluded, or there is none."""


@dataclass(frozen=True)
class Terms:
    """What decides a draw. `exclusions`: {plan: reason}."""

    share: Fraction
    seed: str
    by_level: bool = False
    start: object = None
    end: object = None
    exclusions: dict = field(default_factory=dict)


def draw_from(plans, terms):
    """sampling.Draw of plans, without writing anything. The page and the command both come through here."""
    candidates = [
        sampling.Candidate(str(plan.public_id), plan.level) for plan in plans if plan not in terms.exclusions
    ]
    if not candidates:
        raise NothingToDraw
    return sampling.draw(candidates, seed=terms.seed, share=terms.share, by_level=terms.by_level)


def draw_sample(plans, terms, *, by, op_id, title="", at=None):
    """The Sample drawn among `plans`. The same operation twice is one draw. Raises NothingToDraw."""
    draw = draw_from(plans, terms)
    for left in reversed(range(TRIES)):
        known = Sample.objects.filter(op_id=op_id).first()
        if known:
            return known
        try:
            return write_sample(plans, terms, draw, by=by, op_id=op_id, title=title, at=at or timezone.now())
        except IntegrityError:
            if not left:
                raise
    return None


@transaction.atomic
def write_sample(plans, terms, draw, *, by, op_id, title, at):
    sample = Sample.objects.create(
        number=(Sample.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title,
        universe_start=terms.start,
        universe_end=terms.end,
        share_numerator=terms.share.numerator,
        share_denominator=terms.share.denominator,
        is_by_level=terms.by_level,
        seed=terms.seed,
        universe_hash=draw.universe_hash,
        universe_size=len(draw.ranks),
        drawn_size=len(draw.drawn),
        strata=[{"level": one.level, "size": one.size, "places": one.places} for one in draw.strata],
        codebook_version=codebook.latest().version,
        op_id=op_id,
        main_coder=by,
        drawn_at=at,
        drawn_by=by,
    )
    SampledPlan.objects.bulk_create(rows_of(sample, plans, terms, draw), batch_size=500)
    return sample


def rows_of(sample, plans, terms, draw):
    drawn, order = set(draw.drawn), sorted(draw.ranks, key=lambda id_: (draw.ranks[id_], id_))
    positions = {id_: place for place, id_ in enumerate(order, start=1)}
    levels = levels_of_rlps([plan for plan in plans if str(plan.public_id) in drawn])
    for plan in plans:
        id_, reason = str(plan.public_id), terms.exclusions.get(plan, "")
        is_drawn = id_ in drawn
        yield SampledPlan(
            sample=sample,
            plan=plan,
            rlp_id=plan.rlp_id,
            label=f"{plan.rlp.name} – {plan.title}",
            outcome=DrawOutcome.EXCLUDED if reason else DrawOutcome.DRAWN if is_drawn else DrawOutcome.LEFT_OUT,
            rank=draw.ranks.get(id_, ""),
            position=positions.get(id_),
            reason=reason,
            level=plan.level,
            rlp_level=levels.get(plan.rlp_id) if is_drawn else None,
        )


def levels_of_rlps(drawn):
    """{RLP: level}: that of its latest drawn plan which has one."""
    rated = sorted((plan for plan in drawn if plan.level), key=lambda plan: (plan.dated_on, plan.pk))
    return {plan.rlp_id: plan.level for plan in rated}


def withdraw_sample(*, sample, by):
    """It leaves the list; its codings and its syntheses stay. Twice is once."""
    Sample.objects.filter(pk=sample.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now(), withdrawn_by=by
    )


def put_sample_back(*, sample):
    Sample.objects.filter(pk=sample.pk).update(withdrawn_at=None, withdrawn_by=None)
