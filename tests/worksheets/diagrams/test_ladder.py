import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.worksheets.diagrams.boxes import (
    LONG,
    PAYLOADS,
    WIDE,
    assert_harmless,
    assert_labels_sit_on_their_grounds,
    assert_nothing_cut_or_covered,
    names,
)
from tests.worksheets.diagrams.samples import RUNGS
from worksheets.diagrams.ladder import Placed, draw_ladder, table_of_ladder
from worksheets.diagrams.palette import EARTH, WHITE
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)
VIEWS = ["screen", "phone"]

rung = st.none() | st.integers(1, 8)
values = st.lists(st.integers(1, 8), max_size=40).map(tuple)
placed = st.lists(st.builds(Placed, names, rung, values, st.integers(0, 40), rung), max_size=40)


def draw(placed, rungs=RUNGS, view="screen", chosen=None):
    return draw_ladder(rungs, placed, title="Degré d’implication", measure=MEASURE, view=view, chosen=chosen)


@pytest.mark.parametrize("view", VIEWS)
@examples(deadline=None, max_examples=60)
@given(placed, st.integers(0, 39), st.fixed_dictionaries(dict.fromkeys(range(1, 9), names)))
def test_nothing_is_cut_or_covered(view, placed, chosen, rungs):
    drawing = draw(placed, rungs, view, chosen if chosen < len(placed) else None)

    assert_nothing_cut_or_covered(drawing)
    assert_labels_sit_on_their_grounds(drawing)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 12, 40])
@pytest.mark.parametrize("name", [LONG, WIDE, "Table 0-5\u00a0ans"])
def test_it_holds_forty_names_on_one_rung(view, count, name):
    drawing = draw([Placed(name, 6, (6,) * 40, before=2)] * count, view=view, chosen=0 if count else None)

    assert_nothing_cut_or_covered(drawing)
    assert_labels_sit_on_their_grounds(drawing)


def test_every_name_of_a_phone_is_whole():
    drawing = draw([Placed(LONG, 6)], view="phone")

    assert LONG in "".join(label.text for label in drawing.labels)


def test_names_without_room_are_counted():
    drawing = draw([Placed(LONG, 6)] * 12)

    (more,) = [label.text for label in drawing.labels if label.text.startswith("+")]
    assert int(more) + sum(label.text.endswith("…") for label in drawing.labels) == 12


PLACED = [
    Placed("Comité parents", 7, (5, 7, 7), unknown=2, before=5),
    Placed("Table 0-5\u00a0ans", 6, before=6),
    Placed("Jardin", None),
]


def test_the_finding_is_said_in_words():
    assert draw(PLACED).title == (
        "Degré d’implication\u00a0: Comité parents, échelon 7 sur 8, 3\u00a0réponses\u00a0: de 5 à 7, médiane 7, "
        "2\u00a0ne la connaissent pas, avant échelon 5; Table 0-5\u00a0ans, échelon 6 sur 8; "
        "Jardin, pas encore placée."
    )
    assert draw([]).title == "Degré d’implication\u00a0: aucune collaboration n’est encore placée."


def test_what_has_moved_leaves_a_dashed_pill():
    pills = [ground for ground in draw(PLACED).grounds if getattr(ground, "corner", 0)]

    assert [bool(pill.dashes) for pill in pills] == [False, False, True]


def test_what_is_not_placed_is_said_under_the_ladder():
    assert [label.text for label in draw(PLACED).labels if "Jardin" in label.text] == [
        "Pas encore placées\u00a0: Jardin. En gris tireté\u00a0: avant."
    ]


def test_the_table_says_the_same():
    table = table_of_ladder(RUNGS, PLACED, title="Degré d’implication")

    assert table.columns == ("Collaboration", "Échelon", "Réponses", "Avant")
    assert table.rows == (
        (
            "Comité parents",
            "7 – Le milieu conseille et dirige, les organismes soutiennent",
            "3\u00a0réponses\u00a0: de 5 à 7, médiane 7, 2\u00a0ne la connaissent pas",
            "5 – Consultation et information",
        ),
        (
            "Table 0-5\u00a0ans",
            "6 – À l’initiative des organismes, décisions partagées",
            "0\u00a0réponse",
            "6 – À l’initiative des organismes, décisions partagées",
        ),
        ("Jardin", "pas encore placée", "0\u00a0réponse", "–"),
    )


def test_answers_after_the_reveal_are_hollow_and_are_told():
    placed = [Placed("Jardin", None, (5, 7, 7), late=(7,))]
    said = "3\u00a0réponses\u00a0: de 5 à 7, médiane 7, dont\u00a01\u00a0après coup"

    for view in VIEWS:
        drawing = draw(placed, view=view, chosen=0)
        assert [mark.colour for mark in drawing.marks] == [EARTH, WHITE, EARTH]  # from the top down
        shown = " ".join(label.text for label in drawing.labels)
        assert f"Jardin\u00a0: {said}. Point creux\u00a0: après coup." in shown
        assert_nothing_cut_or_covered(drawing)
    assert table_of_ladder(RUNGS, placed, title="A").rows == (("Jardin", "pas encore placée", said),)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("view", VIEWS)
def test_words_of_people_stay_words(payload, view):
    assert_harmless(draw([Placed(payload, 3, (3,))], dict.fromkeys(range(1, 9), payload), view, 0))


@pytest.mark.parametrize("chosen", [None, 0])
@pytest.mark.parametrize("count", [1, 4, 12])
def test_it_leaves_room_for_a_header_where_it_must(chosen, count):
    placed = [Placed(LONG, 1 + place % 3, (2,) * 40, before=8) for place in range(count)]
    drawing = draw_ladder(RUNGS, placed, title="Échelle", measure=MEASURE, chosen=chosen, tallest=880)

    assert drawing.height == 880
    assert_nothing_cut_or_covered(drawing)
