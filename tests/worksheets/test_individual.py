"""Which questions a person answers, and how the answers of many add up whatever way they came in."""

from collections import Counter

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from worksheets import catalogue
from worksheets.cleaning import Refused
from worksheets.individual import PASSED, find_item, gather, items_of
from worksheets.models import Answer, AnswerState
from worksheets.schema import UnknownAddress

CONTINUUM, OBSTACLES, FT2, FT3, LADDER = (
    catalogue.latest(key) for key in ("continuum", "obstacles", "ft2", "ft3", "ladder")
)
LISTED = {
    "collaborations.r1": Answer(address="collaborations.r1", value={"name": "Comité de parents", "rung": None}),
    "collaborations.r2": Answer(address="collaborations.r2", value=None),
    "collaborations.r3": Answer(address="collaborations.r3", value={"name": "Fête de quartier", "rung": 6}),
}


def keys(instrument, **more):
    return [item.key for item in items_of(instrument, **more)]


def test_a_person_is_asked_what_is_not_left_to_the_group():
    assert keys(CONTINUUM) == [
        *[
            f"continuum/{which}.{row}"
            for row in ("networking", "coordination", "cooperation", "collaboration")
            for which in ("today", "wished")
        ],
        "continuum/changes",
        "continuum/measures",
    ]
    assert keys(FT3, only={"importance"}) == ["ft3/importance"]
    assert keys(LADDER) == []
    assert keys(LADDER, group=LISTED) == ["ladder/collaborations.r1", "ladder/collaborations.r3"]
    assert keys(catalogue.latest("ft7")) == ["ft7/plan"]
    assert keys(catalogue.latest("formal_sectors")) == ["formal_sectors/wheel"]


@pytest.mark.parametrize("instrument", catalogue.all_latest(), ids=lambda one: one.key)
def test_every_sheet_asks_each_person_something_she_can_answer(instrument):
    items = items_of(instrument, group=LISTED)

    assert items or instrument.key == "stakeholders"  # a matter of one actor, not of one person
    assert [item.key for item in items if not item.is_counted and not item.is_open] == []
    assert [item.key for item in items if item.is_counted and not item.choices] == []


def test_a_person_says_yes_or_no():
    item = find_item(items_of(FT2), "ft2/fulfils.convener")

    assert [option.label for option in item.choices] == ["Oui", "Non"]
    with pytest.raises(Refused):
        item.clean("shared")


def test_an_actor_is_proposed_for_a_wedge_that_the_group_named():
    [item] = items_of(catalogue.latest("formal_sectors"), wedges=[("1a", "Scolaire"), ("2b", "Municipal")])

    assert [option.label for option in item.asked.places] == [
        "Scolaire, impliqué",
        "Scolaire, à mobiliser",
        "Municipal, impliqué",
        "Municipal, à mobiliser",
    ]
    assert item.clean({"text": "La bibliothèque", "place": "2b:to_mobilise"}).value == {
        "text": "La bibliothèque",
        "place": "2b:to_mobilise",
    }
    with pytest.raises(Refused):
        item.clean({"text": "La bibliothèque", "place": "3c:involved"})


def test_a_label_says_its_row_or_what_is_placed():
    assert find_item(items_of(CONTINUUM), "continuum/today.networking").label == (
        "Réseautage\u00a0: Nous le faisons…"
    )
    assert items_of(LADDER, group=LISTED)[0].label == ("Comité de parents\u00a0: Où se trouvent nos collaborations?")


def test_ideas_have_addresses_of_their_own_and_other_items_one():
    open_one = find_item(items_of(CONTINUUM), "continuum/changes")
    counted = find_item(items_of(CONTINUUM), "continuum/today.networking")
    listed = find_item(items_of(catalogue.latest("members")), "members/absent")

    assert [open_one.holds(one) for one in ("changes", "changes.r2", "changes.x", "measures.r2")] == [
        True,
        True,
        False,
        False,
    ]
    assert [counted.holds(one) for one in ("today.networking", "today.networking.r2")] == [True, False]
    assert [listed.holds(one) for one in ("absent", "absent.r2")] == [False, True]
    with pytest.raises(UnknownAddress):
        find_item(items_of(CONTINUUM), "continuum/rating")


def test_a_rung_is_read_alone_and_kept_with_the_name_that_the_group_gave():
    item = items_of(LADDER, group=LISTED)[0]
    address = "collaborations.r1"

    assert item.clean(item.read(QueryDict(f"{address}=7"), address)[0]).value == {
        "name": "Comité de parents",
        "rung": 7,
    }
    assert item.clean(item.read(QueryDict(), address)[0]).value is None
    assert item.read(QueryDict(f"{address}--state=passed"), address)[1] == AnswerState.PASSED


# ---- Adding up


def answered(instrument, address, value, *, state=AnswerState.ANSWERED, is_late=False):
    return instrument.key, Answer(address=address, value=value, state=state), is_late


def test_people_and_hands_add_up_to_the_same_choices():
    items = items_of(FT3, only={"importance"})
    by_people = [
        answered(FT3, "importance", 4),
        answered(FT3, "importance", 4),
        answered(FT3, "importance", 1),
        answered(FT3, "importance", None, state=AnswerState.PASSED),
    ]
    by_hands = [("ft3/importance", "4", 2), ("ft3/importance", "1", 1), ("ft3/importance", PASSED, 1)]

    one, other = gather(items, answers=by_people)["ft3/importance"], gather(items, hands=by_hands)["ft3/importance"]
    assert one == other
    assert (one.values, one.passed, one.people) == ((1, 4, 4), 1, 4)


def test_who_chooses_several_is_one_person():
    items = items_of(OBSTACLES)
    value = {"chosen": ["turf", "other"], "other": "Le transport"}

    found = gather(items, answers=[answered(OBSTACLES, "obstacles", value)])["obstacles/obstacles"]
    assert found.choices == Counter(turf=1, other=1)
    assert found.people == 1
    assert [answer.value["other"] for answer in found.texts] == ["Le transport"]
    assert found.values == ()


def test_an_emptied_answer_is_none_and_a_late_one_counts_and_is_told():
    items = items_of(FT3, only={"importance"})

    found = gather(items, answers=[answered(FT3, "importance", None), answered(FT3, "importance", 5, is_late=True)])[
        "ft3/importance"
    ]
    assert (found.values, found.people, found.late) == ((5,), 1, Counter({"5": 1}))


@given(st.permutations([1, 2, 2, 3, 5, 5, None]))
def test_the_order_of_answers_changes_nothing(values):
    items = items_of(FT3, only={"importance"})
    answers = [
        answered(FT3, "importance", value, state=AnswerState.ANSWERED if value else AnswerState.PASSED)
        for value in values
    ]

    assert gather(items, answers=answers)["ft3/importance"].values == (1, 2, 2, 3, 5, 5)
