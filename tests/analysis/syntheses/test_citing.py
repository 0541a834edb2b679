"""Numbers that paragraphs cite: found as whole words, kept as they were read, said when they change."""

import pytest

from rlp_portal.analysis.syntheses.anonymity import possible_names, without_names
from rlp_portal.analysis.syntheses.citing import Change, absent, changes, cited_in
from rlp_portal.analysis.tables.figures import Figure


def figures(**values):
    return {key: Figure(key, f"Nombre {key}", value, of) for key, (value, of) in values.items()}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Il y en a 3.", "3"),
        ("Trois RLP le disent.", "Trois"),
        ("Quelques-uns le disent, pas 13 ni 30.", "Quelques-uns"),
        ("De 3,5 à 4.", ""),
        ("Les 13 autres.", ""),
        ("Un 3e essai.", ""),
    ],
)
def test_number_is_found_as_a_whole_word(text, shown):
    assert figures(a=(3, 17))["a"].found_in(text) == shown


def test_number_that_the_paragraph_does_not_hold_is_said_and_kept_as_it_was_ticked():
    now = figures(a=(3, 17), b=(12, 17))

    assert cited_in("Il y en a 3.", ["a", "b"], figures=now, before={}) == ({"a": "3", "b": "12"}, [now["b"]])
    assert absent({"a": "3", "b": "12"}, "Il y en a 3.") == ["b"]


def test_stale_reading_stays_and_stays_flagged_until_it_is_rewritten():
    now = figures(a=(13, 17))

    assert cited_in("Il y en a 12.", ["a"], figures=now, before={"a": "12"}) == ({"a": "12"}, [])
    assert cited_in("Il y en a", ["a"], figures=now, before={"a": "12"}) == ({"a": "12"}, [now["a"]])
    assert changes({"a": "12"}, now) == [Change("Nombre a", "12", "13")]
    assert cited_in("Il y en a 13.", ["a"], figures=now, before={"a": "12"}) == ({"a": "13"}, [])
    assert changes({"a": "13"}, now) == []


def test_word_of_the_method_is_flagged_only_when_the_word_changes():
    assert changes({"a": "la majorité"}, figures(a=(12, 17))) == []
    assert changes({"a": "La majorité"}, figures(a=(9, 17))) == []
    assert changes({"a": "la majorité"}, figures(a=(8, 17))) == [Change("Nombre a", "la majorité", "8")]
    assert changes({"a": "La majorité"}, figures(a=(8, 17))) == [Change("Nombre a", "la majorité", "8")]


def test_number_that_exists_no_more_is_said():
    assert [one.now for one in changes({"gone": "4"}, {})] == ["Ce chiffre n’existe plus"]


def test_known_names_are_taken_out_and_others_are_pointed_at():
    words = (
        "Le garage de Saint-Ours-des-Champs aide le RLP des Berges. Ensemble, la Ville et l’Alliance du Nord suivent."
    )

    shown = without_names(words, ["RLP des Berges", "", "Hôte"])

    assert "aide le […]. Ensemble" in shown
    assert possible_names(shown) == ["Saint-Ours-des-Champs", "Ville", "Alliance du Nord"]


def test_name_after_a_title_is_pointed_at():
    assert possible_names("M. Tremblay nous prête une salle.") == ["Tremblay"]
    assert possible_names("Une salle nous attend. Merci.") == []
