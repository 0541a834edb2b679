"""The passages behind a number, RLP after RLP."""

from dataclasses import dataclass

from django.db.models import Count, Q

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import DrawOutcome, Moment
from rlp_portal.analysis.measures import GROUPS
from rlp_portal.analysis.models import ActionPlan
from rlp_portal.analysis.tables.declared import BOTH, CODED, CODED_ONLY, DECLARED_ONLY, IN_GRID, IN_PLAN, RATED
from rlp_portal.analysis.tables.figures import GROUP_NAMES
from rlp_portal.analysis.tables.queries import codings_of_sample, drawn_plans
from rlp_portal.rlps.queries import advised_by

COMPARED_NAMES = {  # of a strategy, among the RLPs that share their plan or their grid
    IN_PLAN: "au plan (FT7)",
    IN_GRID: "à la feuille 22",
    RATED: "importance notée",
    CODED: "codée chez ceux qui déclarent",
    BOTH: "déclarée et codée",
    DECLARED_ONLY: "déclarée sans être codée",
    CODED_ONLY: "codée sans être déclarée",
}


@dataclass(frozen=True)
class Found:
    """`codings` to page through, of RLPs that the advisor follows; `others`: how many of the rest are not shown."""

    codings: object
    rlps: int
    passages: int
    others: int


def find_excerpts(sample, asked, *, reader, is_settled, among=None):
    """One query, and one a page. `among`: ids of RLPs, where the number counts some of them only."""
    every = filtered(codings_of_sample(sample, is_settled=is_settled), sample, asked)
    every = every if among is None else every.filter(plan__rlp__in=among)
    is_open = Q(plan__rlp__in=advised_by(reader))
    counted = every.aggregate(
        rlps=Count("plan__rlp", distinct=True, filter=is_open),
        passages=Count("pk", filter=is_open),
        others=Count("pk", filter=~is_open),
    )
    return Found(in_order(every.filter(is_open)).select_related("excerpt", "plan__rlp"), **counted)


def in_order(codings):
    """That of the names of the RLPs, then of each document."""
    return codings.order_by("plan__rlp__folded_name", "plan__rlp", "plan__dated_on", "plan", "excerpt__start", "pk")


def passages_open_to(reader, sample):
    """All of them."""
    return in_order(with_codes(codings_of_sample(sample)).filter(plan__rlp__in=advised_by(reader)))


def plans_open_to(reader, sample):
    """Those behind them, by ids, for a query written once."""
    plans = ActionPlan.objects.filter(pk__in=drawn_plans(sample), rlp__in=advised_by(reader))
    return plans.order_by("rlp__folded_name", "rlp", "dated_on", "-pk")


def with_codes(codings):
    return codings.exclude(objects_coded="", strategies_coded="")


def filtered(codings, sample, asked):
    """A key is no part of another one, but for the strategy of a sub-strategy: `contains` finds what carries it."""
    codings = with_codes(codings)
    if asked.object:
        codings = codings.filter(objects_coded__contains=asked.object)
    if asked.strategy:
        codings = codings.filter(strategies_coded__contains=asked.strategy)
    if asked.moment:
        codings = codings.filter(moment=asked.moment)
    if asked.group:
        drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN, rlp_level__in=GROUPS[asked.group])
        codings = codings.filter(plan__in=drawn.order_by().values("plan"))
    if asked.rlp:
        codings = codings.filter(plan__rlp__slug=asked.rlp)
    return codings


def title_of(asked, *, version):
    """« Activités et programmes × Ressources, prévu, niveaux 1 et 2 »"""
    codes = codebook.get(version)
    crossed = " × ".join(codes.name_of(key) for key in (asked.object, asked.strategy) if key)
    moment = Moment(asked.moment).label.lower() if asked.moment else ""
    group = GROUP_NAMES[asked.group] if asked.group else ""
    compared = COMPARED_NAMES.get(asked.compared)
    return ", ".join(part for part in (crossed or "Tous les passages codés", moment, group, compared) if part)


def codes_in_words(coding):
    """[objects, strategies, moment]: each in words, those that hold nothing left out."""
    codes = codebook.get(coding.codebook_version)
    objects = [codes.name_of(key) for key in coding.object_keys]
    strategies = [strategy_words(codes, key) for key in coding.strategy_keys]
    moment = [coding.get_moment_display()] if coding.moment else []
    return [*objects, *strategies, *moment]


def strategy_words(codes, key):
    """« Ressources – Argent »"""
    strategy = codebook.strategy_of(key)
    return codes.name_of(key) if key == strategy else f"{codes.name_of(strategy)} – {codes.name_of(key)}"
