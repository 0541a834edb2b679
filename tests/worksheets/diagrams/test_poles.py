import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.worksheets.diagrams.boxes import LONG, PAYLOADS, assert_harmless, assert_nothing_cut_or_covered, names
from tests.worksheets.diagrams.test_dots import rows
from worksheets.diagrams.palette import EARTH, TEAL_QUARTER
from worksheets.diagrams.poles import DotRow, draw_poles
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)
VIEWS = ["screen", "hall", "phone"]


def draw(rows, view="screen"):
    return draw_poles(rows, title="Approche", measure=MEASURE, view=view)


@pytest.mark.parametrize("view", VIEWS)
@examples(deadline=None, max_examples=40)
@given(rows)
def test_nothing_is_cut_or_covered(view, rows):
    drawing = draw(rows, view)

    assert_nothing_cut_or_covered(drawing)
    assert len([mark for mark in drawing.marks if mark.colour == EARTH]) == sum(
        len(row.values) for row in rows
    ) + any(row.values for row in rows)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("count", [0, 1, 2, 5, 40])
@pytest.mark.parametrize("value", [1, 3, 5])
def test_it_holds_forty_people_at_one_place(view, count, value):
    row = DotRow(LONG, (value,) * count, noted=value, low=LONG, high=LONG, before=(value,) * count)

    assert_nothing_cut_or_covered(draw([row] * 6, view))


@given(st.integers(1, 5), names)
@examples(deadline=None, max_examples=20)
def test_the_bar_leans_from_the_middle_to_the_place(noted, label):
    (bar,) = [bar for bar in draw([DotRow(label, noted=noted)]).bars if bar.colour == TEAL_QUARTER]

    ends = sorted([960, 610 + 175 * (noted - 1)])
    assert [bar.x, max(bar.x + bar.width, bar.x)] == [ends[0], max(ends[1], ends[0] + 1)]


def test_a_place_is_said_with_the_words_of_its_pole():
    row = {"low": "faible", "high": "élevée"}
    rows = [DotRow(f"Ligne {place}", noted=place, **row) for place in range(1, 6)]

    assert draw([*rows, DotRow("Rien", **row)]).title == (
        "Approche\u00a0: ligne 1, faible (1 sur 5); ligne 2, plutôt faible (2 sur 5); "
        "ligne 3, un peu des deux (3 sur 5); ligne 4, plutôt élevée (4 sur 5); ligne 5, élevée (5 sur 5); "
        "rien, pas encore placée."
    )


def test_answers_of_people_and_the_round_before_are_said():
    row = DotRow("Approche", (1, 2, 2), passed=1, noted=3, low="lacunes", high="forces", before=(5,))

    assert draw([row]).title == (
        "Approche\u00a0: approche, un peu des deux (3 sur 5), 3\u00a0réponses, médiane 2, plutôt lacunes, "
        "1\u00a0je ne sais pas, avant 5."
    )


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("view", VIEWS)
def test_words_of_people_stay_words(payload, view):
    assert_harmless(draw([DotRow(payload, (1,), low=payload, high=payload)], view))
