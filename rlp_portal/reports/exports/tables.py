"""The tables of a carnet: its answers in words, its objects, its actors, its plan, its ratings."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from rlp_portal.reports.exports.reading import holds_something
from worksheets import schema
from worksheets.codes import Circle, Strategy
from worksheets.folding import fold
from worksheets.kinds import holds_answers
from worksheets.models import AnswerState, Origin
from worksheets.plan import plan_groups
from worksheets.registry import wheel_of
from worksheets.rows import ACTOR, MATRIX_FIELDS
from worksheets.sheet_forms import is_row_of
from worksheets.wording import words

NOT_REACHED = "Pas encore de réponse"


@dataclass(frozen=True)
class Column:
    title: str
    width: int  # in characters


@dataclass(frozen=True, kw_only=True)
class Table:
    """Cells are texts, whole numbers, days, moments, or None for nothing."""

    title: str
    columns: list[Column]
    rows: list[tuple]


ANSWER_COLUMNS = [
    Column("Section", 24),
    Column("Question", 46),
    Column("Ligne", 24),
    Column("Réponse", 60),
    Column("Nombre", 9),
    Column("État", 22),
    Column("Origine", 18),
    Column("Enregistrée le", 17),
]
AUTHOR = Column("Par", 24)
OBJECT_COLUMNS = [Column("Objet", 50), Column("Nature", 28), Column("Avenir", 18), Column("Vient de (FT1)", 40)]
SECTOR_COLUMNS = [
    Column("Diagramme", 20),
    Column("Pointe", 8),
    Column("Secteur", 36),
    Column("a) Acteurs impliqués", 50),
    Column("b) Acteurs à mobiliser", 50),
]
ACTOR_COLUMNS = [
    Column("Nom", 40),
    Column("Organisme", 30),
    Column("Secteur", 30),
    Column("Formel ou informel", 20),
    Column("Implication", 14),
    Column("Depuis", 12),
]
ACTOR_OWN = ("contact", *MATRIX_FIELDS)
PLAN_COLUMNS = [
    Column("Stratégie", 28),
    Column("Approche ou mesure", 50),
    Column("Qui", 30),
    Column("Quand", 12),
    Column("Nos besoins", 40),
    Column("Objet à pérenniser", 36),
    Column("État", 12),
]
RATING_COLUMNS = [
    Column("Date", 12),
    Column("Cote", 7),
    Column("Niveau", 18),
    Column("Proposée par la grille", 12),
    Column("Origine", 30),
    Column("Note", 60),
]


def answers_table(taken):
    """Every question of every sheet, answered or not."""
    columns = [Column("Feuille", 40), *answer_columns(taken)]
    rows = [(filled.instrument.title, *row) for filled in taken.sheets for row in answer_rows(taken, filled)]
    return Table(title="Réponses", columns=columns, rows=rows)


def sheet_table(taken, filled):
    return Table(title=filled.instrument.title, columns=answer_columns(taken), rows=answer_rows(taken, filled))


def answer_columns(taken):
    return [*ANSWER_COLUMNS, AUTHOR] if taken.with_names else ANSWER_COLUMNS


def answer_rows(taken, filled):
    rows, known = [], set()
    for section in filled.instrument.sections:
        for address, asked, row in section.questions():
            if holds_answers(asked):
                if row and row.is_extra and not holds_something(filled.answers.get(address)):
                    continue
                for held in addresses_of(filled, address, asked):
                    known.add(held)
                    rows.append(answer_row(taken, filled, section.title, asked, row, held))
    lost = [address for address in filled.answers if address not in known]
    return rows + [lost_row(taken, filled, address) for address in lost if holds_something(filled.answers[address])]


def addresses_of(filled, address, asked):
    """One, or as many as a growing list has rows; an empty list has one line too, to say that it is empty."""
    if not isinstance(asked, schema.GrowingList):
        return [address]
    rows = [one for one in filled.answers if is_row_of(asked, one) and holds_something(filled.answers[one])]
    return rows or [address]


def answer_row(taken, filled, section, asked, row, address):
    answer = filled.answers.get(address)
    label = f"{asked.number}. {asked.label}" if asked.number else asked.label
    return (section, label, row.label if row else "", *said_of(taken, filled, asked, answer))


def lost_row(taken, filled, address):
    """An answer that the sheet's questions no longer name: shown as it is stored."""
    answer = filled.answers[address]
    return (
        "",
        address,
        "",
        str(answer.value),
        None,
        AnswerState(answer.state).label,
        *came_in(taken, filled, answer),
    )


