"""The plan as people read it: grouped by strategy, overdue first, then by date; what is settled comes last."""

import datetime
from dataclasses import dataclass

from worksheets.codes import Strategy


@dataclass(frozen=True)
class PlanGroup:
    strategy: Strategy
    lines: list


def plan_groups(lines, *, today):
    return [
        PlanGroup(strategy, sorted((one for one in lines if one.strategy == strategy), key=order(today)))
        for strategy in Strategy
    ]


def order(today):
    return lambda line: (not line.is_overdue(today), not line.is_open, line.when or datetime.date.max, line.pk)


def overdue(lines, *, today):
    return sorted((line for line in lines if line.is_overdue(today)), key=order(today))


def without_owner(lines):
    """Measures still open that nobody carries yet."""
    return [line for line in lines if not line.who and line.is_open]


def without_date(lines):
    return [line for line in lines if not line.when and line.is_open]
