"""What people said of the workshop at its end: three questions, shown from five answers on."""

from dataclasses import dataclass

from rlp_portal.ui.typography import count_words
from rlp_portal.workshops.phone.forms import EvaluationForm
from worksheets.diagrams.dots import DotRow, draw_dots, table_of_dots
from worksheets.diagrams.figure import Figure
from worksheets.revealing.pages import measure
from worksheets.spread import ENOUGH

TITLE = "Ce que les personnes en disent"


@dataclass(frozen=True, kw_only=True)
class EvaluationPart:
    figure: Figure | None
    said: str
    title: str = TITLE


def evaluation_part(evaluations):
    """None when nobody answered."""
    answers = {
        question.label: tuple(sorted(grade for one in evaluations if (grade := getattr(one, name)) is not None))
        for name, question in EvaluationForm().fields.items()
    }
    count = max(map(len, answers.values()))
    if not count:
        return None
    rows = [DotRow(label, values=values) for label, values in answers.items() if len(values) >= ENOUGH]
    return EvaluationPart(figure=figure_of(rows) if rows else None, said=words_of(count, len(answers) - len(rows)))


def figure_of(rows):
    look = {"title": TITLE, "measure": measure()}
    return Figure(
        name="evaluation",
        caption=TITLE,
        drawing=draw_dots(rows, **look),
        narrow=draw_dots(rows, **look, view="phone"),
        table=table_of_dots(rows, title=TITLE),
    )


def words_of(count, left_out):
    said = f"{count_words(count, 'avis donné', 'avis donnés')} à la fin, sans nom."
    if left_out:
        said += f" Une question qui a reçu moins de {ENOUGH} avis n’est pas montrée."
    return said
