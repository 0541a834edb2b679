"""How each family of items is drawn: a function of the items added up, to pages."""

from worksheets.diagrams.choices import ChoiceRow, draw_choices, table_of_choices
from worksheets.diagrams.continuum import Level, draw_continuum, table_of_continuum
from worksheets.diagrams.dots import DotRow, draw_dots, table_of_dots
from worksheets.diagrams.figure import Figure
from worksheets.diagrams.ladder import Placed, draw_ladder, table_of_ladder
from worksheets.diagrams.poles import draw_poles, table_of_poles
from worksheets.diagrams.tallies import Tallied, draw_tallies, table_of_tallies
from worksheets.revealing import families
from worksheets.revealing.pages import TALLEST, Page, measure, split_evenly
from worksheets.spread import ENOUGH

# About the group's own trust: under five answers, one could be guessed, and nothing of it is shown.
SHOWN_FROM = {"trust": ENOUGH}
TODAY, WISHED = "today", "wished"


def values_shown(one):
    return one.values if len(one.values) >= SHOWN_FROM.get(one.item.instrument.key, 0) else ()


def late_values(one):
    return tuple(int(choice) for choice in one.late.elements())


def dot_row(one, *, names, before, noted, **poles):
    earlier = before.get(one.item.key)
    return DotRow(
        names[one.item.key],
        values=values_shown(one),
        passed=one.passed,
        noted=noted.get(one.item.key),
        before=values_shown(earlier) if earlier else (),
        late=late_values(one) if values_shown(one) else (),
        **poles,
    )


def scales(several, *, title, names, before, noted):
    asked = several[0].item.asked
    rows = [dot_row(one, names=names, before=before, noted=noted) for one in several]
    look = {"title": title, "measure": measure(), "poles": (asked.low, asked.high)}
    return paged(several, rows, draw_dots, table_of_dots, name="scales", look=look)


def poles(several, *, title, names, before, noted):
    about = {"names": names, "before": before, "noted": noted}
    rows = [dot_row(one, **about, low=one.item.asked.left, high=one.item.asked.right) for one in several]
    look = {"title": title, "measure": measure(), "middle": several[0].item.asked.middle}
    return paged(several, rows, draw_poles, table_of_poles, name="poles", look=look)


def paged(several, rows, draw, table, *, name, look, **more):
    """As many rows on a page as both shapes of projector hold."""

    def is_held(group):
        found = [row for _one, row in group]
        return all(draw(found, **look, view=view, tallest=TALLEST).height <= TALLEST for view in ("screen", "hall"))

    pages = []
    for group in split_evenly(list(zip(several, rows, strict=True)), is_held):
        found, keys = [row for _one, row in group], tuple(one.item.key for one, _row in group)
        figure = Figure(
            name=name,
            caption=look["title"],
            drawing=draw(found, **look, tallest=TALLEST),
            narrow=draw(found, **look, view="phone"),
            table=table(found, title=look["title"]),
        )
        pages.append(Page(figure, draw(found, **look, view="hall", tallest=TALLEST), keys))
    return pages


def choices(several, *, title, names, before, noted):
    options = several[0].item.asked.options
    labels = [option.label for option in options]
    rows = [choice_row(one, options, names=names, before=before, noted=noted) for one in several]

    def draw(found, **look):
        return draw_choices(found, labels, **look)

    def table(found, *, title):
        return table_of_choices(found, labels, title=title)

    return paged(several, rows, draw, table, name="choices", look={"title": title, "measure": measure()})


def choice_row(one, options, *, names, before, noted):
    earlier, kept = before.get(one.item.key), noted.get(one.item.key)
    keys = [option.key for option in options]
    return ChoiceRow(
        names[one.item.key],
        counts=counts_of(one, keys),
        passed=one.passed,
        noted=keys.index(kept) if kept in keys else None,
        before=counts_of(earlier, keys) if earlier and earlier.people else (),
        late=late_of(one, keys),
    )


def counts_of(one, keys):
    return tuple(one.count(key) for key in keys)


def late_of(one, keys):
    return tuple(one.late[key] for key in keys)


