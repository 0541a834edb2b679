"""How important the group finds each of the four strategies: one question of each of their four sheets, together."""

from functools import lru_cache

from worksheets import catalogue
from worksheets.codes import Strategy
from worksheets.diagrams.figure import Figure
from worksheets.diagrams.importance import PHONE, StrategyAnswers, draw_importance, table_of_importance
from worksheets.figures.drawn import measure
from worksheets.models import AnswerState

NAME = "importance"


def strategies_in_order(answers, *, before=None):
    """`answers` and `before`: {instrument key: the Answer to that question}."""
    sheets = [one for one in catalogue.all_latest() if one.strategy]
    return [
        strategy_answers(one.strategy, answers.get(one.key), before=(before or {}).get(one.key)) for one in sheets
    ]


def strategy_answers(strategy, answer, *, before=None):
    return StrategyAnswers(
        strategy=strategy,
        label=Strategy(strategy).label,
        values=values_of(answer),
        passed=int(bool(answer) and answer.state == AnswerState.PASSED),
        before=values_of(before),
    )


def values_of(answer):
    is_noted = answer and answer.state == AnswerState.ANSWERED and answer.value is not None
    return (answer.value,) if is_noted else ()


def draw_strategies(answers):
    """`answers`: a StrategyAnswers for each; None when the group noted nothing yet."""
    if not any(one.values or one.passed or one.before for one in answers):
        return None
    return _drawn(tuple(answers))


@lru_cache(maxsize=128)  # six answers to each of four questions, on every page of four sheets
def _drawn(answers):
    return Figure(
        name=NAME,
        caption="Importance des quatre stratégies",
        drawing=draw_importance(answers, measure=measure()),
        narrow=draw_importance(answers, measure=measure(), frame=PHONE),
        table=table_of_importance(answers),
    )
