import math

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.worksheets.diagrams.boxes import (
    LONG,
    PAYLOADS,
    assert_harmless,
    assert_labels_sit_on_their_grounds,
    assert_nothing_cut_or_covered,
    names,
)
from worksheets.diagrams.dots import draw_dots
from worksheets.diagrams.palette import EARTH, EDGE, TEAL
from worksheets.diagrams.radar import OUTER, Spoke, X, Y, draw_radar
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)

values = st.lists(st.integers(1, 5), max_size=40).map(tuple)
spoke = st.builds(Spoke, names, values, st.integers(0, 40), st.none() | st.integers(1, 5), before=values)


def draw(spokes, **options):
    return draw_radar(spokes, title="Roue", measure=MEASURE, **options)


@examples(deadline=None, max_examples=150)
@given(st.lists(spoke, min_size=3, max_size=9))
@example([Spoke("x" * 60, (1,) * count, 0, None) for count in (0, 3, 0, 2, 4, 0, 0, 0)])  # a « 1 » beside a dot
def test_nothing_is_cut_or_covered(spokes):
    drawing = draw(spokes)

    assert_nothing_cut_or_covered(drawing)
    assert_labels_sit_on_their_grounds(drawing)


@pytest.mark.parametrize("count", range(3, 10))
@pytest.mark.parametrize("people", [0, 1, 3, 8, 13, 18, 40])
@pytest.mark.parametrize("value", [1, 2, 3, 4, 5])
def test_it_holds_forty_people_who_agree(count, people, value):
    drawing = draw([Spoke(LONG, (value,) * people, noted=value)] * count)

    assert_nothing_cut_or_covered(drawing)
    assert_labels_sit_on_their_grounds(drawing)


@examples(deadline=None, max_examples=60)
@given(st.lists(spoke, min_size=3, max_size=9))
def test_every_answer_is_a_dot_or_counted_in_a_circle(spokes):
    drawing = draw(spokes)

    dots = [mark for mark in drawing.marks if mark.x < 1450]
    bubbles = [ground for ground in drawing.grounds if ground.colour == EARTH]
    counted = [
        int(label.text)
        for label in drawing.labels
        for bubble in bubbles
        if label.x == bubble.x and math.dist((label.x, label.y), (bubble.x, bubble.y)) < bubble.radius
    ]
    assert len(counted) == len(bubbles)
    assert len(dots) + sum(counted) == sum(len(spoke.values) for spoke in spokes)


def test_eighteen_answers_on_eight_spokes_do_not_meet_at_the_centre():
    drawing = draw([Spoke("Critère", (1,) * 13 + (5,) * 5)] * 8)

    assert_nothing_cut_or_covered(drawing)
    assert min(math.dist((mark.x, mark.y), (X, Y)) for mark in drawing.marks) >= 90


def test_the_median_is_a_line_without_a_fill():
    drawing = draw([Spoke("A", (5, 5))] * 4)

    (median,) = [area for area in drawing.areas if area.outline == TEAL]
    assert (median.colour, median.thickness) == ("none", 6)
    assert median.path == f"M{X} {Y - OUTER}L{X + OUTER} {Y}L{X} {Y + OUTER}L{X - OUTER} {Y}Z"


def test_a_spoke_without_an_answer_breaks_the_line():
    drawing = draw([Spoke("A", (5, 5))] * 3 + [Spoke("B")])

    assert [area.path.endswith("Z") for area in drawing.areas if area.outline == TEAL] == [False, False]


def test_the_round_before_is_a_dashed_grey_line():
    (before,) = [area for area in draw([Spoke("A", (5, 5), before=(2,))] * 3).areas if area.outline == EDGE]

    assert before.dashes == "10 8"


def test_what_to_discuss_first_is_said_beside_the_wheel():
    spokes = [
        Spoke("Égalité", (3, 3, 3, 3, 3)),
        Spoke("Pouvoir", (1, 1, 3, 5, 5)),
        Spoke("Diversité", (1, 5)),
        Spoke("Présence", (2, 3, 4, 5, 5)),
    ]

    said = [label.text for label in draw(spokes).labels if label.x == 1472]

    assert said == [
        "À discuter d’abord", "Pouvoir", "avis partagés", "Présence", "quelques écarts", "Égalité", "avis rapprochés",
    ]  # fmt: skip


def test_under_five_answers_nothing_is_proposed():
    assert "À discuter d’abord" not in [label.text for label in draw([Spoke("A", (1, 5, 1, 5))] * 4).labels]


@pytest.mark.parametrize("count", [0, 1, 2, 10, 40])
def test_too_few_spokes_or_too_many_are_a_dot_plot(count):
    spokes = [Spoke("A", (1, 2))] * count

    assert draw(spokes) == draw_dots(spokes, title="Roue", measure=MEASURE)


def test_a_phone_has_the_dot_plot():
    spokes = [Spoke("A", (1, 2))] * 5

    assert draw(spokes, view="phone") == draw_dots(spokes, title="Roue", measure=MEASURE, view="phone")


def test_another_group_can_be_overlaid_in_its_own_words():
    drawing = draw([Spoke("A", (1, 2), before=(3, 4))] * 4, before_words="table des parents")

    assert "table des parents" in " ".join(label.text for label in drawing.labels)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_people_stay_words(payload):
    assert_harmless(draw([Spoke(payload, (1,) * 5)] * 5, before_words=payload))
