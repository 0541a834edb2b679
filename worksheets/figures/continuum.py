"""Sheet 02: how often each level is practised and wished, the level that this proposes and the one that is noted."""

from worksheets.diagrams.continuum import Level, Rated, draw_continuum, table_of_continuum
from worksheets.diagrams.figure import Figure
from worksheets.figures.drawn import measure
from worksheets.scoring import OFTEN, RARELY, SOMETIMES, Frequency, proposed_level

FREQUENCIES = (OFTEN, SOMETIMES, RARELY)  # in the order of the sheet


def draw_levels(drawn):
    today, wished, rating = drawn.named("today"), drawn.named("wished"), drawn.named("rating")
    levels = [level_of(drawn, one, other) for one, other in zip(today, wished, strict=True)]
    rated = rated_of(drawn, today, *rating)
    if not (rated or any(is_told(level) for level in levels)):
        return None
    columns = tuple(today[0].choices.labels)
    look = {"title": drawn.title, "measure": measure(), "rated": rated}
    return Figure(
        name="levels",
        caption="Ce que nous faisons, ce que nous aimerions faire",
        drawing=draw_continuum(levels, columns, **look),
        narrow=draw_continuum(levels, columns, view="phone", **look),
        table=table_of_continuum(levels, columns, title=drawn.title, rated=rated),
    )


def level_of(drawn, today, wished):
    return Level(
        today.row,
        functions=today.row_help.partition(".")[0],
        noted_today=today.choices.chosen,
        noted_wished=wished.choices.chosen,
        before_today=drawn.chosen_before(today),
        before_wished=drawn.chosen_before(wished),
    )


def is_told(level):
    places = (level.noted_today, level.noted_wished, level.before_today, level.before_wished)
    return any(place is not None for place in places)


def rated_of(drawn, today, rating):
    marks = [None if one.choices.chosen is None else FREQUENCIES[one.choices.chosen] for one in today]
    return Rated(
        proposed=proposed_level([Frequency(noted=mark) for mark in marks]),
        noted=level_at(rating.choices.chosen),
        before=level_at(drawn.chosen_before(rating)),
    )


def level_at(place):
    return None if place is None else place + 1
