"""The drawings of a sheet on its page, each with the files that it can be taken away as."""

from django.urls import reverse

from worksheets.figures import DRAWINGS, figures_of
from worksheets.figures.importance import draw_strategies, strategies_in_order
from worksheets.queries import answers_and_importance, answers_of, asks
from worksheets.shown import shown_sheet

CARNET = "carnet"  # stands for an instrument in the address of a drawing of several sheets
FILES = {"svg": "Image à agrandir (SVG)", "png": "Image à coller (PNG)"}


def is_drawn(instrument):
    """Whether a sheet of this instrument has drawings, once something is answered."""
    return bool(instrument.strategy) or instrument.key in DRAWINGS


def stored_answers(open_, *, finished=False):
    """(the answers of the sheet, what is noted on the sheets of all four strategies where it is one of them).

    One query. `finished`: noted on finished sheets only.
    """
    if open_.instrument.strategy:
        return answers_and_importance(open_.sheet, finished=finished)
    return answers_of(open_.sheet) if asks(open_.instrument) else {}, {}


def drawn_figures(open_, answers, noted, *, rows):
    """[(figure, its files)]: from what is stored, hence not from what is being typed."""
    figures = [(one, files_of(open_, open_.instrument.key, one)) for one in own_figures(open_, answers, rows)]
    return figures + [(one, files_of(open_, CARNET, one)) for one in strategies_of(open_, noted)]


def figures_to_read(open_, answers, noted, *, rows):
    """The same for whoever takes no file away."""
    return [(one, ()) for one in (*own_figures(open_, answers, rows), *strategies_of(open_, noted))]


def own_figures(open_, answers, rows):
    return figures_of(shown_sheet(open_.instrument, answers, rows=rows))


def strategies_of(open_, noted):
    """On the sheet of a strategy, the picture of all four."""
    figure = draw_strategies(strategies_in_order(noted)) if open_.instrument.strategy else None
    return [figure] if figure else []


def files_of(open_, key, figure):
    slug, number, _key = open_.url_args
    return [
        {"label": label, "url": reverse(f"drawing_{extension}", args=[slug, number, key, figure.name])}
        for extension, label in FILES.items()
    ]
