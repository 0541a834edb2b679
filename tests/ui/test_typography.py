from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlp_portal.ui.typography import (
    amount,
    capped_marks,
    count_words,
    faults,
    inside_quotes,
    nest_quotes,
    number,
    quebec_date,
    quebec_datetime,
    quebec_time,
    quoted,
    typeset,
)


def shown(text):
    """Non-breaking spaces made visible, so that a failing comparison can be read."""
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("l'école d'aujourd'hui", "l’école d’aujourd’hui"),
        ('un "mot" et "deux mots".', "un «~mot~» et «~deux mots~»."),
        ('("mot")', "(«~mot~»)"),
        ("«mot»", "«~mot~»"),
        ("« mot »", "«~mot~»"),
        ("Note: oui", "Note~: oui"),
        ("Note : oui", "Note~: oui"),
        ("40% et 40 %", "40~% et 40~%"),
        ("1500$ ou 1 500 $", "1500~$ ou 1~500~$"),
        ("100 M$", "100~M$"),
        ("Quoi ? Oui ! Bon ; fin", "Quoi? Oui! Bon; fin"),
        ("à 14h12, 14 h 12 ou 9h", "à 14~h~12, 14~h~12 ou 9~h"),
        ("12 500 000 enfants", "12~500~000 enfants"),
        ("en 2025 300 familles", "en 2025 300 familles"),
        ("attendez...", "attendez…"),
        ("fin\u202f? 5\u202f%", "fin? 5~%"),
        ("5' 10\" environ", "5' 10\" environ"),
        ("a != b ;) ok", "a != b ;) ok"),
        ("ratio 1:10, 10:30", "ratio 1:10, 10:30"),
        ("%(nom)s {{7*7}} 100%(x)", "%(nom)s {{7*7}} 100%(x)"),
        ("https://exemple.org/l'a?b=1:2;c", "https://exemple.org/l'a?b=1:2;c"),
        ("Voir https://exemple.org !", "Voir https://exemple.org!"),
        ('"voir https://exemple.org"', "«~voir https://exemple.org~»"),
        ("l'adresse a.b-c+d@exemple.org", "l’adresse a.b-c+d@exemple.org"),
        ("« ? »", "«~?~»"),
        ('Le « club "Papa mijote" », «ici»', "Le «~club “Papa mijote”~», «~ici~»"),
        ("", ""),
    ],
)
def test_typeset_gives_words_their_french_form(typed, expected):
    assert shown(typeset(typed)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Les mardis", "«~Les mardis~»"),
        ("Cuisines «\u00a0Purées\u00a0» et «\u00a0Plats\u00a0»", "«~Cuisines “Purées” et “Plats”~»"),
        ("« Purées »", "«~“Purées”~»"),
        ("a « b « c » d » e", "«~a “b “c” d” e~»"),
        ("un « seul", "«~un « seul~»"),
        ("à » rebours «", "«~à » rebours «~»"),
        ("", "«~~»"),
    ],
)
def test_a_name_is_quoted_and_its_own_guillemets_become_the_inner_ones(name, expected):
    assert shown(quoted(name)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Rien", "Rien"),
        ("«\u00a0Oui\u00a0», dit-elle", "“Oui”, dit-elle"),
        ("«\u00a0Oui.", "“Oui."),
        ("Non », dit-il : « peut-être »", "Non”, dit-il : “peut-être”"),
    ],
)
def test_words_inside_guillemets_hold_none_even_alone(words, expected):
    assert inside_quotes(words) == expected


@given(st.text(alphabet="« »ab\u00a0\n"))
def test_nesting_quotes_loses_no_letter_and_is_settled_at_once(text):
    nested = nest_quotes(text)

    assert [sign for sign in nested if sign.isalpha()] == [sign for sign in text if sign.isalpha()]
    assert nest_quotes(nested) == nested


@pytest.mark.parametrize(
    "text", ["a" * 400_000, "a." * 200_000, '"' + " " * 400_000 + "x"], ids=["word", "dots", "spaces"]
)
def test_a_text_without_end_takes_no_time_without_end(text):
    """Each of these took the square of its length: an hour."""
    assert typeset(text) == text


FRENCH_PIECES = st.lists(
    st.sampled_from(
        list("aéœ19 \u00a0\u202f\t\n'\"«»:;!?%$.,h()-=@/\ue000") + ["http://a.b/c", "x@y.z", "14h12", "1 000", "..."]
    ),
    max_size=25,
).map("".join)


