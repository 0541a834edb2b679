import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.worksheets.diagrams.boxes import LONG, PAYLOADS, assert_harmless, assert_nothing_cut_or_covered, names
from worksheets.diagrams.dots import DotRow, draw_dots, table_of_dots
from worksheets.diagrams.palette import EARTH, EDGE, WHITE, Shape
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)
VIEWS = ["screen", "hall", "phone"]

values = st.lists(st.integers(1, 5), max_size=40).map(tuple)
rows = st.lists(
    st.builds(DotRow, names, values, st.integers(0, 40), st.none() | st.integers(1, 5), names, names, values),
    max_size=9,
)


def draw(rows, view="screen", **options):
    return draw_dots(rows, title="Importance", measure=MEASURE, view=view, **options)


@pytest.mark.parametrize("view", VIEWS)
@examples(deadline=None, max_examples=40)
@given(rows, st.tuples(names, names))
def test_nothing_is_cut_or_covered(view, rows, poles):
    drawing = draw(rows, view, poles=poles)

    assert_nothing_cut_or_covered(drawing)
    assert len([mark for mark in drawing.marks if mark.colour == EARTH]) == sum(
        len(row.values) for row in rows
    ) + any(row.values for row in rows)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("count", [0, 1, 2, 5, 12, 40])
def test_it_holds_forty_people_who_agree(view, count):
    row = DotRow(LONG, (4,) * count, passed=count, noted=4, before=(3,) * count)

    assert_nothing_cut_or_covered(draw([row] * 9, view))


def test_a_screen_holds_four_questions_of_forty_people():
    row = DotRow("Changement des politiques", (1, 2, 3, 4, 5) * 8, passed=2, noted=3)

    assert draw([row] * 4).height <= 1080


ROWS = [
    DotRow("Institutionnalisation", (2, 3, 4, 5, 5), passed=1, noted=4, before=(3, 3, 4)),
    DotRow("Ressources"),
]


def test_the_finding_is_said_in_words():
    assert draw(ROWS).title == (
        "Importance\u00a0: institutionnalisation, 4 sur 5, médiane 4, quelques écarts, 5\u00a0réponses, "
        "1\u00a0je ne sais pas, avant 3; ressources, pas encore notée."
    )


def test_the_table_says_the_same_and_leaves_out_what_nobody_filled():
    table = table_of_dots(ROWS, title="Importance")

    assert table.columns == (
        "Ligne",
        *(f"Réponses\u00a0{value}" for value in range(1, 6)),
        "Je ne sais pas",
        "Médiane",
        "Écart",
        "Ce que le groupe retient",
        "Avant",
    )
    assert table.rows == (
        ("Institutionnalisation", "0", "1", "1", "1", "2", "1", "4", "quelques écarts", "4 sur 5", "3"),
        ("Ressources", "0", "0", "0", "0", "0", "0", "–", "–", "–", "–"),
    )
    assert table_of_dots([DotRow("A", noted=2)], title="B").columns == ("Ligne", "Ce que le groupe retient")


def test_those_who_do_not_know_are_hollow_and_apart():
    drawing = draw([DotRow("A", (5, 5, 5, 5), passed=3)])

    hollow = [mark for mark in drawing.marks if mark.colour == WHITE]
    assert len(hollow) == 3
    assert min(mark.x for mark in hollow) > max(mark.x for mark in drawing.marks if mark.colour == EARTH)


def test_an_answer_after_the_reveal_is_a_hollow_dot_and_is_told():
    drawing = draw([DotRow("A", (2, 5, 5, 5), late=(5,))])

    hollow = [mark.x for mark in drawing.marks if mark.outline == EARTH]
    assert (hollow[0], len(hollow)) == (1722, 1 + 1)  # the last of the fives, and the key
    assert "1\u00a0après coup" in drawing.title
    assert table_of_dots([DotRow("A", (2, 5, 5, 5), late=(5,))], title="B").rows[0][5] == (
        "3, dont\u00a01\u00a0après coup"
    )


def test_the_group_alone_is_a_full_diamond_and_the_round_before_a_hollow_one():
    frames = draw([DotRow("A", noted=2, before=(3,))]).frames

    assert [(frame.shape, frame.x) for frame in frames[:2]] == [(Shape.DIAMOND, 1164), (Shape.DIAMOND, 902)]
    assert (frames[0].colour, frames[0].outline) == ("none", EDGE)
    assert frames[1].colour != "none"


def test_the_order_of_the_answers_changes_nothing():
    assert draw([DotRow("A", (1, 4, 4, 5))]) == draw([DotRow("A", (4, 5, 1, 4))])


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("view", VIEWS)
def test_words_of_people_stay_words(payload, view):
    assert_harmless(draw([DotRow(payload, (1,), low=payload)], view, poles=(payload, payload)))
