"""The sentences that the synthesis computes, section by section, in the words of calculations.md. Pure functions."""

from dataclasses import dataclass

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Moment, Section
from rlp_portal.analysis.measures import GROUPS, MANY_STRATEGIES, MOST_LISTED
from rlp_portal.analysis.quantities import MAINLY, leads_between_groups, mainly, percentage, two_most_used
from rlp_portal.analysis.syntheses.phrasing import (
    OBJECTS,
    STRATEGIES,
    TO_STRATEGIES,
    among,
    listed,
    out_of,
    sentence,
    shortly,
    subject,
)
from rlp_portal.analysis.tables.summary import MEASURES, WHOLE, pair_key
from rlp_portal.ui.typography import count_words, number
from worksheets.diagrams.words import decimal

CAUTION = "Association observée dans cet échantillon; ce n’est pas une preuve d’effet."
NO_RLP = "Aucun RLP dans l’échantillon\u00a0: il n’y a rien à compter."
TOO_FEW = "Trop peu de RLP pour comparer"
MEASURE_WORDS = {
    "objects": "Nombre d’objets",
    "strategies": "Nombre de stratégies et de sous-stratégies",
    "diversity": "Diversité, sur quatre stratégies",
}


@dataclass(frozen=True)
class Facts:
    """What is known of a sample beside its codes, in words where a person reads them."""

    number: int
    drawn: int  # documents
    universe: int
    share: str
    seed: str
    by_level: bool
    deposited: str  # « déposés du … au … »
    coder: str
    double_read: int
    codebook_version: int
    excluded: int = 0  # documents, beside the universe


def sentences_of(summary, facts):
    """{section: [sentence]}, for every section of the document."""
    if summary.n == 0:
        return {section.value: [NO_RLP] for section in Section}
    return {
        Section.CONTEXT.value: list(context(summary, facts)),
        Section.FINDINGS.value: list(findings(summary)),
        Section.OBJECTS.value: list(objects(summary)),
        **{one.key: list(strategy(summary, one)) for one in codebook.get(summary.codebook_version).strategies},
        Section.MOBILISATION.value: list(mobilisation(summary)),
    }


# ---- Contexte ---------------------------------------------------------------------------------------------------


def context(summary, facts):
    strata = ", répartis selon la cote de mobilisation" if facts.by_level else ""
    drawn = count_words(facts.drawn, "plan d’action tiré", "plans d’action tirés")
    yield (
        f"Analyse de {drawn} au sort parmi {universe(facts)} arrondis vers le haut{strata} "
        f"(procès-verbal de tirage nº\u00a0{facts.number}, annexe\u00a0B)."
    )
    yield f"Ces documents viennent de {count_words(summary.n, 'RLP', 'RLP')}. {levels(summary)}"
    yield coding(facts)


def universe(facts):
    """The share is that of the documents which were not excluded."""
    if not facts.excluded:
        return f"{number(facts.universe)} {facts.deposited}, soit {facts.share}"
    every, excluded = number(facts.universe + facts.excluded), count_words(facts.excluded, "exclu")
    left = f"des {number(facts.universe)} autres," if facts.universe > 1 else "du seul autre,"
    return f"{every} {facts.deposited}, dont {excluded}, soit {facts.share} {left}"


def levels(summary):
    low, high = summary.sizes["1-2"], summary.sizes["3-4"]
    if not low and not high:
        return "Aucun n’a de cote."
    verb = "Aucun ne se situe" if not low else "Un seul se situe" if low == 1 else f"{number(low)} se situent"
    said = (
        f"{verb} aux niveaux 1 et 2 de l’échelle d’Himmelman, {number(high) if high else 'aucun'} aux niveaux 3 et 4"
    )
    none = summary.without_level
    if none:
        said += f"; {number(none)} n’{'ont' if none > 1 else 'a'} pas de cote"
    return f"{said}."


def coding(facts):
    said = f"Les passages ont été codés par {facts.coder}, selon la version {facts.codebook_version} du lexique"
    if facts.double_read == 1:
        said += "; un document a aussi été lu par une autre personne, sans qu’elle voie le premier codage"
    elif facts.double_read:
        said += (
            f"; {number(facts.double_read)}\u00a0documents ont aussi été lus par une autre personne, sans qu’elle "
            "voie le premier codage"
        )
    return f"{said}."


