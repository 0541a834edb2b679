from datetime import date

from worksheets.models import PlanLine
from worksheets.plan import overdue, plan_groups, without_date, without_owner

TODAY = date(2026, 11, 18)


def line(pk, *, strategy="policy", **fields):
    return PlanLine(pk=pk, strategy=strategy, measure=f"Mesure {pk}", **fields)


LINES = [
    line(1),
    line(2, when=date(2026, 12, 1)),
    line(3, when=date(2026, 11, 17), status="done"),
    line(4, when=date(2026, 11, 17)),
    line(5, when=date(2026, 11, 18), who="Nous"),
    line(6, when=date(2026, 9, 1), status="in_progress"),
    line(7, when=date(2026, 1, 1), status="dropped"),
    line(8, strategy="resources", when=date(2026, 12, 1)),
]


def test_the_plan_is_read_by_strategy_late_first_then_by_date_and_settled_last():
    groups = plan_groups(LINES, today=TODAY)

    assert [(group.strategy.value, [one.pk for one in group.lines]) for group in groups] == [
        ("institutionalisation", []),
        ("policy", [6, 4, 5, 2, 1, 7, 3]),
        ("community", []),
        ("resources", [8]),
    ]


def test_what_is_late_is_open_and_before_today_the_oldest_first():
    assert [one.pk for one in overdue(LINES, today=TODAY)] == [6, 4]


def test_what_is_settled_misses_nothing():
    assert [one.pk for one in without_owner(LINES)] == [1, 2, 4, 6, 8]
    assert [one.pk for one in without_date(LINES)] == [1]
