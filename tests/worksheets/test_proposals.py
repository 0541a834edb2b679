import pytest

from worksheets import catalogue
from worksheets.codes import MobilisationLevel
from worksheets.models import Answer, AnswerState
from worksheets.proposals import level_proposed, levels_in_words

CONTINUUM = catalogue.latest("continuum")
RATING, _ = CONTINUUM.find("rating")


def marked(**levels):
    """{address: Answer} of a grid."""
    return {f"today.{level}": Answer(address=f"today.{level}", value=mark) for level, mark in levels.items()}


def test_grid_proposes_a_level():
    answers = marked(networking="often", coordination="sometimes", cooperation="often")

    assert level_proposed(CONTINUUM, RATING, answers) is MobilisationLevel.COOPERATION


def test_wishes_propose_nothing():
    answers = {"wished.collaboration": Answer(address="wished.collaboration", value="often")}

    assert level_proposed(CONTINUUM, RATING, answers) is None


@pytest.mark.parametrize("state", [AnswerState.PASSED, AnswerState.NOT_APPLICABLE])
def test_a_row_without_an_answer_counts_for_nothing(state):
    answers = marked(networking="rarely")
    answers["today.cooperation"] = Answer(address="today.cooperation", value="often", state=state)

    assert level_proposed(CONTINUUM, RATING, answers) is MobilisationLevel.NETWORKING


def test_proposal_is_said_at_its_question():
    assert levels_in_words(CONTINUUM, marked(coordination="sometimes")) == {"rating": "2 – Coordination"}
    assert levels_in_words(CONTINUUM, {}) == {"rating": ""}


def test_other_sheets_propose_no_level():
    assert levels_in_words(catalogue.latest("ft2"), {}) == {}