# ---- Constats généraux ------------------------------------------------------------------------------------------


def findings(summary):
    n = summary.n
    for moment, one, many in (
        (Moment.PLANNED, "prévoit au moins une stratégie", "prévoient au moins une stratégie"),
        (Moment.DONE, "a déjà appliqué au moins une stratégie", "ont déjà appliqué au moins une stratégie"),
        (Moment.ONGOING, "a au moins une stratégie en cours", "ont au moins une stratégie en cours"),
    ):
        x = summary.acts[moment]
        yield sentence(f"{negated(subject(x, n), x, one, many)} {out_of(x, n)}")
    many = summary.uses_many(MANY_STRATEGIES)
    verb = negated(subject(many, n), many, "combine", "combinent")
    yield sentence(f"{verb} au moins trois des quatre stratégies {out_of(many, n)}")
    middle = {name: summary.median(name) for name in MEASURES}
    yield (
        f"Médianes par RLP\u00a0: {with_noun(middle['objects'], 'objet', 'objets')} sur\u00a05, "
        f"{with_noun(middle['strategies'], 'stratégie ou sous-stratégie', 'stratégies et sous-stratégies')} "
        f"sur\u00a013, {decimal(middle['diversity'])} des quatre stratégies."
    )
    low = summary.sizes["1-2"]
    if low:
        x = summary.planned_only["1-2"]
        verb = negated(among(x, low), x, "prévoit", "prévoient")
        yield (
            f"Parmi les RLP de niveaux 1 et 2, {verb} au moins une stratégie sans l’avoir encore entamée "
            f"{out_of(x, low)}."
        )


def with_noun(median, singular, plural):
    """The plural begins at two."""
    return f"{decimal(median)} {plural if median is not None and median >= 2 else singular}"


def negated(who, x, singular, plural):
    """« Aucun RLP ne prévoit »; before a vowel « n’a »."""
    if x:
        return who.verb(singular, plural)
    return f"{who.words} {'n’' if singular[0] in 'aeiou' else 'ne '}{singular}"


# ---- Objets -----------------------------------------------------------------------------------------------------


def objects(summary):
    codes, n = codebook.get(summary.codebook_version), summary.n
    counts = {one.key: summary.count(one.key) for one in codes.objects}
    yield ranking(counts, n)
    for one in codes.objects:
        if counts[one.key]:
            yield strategies_for(summary, one.key, counts[one.key], codes)


def ranking(counts, n):
    order = sorted((key for key in counts if counts[key]), key=lambda key: -counts[key])
    if not order:
        return "Aucun objet n’est codé dans l’échantillon."
    word, leading = mainly(counts, n=n)
    said = {key: f"{OBJECTS[key]} {shortly(counts[key], n)}" for key in order}
    if len(order) == 1 and word != MAINLY:
        return f"Les RLP cherchent à pérenniser {said[order[0]]}, et aucun autre objet n’est codé."
    if word != MAINLY:
        return f"Les RLP cherchent à pérenniser à peu près autant\u00a0: {listed(list(said.values()))}."
    rest = [said[key] for key in order if key not in leading]
    first = f"Les RLP cherchent surtout à pérenniser {listed([said[key] for key in leading])}."
    return f"{first} Ils cherchent moins à pérenniser {listed(rest)}." if rest else first


def strategies_for(summary, object_, of, codes):
    """« … ils utilisent surtout l’institutionnalisation (14 sur 17) et … »"""
    held = {
        one.key: (
            summary.count(pair_key(object_, one.key)),
            summary.count_passages(pair_key(object_, one.key)),
        )
        for one in codes.strategies
    }
    when = f"Quand les RLP cherchent à pérenniser {OBJECTS[object_]}"
    used = two_most_used(held)
    if not used:
        return f"{when}, aucune stratégie n’est codée avec cet objet {shortly(of, summary.n)}."
    said = [f"{STRATEGIES[key]} {shortly(held[key][0], of)}" for key in used]
    if len(used) == 1:
        return f"{when}, ils utilisent {said[0]}."
    word, leading = mainly({key: count[0] for key, count in held.items()}, n=of)
    if word != MAINLY:
        return (
            f"{when}, ils utilisent à peu près autant les stratégies codées; les "
            f"{count_in_words(len(said)).lower()} premières sont {listed(said)}."
        )
    if len(leading) == 1:
        return f"{when}, ils utilisent surtout {said[0]}, puis {listed(said[1:])}."
    return f"{when}, ils utilisent surtout {listed(said)}."