def tallies(several, *, title, names, before, noted):
    (one,) = several
    earlier = before.get(one.item.key)
    kept = (noted.get(one.item.key) or {}).get("chosen", ())
    options = [
        Tallied(
            option.label,
            one.count(option.key),
            is_noted=option.key in kept,
            before=earlier.count(option.key) if earlier and earlier.people else None,
            late=one.late[option.key],
        )
        for option in one.item.asked.options
    ]
    look = {"title": title, "measure": measure(), "passed": one.passed}
    figure = Figure(
        name="tallies",
        caption=one.item.label,
        drawing=draw_tallies(options, **look),
        narrow=draw_tallies(options, **look, view="phone"),
        table=table_of_tallies(options, title=title, passed=one.passed),
    )
    return [Page(figure, draw_tallies(options, **look, view="hall"), (one.item.key,))]


def levels(several, *, title, names, before, noted):
    """The grid of the continuum, whole: its two marks are read together."""
    columns = several[0].item.asked.options
    rows = {one.item.row.key: one.item.row for one in several}
    found = {(one.item.asked.key, one.item.row.key): one for one in several}
    drawn = [level_of(row, found, columns, before=before, noted=noted) for row in rows.values()]
    labels = [option.label for option in columns]
    look = {"title": title, "measure": measure()}
    figure = Figure(
        name="levels",
        caption=title,
        drawing=draw_continuum(drawn, labels, **look, tallest=TALLEST),
        narrow=draw_continuum(drawn, labels, **look, view="phone"),
        table=table_of_continuum(drawn, labels, title=title),
    )
    return [Page(figure, figure.drawing, tuple(one.item.key for one in several))]


def level_of(row, found, columns, *, before, noted):
    keys = [option.key for option in columns]
    parts = {}
    for which in (TODAY, WISHED):
        one = found.get((which, row.key))
        if one is None:
            continue
        kept, earlier = noted.get(one.item.key), before.get(one.item.key)
        parts[which] = counts_of(one, keys)
        parts[f"late_{which}"] = late_of(one, keys)
        parts[f"noted_{which}"] = keys.index(kept) if kept in keys else None
        parts[f"before_{which}"] = most_chosen(earlier, keys) if earlier else None
    return Level(row.label, functions=row.help.partition(".")[0], **parts)


def most_chosen(one, keys):
    """The column where the most people were; the first of those that are equal, None without answers."""
    counts = counts_of(one, keys)
    return counts.index(max(counts)) if any(counts) else None


def rungs(several, *, title, names, before, noted):
    """One page for each thing that is placed, its answers as dots; then the ladder of what the group retains."""
    asked = several[0].item.asked
    texts = {int(option.key): option.label for option in asked.rungs}
    placed = [placed_thing(one, before=before, noted=noted) for one in several]
    look = {"title": title, "measure": measure()}
    pages = [
        ladder_page(texts, placed, look=look, keys=(one.item.key,), chosen=place) for place, one in enumerate(several)
    ]
    if any(one.rung is not None for one in placed):
        pages.append(ladder_page(texts, placed, look=look, keys=tuple(one.item.key for one in several)))
    return pages


def placed_thing(one, *, before, noted):
    earlier, kept = before.get(one.item.key), noted.get(one.item.key)
    was = int(min(earlier.values)) if earlier and len(set(earlier.values)) == 1 else None
    return Placed(
        one.item.name,
        rung=kept["rung"] if kept else None,
        values=one.values,
        unknown=one.passed,
        before=was,
        late=late_values(one),
    )


def ladder_page(texts, placed, *, look, keys, chosen=None):
    figure = Figure(
        name="rungs",
        caption=look["title"],
        drawing=draw_ladder(texts, placed, **look, chosen=chosen, tallest=TALLEST),
        narrow=draw_ladder(texts, placed, **look, view="phone", chosen=chosen),
        table=table_of_ladder(texts, placed, title=look["title"]),
    )
    return Page(figure, figure.drawing, keys)


PICTURES = {
    families.SCALES: scales,
    families.POLES: poles,
    families.LEVELS: levels,
    families.RUNGS: rungs,
    families.TALLIES: tallies,
    families.CHOICES: choices,
}
