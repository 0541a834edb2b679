import math
from itertools import combinations

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
from worksheets.diagrams.palette import Shape
from worksheets.diagrams.ring import dots_of, pieces_inside, wedges_of
from worksheets.diagrams.text import find_measure
from worksheets.diagrams.wheel import TooManySectors, WedgeData, draw_wheel, table_of_wheel

MEASURE = find_measure(settings.FONT_FOLDERS)
VIEWS = ["overview", "zoom", "print", "phone"]

actors = st.lists(names, max_size=40).map(tuple)
wedges = st.lists(st.builds(WedgeData, names, actors, actors), max_size=12)


def draw(wedges, **options):
    return draw_wheel(wedges, title=options.pop("title", "Secteur formel"), measure=MEASURE, **options)


@pytest.mark.parametrize("view", VIEWS)
@examples(deadline=None, max_examples=40)
@given(wedges, st.integers(1, 12), st.none() | wedges, names)
def test_nothing_is_cut_or_covered(view, wedges, chosen, before, title):
    drawing = draw(wedges, view=view, chosen=chosen, before=before, title=title)

    assert_nothing_cut_or_covered(drawing)
    assert_labels_sit_on_their_grounds(drawing)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("count", [0, 1, 3, 12, 40])
@pytest.mark.parametrize("name", [LONG, WIDE, "Maison de la famille des Grandes-Marées"])
def test_it_holds_forty_actors_in_one_wedge_and_in_all(view, count, name):
    full = WedgeData(name, (name,) * count, (name,) * count)

    for wedges in ([full], [full] * 12):
        drawing = draw(wedges, view=view, chosen=1)
        assert_nothing_cut_or_covered(drawing)
        assert_labels_sit_on_their_grounds(drawing)


@pytest.mark.parametrize("view", ["overview", "print"])
@examples(deadline=None, max_examples=100)
@given(wedges)
def test_leaders_cross_neither_each_other_nor_the_wheel(view, wedges):
    drawing = draw(wedges, view=view)
    discs = drawing.grounds
    leaders = [points_of(area.path) for area in drawing.areas if area.outline == "#8A9694"]
    centre = (drawing.width / 2, sum(disc.y for disc in discs) / len(discs))
    edge = math.dist(centre, (discs[0].x, discs[0].y)) - discs[0].radius

    assert len(leaders) == len(discs)
    for one, other in combinations(leaders, 2):
        assert not any(cross(a, b) for a in zip(one, one[1:]) for b in zip(other, other[1:])), (one, other)  # noqa: B905
    for leader in leaders:
        for one, other in zip(leader, leader[1:]):  # noqa: B905
            assert distance_to(centre, one, other) >= edge, leader


def points_of(path):
    return [tuple(map(float, pair.split())) for pair in path[1:].split("L")]