def said_of(taken, filled, asked, answer):
    if not holds_something(answer):
        return ("", None, NOT_REACHED, "", None, *author_cell(taken, None))
    is_said = answer.state == AnswerState.ANSWERED
    said = words(asked, answer.value, objects=taken.names) if is_said else []
    number = int(answer.number) if is_said and answer.number is not None else None
    return ("\n".join(said), number, AnswerState(answer.state).label, *came_in(taken, filled, answer))


def came_in(taken, filled, answer):
    origin = taken.origins.get((filled.sheet.pk, answer.address), Origin.SCREEN)
    return (origin.label, local(answer.updated_at), *author_cell(taken, answer))


def author_cell(taken, answer):
    if not taken.with_names:
        return ()
    return (str(answer.updated_by) if answer and answer.updated_by else "",)


def local(moment):
    """To the minute, by the clock on the wall."""
    return timezone.localtime(moment).replace(tzinfo=None, second=0, microsecond=0)


def objects_table(taken):
    lines = line_labels(taken)
    rows = [
        (one.name, one.get_code_display(), one.get_fate_display() or "À décider", lines.get(one.line, one.line))
        for one in taken.carnet.objects
    ]
    return Table(title="Objets à pérenniser", columns=OBJECT_COLUMNS, rows=rows)


def line_labels(taken):
    return {
        asked.key: asked.label
        for filled in taken.sheets
        for section in filled.instrument.sections
        if any(isinstance(one, schema.KeptObjects) for one in section.fields)
        for asked in section.fields
    }


def sectors_table(taken):
    carnet = taken.carnet
    wheels = [(one, wheel_of(one, sectors=carnet.sectors, actors=carnet.actors)) for one in Circle]
    rows = [
        (circle.label, wedge.number, wedge.sector.name, names_in(wedge.involved), names_in(wedge.to_mobilise))
        for circle, wheel in wheels
        for wedge in wheel.named
    ]
    return Table(title="Secteurs", columns=SECTOR_COLUMNS, rows=rows)


def names_in(actors):
    return "\n".join(one.name for one in actors)


def actors_table(actors, *, with_names):
    """Without names, nothing of what is thought of them, and not who they send."""
    shown = [one for one in ACTOR_OWN if with_names or not ACTOR.fields[one].about_people]
    columns = [Column(ACTOR.fields[key].label, 40) for key in shown]
    rows = [(*actor_cells(one), *(getattr(one, key) for key in shown)) for one in sorted(actors, key=by_name)]
    return Table(title="Acteurs", columns=[*ACTOR_COLUMNS, *columns], rows=rows)


def by_name(actor):
    return fold(actor.name), actor.pk


def actor_cells(actor):
    sector = actor.sector.name if actor.sector and actor.sector.deleted_at is None else actor.other_sector
    circle = Circle(actor.circle_in_force).label if actor.circle_in_force else ""
    return (
        actor.name,
        actor.organisation,
        sector,
        circle,
        actor.get_involvement_display(),
        actor.involvement_since,
    )


def plan_table(lines, *, today):
    """In reading order: by strategy, what is late first."""
    ordered = [line for group in plan_groups(lines, today=today) for line in group.lines]
    return Table(title="Plan", columns=PLAN_COLUMNS, rows=[plan_cells(line) for line in ordered])


def plan_cells(line):
    return (
        Strategy(line.strategy).label,
        line.measure,
        line.who,
        line.when,
        line.needs,
        line.object.name if line.object else "",
        line.get_status_display(),
    )


def ratings_table(taken):
    rows = [
        (one.rated_on, one.level, one.get_level_display(), one.proposed_level, one.get_source_display(), one.note)
        for one in taken.carnet.ratings
    ]
    return Table(title="Cote de mobilisation", columns=RATING_COLUMNS, rows=rows)


def carnet_tables(taken):
    """Objects, sectors, actors, plan and ratings, after the sheets."""
    return [*row_tables(taken), ratings_table(taken)]


def row_tables(taken):
    carnet = taken.carnet
    return [
        objects_table(taken),
        sectors_table(taken),
        actors_table(carnet.actors, with_names=taken.with_names),
        plan_table(carnet.plan_lines, today=carnet.today),
    ]


def cell_in_words(cell):
    """As a table without types writes it: ISO days, hours to the minute."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)
