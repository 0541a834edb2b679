"""Rows of answers on a scale, in data, in words and as a table; the dot plot, the poles and the radar draw them."""

from dataclasses import dataclass

from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import LATE, count, decimal, passing, with_late
from worksheets.scoring import median, quartiles
from worksheets.spread import spread_label

POSITIONS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class DotRow:
    """An item: what each person answered, how many passed, and what the group retains.

    `low` and `high` are the words of its two ends; `before` are the answers of the round before, one for a group;
    `late` are those of `values` that came after the reveal.
    """

    label: str
    values: tuple[int, ...] = ()
    passed: int = 0
    noted: int | None = None
    low: str = ""
    high: str = ""
    before: tuple[int, ...] = ()
    late: tuple[int, ...] = ()

    @property
    def said(self):
        return clean(self.label).strip() or "Sans titre"

    @property
    def middle(self):
        return median(self.values)

    @property
    def middle_half(self):
        return quartiles(self.values)

    @property
    def spread(self):
        return spread_label(self.values)


def is_compared(rows):
    return any(row.before for row in rows)


def in_words(rows, *, title):
    said = "; ".join(f"{passing(row.said)}, {row_words(row)}" for row in rows)
    return f"{clean(title)}\u00a0: {said or 'aucune ligne'}."


def row_words(row):
    """« 4, retenu par le groupe, médiane 3,5, avis partagés, 12 réponses, 1 je ne sais pas »."""
    said = [f"{row.noted} sur {len(POSITIONS)}"] if row.noted is not None else []
    if len(row.values) == 1:
        said.append(f"une réponse, {row.values[0]}")
    elif row.values:
        said += [f"médiane {decimal(row.middle)}", *filter(None, [row.spread])]
        said.append(count(len(row.values), "réponse", "réponses"))
    if row.late:
        said.append(f"{len(row.late)}\u00a0{LATE}")
    if row.passed:
        said.append(f"{row.passed}\u00a0je ne sais pas")
    if row.before:
        said.append(f"avant {decimal(median(row.before))}")
    return ", ".join(said) or "pas encore notée"


def noted_words(row):
    return "–" if row.noted is None else f"{row.noted} sur {len(POSITIONS)}"


def table_of_dots(rows, *, title, noted_words=noted_words):
    """One row for each item; the columns that hold nothing are left out."""
    rows = list(rows)
    columns = [
        ("Ligne", lambda row: row.said, True),
        ("Pôle de gauche", lambda row: clean(row.low), any(row.low for row in rows)),
        ("Pôle de droite", lambda row: clean(row.high), any(row.high for row in rows)),
        *[
            (f"Réponses\u00a0{value}", lambda row, value=value: answers_at(row, value), has_answers(rows))
            for value in POSITIONS
        ],
        ("Je ne sais pas", lambda row: str(row.passed), any(row.passed for row in rows)),
        ("Médiane", lambda row: decimal(row.middle) if row.values else "–", has_answers(rows)),
        ("Écart", lambda row: row.spread or "–", any(row.spread for row in rows)),
        ("Ce que le groupe retient", noted_words, any(row.noted is not None for row in rows)),
        ("Avant", lambda row: decimal(median(row.before)) if row.before else "–", is_compared(rows)),
    ]
    kept = [(heading, cell) for heading, cell, is_shown in columns if is_shown]
    return Table(
        f"{clean(title)}, en tableau",
        tuple(heading for heading, _cell in kept),
        tuple(tuple(cell(row) for _heading, cell in kept) for row in rows),
    )


def answers_at(row, value):
    return with_late(row.values.count(value), row.late.count(value))


def has_answers(rows):
    return any(row.values for row in rows)
