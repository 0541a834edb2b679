import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.worksheets.diagrams.boxes import LONG, PAYLOADS, assert_harmless, assert_nothing_cut_or_covered, names
from worksheets.diagrams.choices import ChoiceRow, draw_choices, table_of_choices
from worksheets.diagrams.palette import EARTH, INK, WHITE
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)
VIEWS = ["screen", "hall", "phone"]

counts = st.lists(st.integers(0, 40), min_size=4, max_size=4).map(tuple)
rows = st.lists(
    st.builds(ChoiceRow, names, counts, st.integers(0, 40), st.none() | st.integers(0, 3), counts), max_size=6
)
choices = st.lists(names, min_size=4, max_size=4)


def draw(rows, choices=("Oui", "Non"), view="screen", **options):
    return draw_choices(rows, choices, title="Fonctions", measure=MEASURE, view=view, **options)


@pytest.mark.parametrize("view", VIEWS)
@examples(deadline=None, max_examples=20)
@given(rows, choices)
def test_nothing_is_cut_or_covered(view, rows, choices):
    drawing = draw(rows, choices, view)

    assert_nothing_cut_or_covered(drawing)
    answers = sum(sum(row.counts) for row in rows)
    assert len([mark for mark in drawing.marks if mark.colour == EARTH]) == answers + bool(answers)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("count", [0, 1, 5, 40])
def test_it_holds_forty_people_who_agree(view, count):
    row = ChoiceRow(LONG, (count, 0), passed=count, noted=0, before=(0, count))

    assert_nothing_cut_or_covered(draw([row] * 5, (LONG, LONG), view))


def test_a_screen_holds_five_questions_of_twenty_five_people():
    assert draw([ChoiceRow("Rassembleur et animateur", (15, 10))] * 5, tallest=880).height <= 880


ROWS = [
    ChoiceRow("Rassembleur", (8, 3), passed=1, noted=0, before=(5, 6)),
    ChoiceRow("Catalyseur", (2, 1)),
]


def test_the_finding_is_said_in_words():
    assert draw(ROWS).title == (
        "Fonctions\u00a0: rassembleur, le groupe retient oui, 8\u00a0oui, 3\u00a0non, 1\u00a0je ne sais pas, "
        "avant 5\u00a0oui, 6\u00a0non; catalyseur, 2\u00a0oui, 1\u00a0non."
    )
    assert draw([ChoiceRow("Ligne")]).title == "Fonctions\u00a0: ligne, aucune réponse."


def test_the_table_says_the_same_and_leaves_out_what_nobody_filled():
    table = table_of_choices(ROWS, ["Oui", "Non"], title="Fonctions")

    assert table.columns == ("Question", "Oui", "Non", "Je ne sais pas", "Ce que le groupe retient", "Avant")
    assert table.rows == (
        ("Rassembleur", "8", "3", "1", "Oui", "Oui 5, Non 6"),
        ("Catalyseur", "2", "1", "0", "–", "–"),
    )
    assert table_of_choices([ROWS[1]], ["Oui", "Non"], title="B").columns == ("Question", "Oui", "Non")


def test_those_who_pass_are_hollow_and_what_is_retained_is_framed():
    drawing = draw(ROWS[:1])

    assert len([mark for mark in drawing.marks if mark.colour == WHITE]) == 1
    assert [frame.outline for frame in drawing.frames] == [INK, INK]  # the cell, and its sign in the legend


def test_answers_after_the_reveal_are_the_last_dots_hollow_and_are_told():
    row = ChoiceRow("Rassembleur", (3, 1), late=(2, 0))

    for view in VIEWS:
        drawing = draw([row], view=view)
        dots = [mark.colour for mark in drawing.marks]
        assert dots == [EARTH, WHITE, WHITE, EARTH, EARTH, WHITE]  # and the key
        assert "après coup" in [label.text for label in drawing.labels]
        assert_nothing_cut_or_covered(drawing)
    assert draw([row]).title == "Fonctions\u00a0: rassembleur, 3\u00a0oui, 1\u00a0non, 2\u00a0après coup."
    (cells,) = table_of_choices([row], ["Oui", "Non"], title="Fonctions").rows
    assert cells == ("Rassembleur", "3, dont\u00a02\u00a0après coup", "1")


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("view", VIEWS)
def test_words_of_people_stay_words(payload, view):
    assert_harmless(draw([ChoiceRow(payload, (1, 1))], (payload, "Non"), view))
