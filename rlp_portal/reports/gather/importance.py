"""How important the group finds each of the four strategies, as it noted on the sheets FT3 to FT6."""

from worksheets.figures.importance import ADDRESS, draw_strategies, strategies_in_order


def importance_figure(carnet):
    """None when the group noted nothing yet."""
    noted = {key: answers[ADDRESS] for key, answers in carnet.answers.items() if ADDRESS in answers}
    return draw_strategies(strategies_in_order(noted))