def cross(one, other):
    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def side(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def distance_to(point, start, end):
    along = [end[i] - start[i] for i in (0, 1)]
    length = along[0] ** 2 + along[1] ** 2
    place = sum((point[i] - start[i]) * along[i] for i in (0, 1)) / length
    place = min(max(place, 0), 1)
    return math.dist(point, [start[i] + place * along[i] for i in (0, 1)])


def test_a_card_far_from_its_wedge_is_reached_round_the_wheel():
    long = WedgeData(LONG, (), (LONG,) * 40)

    drawing = draw([WedgeData(LONG), long], view="print")

    leaders = [points_of(area.path) for area in drawing.areas if area.outline == "#8A9694"]
    assert [len(leader) for leader in leaders] == [4, 4, 3, 3]


@pytest.mark.parametrize("count", range(4, 13))
def test_hatching_stays_in_its_wedge(count):
    for wedge in wedges_of(count, x=0, y=0, inner=206, outer=306):
        found = [piece for distance in range(-300, 301, 10) for piece in pieces(wedge, distance)]
        assert len(found) > 5
        for x, y in (end for piece in found for end in piece):
            angle = math.atan2(x, -y) % (2 * math.pi)
            assert 206 - 0.01 <= math.hypot(x, y) <= 306 + 0.01
            assert wedge.start - 0.001 <= angle <= wedge.end + 0.001 or angle < 0.001


def pieces(wedge, distance):
    half = math.sqrt(0.5)
    for ends in pieces_inside(wedge, distance):
        yield [(half * (distance + place), half * (distance - place)) for place in ends]


@pytest.mark.parametrize("count", range(4, 13))
def test_dots_stay_in_their_wedge(count):
    for wedge in wedges_of(count, x=0, y=0, inner=96, outer=206):
        for number in range(1, 41):
            for x, y in dots_of(wedge, number, radius=11) or ():
                assert 96 + 11 <= math.hypot(x, y) <= 206 - 11
                off_axis = abs((math.atan2(x, -y) - wedge.axis + math.pi) % (2 * math.pi) - math.pi)
                assert math.sin((wedge.end - wedge.start) / 2 - off_axis) * math.hypot(x, y) >= 11


def test_every_actor_is_a_dot_or_counted():
    drawing = draw([WedgeData("A", ("a",) * 20, ("b",) * 3)] + [WedgeData("B")] * 11)

    (over,) = [label.text for label in drawing.labels if label.text.startswith("+")]
    dots = len(drawing.marks) - 2  # those of the legend

    assert dots + int(over) == 23


def test_a_ring_without_anybody_is_white():
    drawing = draw([WedgeData("A", ("a",)), WedgeData("B", (), ("b",))])

    assert [area.colour for area in drawing.areas if area.colour != "none"][:4] == [
        "#DCEBEA", "#FFFFFF", "#FFFFFF", "#F6E3D3"]  # fmt: skip


def test_fewer_than_four_sectors_leave_numbered_wedges():
    drawing = draw([])

    assert [ground.shape for ground in drawing.grounds] == [Shape.CIRCLE] * 4
    assert drawing.title == "Secteur formel\u00a0: aucun secteur n’est encore nommé."


def test_thirteen_sectors_are_refused():
    with pytest.raises(TooManySectors):
        draw([WedgeData("A")] * 13)


def test_names_that_are_cut_are_whole_in_the_table():
    wedges = [WedgeData(LONG, (LONG,), ("Ville",)), WedgeData("Médias")]

    table = table_of_wheel(wedges, title="Secteur formel")

    assert any(label.text.endswith("…") for label in draw([WedgeData(LONG)] * 12).labels)
    assert table.columns == ("Secteur", "a) Déjà impliqués", "b) À mobiliser")
    assert table.rows == (
        (f"1 · {LONG}", LONG, "Ville"),
        ("2 · Médias", "personne encore", "personne encore"),
        ("3", "personne encore", "personne encore"),
        ("4", "personne encore", "personne encore"),
    )


BEFORE = [WedgeData("Municipal", ("CPE",), ("Ville", "Bibliothèque"))]
NOW = [WedgeData("Municipal", ("CPE ", "Ville"), ("Bibliothèque",)), WedgeData("Médias", ("Radio",))]


def test_a_wedge_alone_writes_whole_names_where_it_has_room():
    name = "Association des parents bénévoles de l’école primaire des Grands Vents et de la Colline"

    drawing = draw([WedgeData("Scolaire", (name,), ())] * 4, view="zoom", chosen=1)

    assert name in " ".join(one.text for one in drawing.labels)


def test_the_finding_is_said_in_words():
    assert draw(BEFORE).title == (
        "Secteur formel\u00a0: 1\u00a0secteur, 1\u00a0acteur déjà impliqué, 2\u00a0à mobiliser."
    )
    assert draw([WedgeData("Médias"), WedgeData("Municipal", ("Ville",))]).title == (
        "Secteur formel\u00a0: 2\u00a0secteurs, 1\u00a0acteur déjà impliqué, 0\u00a0à mobiliser. "
        "Personne n’est encore impliqué dans Médias."
    )


def test_those_who_joined_since_the_round_before_are_diamonds_and_words():
    drawing = draw(NOW, before=BEFORE)

    assert [mark.shape for mark in drawing.marks].count(Shape.DIAMOND) == 2 + 1  # and the legend
    assert drawing.title.endswith("Depuis la démarche précédente, Ville et Radio sont devenus impliqués.")
    assert [label.text for label in drawing.labels if "+" in label.text] == ["3 + 1", "1 + 2"]
    assert [row[3] for row in table_of_wheel(NOW, title="Secteur formel", before=BEFORE).rows] == [
        "Ville", "Radio", "–", "–"]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("view", VIEWS)
def test_words_of_people_stay_words(payload, view):
    assert_harmless(draw([WedgeData(payload, (payload,), (payload,))], title=payload, view=view))
