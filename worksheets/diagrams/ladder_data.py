"""What a ladder of participation shows, in data, in words and as a table. No score: a rung is a place, not a mark."""

from dataclasses import dataclass

from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import count, decimal, of_late
from worksheets.scoring import median

NOT_PLACED = "pas encore placée"


@dataclass(frozen=True)
class Placed:
    """A collaboration and its rung; `values` are the rungs that people gave it, `unknown` how many do not know it.

    `late` are those of `values` that came after the reveal.
    """

    name: str
    rung: int | None
    values: tuple[int, ...] = ()
    unknown: int = 0
    before: int | None = None
    late: tuple[int, ...] = ()

    @property
    def said(self):
        return clean(self.name).strip() or "Sans nom"

    @property
    def has_moved(self):
        return self.before is not None and self.before != self.rung


def is_compared(placed):
    return any(one.before is not None for one in placed)


def in_words(rungs, placed, *, title):
    if not placed:
        return f"{title}\u00a0: aucune collaboration n’est encore placée."
    said = "; ".join(f"{one.said}, {placed_words(one, rungs)}" for one in placed)
    return f"{title}\u00a0: {said}."


def placed_words(one, rungs):
    said = [NOT_PLACED if one.rung is None else f"échelon {one.rung} sur {len(rungs)}"]
    if one.values or one.unknown:
        said.append(answers_words(one))
    if one.has_moved:
        said.append(f"avant échelon {one.before}")
    return ", ".join(said)


def answers_words(one):
    """« 12 réponses : de 5 à 7, médiane 7 »."""
    said = [count(len(one.values), "réponse", "réponses")]
    if one.values:
        low, high = min(one.values), max(one.values)
        where = f"toutes à {low}" if low == high and len(one.values) > 1 else f"de {low} à {high}"
        middle = f"médiane {decimal(median(one.values))}"
        said = [f"{said[0]}\u00a0: {low if len(one.values) == 1 else f'{where}, {middle}'}"]
    if one.late:
        said.append(of_late(len(one.late)))
    if one.unknown:
        does = "ne la connaît pas" if one.unknown == 1 else "ne la connaissent pas"
        said.append(f"{one.unknown}\u00a0{does}")
    return ", ".join(said)


def table_of_ladder(rungs, placed, *, title):
    compared = is_compared(placed)
    answered = any(one.values or one.unknown for one in placed)
    columns = ["Collaboration", "Échelon"]
    columns += ["Réponses"] if answered else []
    columns += ["Avant"] if compared else []
    rows = []
    for one in placed:
        cells = [one.said, rung_words(one.rung, rungs)]
        cells += [answers_words(one)] if answered else []
        cells += [rung_words(one.before, rungs) if one.before is not None else "–"] if compared else []
        rows.append(tuple(cells))
    return Table(f"{title}, en tableau", tuple(columns), tuple(rows))


def rung_words(rung, rungs):
    return NOT_PLACED if rung is None else f"{rung} – {clean(rungs[rung])}"
