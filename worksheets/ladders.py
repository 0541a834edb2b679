"""A ladder in words: what stands on each rung, from the top one down: pure functions."""

from dataclasses import dataclass

TO_PLACE = "À placer"


@dataclass(frozen=True, kw_only=True)
class LadderRow:
    """The last row, without a number, holds what is still to be placed."""

    number: str
    label: str
    names: list[str]
    is_above_line: bool = False  # the dashed one


def ladder_rows(rungs, placed, *, line_under):
    """`rungs`: [(number, label)] from the top one; `placed`: [(name, number of its rung, or None)].

    Every rung, empty or not; no row at all when nothing was named.
    """
    if not placed:
        return []
    rows = [
        LadderRow(number=str(one), label=label, names=names_on(one, placed), is_above_line=one == line_under)
        for one, label in rungs
    ]
    waiting = names_on(None, placed)
    return [*rows, LadderRow(number="", label=TO_PLACE, names=waiting)] if waiting else rows


def names_on(number, placed):
    return [name for name, rung in placed if rung == number]
