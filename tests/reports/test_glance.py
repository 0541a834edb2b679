import datetime

import pytest

from rlp_portal.reports.gather import gather_carnet
from tests.reports.carnets import new_round, plan

NBSP = "\u00a0"


@pytest.fixture
def round_(db):
    return new_round()


@pytest.mark.parametrize(
    ("late", "next_ones", "said"),
    [
        (3, 0, ("", "")),
        (4, 3, (f"Et 1{NBSP}autre mesure, dans le plan.", "")),
        (0, 5, ("", f"Et 2{NBSP}autres mesures, dans le plan.")),
    ],
)
def test_measures_left_out_of_the_glance_are_counted(round_, late, next_ones, said):
    for _ in range(late):
        plan(round_, "policy", "En retard", when=datetime.date(2026, 11, 17))
    for _ in range(next_ones):
        plan(round_, "policy", "À venir", when=datetime.date(2026, 11, 19))

    glance = gather_carnet(round_).glance

    assert (len(glance.overdue), len(glance.upcoming)) == (min(late, 3), min(next_ones, 3))
    assert (glance.other_overdue, glance.other_upcoming) == said
