"""What a sample's codings hold, gathered by the database: one row for each RLP."""

from django.db import connection
from django.db.models import Q

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import Coding, SampledPlan
from rlp_portal.analysis.tables.lanes import BETWEEN_CODINGS, BETWEEN_PARTS
from worksheets.prepared import Prepared

ROWS_AT_A_TIME = 500
SETTLED = Prepared(lambda sample: Coding.objects.filter(settles=sample).only("pk"))
GATHER = {"sqlite": "GROUP_CONCAT({})", "postgresql": f"STRING_AGG({{}}, '{BETWEEN_CODINGS}')"}


def effective_codings(sample):
    """Those that its analysis reads, whatever the plan: what was settled, else what its main coder said."""
    return effective(sample.pk, sample.main_coder_id, is_settled=holds_settled(sample))


def holds_settled(sample):
    return SETTLED.first(sample=sample.pk) is not None


def effective(sample, coder, *, is_settled):
    """By ids, for a query written once."""
    own = Q(settles__isnull=True, coder=coder)
    if is_settled:
        settled = Coding.objects.filter(settles=sample)
        own = own & ~Q(excerpt__in=settled.values("excerpt")) | Q(settles=sample)
    return Coding.objects.filter(own).order_by()


def codings_of_sample(sample):
    """The effective codings of its drawn plans: those behind its numbers."""
    return of_drawn_plans(effective_codings(sample), sample.pk)


def of_drawn_plans(codings, sample):
    drawn = SampledPlan.objects.filter(sample=sample, outcome=DrawOutcome.DRAWN).order_by()
    return codings.filter(plan__in=drawn.values("plan"))


def codes_by_rlp(sample):
    """(RLP, level, the codes of each of its passages in one text), for every RLP of the sample; None without any.

    Streamed. Written by hand: Django would go from the codings to the drawn plans by way of every plan.
    """
    codings, places = effective_codings(sample).values("plan_id", *CODES).query.sql_with_params()
    codes = f" || '{BETWEEN_PARTS}' || ".join(f"coding.{column}" for column in CODES)
    table = connection.ops.quote_name(SampledPlan._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT drawn.rlp_id, drawn.rlp_level, {GATHER[connection.vendor].format(codes)} FROM {table} drawn"  # noqa: S608 - no word of a user
            f" LEFT JOIN ({codings}) coding ON coding.plan_id = drawn.plan_id"
            " WHERE drawn.sample_id = %s AND drawn.outcome = %s GROUP BY drawn.rlp_id, drawn.rlp_level",
            [*places, sample.pk, DrawOutcome.DRAWN.value],
        )
        while rows := cursor.fetchmany(ROWS_AT_A_TIME):
            yield from rows


CODES = ("objects_coded", "strategies_coded", "moment")
