"""Who is already there, and a list that is pasted."""

import pytest

from worksheets.models import Actor
from worksheets.registry import PastedLine, read_pasted, twin_of


def actor(name, organisation=""):
    return Actor(name=name, organisation=organisation)


def told(text, actors=()):
    return [(one.number, one.name, one.organisation, one.sector, one.doubt, one.said) for one in lines(text, actors)]


def lines(text, actors=()):
    return read_pasted(text, actors=actors).lines


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Ville", ("Ville", "", "")),
        ("  Ville \t", ("Ville", "", "")),
        ("Ana Roy, CPE Les Lutins", ("Ana Roy", "CPE Les Lutins", "")),
        ("École du Boisé – Scolaire", ("École du Boisé", "", "Scolaire")),
        ("École du Boisé — Scolaire", ("École du Boisé", "", "Scolaire")),
        ("École du Boisé - Scolaire", ("École du Boisé", "", "Scolaire")),
        ("École du Boisé\tScolaire", ("École du Boisé", "", "Scolaire")),
        ("Ana Roy, CPE – Petite enfance", ("Ana Roy", "CPE", "Petite enfance")),
        ("Saint-Jean-de-Dieu", ("Saint-Jean-de-Dieu", "", "")),
        ("Ana, Roy, CPE", ("Ana", "Roy, CPE", "")),
    ],
)
def test_a_line_is_a_name_an_organisation_and_a_sector(raw, expected):
    assert told(raw) == [(1, *expected, "", "")]


def test_blank_lines_are_skipped_and_keep_the_count_of_the_others():
    assert [(one.number, one.name) for one in lines("Un\r\n\r\n   \nDeux\n")] == [(1, "Un"), (4, "Deux")]


def test_nothing_pasted_is_nothing_read():
    assert lines(" \n\n") == []


def test_a_line_without_a_name_is_refused_as_it_stands():
    assert lines(", CPE") == [
        PastedLine(number=1, raw=", CPE", said="Le nom manque. Écrivez-le au début de la ligne.")
    ]


def test_a_name_too_long_is_refused_as_it_stands():
    [line] = lines("a" * 181)

    assert (line.raw, line.name, line.said != "") == ("a" * 181, "", True)


def test_a_line_that_repeats_an_earlier_one_is_told():
    assert [one.doubt for one in lines("École\nVille\n ECOLE \nEcole")] == [
        "",
        "",
        "Répète la ligne\u00a01.",
        "Répète la ligne\u00a01.",
    ]


def test_a_line_that_the_registry_has_is_told():
    assert [one.doubt for one in lines("ville\nCPE", [actor("Ville")])] == [
        "Semble déjà inscrit\u00a0: «\u00a0Ville\u00a0».",
        "",
    ]


def test_two_organisations_make_two_actors():
    pasted = lines("Direction, CPE Un\nDirection, CPE Deux\nDirection", [actor("Direction", "CPE Trois")])

    assert [bool(one.doubt) for one in pasted] == [False, False, True]


def test_five_hundred_lines_are_counted_by_what_may_be_done_with_them():
    text = "\n".join([*(f"Organisme {one}" for one in range(480)), *["Organisme 1"] * 15, *[", CPE"] * 5])

    pasted = read_pasted(text, actors=[])

    assert [len(part) for part in (pasted.lines, pasted.plain, pasted.doubtful, pasted.refused)] == [500, 480, 15, 5]


@pytest.mark.parametrize(
    ("name", "organisation", "found"),
    [
        ("école  du BOISE", "", True),
        ("École du Boisé", "CSS", True),
        ("École du Boisé", "Autre", False),
        ("École du Bois", "", False),
    ],
)
def test_a_twin_has_the_name_and_no_other_organisation(name, organisation, found):
    one = actor("École du Boisé", "CSS")

    assert (twin_of([one], name=name, organisation=organisation) is one) == found


def test_an_actor_is_not_its_own_twin():
    one = Actor(pk=1, name="Ville")

    assert twin_of([one], name="Ville", but=one) is None
