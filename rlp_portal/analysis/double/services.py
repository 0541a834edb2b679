"""Giving plans to a second reader, and opening both readings to each other once both are finished."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from rlp_portal.analysis.double.queries import plans_to_give
from rlp_portal.analysis.models import DoubleReading, Reading
from rlp_portal.analysis.sampling import places_for, rank

SEED = "{}:double"  # beside that of the draw, so that the second list owes nothing to the first


class NothingToGive(Exception):
    pass


@transaction.atomic
def assign_double_reading(*, sample, reader, share, by):
    """Give ⌈share × n⌉ of the drawn plans to a second reader, those of smallest rank; what is given stays given.

    Only plans of the RLPs that the reader advises. Returns how many were given now.
    """
    plans = plans_to_give(sample, reader)
    seed = SEED.format(sample.seed)
    order = sorted(plans, key=lambda plan: (rank(seed, str(plan.public_id)), str(plan.public_id)))
    wanted = order[: places_for(share, len(plans))]
    known = set(sample.double_readings.values_list("plan_id", flat=True))
    new = [plan for plan in wanted if plan.pk not in known]
    if not new:
        raise NothingToGive
    DoubleReading.objects.bulk_create(
        [DoubleReading(sample=sample, plan=plan, reader=reader, assigned_by=by) for plan in new],
        ignore_conflicts=True,  # the same button pressed twice
    )
    reveal_finished(plans=new)
    return len(new)


def reveal_finished(*, plans):
    """Where both people have finished, each may now see what the other said."""
    finished = Reading.objects.filter(plan=OuterRef("plan"), finished_at__isnull=False)
    both = DoubleReading.objects.filter(
        Exists(finished.filter(coder=OuterRef("reader"))),
        Exists(finished.filter(coder=OuterRef("sample__main_coder"))),
        plan__in=plans,
        revealed_at__isnull=True,
    ).exclude(reader=F("sample__main_coder"))
    return DoubleReading.objects.filter(pk__in=list(both.values_list("pk", flat=True))).update(
        revealed_at=timezone.now()
    )
