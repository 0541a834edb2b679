"""The rows of a drawing on 1–5, one for each scale of a sheet."""

from worksheets.diagrams.dots_data import DotRow
from worksheets.figures.drawn import is_passed


def scale_rows(drawn, *, name):
    """`name` gives what a row is called."""
    return [row_of(drawn, asked, name(asked)) for asked in drawn.questions if asked.scale]


def row_of(drawn, asked, label):
    before = drawn.value_before(asked)
    return DotRow(
        label,
        passed=int(is_passed(asked)),
        noted=asked.scale.value,
        low=asked.scale.low,
        high=asked.scale.high,
        before=() if before is None else (before,),
    )


def has_something(rows):
    return any(row.noted is not None or row.passed or row.before for row in rows)
