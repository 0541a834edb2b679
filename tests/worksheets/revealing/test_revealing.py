"""What a room sees: pictures that hold on a screen, the same however answers came."""

import random

import pytest

from worksheets import catalogue
from worksheets.codes import Strategy
from worksheets.individual import Gathered, items_of
from worksheets.models import Answer
from worksheets.revealing import page_of_item, pages_of, words_of
from worksheets.revealing.pages import TALLEST
from worksheets.spread import ENOUGH

LISTED = {
    "collaborations.r1": Answer(value={"name": "Comité parents", "rung": None}),
    "collaborations.r2": Answer(value={"name": "Table 0-5 ans", "rung": None}),
}


def asked_of(key, only=None):
    return items_of(catalogue.latest(key), group=LISTED, only=only)


def gathered_of(items, people, seed=1):
    luck, found = random.Random(seed), {}
    for item in items:
        found[item.key] = one = Gathered(item)
        for _person in range(people if item.choices else 0):
            choice = luck.choice([*(option.key for option in item.choices), "passed"])
            one.add_hands(choice, 1)
    return found


def answered(key, values, passed=0):
    (item,) = asked_of("ft3", only={"importance"})
    one = Gathered(item)
    for value in values:
        one.add_hands(str(value), 1)
    one.add_hands("passed", passed)
    return {item.key: one}


@pytest.mark.parametrize("people", [0, 1, 3, 12, 40])
@pytest.mark.parametrize("instrument", catalogue.all_latest(), ids=lambda one: one.key)
def test_every_sheet_holds_on_a_screen_whatever_the_answers(instrument, people):
    items = items_of(instrument, group=LISTED)
    found, before = gathered_of(items, people), gathered_of(items, people, seed=2)

    pages = pages_of(found, title=instrument.title, before=before)

    assert {key for page in pages for key in page.keys} == {item.key for item in items if item.is_counted}
    for page in pages:
        assert page.figure.drawing.height <= TALLEST
        assert page.hall.height <= TALLEST
        assert page.hall.width in (1440, 1920)


def test_the_four_importances_share_a_picture_under_the_names_of_the_strategies():
    items = [item for key in ("ft3", "ft4", "ft5", "ft6") for item in asked_of(key, only={"importance"})]

    (page,) = pages_of(gathered_of(items, 14), title="Importance")

    assert [row[0] for row in page.figure.table.rows] == [strategy.label for strategy in catalogue_order()]


def catalogue_order():
    return [Strategy(catalogue.latest(key).strategy) for key in ("ft3", "ft4", "ft5", "ft6")]


def test_a_question_asked_alone_keeps_its_words():
    (page,) = pages_of(answered("ft3", [2, 4]), title="FT3")

    assert page.figure.table.rows[0][0] == "Cette stratégie est-elle importante pour notre mission?"


def test_two_questions_of_a_row_are_told_apart():
    pages = pages_of(gathered_of(asked_of("ft2"), 6), title="FT2")

    names = [row[0] for page in pages for row in page.figure.table.rows]
    assert names[:2] == [
        "Rassembleur et animateur\u00a0: La remplissons-nous?",
        "Rassembleur et animateur\u00a0: Voulons-nous mieux la remplir?",
    ]


def test_a_thing_that_is_placed_has_its_own_page_and_the_ladder_comes_once_something_is_noted():
    found = gathered_of(asked_of("ladder"), 6)
    first = next(iter(found))

    assert [page.keys for page in pages_of(found, title="Échelle")] == [(key,) for key in found]
    noted = {first: {"name": "Comité parents", "rung": 7}}
    assert [page.keys for page in pages_of(found, title="Échelle", noted=noted)][-1] == tuple(found)


def test_the_first_round_is_drawn_under_the_second():
    found, before = answered("ft3", [4, 5]), answered("ft3", [1, 2, 3])

    (page,) = pages_of(found, title="FT3", before=before)

    assert page.figure.table.rows[0][-1] == "2"


@pytest.mark.parametrize("instrument", catalogue.all_latest(), ids=lambda one: one.key)
def test_an_answer_after_the_reveal_is_told_beside_the_others_in_every_picture(instrument):
    items = [item for item in items_of(instrument, group=LISTED) if item.is_counted]
    found = {item.key: Gathered(item) for item in items}
    for one in found.values():
        for _person in range(ENOUGH):
            one.add_hands(one.item.choices[0].key, 1)
        one.late.update([one.item.choices[0].key])

    for page in pages_of(found, title=instrument.title):
        told = [cell for row in page.figure.table.rows for cell in row if "dont\u00a01\u00a0après coup" in cell]
        assert len(told) >= len(page.keys)  # a ladder tells of all that is placed
        assert any("après coup" in label.text for label in page.figure.drawing.labels)


def test_what_the_group_retains_is_drawn():
    found = answered("ft3", [4, 5])

    page = page_of_item(next(iter(found.values())), name="FT3", noted={next(iter(found)): 4})

    assert page.figure.table.rows[0][-1] == "4 sur 5"


def test_an_open_question_has_no_picture():
    item = asked_of("experiences")[0]

    assert page_of_item(Gathered(item), name="Idées") is None


def test_trust_under_five_answers_is_not_shown():
    item = asked_of("trust")[0]
    few, enough = Gathered(item), Gathered(item)
    for value in (2, 3, 4, 5):
        few.add_hands(str(value), 1)
        enough.add_hands(str(value), 1)
    enough.add_hands("5", 1)

    assert words_of(few) == "trop peu de réponses pour les montrer, 4\u00a0réponses"
    assert words_of(enough) == "médiane 4, quelques écarts, 5\u00a0réponses"
    assert "Médiane" not in page_of_item(few, name="Sincérité").figure.table.columns
    assert "Médiane" in page_of_item(enough, name="Sincérité").figure.table.columns


@pytest.mark.parametrize(
    ("values", "passed", "said"),
    [
        ([], 0, "aucune réponse"),
        ([4], 0, "médiane 4, 1\u00a0réponse"),
        ([3, 4], 2, "médiane 3,5, 2\u00a0réponses, 2\u00a0je ne sais pas"),
        ([1, 1, 5, 5, 5], 0, "médiane 5, avis partagés, 5\u00a0réponses"),
        ([], 3, "3\u00a0je ne sais pas"),
    ],
)
def test_the_answers_in_words(values, passed, said):
    assert words_of(next(iter(answered("ft3", values, passed).values()))) == said


def test_choices_in_words():
    item = asked_of("ft2")[0]
    one = Gathered(item)
    one.add_hands("yes", 3)
    one.add_hands("no", 1)

    assert words_of(one) == "3\u00a0oui, 1\u00a0non, 4\u00a0réponses"
