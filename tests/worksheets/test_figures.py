from types import SimpleNamespace

from worksheets import catalogue
from worksheets.figures import DRAWINGS, figures_of
from worksheets.models import AnswerState

PLACE = "plutôt faiblesses et lacunes (2 sur 5)"
APPROACH = catalogue.latest("approach")


def answered(value, state=AnswerState.ANSWERED):
    return SimpleNamespace(value=value, state=state)


def test_every_drawing_is_of_an_instrument_we_have():
    known = {instrument.key for instrument in catalogue.all_latest()}

    assert set(DRAWINGS) <= known


def test_a_sheet_without_a_placed_line_has_no_figure():
    assert figures_of(APPROACH, {}) == []
    assert figures_of(APPROACH, {"stance": answered(None), "our_type": answered("Des mots")}) == []
    assert figures_of(catalogue.latest("experiences"), {}) == []


def test_the_positions_of_sheet_04():
    answers = {"stance": answered(2), "deciders": answered(None, AnswerState.PASSED)}

    (figure,) = figures_of(APPROACH, answers)

    assert figure.name == "positions"
    assert figure.table.columns == (
        "Ligne", "Pôle de gauche", "Pôle de droite", "Je ne sais pas", "Ce que le groupe retient")  # fmt: skip
    assert figure.table.rows[0] == ("Approche", "faiblesses et lacunes", "forces et ressources", "0", PLACE)
    assert figure.table.rows[4][3:] == ("1", "–")
    assert (figure.drawing.width, figure.narrow.width) == (1920, 328)


def test_two_rounds_are_compared():
    (figure,) = figures_of(APPROACH, {"stance": answered(4)}, before={"stance": answered(2)})

    assert "plutôt forces et ressources (4 sur 5), avant 2" in figure.drawing.title
    assert figure.table.columns[-1] == "Avant"
