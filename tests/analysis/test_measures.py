import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlp_portal.analysis import codebook
from rlp_portal.analysis.measures import Measures, group_of, measures

CODES = codebook.latest()
STRATEGIES = ["", *(one.key for one in CODES.strategies), *(one.key for one in CODES.subs)]
PAIRS = st.lists(
    st.tuples(st.sampled_from(["", *(one.key for one in CODES.objects)]), st.sampled_from(STRATEGIES)).map(
        lambda one: (one[0], one[1].partition(".")[0], one[1] if "." in one[1] else "")
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([], Measures(0, 0, 0)),
        ([("A", "", "")], Measures(1, 0, 0)),
        ([("A", "policy", ""), ("R", "policy", "")], Measures(2, 1, 1)),
        ([("A", "policy", ""), ("A", "policy", "policy.governance")], Measures(1, 1, 1)),
        ([("", "policy", "policy.governance"), ("", "policy", "policy.institutions")], Measures(0, 2, 1)),
    ],
)
def test_a_bare_strategy_counts_where_no_sub_strategy_of_it_does(pairs, found):
    assert measures(pairs) == found


@given(pairs=PAIRS)
def test_measures_stay_within_the_codebook(pairs):
    found = measures(pairs)

    assert 0 <= found.objects <= 5
    assert 0 <= found.diversity <= found.strategies <= 13
    assert found.diversity <= 4
    assert found.uses_many == (found.diversity >= 3)


def test_everything_coded_is_five_thirteen_and_four():
    everything = [("A", one.key, "") for one in CODES.strategies]
    everything += [(one.key, "resources", "resources.money") for one in CODES.objects]
    everything += [("A", sub.key.partition(".")[0], sub.key) for sub in CODES.subs]

    assert measures(everything) == Measures(5, 13, 4)


@pytest.mark.parametrize(("level", "group"), [(1, "1-2"), (2, "1-2"), (3, "3-4"), (4, "3-4"), (None, None)])
def test_group_of_a_level(level, group):
    assert group_of(level) == group
