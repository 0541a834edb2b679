"""What a sample's codings hold, gathered by the database: one row for each RLP, one for each set of codes.

Whatever the number of RLPs, nothing is kept in memory but what is being counted.
"""

from django.db.models import Aggregate, CharField, Count, F, Q, Value
from django.db.models.functions import Concat

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import Coding

BETWEEN_PARTS, BETWEEN_CODINGS = "|", ","  # no key of a codebook holds them
ROWS_AT_A_TIME = 2000


class Gathered(Aggregate):
    """The distinct values of a group, in one text."""

    function = "GROUP_CONCAT"
    template = "%(function)s(DISTINCT %(expressions)s)"
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **context):
        template = f"STRING_AGG(DISTINCT %(expressions)s, '{BETWEEN_CODINGS}')"
        return self.as_sql(compiler, connection, template=template, **context)


def effective_codings(sample):
    """Those that its analysis reads: what was settled, else what its main coder said."""
    settled = Coding.objects.filter(settles=sample)
    own = Q(settles__isnull=True, coder=sample.main_coder_id)
    if settled.exists():
        own &= ~Q(excerpt__in=settled.values("excerpt"))
        own |= Q(settles=sample)
    drawn = Q(plan__sampled_plans__sample=sample, plan__sampled_plans__outcome=DrawOutcome.DRAWN)
    return Coding.objects.filter(own & drawn).order_by()


def codes_by_rlp(codings):
    """(RLP, level, its distinct sets of codes in one text), for each RLP with a coding. One query, streamed."""
    codes = Concat(
        F("objects_coded"), Value(BETWEEN_PARTS), F("strategies_coded"), Value(BETWEEN_PARTS), F("moment"),
        output_field=CharField(),
    )  # fmt: skip
    rows = codings.values_list("plan__sampled_plans__rlp", "plan__sampled_plans__rlp_level")
    return rows.annotate(codes=Gathered(codes)).iterator(chunk_size=ROWS_AT_A_TIME)


def codings_by_codes(codings):
    """(objects, strategies, moment, how many passages). One query, streamed."""
    rows = codings.values_list("objects_coded", "strategies_coded", "moment")
    return rows.annotate(passages=Count("pk")).iterator(chunk_size=ROWS_AT_A_TIME)


def rlps_by_level(sample):
    """{level or None: RLPs of the sample}, those without a coding too. One query."""
    drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN).order_by()
    return dict(drawn.values_list("rlp_level").annotate(rlps=Count("rlp", distinct=True)))
