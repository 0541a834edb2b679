import pytest

from rlp_portal.analysis.measures import Measures, group_of


@pytest.mark.parametrize(("level", "group"), [(1, "1-2"), (2, "1-2"), (3, "3-4"), (4, "3-4"), (None, None)])
def test_group_of_a_level(level, group):
    assert group_of(level) == group


@pytest.mark.parametrize(("diversity", "many"), [(0, False), (2, False), (3, True), (4, True)])
def test_at_least_three_strategies_are_many(diversity, many):
    assert Measures(objects=1, strategies=13, diversity=diversity).uses_many is many
