"""How important the group finds each of the four strategies, as it noted on the sheets FT3 to FT6."""

from worksheets.figures.importance import draw_strategies, strategies_in_order
from worksheets.queries import IMPORTANCE


def importance_figure(carnet):
    """None when the group noted nothing yet."""
    noted = {key: answers[IMPORTANCE] for key, answers in carnet.answers.items() if IMPORTANCE in answers}
    return draw_strategies(strategies_in_order(noted))
