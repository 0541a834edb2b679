"""Sheet 22: where the group stands with each kind of object, strategy by strategy."""

from itertools import groupby

from worksheets.diagrams.figure import Figure
from worksheets.diagrams.states import StateCell, draw_states, table_of_states
from worksheets.figures.drawn import is_passed, measure


def draw_moments(drawn):
    grid = [one for one in drawn.questions if one.choices]
    rows = {row: list(asked) for row, asked in groupby(grid, key=lambda one: one.row)}
    cells = [[cell_of(drawn, one) for one in asked] for asked in rows.values()]
    if all(cell.is_empty and not cell.has_changed for here in cells for cell in here):
        return None
    columns = [one.label for one in next(iter(rows.values()))]
    data = (list(rows), columns, cells, grid[0].choices.labels)
    return Figure(
        name="moments",
        caption="Ce qui doit durer, stratégie par stratégie",
        drawing=draw_states(*data, title=drawn.title, measure=measure()),
        narrow=draw_states(*data, title=drawn.title, measure=measure(), view="phone"),
        table=table_of_states(*data, title=drawn.title, row_heading="Ce qui doit durer"),
    )


def cell_of(drawn, asked):
    return StateCell(asked.choices.chosen, before=drawn.chosen_before(asked), passed=is_passed(asked))
