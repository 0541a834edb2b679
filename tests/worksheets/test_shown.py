"""An answer with all its labels: what a drawing needs, stored or frozen."""

from tests.worksheets.figures.sheets import sheet
from worksheets.models import AnswerState
from worksheets.shown import Choices, Placed, Scale


def question(key, address, answers):
    (found,) = [one for one in sheet(key, answers).questions if one.address == address]
    return found


def test_a_position_has_the_words_of_its_ends():
    stance = question("approach", "stance", {"stance": 2})

    assert stance.scale == Scale(
        value=2, positions=5, low="faiblesses et lacunes", high="forces et ressources", middle="un peu des deux"
    )
    assert (stance.state, stance.row, stance.choices, stance.ladder) == ("answered", "", None, None)


def test_a_mark_of_a_grid_has_its_row_and_its_place_among_the_choices():
    today = question("continuum", "today.networking", {"today.networking": "sometimes"})

    assert today.choices == Choices(labels=["Souvent", "Parfois", "Presque jamais"], chosen=1)
    assert (today.row, today.label) == ("Réseautage", "Nous le faisons…")
    assert today.row_help.startswith("Échange de renseignements.")


def test_a_list_gathers_its_rows_and_those_that_were_emptied_are_gone():
    answers = {"collaborations.r1": {"name": "Table", "rung": 6}, "collaborations.r2": None}

    ladder = question("ladder", "collaborations", answers).ladder

    assert ladder.placed == [Placed(name="Table", rung=6)]
    assert [one.number for one in ladder.rungs] == [8, 7, 6, 5, 4, 3, 2, 1]
    assert ladder.line_under == 4


def test_passing_is_a_state_without_a_value():
    passed = question("trust", "rating.sincerity", {"rating.sincerity": AnswerState.PASSED})

    assert (passed.state, passed.scale.value) == ("passed", None)


def test_nothing_answered_has_no_state():
    for answers in ({}, {"stance": None}):
        stance = question("approach", "stance", answers)

        assert (stance.state, stance.scale.value) == ("", None)


def test_a_choice_that_the_sheet_no_longer_offers_is_none_of_them():
    assert question("ft2", "fulfils.convener", {"fulfils.convener": "perhaps"}).choices.chosen is None
