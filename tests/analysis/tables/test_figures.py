"""Numbers that a paragraph may cite: each is the one that its key names, of the n that its sentence has."""

import pytest

from rlp_portal.analysis import codebook
from rlp_portal.analysis.tables.figures import figures_of
from rlp_portal.analysis.tables.summary import MEASURES, Summary

CODES = codebook.get(1)
ALL = [one.key for one in (*CODES.objects, *CODES.strategies, *CODES.subs)]
PAIRS = [f"{o.key}.{s.key}" for o in CODES.objects for s in CODES.strategies]
GROUPS = {"1-2": 40, "3-4": 50}
RLPS = {key: place for place, key in enumerate([*ALL, *PAIRS], start=1)}  # no two alike
IN_GROUP = {group: {key: 100 * (1 + rank) + RLPS[key] for key in ALL} for rank, group in enumerate(GROUPS)}
MEDIANS = {"": (1, 5, 2), "1-2": (2, 6, 3), "3-4": (3, 7, 4)}


@pytest.fixture(scope="module")
def held():
    return Summary(
        codebook_version=1,
        n=97,
        sizes=GROUPS,
        coded=90,
        rlps={"": RLPS},
        passages={"": {key: 1000 + count for key, count in RLPS.items()}},
        by_group=IN_GROUP,
        spreads={
            group: {name: {str(value): size} for name, value in zip(MEASURES, MEDIANS[group], strict=True)}
            for group, size in {"": 97, **GROUPS}.items()
        },
        acts={"planned": 81, "ongoing": 82, "done": 83},
        planned_only={"": 71, "1-2": 72, "3-4": 73},
    )


def found_in(summary):
    figures = figures_of(summary, universe=500, plans=120, double_read=9)
    return {key: (one.value, one.of) for key, one in figures.items()}


def test_each_key_names_its_own_number(held):
    expected = {
        "universe.size": (500, None), "sample.plans": (120, None), "sample.size": (97, None),
        "sample.double_read": (9, None), "sample.without_level": (7, 97), "moment.planned.rlps": (81, 97),
        "moment.ongoing.rlps": (82, 97), "moment.done.rlps": (83, 97), "diversity.many.rlps": (0, 97),
    }  # fmt: skip
    expected |= {f"{name}.median": (value, None) for name, value in zip(MEASURES, MEDIANS[""], strict=True)}
    for kind, codes in (("object", CODES.objects), ("strategy", CODES.strategies), ("sub", CODES.subs)):
        expected |= {f"{kind}.{one.key}.rlps": (RLPS[one.key], 97) for one in codes}
    for pair in PAIRS:
        expected[f"cell.{pair}.rlps"] = (RLPS[pair], RLPS[pair.partition(".")[0]])
    for group, size in GROUPS.items():
        expected[f"group.{group}.size"] = (size, None)
        expected[f"group.{group}.planned_only.rlps"] = (held.planned_only[group], size)
        for name, value in zip(MEASURES, MEDIANS[group], strict=True):
            expected[f"group.{group}.{name}.median"] = (value, None)
        for kind, codes in (("object", CODES.objects), ("strategy", CODES.strategies)):
            expected |= {f"group.{group}.{kind}.{one.key}.rlps": (IN_GROUP[group][one.key], size) for one in codes}

    assert found_in(held) == expected


def test_medians_of_groups_that_are_not_compared_cannot_be_cited(held):
    keys = set(found_in(held)) - set(found_in(Summary(**{**held.as_data(), "sizes": {"1-2": 4, "3-4": 50}})))

    assert keys == {f"group.{group}.{name}.median" for group in GROUPS for name in MEASURES}
