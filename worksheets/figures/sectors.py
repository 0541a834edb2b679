"""Sheets 06 and 07: who is around the table, sector by sector."""

from worksheets.diagrams.figure import Figure
from worksheets.diagrams.wheel import WedgeData, draw_wheel, table_of_wheel
from worksheets.figures.drawn import measure


def draw_sectors(drawn):
    """None as long as nobody named a sector."""
    (asked,) = [one for one in drawn.questions if one.wheel is not None]
    wedges = wedges_of(asked)
    if not wedges:
        return None
    other = drawn.before.get(asked.address)
    before = wedges_of(other) if other else None
    views = {
        name: draw_wheel(wedges, title=drawn.title, measure=measure(), view=view, before=before)
        for name, view in [("drawing", "overview"), ("narrow", "phone"), ("paper", "print")]
    }
    return Figure(
        name="wheel",
        caption="Les secteurs et leurs acteurs",
        table=table_of_wheel(wedges, title=drawn.title, before=before),
        is_beside=True,
        **views,
    )


def wedges_of(asked):
    """Those that are in no sector have no place on a wheel."""
    return [WedgeData(one.name, tuple(one.involved), tuple(one.to_mobilise)) for one in asked.wheel if one.name]
