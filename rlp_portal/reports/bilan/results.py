"""The results of a workshop as a table: each answer as many times as it was given, and what the group retains."""

from rlp_portal.reports.bilan.gathering import noted_of
from rlp_portal.reports.bilan.reading import read_workshop
from rlp_portal.reports.exports.tables import Column, Table
from rlp_portal.workshops.agenda import title_of
from worksheets.revealing import is_drawn
from worksheets.revealing.words import TOO_FEW

COLUMNS = [
    Column("Étape", 36),
    Column("Tour", 6),
    Column("Question", 46),
    Column("Réponse", 36),
    Column("Nombre", 9),
    Column("Le groupe retient", 30),
    Column("Phrase", 60),
    Column("Réserves", 40),
]
WHOLE, UNKNOWN = "Toute l’étape", "Je ne sais pas"


def results_table(workshop):
    read = read_workshop(workshop)
    return Table(
        title="Résultats",
        columns=COLUMNS,
        rows=[row for step in read.steps for row in rows_of_step(step, read.carnet)],
    )


def rows_of_step(step, carnet):
    title, names = title_of(step.step), step.revealed.names
    if step.is_shown:
        for tour, gathered in sorted(step.revealed.rounds.items()):
            for key, one in gathered.items():
                for choice, number in counts_of(one):
                    yield (title, tour, names[key], choice, number, None, None, None)
    for key in ("", *names):
        noted = noted_of(step, key, carnet)
        if noted:
            retained = " – ".join(filter(None, (noted.label, noted.value)))
            words = ("\n".join(noted.sentence) or None, "\n".join(noted.reservations) or None)
            yield (title, None, names.get(key, WHOLE), None, None, retained, *words)


def counts_of(one):
    """(answer, how many); one line without a number where there are too few to tell apart."""
    if not is_drawn(one.item) or not one.people:
        return []
    if not one.has_enough:
        return [(TOO_FEW.capitalize(), None)]
    counted = [(option.label, one.count(option.key)) for option in one.item.choices]
    return [*counted, (UNKNOWN, one.passed)]
