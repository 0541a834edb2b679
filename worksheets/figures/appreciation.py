"""Sheets 19 to 21: conditions appreciated from 1 to 5, as a wheel and, easier to read, row by row.

A carnet holds one noted value for each; a workshop brings one for each person.
"""

from dataclasses import replace

from worksheets.diagrams.dots import draw_dots, table_of_dots
from worksheets.diagrams.figure import Figure
from worksheets.diagrams.radar import draw_radar, table_of_radar
from worksheets.figures.drawn import measure
from worksheets.figures.scales import has_something, scale_rows


def draw_as_wheel(drawn):
    rows = conditions(drawn)
    if not has_something(rows):
        return None
    return Figure(
        name="wheel",
        caption="En roue",
        drawing=draw_radar(rows, title=drawn.title, measure=measure()),
        table=table_of_radar(rows, title=drawn.title),
        is_wide=True,
    )


def draw_as_dots(drawn):
    rows = conditions(drawn)
    if not has_something(rows):
        return None
    poles = next((one.scale.low, one.scale.high) for one in drawn.questions if one.scale)
    return Figure(
        name="dots",
        caption="Ligne par ligne",
        drawing=draw_dots(rows, title=drawn.title, measure=measure(), poles=poles),
        narrow=draw_dots(rows, title=drawn.title, measure=measure(), view="phone", poles=poles),
        table=table_of_dots(rows, title=drawn.title),
    )


def conditions(drawn):
    """Without the words of their ends, which all rows share."""
    return [replace(row, low="", high="") for row in scale_rows(drawn, name=lambda asked: asked.row)]
