"""What RLPs declare, against what was coded: read from what they shared, and from nothing else."""

from types import SimpleNamespace

import pytest

from rlp_portal.analysis.tables.declared import Comparison, Declared, compare, declared_in, differences


def question(address, *texts, left_out=False):
    return SimpleNamespace(address=address, texts=list(texts), left_out=left_out)


def document(*, plan=None, cells=None, importance=()):
    sheets = []
    if cells is not None:
        sheets = [SimpleNamespace(key="sustain_cycle", sections=[SimpleNamespace(key="grid", questions=cells)])]
    return SimpleNamespace(
        plan=None if plan is None else [SimpleNamespace(strategy=one, status=status) for one, status in plan],
        sheets=sheets,
        importance=[SimpleNamespace(strategy=one, value=value) for one, value in importance],
    )


def test_plan_declares_what_was_not_dropped():
    shared = document(plan=[("policy", "to_do"), ("resources", "dropped"), ("community", "done")])

    assert declared_in(shared) == Declared(frozenset({"policy", "community"}), None, {})


@pytest.mark.parametrize(
    ("cells", "declared"),
    [
        ([question("resources.A", "Déjà fait"), question("policy.R", "Prévu")], {"resources", "policy"}),
        ([question("resources.A", "Non"), question("community.S", "En cours")], {"community"}),
        ([question("resources.A", "Non")], set()),
        ([question("resources.A", "Prévu", left_out=True), question("policy.A", "Non")], set()),
        ([question("rien.A", "Prévu")], set()),
    ],
)
def test_grid_declares_each_cell_that_is_not_no(cells, declared):
    assert declared_in(document(cells=cells)).in_grid == declared


def test_what_was_not_shared_or_not_answered_says_nothing():
    assert not declared_in(document()).says_something
    assert not declared_in(document(cells=[question("policy.A")])).says_something
    assert declared_in(document(plan=[])).says_something


def test_comparison_counts_both_sides():
    declared = {
        1: Declared(frozenset({"policy"}), None, {"policy": 4}),
        2: Declared(None, frozenset({"policy", "resources"}), {"policy": 1}),
        3: Declared(frozenset(), None, {}),
    }
    coded = {1: {"policy"}, 3: {"policy"}, 4: {"policy"}}

    policy = next(one for one in compare(declared, coded) if one.strategy == "policy")

    assert policy == Comparison("policy", 1, 1, 2, 1, 1, 1, "2,5", 2)
    assert differences(declared, coded) == {2: (["policy", "resources"], []), 3: ([], ["policy"])}