# ---- Une section par stratégie ----------------------------------------------------------------------------------


def strategy(summary, code):
    n, x = summary.n, summary.count(code.key)
    verb = negated(subject(x, n), x, "a recours", "ont recours")
    yield sentence(f"{verb} {TO_STRATEGIES[code.key]} {out_of(x, n)}")
    if not x:
        return
    subs = listed([sub_words(summary, one) for one in code.subs])
    yield f"{count_in_words(len(code.subs))} sous-stratégies\u00a0: {subs}."


def count_in_words(count):
    return {2: "Deux", 3: "Trois", 4: "Quatre"}.get(count, number(count))


def sub_words(summary, sub):
    x, passages = summary.count(sub.key), summary.count_passages(sub.key)
    name = sub.name[:1].lower() + sub.name[1:]
    return f"{name} ({count_words(x, 'RLP', 'RLP')}, {percentage(x, summary.n)}; {count_words(passages, 'passage')})"


# ---- Mobilisation -----------------------------------------------------------------------------------------------


def mobilisation(summary):
    low, high = (summary.sizes[group] for group in GROUPS)
    if not summary.can_compare:
        yield (
            f"{TOO_FEW}\u00a0: {count_words(low, 'RLP', 'RLP')} aux niveaux 1 et 2, "
            f"{count_words(high, 'RLP', 'RLP')} aux niveaux 3 et 4."
        )
        yield from listed_measures(summary)
        return
    for name in MEASURES:
        first, second = (decimal(summary.median(name, group)) for group in GROUPS)
        yield (
            f"{MEASURE_WORDS[name]}\u00a0: médiane de {first} aux niveaux 1 et 2 ({number(low)}\u00a0RLP) et de "
            f"{second} aux niveaux 3 et 4 ({number(high)}\u00a0RLP)."
        )
    yield from compared(summary, "objet", OBJECTS)
    yield from compared(summary, "stratégie", STRATEGIES)
    yield CAUTION


def listed_measures(summary):
    """The values themselves, in order: with so few, a median would say more than there is.

    Of a group that nobody would read through, its size alone.
    """
    for group, name in (("1-2", "Niveaux 1 et 2"), ("3-4", "Niveaux 3 et 4")):
        size = summary.sizes[group]
        if size > MOST_LISTED:
            yield f"{name}\u00a0: {count_words(size, 'RLP', 'RLP')}, trop nombreux pour être énumérés ici."
        elif size:
            values = "; ".join(
                f"{MEASURE_WORDS[one][:1].lower()}{MEASURE_WORDS[one][1:]}\u00a0: "
                f"{listed([str(value) for value in summary.values(one, group)])}"
                for one in MEASURES
            )
            yield f"{name} (un nombre par RLP) – {values}."


def compared(summary, what, names):
    """Which codes one group has more than the other, and which both have about as much."""
    (low, low_size), (high, high_size) = ((group, summary.sizes[group]) for group in GROUPS)
    more = {low: [], high: [], WHOLE: []}
    for key, name in names.items():
        x, y = summary.count_in(low, key), summary.count_in(high, key)
        shares = (
            f"{name} ({number(x)}\u00a0sur\u00a0{number(low_size)} et {number(y)}\u00a0sur\u00a0{number(high_size)})"
        )
        if leads_between_groups(y, high_size, x, low_size):
            more[high].append(shares)
        elif leads_between_groups(x, low_size, y, high_size):
            more[low].append(shares)
        else:
            more[WHOLE].append(shares)
    kind = f"{what}s"
    if more[high]:
        yield f"Les RLP de niveaux 3 et 4 ont davantage ces {kind}\u00a0: {'; '.join(more[high])}."
    if more[low]:
        yield f"Les RLP de niveaux 1 et 2 ont davantage ces {kind}\u00a0: {'; '.join(more[low])}."
    if more[WHOLE]:
        yield f"Les deux groupes ont à peu près autant ces {kind}\u00a0: {'; '.join(more[WHOLE])}."
