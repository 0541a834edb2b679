"""« En un coup d’œil »: what one page holds; the whole text is in the sheets and in the plan."""

from dataclasses import dataclass, replace

from rlp_portal.reports.gather.importance import importance_figure
from rlp_portal.reports.gather.mobilisation import present_level
from rlp_portal.reports.gather.objects import KeptObject, kept_object
from rlp_portal.reports.gather.plan import PlanRow, plan_row
from rlp_portal.reports.gather.typed import cut
from rlp_portal.ui.typography import count_words
from worksheets import catalogue
from worksheets.codes import Fate, PlanStatus
from worksheets.diagrams.geometry import Drawing
from worksheets.plan import overdue

MOST_OBJECTS, MOST_ACTIONS = 9, 3
LONGEST_NAME, LONGEST_MEASURE, LONGEST_WHO = 64, 75, 32  # signs
FATES = [*Fate.values, ""]  # those not decided yet come last


@dataclass(frozen=True, kw_only=True)
class Glance:
    finished: str
    mobilisation: str
    measures: str
    objects: list[KeptObject]
    other_objects: str
    importance: Drawing | None
    overdue: list[PlanRow]
    other_overdue: str
    upcoming: list[PlanRow]
    other_upcoming: str
    no_object: str = "Aucun objet à pérenniser n’est encore noté. La feuille FT1 sert à les choisir."
    no_importance: str = "Aucune stratégie n’est encore notée. Les feuilles FT3 à FT6 commencent par cette question."
    no_date: str = "Aucune mesure datée pour l’instant. La feuille FT7 sert à les noter."


def glance_of(carnet):
    objects = sorted(carnet.objects, key=lambda one: (FATES.index(one.fate), one.pk))
    late = overdue(carnet.plan_lines, today=carnet.today)
    next_ones = upcoming(carnet.plan_lines, today=carnet.today)
    importance = importance_figure(carnet)
    return Glance(
        finished=finished_words(carnet),
        mobilisation=present_level(carnet),
        measures=measures_words(carnet.plan_lines, late=len(late)),
        objects=[short_object(one) for one in objects[:MOST_OBJECTS]],
        other_objects=other_objects_words(len(objects) - MOST_OBJECTS),
        importance=importance.drawing if importance else None,
        overdue=short_actions(late, today=carnet.today),
        other_overdue=other_actions_words(len(late) - MOST_ACTIONS),
        upcoming=short_actions(next_ones, today=carnet.today),
        other_upcoming=other_actions_words(len(next_ones) - MOST_ACTIONS),
    )


def finished_words(carnet):
    done = sum(sheet.finished_at is not None for sheet in carnet.sheets.values())
    return f"{count_words(done, 'feuille terminée', 'feuilles terminées')} sur\u00a0{len(catalogue.all_latest())}"


def measures_words(lines, *, late):
    done = sum(line.status == PlanStatus.DONE for line in lines)
    said = [count_words(len(lines), "mesure")]
    if done:
        said.append(count_words(done, "faite"))
    if late:
        said.append(f"{late}\u00a0en\u00a0retard")
    return ", ".join(said)


def short_object(one):
    kept = kept_object(one)
    return replace(kept, name=cut(kept.name, LONGEST_NAME))


def other_objects_words(count):
    if count <= 0:
        return ""
    return f"Et {count_words(count, 'autre objet', 'autres objets')}, à la feuille FT1."


def other_actions_words(count):
    if count <= 0:
        return ""
    return f"Et {count_words(count, 'autre mesure', 'autres mesures')}, dans le plan."


def upcoming(lines, *, today):
    """The open measures with a date that is not past, the nearest first."""
    dated = [line for line in lines if line.is_open and line.when and not line.is_overdue(today)]
    return sorted(dated, key=lambda line: (line.when, line.pk))


def short_actions(lines, *, today):
    rows = [plan_row(line, today=today) for line in lines[:MOST_ACTIONS]]
    return [replace(row, measure=cut(row.measure, LONGEST_MEASURE), who=cut(row.who, LONGEST_WHO)) for row in rows]
