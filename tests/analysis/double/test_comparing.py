from dataclasses import replace

import pytest

from rlp_portal.analysis.coding.choices import EMPTY, Choice, nothing_here
from rlp_portal.analysis.double.comparing import BOTH, FIRST, NOTHING, SECOND, ComparedPassage
from rlp_portal.analysis.models import Coding

A1 = Choice(objects="A", strategies="institutionalisation", memo="Un")
R = Choice(objects="R")


def passage(first, second):
    return ComparedPassage(None, first, second, None, 1)


def test_memos_doubts_and_stars_are_no_disagreement():
    assert passage(A1, Choice(objects="A", strategies="institutionalisation", doubt=True, star=True)).agrees
    assert not passage(A1, Choice(objects="A", strategies="institutionalisation", moment="done")).agrees


def test_saying_nothing_agrees_with_saying_that_there_is_nothing():
    assert passage(EMPTY, nothing_here()).agrees


def test_what_may_be_decided():
    one = passage(A1, R)

    assert [one.outcome(choice) for choice in (FIRST, SECOND, BOTH, NOTHING)] == [
        A1,
        R,
        Choice(objects="A R", strategies="institutionalisation", memo="Un"),
        nothing_here(),
    ]
    assert passage(EMPTY, R).outcome(FIRST) == nothing_here()


@pytest.mark.parametrize("choice", [FIRST, SECOND, BOTH])
def test_star_of_either_person_stays_whatever_codes_are_kept(choice):
    starred = replace(A1, star=True)

    assert passage(starred, R).outcome(choice).star
    assert passage(R, starred).outcome(choice).star
    assert not passage(A1, R).outcome(choice).star
    assert passage(starred, nothing_here()).outcome(SECOND) == nothing_here()


def test_decision_says_its_moment():
    settled = Coding(objects_coded="A", strategies_coded="institutionalisation", moment="done")

    assert replace(passage(A1, R), settled=settled).decision == (
        "A·1",
        "Activités et programmes, Institutionnalisation, Déjà fait",
    )
