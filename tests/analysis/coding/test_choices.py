from dataclasses import replace

import pytest

from rlp_portal.analysis.coding.choices import (
    EMPTY,
    Choice,
    choice_kept,
    choice_of,
    joined,
    label_of,
    nothing_here,
)
from tests.factories import CodingFactory

CODED = Choice(objects="A R", strategies="institutionalisation.choices resources", moment="planned", memo="À voir")


def test_nothing_said_has_no_fingerprint_and_no_line_in_the_journal():
    assert (EMPTY.fingerprint, EMPTY.written, EMPTY.is_empty, choice_of(None)) == ("", {}, True, EMPTY)


def test_what_the_journal_keeps_comes_back_as_it_was():
    assert [choice_kept(one.written) for one in (EMPTY, CODED, nothing_here(memo="Rien"))] == [
        EMPTY,
        CODED,
        nothing_here(memo="Rien"),
    ]


def test_a_row_holds_the_whole_choice(db):
    coding = CodingFactory(**{name: value for name, value in CODED.columns.items() if name != "fingerprint"})

    assert choice_of(coding) == CODED


def test_each_part_changes_the_fingerprint():
    others = [
        replace(CODED, objects="A"),
        replace(CODED, strategies="resources"),
        replace(CODED, moment=""),
        replace(CODED, memo=""),
        replace(CODED, doubt=True),
        replace(CODED, star=True),
        nothing_here(memo="À voir"),
    ]

    assert len({one.fingerprint for one in [CODED, *others]}) == 8
    assert len(CODED.fingerprint) == 24


@pytest.mark.parametrize(
    ("choice", "is_complete"),
    [
        (EMPTY, True),
        (nothing_here(), True),
        (Choice(objects="A"), True),
        (Choice(strategies="policy"), True),
        (Choice(memo="Un mot"), False),
        (Choice(moment="done"), False),
        (Choice(star=True), False),
    ],
)
def test_a_coding_needs_codes_or_the_word_nothing(choice, is_complete):
    assert choice.is_complete == is_complete


def test_two_choices_join_into_every_code_of_both():
    other = Choice(objects="A C", strategies="institutionalisation policy.governance", moment="done", memo="Autre")

    assert joined(CODED, other, version=1) == Choice(
        objects="A R C",
        strategies="institutionalisation.choices policy.governance resources",
        moment="planned",
        memo="À voir\n\nAutre",
    )


def test_codes_win_over_nothing_when_joined():
    nothing = nothing_here(memo="Vide?", doubt=True)

    assert joined(nothing, CODED, version=1) == replace(CODED, memo="Vide?\n\nÀ voir", doubt=True)
    assert joined(CODED, nothing, version=1) == replace(CODED, memo="À voir\n\nVide?", doubt=True)


@pytest.mark.parametrize(
    ("choice", "label"),
    [
        (CODED, "A R·1c·4"),
        (Choice(objects="S"), "S"),
        (Choice(strategies="community"), "2"),
        (nothing_here(), "0"),
        (EMPTY, ""),
    ],
)
def test_label_says_the_signs_of_the_codes(choice, label):
    assert label_of(choice, version=1) == label
