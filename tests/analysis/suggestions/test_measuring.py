from fractions import Fraction

import pytest

from rlp_portal.analysis.coding.choices import Choice
from rlp_portal.analysis.suggestions.measuring import precision
from rlp_portal.analysis.suggestions.queries import PastExcerpt


def past(plan, words, objects="A", strategies=""):
    return PastExcerpt(plan, 0, len(words), words, Choice(objects=objects, strategies=strategies), 1, "")


EXCERPTS = [
    past(1, "Les parents animent le conte", strategies="community.parents"),
    past(2, "Les parents animent la fête", strategies="community"),
    past(2, "La fondation paie l’autobus", strategies="resources.money"),
    past(3, "La fondation paie le conte", strategies="policy"),
]


def test_each_plan_is_held_out_in_its_turn():
    found = precision(EXCERPTS, at=1, least=0.1)

    assert (found.asked, found.made, found.right, found.share) == (4, 4, 2, Fraction(1, 2))
    assert found.usual == Fraction(1, 2)  # « community », in two excerpts of four


def test_passages_without_strategy_are_judged_by_their_objects():
    same, other = past(1, "Le comité se réunit", objects="S"), past(2, "Le comité se réunit", objects="S R")

    assert precision([same, other], at=3, least=0.1).share == 1


@pytest.mark.parametrize("excerpts", [[], EXCERPTS[1:3]])
def test_no_other_plan_suggests_nothing(excerpts):
    found = precision(excerpts, at=3, least=0.1)

    assert (found.made, found.share) == (0, None)
