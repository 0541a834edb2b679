import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.worksheets.diagrams.boxes import LONG, PAYLOADS, assert_harmless, assert_nothing_cut_or_covered, names
from worksheets.catalogue import latest
from worksheets.diagrams.palette import EARTH, WHITE, Shape
from worksheets.diagrams.tallies import Tallied, draw_tallies, table_of_tallies
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)
VIEWS = ["screen", "hall", "phone"]

options = st.lists(
    st.builds(Tallied, names, st.integers(0, 40), st.booleans(), st.none() | st.integers(0, 40)),
    max_size=12,
)


def draw(options, view="screen", **more):
    return draw_tallies(options, title="Obstacles", measure=MEASURE, view=view, **more)


@pytest.mark.parametrize("view", VIEWS)
@examples(deadline=None, max_examples=40)
@given(options, st.integers(0, 40))
def test_nothing_is_cut_or_covered(view, options, passed):
    drawing = draw(options, view, passed=passed)

    assert_nothing_cut_or_covered(drawing)
    chosen = sum(one.count for one in options)
    assert len([mark for mark in drawing.marks if mark.colour == EARTH]) == chosen + bool(chosen)


@pytest.mark.parametrize("view", VIEWS)
def test_it_holds_forty_people_who_agree(view):
    assert_nothing_cut_or_covered(draw([Tallied(LONG, 40, is_noted=True, before=40)] * 9, view))


@pytest.mark.parametrize("view", ["screen", "hall"])
def test_a_screen_holds_the_ten_obstacles(view):
    (asked,) = [one for _address, one, _row in latest("obstacles").questions() if one.key == "obstacles"]
    options = [Tallied(option.label, place, is_noted=place > 6) for place, option in enumerate(asked.options)]

    assert draw(options, view).height <= (880 if view == "screen" else 1000)


OPTIONS = [Tallied("Inaction", 2), Tallied("Les coûts", 5, is_noted=True, before=3), Tallied("Autre")]


def test_the_most_chosen_comes_first_in_words_too():
    assert draw(OPTIONS, passed=1).title == (
        "Obstacles\u00a0: les coûts (5\u00a0fois, avant 3, retenu par le groupe), inaction (2\u00a0fois), "
        "1\u00a0je ne sais pas."
    )
    assert draw([Tallied("A")]).title == "Obstacles\u00a0: aucun choix."


def test_the_table_says_the_same():
    table = table_of_tallies(OPTIONS, title="Obstacles", passed=1)

    assert table.columns == ("Choix", "Personnes", "Ce que le groupe retient", "Avant")
    assert table.rows == (
        ("Les coûts", "5", "retenu", "3"),
        ("Inaction", "2", "–", "–"),
        ("Autre", "0", "–", "–"),
        ("Je ne sais pas", "1", "–", "–"),
    )


def test_what_is_retained_has_its_sign():
    assert [mark.shape for mark in draw(OPTIONS).marks].count(Shape.DIAMOND) == 2  # and one in the legend


def test_choices_after_the_reveal_are_the_last_dots_hollow_and_are_told():
    options = [Tallied("Inaction", 3, late=1), Tallied("Autre", 1)]

    for view in VIEWS:
        drawing = draw(options, view)
        assert [mark.colour for mark in drawing.marks] == [EARTH, EARTH, WHITE, EARTH, EARTH, WHITE]  # and the key
        assert "après coup" in [label.text for label in drawing.labels]
        assert_nothing_cut_or_covered(drawing)
    assert draw(options).title == (
        "Obstacles\u00a0: inaction (3\u00a0fois, dont\u00a01\u00a0après coup), autre (1\u00a0fois)."
    )
    assert table_of_tallies(options, title="Obstacles").rows == (
        ("Inaction", "3, dont\u00a01\u00a0après coup"),
        ("Autre", "1"),
    )


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("view", VIEWS)
def test_words_of_people_stay_words(payload, view):
    assert_harmless(draw([Tallied(payload, 1)], view))
