"""Sheet 04: where the group stands between the two poles of each line."""

from worksheets.diagrams.figure import Figure
from worksheets.diagrams.poles import draw_poles, table_of_poles
from worksheets.figures.drawn import measure
from worksheets.figures.scales import has_something, scale_rows


def draw_positions(drawn):
    rows = scale_rows(drawn, name=lambda asked: asked.label)
    if not has_something(rows):
        return None
    return Figure(
        name="positions",
        caption="Nos positions entre les deux pôles",
        drawing=draw_poles(rows, title=drawn.title, measure=measure()),
        narrow=draw_poles(rows, title=drawn.title, measure=measure(), view="phone"),
        table=table_of_poles(rows, title="Nos positions"),
    )
