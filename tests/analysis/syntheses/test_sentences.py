"""Sentences and their words: at each boundary, against another reading of the rules, in samples of any size."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Section
from rlp_portal.analysis.syntheses.phrasing import subject
from rlp_portal.analysis.syntheses.sentences import CAUTION, NO_RLP, Facts, ranking, sentences_of
from rlp_portal.analysis.tables.summary import Summary
from rlp_portal.ui.typography import faults

FACTS = Facts(
    number=1, drawn=4, universe=10, share="40\u00a0%", seed="s", by_level=False, coder="Nadia Benhamou",
    deposited="déposés, sans limite de date", double_read=2, codebook_version=1,
)  # fmt: skip
CODES = codebook.get(1)
KEYS = [one.key for one in (*CODES.objects, *CODES.strategies, *CODES.subs)]
PAIRS = [f"{o.key}.{s.key}" for o in CODES.objects for s in CODES.strategies]
SCALE = "aux niveaux 1 et 2 de l’échelle d’Himmelman"
MOMENTS = ("planned", "ongoing", "done")


def summary(n, *, sizes=None, rlps=(), groups=(), acts=(), spread=None, planned_only=0):
    """`rlps`: {key: RLPs}; passages are as many. `spread`: the value of each RLP for each measure."""
    sizes = sizes or {"1-2": 0, "3-4": 0}
    values = spread if spread is not None else [0] * n
    counts = {str(one): values.count(one) for one in sorted(set(values))}
    of_group = {name: {"0": size} if size else {} for name, size in sizes.items()}
    return Summary(
        codebook_version=1,
        n=n,
        sizes=sizes,
        coded=n,
        rlps={"": dict(rlps)} | {one: {} for one in MOMENTS},
        passages={"": dict(rlps)} | {one: {} for one in MOMENTS},
        by_group={"1-2": {}, "3-4": {}} | dict(groups),
        spreads={"": dict.fromkeys(("objects", "strategies", "diversity"), counts)}
        | {name: dict.fromkeys(("objects", "strategies", "diversity"), held) for name, held in of_group.items()},
        acts=dict.fromkeys(MOMENTS, 0) | dict(acts),
        planned_only={"": planned_only, "1-2": planned_only, "3-4": 0},
    )


@pytest.mark.parametrize(
    ("x", "n", "said"),
    [
        (0, 4, "aucun RLP ne vient"),
        (1, 1, "le seul RLP vient"),
        (4, 4, "tous les RLP viennent"),
        (1, 2, "la moitié des RLP viennent"),
        (2, 4, "la moitié des RLP viennent"),
        (1, 4, "un seul RLP vient"),
        (9, 10, "presque tous les RLP viennent"),
        (899, 1000, "la majorité des RLP viennent"),
        (6, 10, "la majorité des RLP viennent"),
        (51, 100, "la majorité des RLP viennent"),
        (49, 100, "plusieurs RLP viennent"),
        (25, 100, "plusieurs RLP viennent"),
        (24, 100, "quelques-uns des RLP viennent"),
        (2, 100, "quelques-uns des RLP viennent"),
    ],
)
def test_subject_has_the_word_of_its_share_and_its_verb(x, n, said):
    assert subject(x, n).verb("ne vient" if x == 0 else "vient", "viennent") == said


def test_empty_sample_counts_nothing():
    assert sentences_of(summary(0), FACTS) == {section.value: [NO_RLP] for section in Section}


def test_one_rlp_without_level_nor_passage():
    said = sentences_of(summary(1), FACTS)

    assert said["findings"][0] == "Aucun RLP ne prévoit au moins une stratégie (0\u00a0sur\u00a01, 0\u00a0%)."
    assert said["findings"][1].startswith("Aucun RLP n’a déjà appliqué")
    assert said["objects"] == ["Aucun objet n’est codé dans l’échantillon."]
    assert said["policy"] == ["Aucun RLP n’a recours au changement de politiques (0\u00a0sur\u00a01, 0\u00a0%)."]
    assert said["mobilisation"] == [
        "Trop peu de RLP pour comparer\u00a0: 0\u00a0RLP aux niveaux 1 et 2, 0\u00a0RLP aux niveaux 3 et 4."
    ]


@pytest.mark.parametrize(
    ("counts", "n", "said"),
    [
        ({"A": 10, "R": 8}, 20, "surtout à pérenniser les activités et programmes (10"),
        ({"A": 9, "R": 8, "S": 7}, 20, "à peu près autant"),
        (
            {"A": 9, "R": 8, "S": 5},
            20,
            "surtout à pérenniser les activités et programmes (9\u00a0sur\u00a020) et les rel",
        ),
        ({"A": 3, "R": 1}, 20, "surtout à pérenniser les activités et programmes (3"),  # 10 points and 2 RLPs
        ({"A": 3, "R": 1}, 21, "à peu près autant"),  # 9.5 points
        ({"A": 2, "R": 1}, 3, "à peu près autant"),  # one RLP
    ],
)
def test_mainly_wants_ten_points_and_two_rlps(counts, n, said):
    assert said in ranking(counts, n)


def test_ties_for_the_second_place_are_all_named():
    rlps = {"A": 8, "A.institutionalisation": 6, "A.community": 3, "A.policy": 3, "A.resources": 1}

    said = sentences_of(summary(10, rlps=rlps), FACTS)["objects"][1]

    assert said == (
        "Quand les RLP cherchent à pérenniser les activités et programmes, ils utilisent surtout "
        "l’institutionnalisation (6\u00a0sur\u00a08), puis l’appropriation par la communauté (3\u00a0sur\u00a08) et "
        "le changement de politiques (3\u00a0sur\u00a08)."
    )


def test_one_object_alone_is_compared_with_nothing():
    assert ranking({"A": 0, "R": 1, "S": 0}, 1) == (
        "Les RLP cherchent à pérenniser les relations et collaborations (1\u00a0sur\u00a01), et aucun autre objet "
        "n’est codé."
    )


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((5, 4, 3, 3), "les deux premières sont l’institutionnalisation (5\u00a0sur\u00a08) et l’appropriation"),
        ((5, 4, 4, 3), "les trois premières sont l’institutionnalisation (5\u00a0sur\u00a08), l’appropriation"),
        ((4, 4, 4, 4), "les quatre premières sont"),
    ],
)
def test_as_many_are_called_the_first_as_are_named(counts, said):
    rlps = {"A": 8} | {f"A.{one.key}": count for one, count in zip(CODES.strategies, counts, strict=True)}

    assert said in sentences_of(summary(10, rlps=rlps), FACTS)["objects"][1]


def with_passages(held, passages):
    return replace(held, passages=held.passages | {"": passages})


def test_of_two_used_by_as_many_the_one_with_more_passages_comes_first():
    rlps = {"A": 8, "A.institutionalisation": 6, "A.community": 6, "A.policy": 2}
    held = with_passages(summary(10, rlps=rlps), {"A.institutionalisation": 6, "A.community": 9, "A.policy": 20})

    assert sentences_of(held, FACTS)["objects"][1].endswith(
        "surtout l’appropriation par la communauté (6\u00a0sur\u00a08) et l’institutionnalisation "
        "(6\u00a0sur\u00a08)."
    )


def test_each_sub_strategy_says_its_rlps_then_its_passages():
    held = with_passages(summary(10, rlps={"resources": 3, "resources.money": 2}), {"resources.money": 5})

    assert sentences_of(held, FACTS)["resources"] == [
        "Plusieurs RLP ont recours aux ressources (3\u00a0sur\u00a010, 30\u00a0%).",
        "Trois sous-stratégies\u00a0: matériel (0\u00a0RLP, 0\u00a0%; 0\u00a0passage), argent (2\u00a0RLP, "
        "20\u00a0%; 5\u00a0passages) et ressources humaines (0\u00a0RLP, 0\u00a0%; 0\u00a0passage).",
    ]


def test_small_groups_are_listed_and_large_ones_compared_with_the_caution():
    small = sentences_of(summary(9, sizes={"1-2": 4, "3-4": 5}), FACTS)["mobilisation"]
    groups = {"1-2": {"policy": 1, "A": 5}, "3-4": {"policy": 3, "A": 5}}
    large = sentences_of(summary(10, sizes={"1-2": 5, "3-4": 5}, groups=groups.items()), FACTS)["mobilisation"]

    assert small[0].startswith("Trop peu de RLP pour comparer")
    assert small[1].startswith("Niveaux 1 et 2 (un nombre par RLP) – nombre d’objets\u00a0: 0, 0, 0 et 0;")
    assert CAUTION not in small
    assert large[-1] == CAUTION
    assert (
        "Les RLP de niveaux 3 et 4 ont davantage ces stratégies\u00a0: le changement de politiques "
        "(1\u00a0sur\u00a05 et 3\u00a0sur\u00a05)."
    ) in large


@pytest.mark.parametrize(
    ("universe", "excluded", "said"),
    [
        (5, 0, "soit 40\u00a0% arrondis vers le haut ("),
        (5, 1, "dont 1\u00a0exclu, soit 40\u00a0% des 5 autres, arrondis vers le haut ("),
        (5, 2, "dont 2\u00a0exclus, soit 40\u00a0% des 5 autres, arrondis vers le haut ("),
        (1, 3, "dont 3\u00a0exclus, soit 40\u00a0% du seul autre, arrondis vers le haut ("),
    ],
)
def test_context_says_the_exclusions(universe, excluded, said):
    facts = replace(FACTS, universe=universe, excluded=excluded)

    every = f"parmi {universe + excluded} déposés, sans limite de date, {said}"
    assert every in sentences_of(summary(2), facts)["context"][0]


@pytest.mark.parametrize(("size", "is_listed"), [(60, True), (61, False), (1240, False)])
def test_group_too_large_to_be_read_one_by_one_says_its_size(size, is_listed):
    held = summary(size + 2, sizes={"1-2": 2, "3-4": size})
    held.spreads["3-4"] = dict.fromkeys(("objects", "strategies", "diversity"), {"3": size})

    few, low, high = sentences_of(held, FACTS)["mobilisation"]

    assert low.startswith("Niveaux 1 et 2 (un nombre par RLP) – nombre d’objets\u00a0: 0 et 0;")
    if is_listed:
        assert high.startswith("Niveaux 3 et 4 (un nombre par RLP) – nombre d’objets\u00a0: 3, 3, ")
    else:
        said = {61: "61", 1240: "1\u00a0240"}[size]
        assert high == f"Niveaux 3 et 4\u00a0: {said}\u00a0RLP, trop nombreux pour être énumérés ici."


COUNTS = st.integers(1, 40).flatmap(
    lambda n: st.tuples(st.just(n), st.dictionaries(st.sampled_from(KEYS + PAIRS), st.integers(1, n)))
)


@settings(max_examples=150, deadline=None)
@given(counts=COUNTS)
def test_every_number_said_is_one_that_was_counted_and_every_share_is_true(counts):
    """Another reading: « x sur n » and the per cent that follows are taken back from the words."""
    n, rlps = counts
    for o in CODES.objects:  # a pair is never more than its object
        for key in [one for one in rlps if one.startswith(f"{o.key}.")]:
            rlps[o.key] = max(rlps.get(o.key, 0), rlps[key])

    said = sentences_of(summary(n, rlps=rlps), FACTS)

    for one in [sentence for sentences in said.values() for sentence in sentences]:
        for x, of, share in re.findall(r"\((\d+)\u00a0sur\u00a0(\d+), ([\d,]+)\u00a0%\)", one):
            exact = Fraction(100 * int(x), int(of))
            assert abs(exact - Fraction(share.replace(",", "."))) <= Fraction(1, 2)
            assert (share == "0") == (int(x) == 0)
            assert (share == "100") == (x == of)
        assert faults(one) == []
    for strategy in CODES.strategies:
        assert f"({rlps.get(strategy.key, 0)}\u00a0sur\u00a0{n}, " in said[strategy.key][0]


def test_each_finding_says_its_own_number():
    held = summary(
        10, sizes={"1-2": 5, "3-4": 4}, acts={"planned": 9, "ongoing": 2, "done": 6}, spread=[1] * 6 + [3] * 4
    )
    held = replace(held, planned_only={"": 7, "1-2": 3, "3-4": 4})

    assert sentences_of(held, FACTS)["findings"] == [
        "Presque tous les RLP prévoient au moins une stratégie (9\u00a0sur\u00a010, 90\u00a0%).",
        "La majorité des RLP ont déjà appliqué au moins une stratégie (6\u00a0sur\u00a010, 60\u00a0%).",
        "Quelques-uns des RLP ont au moins une stratégie en cours (2\u00a0sur\u00a010, 20\u00a0%).",
        "Plusieurs RLP combinent au moins trois des quatre stratégies (4\u00a0sur\u00a010, 40\u00a0%).",
        "Médianes par RLP\u00a0: 1 objet sur\u00a05, 1 stratégie ou sous-stratégie sur\u00a013, 1 des quatre "
        "stratégies.",
        "Parmi les RLP de niveaux 1 et 2, la majorité prévoient au moins une stratégie sans l’avoir encore entamée "
        "(3\u00a0sur\u00a05, 60\u00a0%).",
    ]


@pytest.mark.parametrize(
    ("low", "high", "n", "said"),
    [
        (0, 0, 3, "Aucun n’a de cote."),
        (1, 2, 3, f"Un seul se situe {SCALE}, 2 aux niveaux 3 et 4."),
        (0, 2, 3, f"Aucun ne se situe {SCALE}, 2 aux niveaux 3 et 4; 1 n’a pas de cote."),
        (7, 0, 9, f"7 se situent {SCALE}, aucun aux niveaux 3 et 4; 2 n’ont pas de cote."),
    ],
)
def test_levels_are_said_in_words_that_agree(low, high, n, said):
    context = sentences_of(summary(n, sizes={"1-2": low, "3-4": high}), FACTS)[Section.CONTEXT]

    assert context[1] == f"Ces documents viennent de {n}\u00a0RLP. {said}"


@pytest.mark.parametrize(
    ("spread", "said"),
    [
        ([1, 1], "1 objet sur\u00a05, 1 stratégie ou"),
        ([1, 2], "1,5 objet sur"),
        ([2, 2], "2 objets sur\u00a05, 2 stratégies et"),
    ],
)
def test_median_and_its_noun_agree(spread, said):
    findings = sentences_of(summary(2, spread=spread), FACTS)[Section.FINDINGS]

    assert f"Médianes par RLP\u00a0: {said}" in findings[4]
