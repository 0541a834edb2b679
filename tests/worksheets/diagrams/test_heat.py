import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.worksheets.diagrams.boxes import LONG, PAYLOADS, assert_harmless, assert_nothing_cut_or_covered, names
from worksheets.diagrams.heat import draw_heat, table_of_heat
from worksheets.diagrams.text import find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)
STRATEGIES = ("Institutionnalisation", "Changement de politiques", "Appropriation par la communauté", "Ressources")
OBJECTS = ("Activités et programmes", "Relations et collaborations")


def draw(rows, columns, cells, of=40):
    return draw_heat(rows, columns, cells, of=of, title="Objets et stratégies", measure=MEASURE)


@examples(deadline=None, max_examples=60)
@given(st.lists(names, max_size=40), st.lists(names, min_size=1, max_size=6), st.data())
def test_nothing_is_cut_or_covered(rows, columns, data):
    cells = [[data.draw(st.integers(0, 40)) for _column in columns] for _row in rows]

    assert_nothing_cut_or_covered(draw(rows, columns, cells))


@pytest.mark.parametrize("count", [0, 1, 40])
def test_it_holds_forty_long_names(count):
    assert_nothing_cut_or_covered(draw([LONG] * count, [LONG] * 4, [[999, 0, 1, 40]] * count, of=999))


def test_a_cell_says_its_number_and_its_share_in_a_readable_ink():
    drawing = draw(OBJECTS, STRATEGIES, [[0, 9, 10, 20], [29, 30, 40, 1]])

    said = [(label.text, label.colour) for label in drawing.labels if label.size in {38}]
    assert said == [
        ("0", "#23302F"), ("9", "#23302F"), ("10", "#23302F"), ("20", "#FFFFFF"),
        ("29", "#FFFFFF"), ("30", "#FFFFFF"), ("40", "#FFFFFF"), ("1", "#23302F"),
    ]  # fmt: skip
    assert [bar.colour for bar in drawing.bars[:8]] == [
        "#F4EFE6", "#CFE3E0", "#8EC1BE", "#2F7B80", "#2F7B80", "#0A464A", "#0A464A", "#CFE3E0",
    ]  # fmt: skip
    assert "73\u00a0%" in [label.text for label in drawing.labels]


def test_without_any_rlp_zero_is_printed():
    assert [label.text for label in draw(["A"], ["B"], [[0]], of=0).labels][:3] == ["B", "A", "0"]


def test_the_table_and_the_words_say_the_same():
    cells = [[3, 0], [1, 4]]

    table = table_of_heat(OBJECTS, STRATEGIES[:2], cells, of=4, title="Objets et stratégies")

    assert table.columns == ("Objet", "Institutionnalisation", "Changement de politiques")
    assert table.rows == (
        ("Activités et programmes", "3 (75\u00a0%)", "0 (0\u00a0%)"),
        ("Relations et collaborations", "1 (25\u00a0%)", "4 (100\u00a0%)"),
    )
    assert draw(OBJECTS, STRATEGIES[:2], cells, of=4).title == (
        "Objets et stratégies, sur 4\u00a0RLP\u00a0: Activités et programmes, Institutionnalisation 3, "
        "Changement de politiques 0; Relations et collaborations, Institutionnalisation 1, "
        "Changement de politiques 4."
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_of_people_stay_words(payload):
    assert_harmless(draw([payload], [payload], [[1]]))
