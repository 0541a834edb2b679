"""Sheet 08: each collaboration on its rung."""

from worksheets.diagrams.figure import Figure
from worksheets.diagrams.ladder import Placed, draw_ladder, table_of_ladder
from worksheets.figures.drawn import measure


def draw_collaborations(drawn):
    (asked,) = [one for one in drawn.questions if one.ladder]
    if not asked.ladder.placed:
        return None
    rungs = {one.number: one.label for one in asked.ladder.rungs}
    before = rungs_before(drawn.before.get(asked.address))
    placed = [Placed(one.name, one.rung, before=before.get(same_name(one.name))) for one in asked.ladder.placed]
    return Figure(
        name="collaborations",
        caption="Nos collaborations sur l’échelle",
        drawing=draw_ladder(rungs, placed, title=drawn.title, measure=measure()),
        narrow=draw_ladder(rungs, placed, title=drawn.title, measure=measure(), view="phone"),
        table=table_of_ladder(rungs, placed, title=drawn.title),
    )


def rungs_before(asked):
    """By name: the rows of a list are new ones in each round."""
    return {same_name(one.name): one.rung for one in asked.ladder.placed} if asked else {}


def same_name(name):
    return " ".join(name.split()).casefold()
