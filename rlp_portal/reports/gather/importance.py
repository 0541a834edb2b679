"""How important the group finds each of the four strategies, as it noted on the sheets FT3 to FT6."""

from django.conf import settings

from rlp_portal.reports.gather.reading import filled_sheets
from worksheets.codes import Strategy
from worksheets.diagrams.importance import StrategyAnswers, draw_importance
from worksheets.diagrams.text import find_measure
from worksheets.models import AnswerState


def importance_of(carnet):
    """The drawing, or None when the group noted nothing yet."""
    answers = strategies_answers(carnet)
    return draw_importance(answers, measure=find_measure(settings.FONT_FOLDERS)) if answers else None


def strategies_answers(carnet):
    """One for each strategy; none at all when the group noted nothing yet."""
    answers = [strategy_answers(filled) for filled in filled_sheets(carnet) if filled.instrument.strategy]
    return answers if any(one.values or one.passed for one in answers) else []


def strategy_answers(filled):
    stored = filled.answers.get("importance")
    strategy = filled.instrument.strategy
    return StrategyAnswers(
        strategy=strategy,
        label=Strategy(strategy).label,
        values=(stored.value,) if stored and is_noted(stored) else (),
        passed=int(bool(stored) and stored.state == AnswerState.PASSED),
    )


def is_noted(answer):
    return answer.state == AnswerState.ANSWERED and answer.value is not None
