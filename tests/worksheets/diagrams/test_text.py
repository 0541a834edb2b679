import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from worksheets.diagrams.text import FontMissing, clean, clusters, find_measure

MEASURE = find_measure(settings.FONT_FOLDERS)


def test_width_follows_size_and_letters():
    assert MEASURE.width("il", size=10) < MEASURE.width("mm", size=10)
    assert MEASURE.width("mot", size=20) == 2 * MEASURE.width("mot", size=10)
    assert MEASURE.width("mot", size=10, bold=True) > MEASURE.width("mot", size=10)


def test_accents_over_a_letter_have_no_width():
    assert MEASURE.width("e\u0301", size=10) == MEASURE.width("e", size=10)


def test_wraps_by_words_and_keeps_non_breaking_spaces():
    lines = MEASURE.wrap("Rencontre à 14\u00a0h\u00a012 à la bibliothèque", width=90, size=14)

    assert lines == ["Rencontre à", "14\u00a0h\u00a012 à la", "bibliothèque"]


def test_a_long_word_is_cut_only_to_fit_and_loses_nothing():
    word = "e\u0301" * 60

    lines = MEASURE.wrap(word, width=100, size=14)

    assert "".join(lines) == word
    assert all(line.count("e") == line.count("\u0301") for line in lines)


def test_a_long_word_is_cut_after_a_hyphen_where_it_has_one():
    lines = MEASURE.wrap("sociaux de la Mauricie-et-du-Centre-du-Québec, direction", width=180, size=16)

    assert lines == ["sociaux de la", "Mauricie-et-du-Centre-du-", "Québec, direction"]


def test_no_comma_is_left_before_the_dots_of_what_is_cut():
    assert MEASURE.fit("Service d’accueil, d’intégration", width=140, size=16, at_most=1) == ["Service d’accueil…"]


@examples(deadline=None)
@given(
    st.text(alphabet=st.one_of(st.just("-"), st.characters()), max_size=120), st.floats(min_value=40, max_value=400)
)
def test_no_line_is_wider_than_asked_and_every_letter_is_there(text, width):
    lines = MEASURE.wrap(text, width=width, size=16)

    assert all(len(clusters(line)) == 1 or MEASURE.width(line, size=16) <= width for line in lines)
    squeezed = clean(text).translate(str.maketrans("", "", " \t\n\r\f\v"))
    assert "".join(lines).replace(" ", "") == squeezed


def test_control_signs_and_direction_marks_are_taken_out():
    assert clean("a\x00b\u202ec\x1bd\ufffe") == "abcd"


def test_a_missing_font_is_named(tmp_path):
    with pytest.raises(FontMissing):
        find_measure([tmp_path])


def test_letters_of_other_languages_are_measured_with_the_file_that_holds_them():
    assert MEASURE.width("ł", size=10) < MEASURE.width("m", size=10)
    assert MEASURE.width("字", size=10) == 12
