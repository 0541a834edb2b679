import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.worksheets.diagrams.boxes import LONG, PAYLOADS, assert_harmless, assert_nothing_cut_or_covered, names
from worksheets.diagrams.continuum import Level, Rated, draw_continuum, table_of_continuum
from worksheets.diagrams.palette import Shape
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)
COLUMNS = ("Souvent", "Parfois", "Presque jamais")
VIEWS = ["screen", "phone"]

counts = st.just(()) | st.lists(st.integers(0, 40), min_size=3, max_size=3).map(tuple)
place = st.none() | st.integers(0, 2)
levels = st.lists(st.builds(Level, names, names, counts, counts, place, place, place, place), max_size=6)


ratings = st.builds(Rated, *[st.none() | st.integers(1, 6)] * 3)


def draw(levels, columns=COLUMNS, view="screen", **more):
    return draw_continuum(levels, columns, title="Continuum", measure=MEASURE, view=view, **more)


@pytest.mark.parametrize("view", VIEWS)
@examples(deadline=None, max_examples=60)
@given(levels, st.tuples(names, names, names))
def test_nothing_is_cut_or_covered(view, levels, columns):
    assert_nothing_cut_or_covered(draw(levels, columns, view))


@pytest.mark.parametrize("view", VIEWS)
@examples(deadline=None, max_examples=30)
@given(st.lists(names, min_size=6, max_size=6), ratings)
def test_the_level_is_neither_cut_nor_covered(view, names, rated):
    assert_nothing_cut_or_covered(draw([Level(name) for name in names], view=view, rated=rated))


def test_the_level_that_is_proposed_and_the_one_that_is_noted_are_written_under_the_grid():
    levels, rated = [NOW, Level("Coordination")], Rated(proposed=1, noted=2, before=2)
    said = [
        "Cote que la grille propose\u00a0: 1 – Réseautage.",
        "Cote que le groupe note\u00a0: 2 – Coordination.",
        "Cote notée avant\u00a0: 2 – Coordination.",
    ]

    drawing = draw(levels, rated=rated)

    assert [label.text for label in drawing.labels if "Cote" in label.text] == said
    assert drawing.title.endswith(" ".join(said))
    table = table_of_continuum(levels, COLUMNS, title="Continuum", rated=rated)
    assert [row[-1] for row in table.rows] == ["proposée", "notée par le groupe, notée avant"]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("count", [0, 1, 9, 10, 20, 21, 40])
def test_it_holds_forty_people(view, count):
    levels = [Level(LONG, LONG, (count, 0, 0), (0, 0, count), 0, 2)] * 4

    assert_nothing_cut_or_covered(draw(levels, view=view))


NOW = Level("Réseautage", "échanger", (9, 3, 0), (2, 1, 0), 0, 1, 1, 1)


def test_every_answer_is_a_mark_up_to_twenty_people():
    plain = Level("Réseautage", "", (7, 3, 0), (2, 1, 0))

    drawing = draw([plain])

    shapes = [mark.shape for mark in drawing.marks]
    assert shapes.count(Shape.CROSS) == 10 + 2  # in the legend: alone, and framed
    assert shapes.count(Shape.CIRCLE) == 3 + 1
    assert [label.text for label in drawing.labels if label.text.startswith("+")] == []


def test_over_nine_on_a_line_the_rest_is_counted():
    assert "+4" in [label.text for label in draw([Level("R", "", (13, 0, 0))]).labels]


def test_over_twenty_people_a_bar_bears_the_number():
    drawing = draw([Level("R", "", (21, 4, 0))])

    assert [mark.shape for mark in drawing.marks].count(Shape.CROSS) == 2  # those of the legend
    assert [label.text for label in drawing.labels if label.text.isdigit()] == ["21", "4"]


def test_the_finding_is_said_in_words():
    assert draw([NOW, Level("Coordination")]).title == (
        "Continuum\u00a0: Réseautage, aujourd’hui souvent (9\u00a0souvent, 3\u00a0parfois) (avant\u00a0: parfois), "
        "souhaité parfois (2\u00a0souvent, 1\u00a0parfois); Coordination, pas encore noté."
    )


def test_the_table_says_the_same():
    table = table_of_continuum([NOW, Level("Coordination")], COLUMNS, title="Continuum")

    assert table.columns == (
        "Niveau",
        "Nous le faisons",
        "Nous aimerions le faire",
        "Avant\u00a0: nous le faisions",
        "Avant\u00a0: nous aurions aimé le faire",
    )
    assert table.rows == (
        (
            "Réseautage",
            "Souvent (ce que le groupe retient); 9\u00a0souvent, 3\u00a0parfois, 0\u00a0presque jamais",
            "Parfois (ce que le groupe retient); 2\u00a0souvent, 1\u00a0parfois, 0\u00a0presque jamais",
            "Parfois",
            "Parfois",
        ),
        ("Coordination", "–", "–", "–", "–"),
    )


def test_the_round_before_is_drawn_only_where_it_was_elsewhere():
    moved, same = Level("R", noted_today=0, before_today=2), Level("R", noted_today=0, before_today=0)

    assert len(draw([moved]).frames) == len(draw([same]).frames) + 1


def test_answers_after_the_reveal_are_told_in_words():
    levels = [Level("Réseautage", today=(2, 1, 0), late_today=(1, 0, 0), wished=(0, 3, 0))]

    drawing = draw(levels)

    assert "1\u00a0réponse est arrivée après coup." in [label.text for label in drawing.labels]
    assert "(2\u00a0souvent, 1\u00a0parfois, dont\u00a01\u00a0après coup)" in drawing.title
    (cells,) = table_of_continuum(levels, COLUMNS, title="Continuum").rows
    assert cells[1] == "2\u00a0souvent dont\u00a01\u00a0après coup, 1\u00a0parfois, 0\u00a0presque jamais"


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("view", VIEWS)
def test_words_of_people_stay_words(payload, view):
    assert_harmless(draw([Level(payload, payload, (1, 0, 0))], (payload,) * 3, view))


def test_it_leaves_room_for_a_header_where_it_must():
    levels = [
        Level(name, "+ partage des ressources et du matériel", (20, 15, 5), (30, 5, 5), 0, 1) for name in "ABCD"
    ]
    drawing = draw_continuum(levels, COLUMNS, title="Continuum", measure=MEASURE, tallest=880)

    assert drawing.height <= 880
    assert_nothing_cut_or_covered(drawing)
