"""What a grid of levels shows, in data, in words and as a table."""

from dataclasses import dataclass

from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import LATE, count, of_late, passing

TODAY, WISHED = "today", "wished"
SAID = {TODAY: "aujourd’hui", WISHED: "souhaité"}
HEADINGS = {TODAY: "Nous le faisons", WISHED: "Nous aimerions le faire"}
COMPARED = {TODAY: "Avant\u00a0: nous le faisions", WISHED: "Avant\u00a0: nous aurions aimé le faire"}


@dataclass(frozen=True)
class Level:
    """A row. Counts are by column; `noted_…` is the column that the group retains, `before_…` in the round before.

    `late_…`: those of the counts that came after the reveal.
    """

    name: str
    functions: str = ""
    today: tuple[int, ...] = ()
    wished: tuple[int, ...] = ()
    noted_today: int | None = None
    noted_wished: int | None = None
    before_today: int | None = None
    before_wished: int | None = None
    late_today: tuple[int, ...] = ()
    late_wished: tuple[int, ...] = ()

    def counts(self, which):
        return getattr(self, which)

    def noted(self, which):
        return getattr(self, f"noted_{which}")

    def late(self, which):
        return getattr(self, f"late_{which}") or (0,) * len(self.counts(which))

    def before(self, which):
        return getattr(self, f"before_{which}")


@dataclass(frozen=True)
class Rated:
    """The mobilisation level, as a place from 1: what the grid proposes, what the group notes, and noted before."""

    proposed: int | None = None
    noted: int | None = None
    before: int | None = None

    def words(self, levels):
        """A sentence for each that is known."""
        said = [
            ("Cote que la grille propose", self.proposed),
            ("Cote que le groupe note", self.noted),
            ("Cote notée avant", self.before),
        ]
        return [f"{heading}\u00a0: {rated_words(level, levels)}." for heading, level in said if level]

    def cell(self, level):
        """What is said of the level at this place."""
        said = [("proposée", self.proposed), ("notée par le groupe", self.noted), ("notée avant", self.before)]
        return ", ".join(word for word, place in said if place == level) or "–"

    def __bool__(self):
        return any((self.proposed, self.noted, self.before))


UNRATED = Rated()


def rated_words(level, levels):
    return f"{level} – {clean(levels[level - 1].name)}"


def is_compared(levels):
    return any(level.before(which) is not None for level in levels for which in SAID)


def most_answers(levels):
    return max((sum(level.counts(which)) for level in levels for which in SAID), default=0)


def in_words(levels, columns, *, title, rated=UNRATED):
    said = [f"{clean(level.name)}, {level_words(level, columns)}" for level in levels]
    return " ".join([f"{title}\u00a0: {'; '.join(said) or 'aucun niveau'}.", *rated.words(levels)])


def level_words(level, columns):
    said = [
        f"{SAID[which]} {words_of(level, which, columns)}"
        for which in SAID
        if level.noted(which) is not None or sum(level.counts(which))
    ]
    return ", ".join(said) or "pas encore noté"


def words_of(level, which, columns):
    """« souvent (9 souvent, 3 parfois) », and what it was before."""
    said = []
    noted, before = level.noted(which), level.before(which)
    if noted is not None:
        said.append(column_name(columns, noted))
    if sum(level.counts(which)):
        counts = [f"{n}\u00a0{column_name(columns, i)}" for i, n in enumerate(level.counts(which)) if n]
        counts += filter(None, [of_late(sum(level.late(which)))])
        said.append(f"({', '.join(counts)})")
    if before is not None and before != noted:
        said.append(f"(avant\u00a0: {column_name(columns, before)})")
    return " ".join(said)


def column_name(columns, place):
    return passing(clean(columns[place]))


def table_of_continuum(levels, columns, *, title, rated=UNRATED):
    rows = [
        (clean(level.name), *[cell_words(level, which, columns) for which in SAID])
        + (tuple(before_words(level, which, columns) for which in SAID) if is_compared(levels) else ())
        + ((rated.cell(place),) if rated else ())
        for place, level in enumerate(levels, start=1)
    ]
    headings = ["Niveau", *HEADINGS.values(), *(COMPARED.values() if is_compared(levels) else ())]
    headings += ["Cote de mobilisation"] if rated else []
    return Table(f"{title}, en tableau", tuple(headings), tuple(rows))


def cell_words(level, which, columns):
    noted = level.noted(which)
    said = [] if noted is None else [f"{clean(columns[noted])} (ce que le groupe retient)"]
    if sum(level.counts(which)):
        counts = zip(level.counts(which), level.late(which), strict=True)
        said.append(", ".join(of_column(n, late, column_name(columns, i)) for i, (n, late) in enumerate(counts)))
    return "; ".join(said) or "–"


def of_column(number, late, name):
    """« 3 souvent », « 3 souvent dont 1 après coup »."""
    return " ".join(filter(None, [f"{number}\u00a0{name}", of_late(late)]))


def late_words(levels):
    """A sentence under the grid: its crosses and rings have no hollow of their own."""
    late = sum(sum(level.late(which)) for level in levels for which in SAID)
    return [f"{count(late, 'réponse est arrivée', 'réponses sont arrivées')} {LATE}."] if late else []


def before_words(level, which, columns):
    before = level.before(which)
    return "–" if before is None else clean(columns[before])
