import pytest

from tests.bench.room.live import Arrivals
from tests.bench.room.parts import Measured


@pytest.fixture
def arrivals():
    arrivals = Arrivals(2)
    arrivals.seen = [[(1.0, 5), (2.0, 7)], [(1.5, 6)]]
    return arrivals


def test_a_later_version_tells_of_those_before_it(arrivals):
    assert arrivals.moments(6) == [2.0, 1.5]
    assert arrivals.moments(7) == [2.0]
    assert (arrivals.has_all(6), arrivals.has_all(7)) == (True, False)


@pytest.mark.parametrize(("ours", "is_met"), [([3, 30, 3], True), ([3.2, 3.2, 30], False)])
def test_a_goal_is_judged_by_the_median_of_its_ratios(ours, is_met):
    assert Measured("", ours, [2, 2, 2], at_most=1.5).is_met is is_met
