"""The universe of a draw, and the samples that a person works with."""

import datetime

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import ActionPlan, Reading, Sample
from worksheets.prepared import Prepared

NOT_STARTED, STARTED, FINISHED = "not_started", "started", "finished"  # how far somebody is in a plan


def universe(rlps, *, start=None, end=None):
    """Every plan of these RLPs deposited between two days, both included; the bin does not count. One query."""
    found = ActionPlan.objects.kept().filter(rlp__in=rlps)
    if start:
        found = found.filter(deposited_at__gte=midnight(start))
    if end:
        found = found.filter(deposited_at__lt=midnight(end + datetime.timedelta(days=1)))
    return found.select_related("rlp").order_by("rlp__folded_name", "rlp_id", "dated_on", "id")


def midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def samples_of(person):
    """Those that she drew, codes, or reads a second time; newest first, those withdrawn last. One query."""
    return SAMPLES_OF(person=person.pk)


def hers(person):
    of_hers = Q(drawn_by=person) | Q(main_coder=person) | Q(double_readings__reader=person)
    found = Sample.objects.filter(of_hers).distinct().select_related("drawn_by", "main_coder")
    return found.annotate(syntheses_count=Count("syntheses", distinct=True)).order_by("withdrawn_at", "-number")


SAMPLES_OF = Prepared(hers)


def find_sample(person, sample_id):
    found = hers(person).filter(public_id=sample_id).first()
    if found is None:
        raise Http404
    return found


def lists_of(sample):
    """{outcome: [SampledPlan, …]}, each in the order of its rank; excluded ones by label. One query."""
    rows = list(sample.sampled_plans.select_related("plan", "rlp").order_by("position", "label", "id"))
    return {outcome: [row for row in rows if row.outcome == outcome] for outcome in DrawOutcome}


def to_code(sample, drawn, *, by):
    """Those of the drawn plans that she has to code, each with `reading_state`. Two queries at most.

    All of them for the main coder, those given to her for a second reader.
    """
    if sample.main_coder_id != by.pk:
        given = set(sample.double_readings.filter(reader=by).values_list("plan", flat=True))
        drawn = [row for row in drawn if row.plan_id in given]
    readings = Reading.objects.filter(coder=by, plan__in=[row.plan_id for row in drawn])
    known = dict(readings.values_list("plan", "finished_at"))
    for row in drawn:
        is_known, at = row.plan_id in known, known.get(row.plan_id)
        row.reading_state = FINISHED if at else STARTED if is_known else NOT_STARTED
    return drawn
