import pytest

from rlp_portal.analysis.suggestions.similar import Index, pieces_of

TEXTS = [
    "Les parents animeront l’Heure du conte.",
    "La Ville adopte une politique familiale.",
    "Une fondation paie l’autobus des familles.",
    "Le parent anime un conte pour les tout-petits.",
]


def nearest(text, **options):
    return [rank for rank, _likeness in Index(TEXTS).nearest(text, count=3, **options)]


def test_pieces_forget_accents_case_and_small_words():
    assert pieces_of("Les PARENTS décidés") == pieces_of("parents decides")
    assert list(pieces_of("Thé")) == [" the", "the "]


def test_forms_of_one_word_are_alike():
    assert nearest("L’animation d’un conte, par ses parents")[:2] == [0, 3]


def test_same_text_is_fully_alike_and_a_stranger_is_not_at_all():
    assert Index(TEXTS).nearest(TEXTS[1], count=1) == [(1, pytest.approx(1))]
    assert nearest("Zyx wvu") == []


def test_what_is_left_out_or_hardly_alike_does_not_come():
    assert nearest(TEXTS[0], besides={0}) == [3]
    assert nearest(TEXTS[0], least=0.99) == [0]


def test_nothing_to_compare_with():
    assert Index([]).nearest("Un texte", count=3) == []
    assert Index(["", "le la"]).nearest("Un texte", count=3) == []