@given(st.one_of(FRENCH_PIECES, st.text()))
def test_typeset_twice_changes_nothing_more(text):
    once = typeset(text)

    assert typeset(once) == once


@given(st.one_of(FRENCH_PIECES, st.text()))
def test_typeset_loses_no_letter_and_no_digit(text):
    def letters(words):
        return [letter for letter in words if letter.isalnum()]

    assert letters(typeset(text)) == letters(text)


@given(FRENCH_PIECES.filter(lambda text: "\ue000" not in text))
def test_typeset_keeps_addresses_as_typed(text):
    assert "https://exemple.org/l'a:b?c" in typeset(f"{text} https://exemple.org/l'a:b?c {text}")


@pytest.mark.parametrize(
    "text",
    [
        "L’équipe a noté 40\u00a0% des 12\u00a0500\u00a0$ à 14\u00a0h\u00a012.",
        "Qui\u00a0? non",
        "«\u00a0mot\u00a0»",
        "Voir https://exemple.org/a?b=c:d",
        "Étape 2\u00a0: écrire; relire; signer? Oui!",
        "Page 1",
        "0-5 ans, de 9\u00a0h à 10\u00a0h",
    ],
)
def test_good_texts_have_no_fault(text):
    expected = ["espace devant ; ! ou ? : « Qui\u00a0? non »"] if text == "Qui\u00a0? non" else []

    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("l'école", "apostrophe droite"),
        ('"mot"', "guillemets droits"),
        ("« mot\u00a0»", "espace insécable manquante dans les guillemets"),
        ("«mot»", "espace insécable manquante dans les guillemets"),
        ("Quoi ?", "espace devant ; ! ou ?"),
        ("Note: oui", "deux-points sans espace insécable"),
        ("Note : oui", "deux-points sans espace insécable"),
        ("Note :", "deux-points sans espace insécable"),
        ("40 %", "% sans espace insécable"),
        ("40%", "% sans espace insécable"),
        ("40 $", "$ sans espace insécable"),
        ("14h12", "heure sans espaces insécables"),
        ("14 h 12", "heure sans espaces insécables"),
        ("12 500 enfants", "nombre coupé par une espace ordinaire"),
        ("fin...", "trois points au lieu de …"),
        ("40\u202f%", "espace fine : la police ne l’a pas"),
        ("Une oeuvre", "ligature œ manquante"),
        ("Ecole", "majuscule sans accent"),
        ("les participant(e)s", "point médian ou parenthèses dans un mot"),
        ("les participant·es", "point médian ou parenthèses dans un mot"),
    ],
)
def test_each_fault_is_found(text, what):
    assert what in {fault.split(" : «")[0] for fault in faults(text)}


def test_dates_and_hours_are_said_the_quebec_way():
    moment = datetime(2025, 11, 20, 19, 12, tzinfo=UTC)

    assert shown(quebec_date(date(2026, 3, 1))) == "1er~mars~2026"
    assert shown(quebec_time(moment)) == "14~h~12"
    assert shown(quebec_time(datetime(2025, 11, 20, 14, 0, tzinfo=UTC))) == "9~h"
    assert shown(quebec_datetime(moment)) == "20~novembre~2025 à 14~h~12"


def test_the_evening_in_quebec_is_not_yet_tomorrow():
    assert shown(quebec_date(datetime(2025, 11, 21, 2, 0, tzinfo=UTC))) == "20~novembre~2025"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0~$"), (5, "5~$"), (12500, "12~500~$"), (Decimal("12500.50"), "12~500,50~$"), (Decimal("-3.00"), "−3~$")],
)
def test_amounts(value, expected):
    assert shown(amount(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1234567, "1~234~567"), (2.5, "2,5"), (Decimal("0.10"), "0,10"), (-0.0, "0,0"), (-4, "−4")],
)
def test_numbers(value, expected):
    assert shown(number(value)) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0~feuille"), (1, "1~feuille"), (1.5, "1,5~feuille"), (2, "2~feuilles"), (1000, "1~000~feuilles")],
)
def test_under_two_is_singular(count, expected):
    assert shown(count_words(count, "feuille")) == expected


def test_a_plural_of_its_own():
    assert shown(count_words(3, "cheval", "chevaux")) == "3~chevaux"


def test_a_stack_of_accents_is_capped_at_eight_per_letter():
    assert capped_marks("a" + "\u0301" * 2000 + "b") == "a" + "\u0301" * 8 + "b"


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Z", "S"))))
def test_text_without_marks_is_shown_whole(text):
    assert capped_marks(text) == text
