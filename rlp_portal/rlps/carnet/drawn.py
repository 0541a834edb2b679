"""The drawings of a sheet on its page, each with the files that it can be taken away as."""

from django.urls import reverse

from worksheets.figures import DRAWINGS, figures_of
from worksheets.figures.importance import draw_strategies, strategies_in_order
from worksheets.queries import importance_of_strategies
from worksheets.shown import shown_sheet

CARNET = "carnet"  # stands for an instrument in the address of a drawing of several sheets
FILES = {"svg": "Image à agrandir (SVG)", "png": "Image à coller (PNG)"}


def is_drawn(instrument):
    """Whether a sheet of this instrument has drawings, once something is answered."""
    return bool(instrument.strategy) or instrument.key in DRAWINGS


def drawn_figures(open_, answers):
    """[(figure, its files)]: from what is stored, hence not from what is being typed."""
    figures = [(one, files_of(open_, open_.instrument.key, one)) for one in figures_of(shown(open_, answers))]
    return figures + [(one, files_of(open_, CARNET, one)) for one in strategies_of(open_)]


def figures_to_read(open_, answers):
    """The same for whoever reads finished sheets only, and takes no file away."""
    return [(one, ()) for one in (*figures_of(shown(open_, answers)), *strategies_of(open_, finished=True))]


def shown(open_, answers):
    return shown_sheet(open_.instrument, answers)


def strategies_of(open_, *, finished=False):
    """On the sheet of a strategy, the picture of all four."""
    if not open_.instrument.strategy:
        return []
    noted = importance_of_strategies(open_.round.workbook_id, finished=finished)
    figure = draw_strategies(strategies_in_order(noted))
    return [figure] if figure else []


def files_of(open_, key, figure):
    slug, number, _key = open_.url_args
    return [
        {"label": label, "url": reverse(f"drawing_{extension}", args=[slug, number, key, figure.name])}
        for extension, label in FILES.items()
    ]
