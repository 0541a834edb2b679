"""An advisor's RLPs with what waits in each, and what waits for her in all of them."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import ActionPlan, DoubleReading, Reading, Sample, SampledPlan
from rlp_portal.analysis.portfolio.glance import glance_in
from rlp_portal.rlps.enums import Region
from rlp_portal.rlps.models import SharedVersion
from rlp_portal.rlps.queries import with_level_names
from rlp_portal.rlps.sharing.queries import portfolio_of

LONGEST_SEARCH = 120
NEW, TO_CODE = "nouveaux", "a-coder"
SHOWN = [("", "Tous"), (NEW, "Une version à lire"), (TO_CODE, "Un document à coder")]
NO_LEVEL = "sans"
LEVELS = [*"1234", NO_LEVEL]


@dataclass(frozen=True)
class Filters:
    """What the address asks for; what is unknown asks for nothing."""

    words: str = ""
    region: str = ""
    level: str = ""
    shown: str = ""

    @classmethod
    def of(cls, query):
        return cls(
            words=query.get("q", "")[:LONGEST_SEARCH].strip(),
            region=known(query.get("region"), Region.values),
            level=known(query.get("cote"), LEVELS),
            shown=known(query.get("montrer"), [value for value, _label in SHOWN]),
        )

    def __bool__(self):
        return any((self.words, self.region, self.level, self.shown))


def known(value, among):
    return value if value in among else ""


def followed_by(advisor, filters):
    """sharing.portfolio_of, with `deposited` and `coded` documents and `last_deposit`."""
    kept = ActionPlan.objects.kept().filter(rlp=OuterRef("pk")).order_by().values("rlp")
    read = Exists(Reading.objects.filter(plan=OuterRef("pk"), coder=advisor, finished_at__isnull=False))
    found = portfolio_of(advisor, words=filters.words).annotate(
        deposited=Coalesce(Subquery(kept.annotate(n=Count("pk")).values("n")), 0),
        coded=Coalesce(Subquery(kept.filter(read).annotate(n=Count("pk")).values("n")), 0),
        last_deposit=Subquery(kept.annotate(last=Max("deposited_at")).values("last")),
    )
    if filters.region:
        found = found.filter(region=filters.region)
    if filters.level:
        found = found.filter(Q(level=None) if filters.level == NO_LEVEL else Q(level=int(filters.level)))
    if filters.shown == NEW:
        found = found.filter(is_opened=False)
    if filters.shown == TO_CODE:
        found = found.filter(deposited__gt=F("coded"))
    return found


def with_glances(rlps):
    """Adds `glance`, of what she opened, and `active_on`, the last day on which something came. One query for all."""
    ids = [rlp.version_id for rlp in rlps if rlp.is_opened]
    texts = dict(SharedVersion.objects.filter(public_id__in=ids).values_list("public_id", "content")) if ids else {}
    for rlp in with_level_names(rlps):
        rlp.glance = glance_in(texts.get(rlp.version_id))
        days = [timezone.localdate(one) for one in (rlp.shared_at, rlp.last_deposit) if one]
        rlp.active_on = max([*days, *filter(None, [rlp.rated_on])], default=None)
    return rlps


# ---- « À votre attention » --------------------------------------------------------------------------------------


def unfinished(advisor):
    return ~Exists(Reading.objects.filter(plan=OuterRef("plan"), coder=advisor, finished_at__isnull=False))


def plans_to_code(advisor, rlps, most):
    """Drawn plans of the samples that she codes, in the order of the last draw."""
    samples = Sample.objects.filter(main_coder=advisor, withdrawn_at__isnull=True)
    drawn = SampledPlan.objects.filter(sample__in=samples, outcome=DrawOutcome.DRAWN, rlp__in=rlps)
    found = drawn.filter(unfinished(advisor)).select_related("plan__rlp")
    return list(found.order_by("-sample__number", "position")[:most])


def readings_asked(advisor, rlps, most):
    """Plans given to her to code without seeing the first coding."""
    asked = DoubleReading.objects.filter(reader=advisor, revealed_at__isnull=True, plan__rlp__in=rlps)
    return list(asked.filter(unfinished(advisor)).select_related("plan__rlp").order_by("assigned_at", "pk")[:most])
