"""The drawings of the synthesis: strips, pairs and bars, at the sizes of a page and of a phone."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.worksheets.diagrams.boxes import PAYLOADS, assert_harmless, assert_nothing_cut_or_covered
from worksheets.codes import Strategy
from worksheets.diagrams import bars, pairs, strips
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)
SPREADS = st.dictionaries(st.integers(0, 13), st.integers(1, 60), max_size=8)
FRAMES = ["PAGE", "PHONE"]


def draw_strips(panels, frame="PAGE"):
    return strips.draw_strips(panels, title="Mesures", measure=MEASURE, frame=getattr(strips, frame))


def draw_pairs(lines, groups, frame="PAGE"):
    return pairs.draw_pairs(lines, groups, title="Parts", measure=MEASURE, frame=getattr(pairs, frame))


def draw_bars(groups, of, frame="PAGE"):
    return bars.draw_bars(groups, of=of, title="Sous-stratégies", measure=MEASURE, frame=getattr(bars, frame))


@pytest.mark.parametrize("frame", FRAMES)
@examples(deadline=None, max_examples=30)
@given(low=SPREADS, high=SPREADS)
def test_no_dot_covers_another(frame, low, high):
    panel = strips.Panel(
        "Nombre de stratégies", 13, (strips.Strip("Niveaux 1 et 2", low), strips.Strip("Niveaux 3 et 4", high))
    )

    assert_nothing_cut_or_covered(draw_strips([panel, panel], frame))


@pytest.mark.parametrize("frame", FRAMES)
@examples(deadline=None, max_examples=30)
@given(sizes=st.tuples(st.integers(0, 900), st.integers(0, 900)), data=st.data())
def test_no_mark_covers_the_other(frame, sizes, data):
    counts = st.tuples(*[st.integers(0, size) for size in sizes])
    lines = [pairs.PairLine("Objets", is_heading=True)]
    lines += [pairs.PairLine("Appropriation par la communauté", data.draw(counts)) for _ in range(4)]
    groups = (pairs.Group("Niveaux 1 et 2", sizes[0]), pairs.Group("Niveaux 3 et 4", sizes[1]))

    assert_nothing_cut_or_covered(draw_pairs(lines, groups, frame))


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("of", [0, 1, 17, 13_500])
def test_bars_stay_in_their_band(frame, of):
    groups = [
        bars.BarGroup(
            one.value, one.label, (("Utiliser et renforcer l’expertise du milieu", of), ("Argent", of // 2))
        )
        for one in Strategy
    ]

    assert_nothing_cut_or_covered(draw_bars(groups, of, frame))


def test_words_and_tables_say_the_numbers():
    panel = strips.Panel(
        "Nombre d’objets", 3, (strips.Strip("Niveaux 1 et 2", {1: 1, 2: 1}), strips.Strip("Niveaux 3 et 4", {}))
    )
    groups = (pairs.Group("Niveaux 1 et 2", 4), pairs.Group("Niveaux 3 et 4", 2))
    lines = [pairs.PairLine("Ressources", (1, 2))]

    assert draw_strips([panel]).title == (
        "Mesures\u00a0: nombre d’objets, niveaux 1 et 2 médiane 1,5 (2\u00a0RLP), niveaux 3 et 4 aucun RLP."
    )
    assert strips.table_of_strips([panel], title="Mesures").rows == (
        ("Nombre d’objets, niveaux 1 et 2", "0", "1", "1", "0", "1,5"),
        ("Nombre d’objets, niveaux 3 et 4", "0", "0", "0", "0", "–"),
    )
    assert draw_pairs(lines, groups).title == (
        "Parts, niveaux 1 et 2 et niveaux 3 et 4\u00a0: ressources, 1\u00a0sur\u00a04, 2\u00a0sur\u00a02."
    )
    assert pairs.table_of_pairs(lines, groups, title="Parts").rows == (
        ("Ressources", "1 (25\u00a0%)", "2 (100\u00a0%)"),
    )
    held = [bars.BarGroup("resources", "Ressources", (("Argent", 3),))]
    assert draw_bars(held, 4).title == "Sous-stratégies, sur 4\u00a0RLP\u00a0: argent, 3."
    assert bars.table_of_bars(held, of=4, title="Sous-stratégies").rows == (
        ("Argent", "Ressources", "3 (75\u00a0%)"),
    )


def test_many_rlps_at_one_value_are_a_number():
    panel = strips.Panel("Diversité", 4, (strips.Strip("Niveaux 1 et 2", {2: 1200}),))

    assert "1\u00a0200" in [label.text for label in draw_strips([panel]).labels]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_people_stay_words(payload):
    assert_harmless(draw_strips([strips.Panel(payload, 2, (strips.Strip(payload, {1: 1}),))]))
    assert_harmless(draw_pairs([pairs.PairLine(payload, (1, 1))], (pairs.Group(payload, 2), pairs.Group(payload, 2))))
    assert_harmless(draw_bars([bars.BarGroup("policy", payload, ((payload, 1),))], 2))
