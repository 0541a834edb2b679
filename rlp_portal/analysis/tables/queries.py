"""What a sample's codings hold, gathered by the database: one row for each RLP."""

from django.db.models import Aggregate, CharField, Count, F, Q, Value
from django.db.models.functions import Concat

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import Coding
from rlp_portal.analysis.tables.lanes import BETWEEN_CODINGS, BETWEEN_PARTS

ROWS_AT_A_TIME = 500


class Gathered(Aggregate):
    """The values of a group, in one text, with commas."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **context):
        template = f"STRING_AGG(%(expressions)s, '{BETWEEN_CODINGS}')"
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


def codes_by_rlp(sample):
    """(RLP, level, the codes of each of its passages in one text), for each RLP with a coding. Streamed."""
    codes = Concat(
        F("objects_coded"), Value(BETWEEN_PARTS), F("strategies_coded"), Value(BETWEEN_PARTS), F("moment"),
        output_field=CharField(),
    )  # fmt: skip
    rows = effective_codings(sample).values_list("plan__sampled_plans__rlp", "plan__sampled_plans__rlp_level")
    return rows.annotate(codes=Gathered(codes)).iterator(chunk_size=ROWS_AT_A_TIME)


def rlps_by_level(sample):
    """{level or None: RLPs of the sample}, those without a coding too. One query."""
    drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN).order_by()
    return dict(drawn.values_list("rlp_level").annotate(rlps=Count("rlp", distinct=True)))
