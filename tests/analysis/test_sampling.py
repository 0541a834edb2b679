"""Draws, against the recipe followed by hand: coreutils' sha256sum and sort, no code of ours."""

import hashlib
import subprocess
from fractions import Fraction
from uuid import NAMESPACE_OID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rlp_portal.analysis.sampling import Candidate, draw, places_for, strata_of, universe_hash

IDS = [f"0f{number:02}-plan" for number in range(42)]


def candidates(ids, levels=None):
    levels = levels or {}
    return [Candidate(id_, levels.get(id_)) for id_ in ids]


def test_forty_per_cent_of_forty_two_plans_are_seventeen():
    found = draw(candidates(IDS), seed="2026-01-15", share=Fraction(40, 100))

    assert len(found.drawn) == 17
    assert sorted([*found.drawn, *found.left_out]) == sorted(IDS)


def test_the_hand_recipe_gives_the_same_list(tmp_path):
    hashed = """printf "%s:%s" "$1" "$id" | sha256sum | cut -d" " -f1 | tr -d "\\n"; echo " $id";"""
    script = f"while read id; do {hashed} done"
    lines = subprocess.run(
        ["bash", "-c", f"{script} | LC_ALL=C sort | head -n 17 | cut -d' ' -f2", "sh", "Été 2026"],
        input="\n".join(IDS) + "\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert draw(candidates(IDS), seed="Été 2026", share=Fraction(2, 5)).drawn == tuple(lines)


def test_the_universe_hash_is_that_of_the_sorted_ids(tmp_path):
    (tmp_path / "ids").write_text("\n".join(sorted(IDS)))
    by_hand = subprocess.run(["sha256sum", tmp_path / "ids"], capture_output=True, text=True, check=True).stdout

    assert universe_hash(reversed(IDS)) == by_hand.split()[0]


@pytest.mark.parametrize(
    ("share", "size", "places"),
    [
        (Fraction(7, 100), 100, 7),  # 0.07 × 100 is 7.000000000000001 in floating point
        (Fraction(40, 100), 42, 17),
        (Fraction(1), 3, 3),
        (Fraction(1, 1000), 5, 1),
        (Fraction(29, 100), 100, 29),
        (Fraction(40, 100), 0, 0),
    ],
)
def test_places_are_exact(share, size, places):
    assert places_for(share, size) == places


SHARES = st.fractions(min_value=Fraction(1, 1000), max_value=1, max_denominator=1000)
UNIVERSES = st.lists(st.sampled_from([1, 2, 3, 4, None]), min_size=1, max_size=40).map(
    lambda levels: {str(uuid5(NAMESPACE_OID, str(number))): level for number, level in enumerate(levels)}
)


@given(levels=UNIVERSES, share=SHARES, seed=st.text(min_size=1, max_size=20).filter(lambda s: s.isprintable()))
def test_any_draw_is_that_of_the_rule(levels, share, seed):
    found = draw(candidates(levels), seed=seed, share=share)

    ordered = sorted(levels, key=lambda id_: (hashlib.sha256((seed + ":" + id_).encode("utf-8")).hexdigest(), id_))
    wanted = -(-share.numerator * len(levels) // share.denominator)
    assert list(found.drawn) == ordered[:wanted]
    assert list(found.left_out) == ordered[wanted:]
    assert found.strata == ()


@given(levels=UNIVERSES, share=SHARES, by_level=st.booleans(), order=st.randoms())
def test_the_order_in_which_plans_come_changes_nothing(levels, share, by_level, order):
    shuffled = list(levels)
    order.shuffle(shuffled)

    first = draw(candidates(levels, levels), seed="s", share=share, by_level=by_level)
    assert draw(candidates(shuffled, levels), seed="s", share=share, by_level=by_level) == first


@given(levels=UNIVERSES, share=SHARES, newcomer=st.integers(0, 99).map("nouveau-{}".format))
def test_one_more_plan_moves_at_most_one_place_of_the_list(levels, share, newcomer):
    before = draw(candidates([*levels, "z"]), seed="s", share=share).drawn
    after = draw(candidates([*levels, "z", newcomer]), seed="s", share=share).drawn

    assert len(set(before) - set(after)) <= 1
    assert len(set(after) - set(before)) <= 2  # the newcomer, and the place that its coming may add


def by_hand(levels, share):
    """Largest remainders, another way: places are given one at a time to whoever is furthest below her share."""
    sizes = {level: sum(one == level for one in levels.values()) for level in set(levels.values())}
    total = -(-share.numerator * len(levels) // share.denominator)
    given_ = {level: share.numerator * size // share.denominator for level, size in sizes.items()}
    waiting = [
        ((share.numerator * size) % share.denominator, size, 0 if level is None else 10 - level, level)
        for level, size in sizes.items()
    ]
    waiting.sort(key=lambda one: one[:3], reverse=True)
    for _remainder, _size, _place, level in waiting[: total - sum(given_.values())]:
        given_[level] += 1
    return given_


@given(levels=UNIVERSES, share=SHARES)
@settings(max_examples=300)
def test_strata_share_the_places_by_largest_remainders(levels, share):
    found = strata_of(candidates(levels, levels), share)

    assert {one.level: one.places for one in found} == by_hand(levels, share)
    assert sum(one.places for one in found) == places_for(share, len(levels))
    assert all(one.places <= one.size for one in found)
    assert [one.level for one in found] == sorted({one for one in levels.values() if one}) + [None] * (
        None in levels.values()
    )


@given(levels=UNIVERSES, share=SHARES)
def test_inside_a_stratum_the_smallest_ranks_are_drawn(levels, share):
    found = draw(candidates(levels, levels), seed="s", share=share, by_level=True)

    for stratum in found.strata:
        own = sorted((found.ranks[id_], id_) for id_, level in levels.items() if level == stratum.level)
        assert [id_ for id_ in found.drawn if levels[id_] == stratum.level] == [
            id_ for _, id_ in own[: stratum.places]
        ]


def test_ties_go_to_the_larger_stratum_then_the_lower_level_then_those_without():
    levels = {"a1": 1, "b1": 2, "c1": None}  # a third each of half: one place and a half, so two
    assert {one.level: one.places for one in strata_of(candidates(levels, levels), Fraction(1, 2))} == {
        1: 1,
        2: 1,
        None: 0,
    }

    levels = {"a1": 1, "b1": 2, "b2": 2, "b3": 2}  # remainders 1/2 and 1/2
    assert {one.level: one.places for one in strata_of(candidates(levels, levels), Fraction(1, 2))} == {1: 0, 2: 2}
