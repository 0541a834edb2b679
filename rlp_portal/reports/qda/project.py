"""What a coded project holds, before it is written: people, texts, and what each said of each passage."""

from dataclasses import dataclass, field

from django.db.models import Q

from rlp_portal.analysis.double.queries import LAST_OF_EACH
from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import Coding, PlanVersion

SETTLED = "Décision commune"


@dataclass
class Source:
    version: PlanVersion
    name: str
    codings: list = field(default_factory=list)


@dataclass(frozen=True)
class Project:
    sample: object
    sources: list
    people: list  # those whose codings are there


def gather_project(sample, *, person, rlps):
    """The drawn plans of these RLPs, with what `person` may see of their codings. Four queries.

    Hers, those of the other reader once their readings are open to each other, and what was settled.
    """
    drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN, rlp__in=rlps)
    labels = dict(drawn.order_by("position").values_list("plan", "label"))
    codings = list(codings_seen(sample, person).filter(plan__in=labels))
    held = {one.excerpt.version_id for one in codings}
    last = set(LAST_OF_EACH.filter(plan__in=labels).values_list("pk", flat=True))
    order = {plan: rank for rank, plan in enumerate(labels)}
    versions = sorted(
        PlanVersion.objects.filter(pk__in=held | last), key=lambda one: (order[one.plan_id], -one.number)
    )
    sources = {one.pk: Source(one, name_of(one, labels, last)) for one in versions}
    for coding in codings:
        sources[coding.excerpt.version_id].codings.append(coding)
    people = {coding.coder_id: coding.coder for coding in codings if coding.settles_id is None}
    return Project(sample, list(sources.values()), list(people.values()))


def codings_seen(sample, person):
    revealed = sample.double_readings.filter(revealed_at__isnull=False)
    first = Q(coder=sample.main_coder_id, settles__isnull=True)
    if person.pk != sample.main_coder_id:
        first &= Q(plan__in=revealed.filter(reader=person).values("plan"))
    seen = first | Q(settles=sample)
    for plan, reader in sample.double_readings.filter(Q(reader=person) | Q(revealed_at__isnull=False)).values_list(
        "plan", "reader"
    ):
        seen |= Q(plan=plan, coder=reader, settles__isnull=True)
    found = Coding.objects.filter(seen).select_related("excerpt", "coder")
    return found.order_by("excerpt__start", "excerpt__end", "pk")


def name_of(version, labels, last):
    name = labels[version.plan_id]
    return name if version.pk in last else f"{name} (version {version.number})"
