"""What a sample's codings hold, gathered by the database: one row for each RLP."""

from django.db.models import Aggregate, F, Func, OuterRef, Q, Subquery, TextField, Value
from django.db.models.expressions import CombinedExpression

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import Coding, SampledPlan
from rlp_portal.analysis.tables.lanes import BETWEEN_CODINGS, BETWEEN_PARTS
from worksheets.prepared import Prepared, StreamedRows

ROWS_AT_A_TIME = 500
SETTLED = Prepared(lambda sample: Coding.objects.filter(settles=sample).only("pk"))


def effective_codings(sample, *, is_settled=None):
    """Those that its analysis reads, whatever the plan: what was settled, else what its main coder said.

    `is_settled`: whether something was, for whoever knows it already.
    """
    is_settled = holds_settled(sample) if is_settled is None else is_settled
    return effective(sample.pk, sample.main_coder_id, is_settled=is_settled)


def holds_settled(sample):
    return SETTLED.first(sample=sample.pk) is not None


def effective(sample, coder, *, is_settled):
    """By ids, for a query written once."""
    own = Q(settles__isnull=True, coder=coder)
    if is_settled:
        settled = Coding.objects.filter(settles=sample)
        own = own & ~Q(excerpt__in=settled.values("excerpt")) | Q(settles=sample)
    return Coding.objects.filter(own).order_by()


def codings_of_sample(sample, *, is_settled=None):
    """The effective codings of its drawn plans: those behind its numbers."""
    return effective_codings(sample, is_settled=is_settled).filter(plan__in=drawn_plans(sample.pk))


def drawn_plans(sample):
    return drawn(sample).values("plan")


def drawn(sample):
    return SampledPlan.objects.filter(sample=sample, outcome=DrawOutcome.DRAWN).order_by()


class Gather(Func):
    """All that a subquery finds, in one text; NULL without any. Not an Aggregate: it has no groups."""

    function, output_field = "GROUP_CONCAT", TextField()

    def as_postgresql(self, compiler, connection, **more):
        return self.as_sql(compiler, connection, template=f"STRING_AGG(%(expressions)s, '{BETWEEN_CODINGS}')", **more)


class GatherRows(Gather, Aggregate):
    """The same, of each group."""


def side_by_side(first, *others):
    text = F(first)
    for one in others:
        text = joined(joined(text, Value(BETWEEN_PARTS)), F(one))
    return text


def joined(left, right):
    return CombinedExpression(left, "||", right, output_field=TextField())  # Concat would look for a NULL in each


def drawn_with_codes(sample, coder, *, is_settled):
    """Plan by plan: of the codings, the larger table by far, no row is joined to anything."""
    said = effective(sample, coder, is_settled=is_settled).filter(plan=OuterRef("plan"))
    codes = said.values(codes=Gather(side_by_side("objects_coded", "strategies_coded", "moment")))
    return drawn(sample).values_list("rlp", "rlp_level").annotate(codes=GatherRows(Subquery(codes)))


ROWS = {  # by whether something was settled in the sample
    True: StreamedRows(
        lambda sample, coder: drawn_with_codes(sample, coder, is_settled=True), at_a_time=ROWS_AT_A_TIME
    ),
    False: StreamedRows(
        lambda sample, coder: drawn_with_codes(sample, coder, is_settled=False), at_a_time=ROWS_AT_A_TIME
    ),
}


def codes_by_rlp(sample):
    """(RLP, level, the codes of each of its passages in one text), for every RLP of the sample; None without any.

    Streamed.
    """
    return ROWS[holds_settled(sample)](sample=sample.pk, coder=sample.main_coder_id)
