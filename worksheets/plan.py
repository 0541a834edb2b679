"""The plan as people read it: grouped by strategy, overdue first, then by date; what is settled comes last."""

import datetime
from dataclasses import dataclass

from worksheets.codes import Strategy
from worksheets.diagrams.words import long_date


@dataclass(frozen=True)
class PlanGroup:
    strategy: Strategy
    lines: list


def plan_groups(lines, *, today):
    return [
        PlanGroup(strategy, sorted((one for one in lines if one.strategy == strategy), key=order(today)))
        for strategy in Strategy
    ]


def plan_in_words(lines, *, today):
    """« Changement de politiques : Écrire une entente – La coordination – 1er mars 2027 », in reading order."""
    return [line_in_words(line) for group in plan_groups(lines, today=today) for line in group.lines]


def line_in_words(line):
    told = [str(line), line.who, long_date(line.when) if line.when else ""]
    return f"{line.get_strategy_display()}\u00a0: {' – '.join(filter(None, told))}"


def order(today):
    return lambda line: (not line.is_overdue(today), not line.is_open, line.when or datetime.date.max, line.pk)


def overdue(lines, *, today):
    return sorted((line for line in lines if line.is_overdue(today)), key=order(today))


def without_owner(lines):
    """Measures still open that nobody carries yet."""
    return [line for line in lines if not line.who and line.is_open]


def without_date(lines):
    return [line for line in lines if not line.when and line.is_open]
