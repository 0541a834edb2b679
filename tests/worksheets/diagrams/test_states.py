import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.worksheets.diagrams.boxes import LONG, PAYLOADS, assert_harmless, assert_nothing_cut_or_covered, names
from worksheets.diagrams.palette import SEQUENCE, WHITE
from worksheets.diagrams.states import StateCell, draw_states, table_of_states
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)
STATES = ("Déjà fait", "En cours", "Prévu", "Non")
VIEWS = ["screen", "phone"]

place = st.none() | st.integers(0, 3)
cells = st.builds(StateCell, place, place, st.booleans())


def draw(rows, columns, cells, states=STATES, view="screen"):
    return draw_states(rows, columns, cells, states, title="Le cycle", measure=MEASURE, view=view)


@pytest.mark.parametrize("view", VIEWS)
@examples(deadline=None, max_examples=60)
@given(st.lists(names, max_size=40), st.lists(names, min_size=1, max_size=6), st.tuples(*[names] * 4), st.data())
def test_nothing_is_cut_or_covered(view, rows, columns, states, data):
    drawn = [[data.draw(cells) for _column in columns] for _row in rows]

    assert_nothing_cut_or_covered(draw(rows, columns, drawn, states, view))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("count", [0, 1, 40])
def test_it_holds_forty_names_of_sixty_signs(view, count):
    drawn = [[StateCell(0, 1), StateCell(), StateCell(passed=True), StateCell(3, 2)]] * count

    assert_nothing_cut_or_covered(draw([LONG] * count, [LONG] * 4, drawn, (LONG,) * 4, view))


@pytest.mark.parametrize("view", VIEWS)
def test_the_further_on_the_darker_and_the_word_is_there(view):
    drawing = draw(["A"], ["1", "2", "3", "4", "5"], [[*map(StateCell, range(4)), StateCell()]], view=view)

    assert [one.colour for one in drawing.bars] == [SEQUENCE[4], SEQUENCE[2], SEQUENCE[1], SEQUENCE[0], WHITE]
    assert [bool(one.dashes) for one in drawing.bars] == [False, False, False, False, True]
    said = [(label.text, label.colour) for label in drawing.labels if label.text in {*STATES, "–"}]
    assert said == [
        ("Déjà fait", "#FFFFFF"),
        ("En cours", "#23302F"),
        ("Prévu", "#23302F"),
        ("Non", "#23302F"),
        ("–", "#566362"),
    ]


def test_what_was_said_before_is_written_only_where_it_changed():
    drawing = draw(["A"], ["1", "2", "3"], [[StateCell(0, 2), StateCell(1, 1), StateCell(None, 3)]])

    assert [label.text for label in drawing.labels if "avant" in label.text] == [
        "avant\u00a0: prévu",
        "avant\u00a0: non",
    ]


ROWS, COLUMNS = ["Activités et programmes", "Cause"], ["Institutionnalisation", "Ressources"]
CELLS = [[StateCell(1, 2), StateCell(passed=True)], [StateCell(), StateCell()]]


def test_the_finding_is_said_in_words():
    drawing = draw(ROWS, COLUMNS, CELLS)

    assert drawing.title == (
        "Le cycle\u00a0: Activités et programmes, institutionnalisation en cours (avant\u00a0: prévu), ressources "
        "je ne sais pas; Cause, sans réponse."
    )
    assert drawing.description == "4\u00a0cases\u00a0: en cours 1, je ne sais pas 1, sans réponse 2."


def test_the_table_says_the_same():
    table = table_of_states(ROWS, COLUMNS, CELLS, STATES, title="Le cycle", row_heading="Objet")

    assert table.columns == ("Objet", "Institutionnalisation", "Ressources")
    assert table.rows == (
        ("Activités et programmes", "En cours (avant\u00a0: prévu)", "Je ne sais pas"),
        ("Cause", "–", "–"),
    )


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("view", VIEWS)
def test_words_of_people_stay_words(payload, view):
    assert_harmless(draw([payload], [payload], [[StateCell(0, 1)]], (payload,) * 4, view))
