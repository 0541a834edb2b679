"""The tables of an analysis: one line for each number, so that anyone can count again."""

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import DrawOutcome, Moment
from rlp_portal.analysis.measures import GROUPS
from rlp_portal.analysis.tables.counts import count_sample
from rlp_portal.analysis.tables.figures import GROUP_NAMES
from rlp_portal.analysis.tables.pages import MEASURE_TITLES, median_words
from rlp_portal.analysis.tables.summary import MEASURES, WHOLE, pair_key
from rlp_portal.reports.exports.tables import Column, Table
from rlp_portal.rlps.enums import Region

COUNTS = [Column("Moment", 12), Column("RLP", 8), Column("Sur", 8), Column("Passages", 10)]
MOMENTS = [(WHOLE, "Tous"), *[(one.value, one.label) for one in Moment]]
ALL_OBJECTS, ALL_STRATEGIES = "Tous les objets", "Toutes les stratégies"


def counts_of(summary, key):
    """[(moment, RLPs, n, passages)]"""
    return [
        (label, summary.count(key, moment=moment), summary.n, summary.count_passages(key, moment=moment))
        for moment, label in MOMENTS
    ]


def pairs_table(summary):
    """Each object with each strategy, then each alone."""
    codes = codebook.get(summary.codebook_version)
    asked = [
        (object_.name, strategy.name, pair_key(object_.key, strategy.key))
        for object_ in codes.objects
        for strategy in codes.strategies
    ]
    asked += [(one.name, ALL_STRATEGIES, one.key) for one in codes.objects]
    asked += [(ALL_OBJECTS, one.name, one.key) for one in codes.strategies]
    rows = [(object_, strategy, *counts) for object_, strategy, key in asked for counts in counts_of(summary, key)]
    return Table(
        title="Objets et stratégies", columns=[Column("Objet", 32), Column("Stratégie", 34), *COUNTS], rows=rows
    )


def subs_table(summary):
    codes = codebook.get(summary.codebook_version)
    rows = [
        (strategy.name, sub.name, *counts)
        for strategy in codes.strategies
        for sub in strategy.subs
        for counts in counts_of(summary, sub.key)
    ]
    return Table(
        title="Sous-stratégies", columns=[Column("Stratégie", 34), Column("Sous-stratégie", 44), *COUNTS], rows=rows
    )


def groups_table(summary):
    codes = codebook.get(summary.codebook_version)
    rows = [
        (one.name, GROUP_NAMES[group], summary.count_in(group, one.key), summary.sizes[group])
        for one in (*codes.objects, *codes.strategies, *codes.subs)
        for group in GROUPS
    ]
    columns = [Column("Objet, stratégie ou sous-stratégie", 44), Column("Groupe", 18), Column("RLP", 8)]
    return Table(title="Groupes de cotes", columns=[*columns, Column("Sur", 8)], rows=rows)


def measures_table(summary):
    """How many RLPs have each value, and the median."""
    groups = {WHOLE: "tous les RLP"} | GROUP_NAMES
    rows = [
        (MEASURE_TITLES[measure], name, int(value), count, median_words(summary, measure, group))
        for measure in MEASURES
        for group, name in groups.items()
        for value, count in summary.spreads[group][measure].items()
    ]
    columns = [Column("Mesure", 44), Column("Groupe", 18), Column("Valeur", 8), Column("RLP", 8)]
    return Table(title="Mesures", columns=[*columns, Column("Médiane", 10)], rows=rows)


def rlps_table(sample):
    """In alphabetical order; those without any passage are zeros."""
    measures = {one.rlp: one.measures for one in count_sample(sample).rlps}
    drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN).order_by("rlp__folded_name", "rlp_id")
    listed = drawn.values_list("rlp", "rlp__name", "rlp__region", "rlp_level").distinct()
    rows = [
        (name, Region(region).label if region else "", level, *numbers(measures.get(rlp)))
        for rlp, name, region, level in listed
    ]
    columns = [Column("Regroupement", 40), Column("Région", 30), Column("Cote", 6), Column("Objets", 8)]
    return Table(
        title="Regroupements", columns=[*columns, Column("Stratégies", 11), Column("Diversité", 10)], rows=rows
    )


def numbers(measures):
    return (measures.objects, measures.strategies, measures.diversity) if measures else (0, 0, 0)


def declared_table(board, version):
    codes = codebook.get(version)
    rows = [
        (
            codes.name_of(one["strategy"]),
            one["in_plan"],
            one["in_grid"],
            one["importance"],
            one["rated"],
            one["coded"],
            one["both"],
            one["declared_only"],
            one["coded_only"],
            board.declaring,
        )
        for one in board.comparisons
    ]
    titles = [
        ("Stratégie", 34), ("Au plan (FT7)", 10), ("Feuille 22", 10), ("Importance médiane", 12), ("Notée par", 10),
        ("Codée", 8), ("Les deux", 8), ("Déclarée seulement", 12), ("Codée seulement", 12), ("Sur", 8),
    ]  # fmt: skip
    return Table(title="Déclaré et codé", columns=[Column(*one) for one in titles], rows=rows)
