"""An item asked to one person: its questions, what she answered in words, what is to be written."""

import re

import pytest
from django.http import QueryDict

from worksheets import catalogue
from worksheets.fingerprints import fingerprint
from worksheets.individual import find_item, items_of
from worksheets.item_forms import ItemForm, ToSave
from worksheets.models import Answer, AnswerState

PASSED, ANSWERED = AnswerState.PASSED, AnswerState.ANSWERED


def item(key, **more):
    return find_item(items_of(catalogue.latest(key.partition("/")[0]), **more), key)


def answers(**values):
    """{address: Answer}; "_" stands for the dot of an address."""
    rows = {}
    for name, value in values.items():
        state = PASSED if value == PASSED else ANSWERED
        value = None if value == PASSED else value
        address = name.replace("_", ".")
        rows[address] = Answer(address=address, value=value, state=state, fingerprint=fingerprint(value, state))
    return rows


def posted(**inputs):
    data = QueryDict(mutable=True)
    for name, value in inputs.items():
        data.setlist(name.replace("_", "."), value if isinstance(value, list) else [value])
    return data


def to_save(key, data, stored=None, *, is_passing=False):
    form = ItemForm(item(key), answers=stored or {}, data=data)
    assert form.is_valid(), form.errors
    return form.to_save(is_passing=is_passing)


def test_an_open_question_has_one_place_and_its_further_ideas():
    stored = answers(changes="Une idée", changes_r2="Une autre", changes_r3=None, measures="Ailleurs")

    form = ItemForm(item("continuum/changes"), answers=stored)

    assert [view.name for view in form.views] == ["changes", "changes.r2"]
    assert form.said() == ["Une idée", "Une autre"]


def test_there_is_one_more_place_on_demand_up_to_ten():
    ideas = {f"changes_r{n}": f"Idée {n}" for n in range(10)}
    few = ItemForm(item("continuum/changes"), answers=answers(changes="Une idée"), more=True)
    many = ItemForm(item("continuum/changes"), answers=answers(**ideas), more=True)

    assert re.fullmatch(r"changes\.r[0-9a-f]{8}", few.views[-1].name)
    assert len(many.views) == 11  # the question's own, and ten more


def test_a_list_begins_with_a_blank_line_and_holds_no_answer_of_its_own():
    form = ItemForm(item("members/absent"), answers={})

    [view] = form.views
    assert re.fullmatch(r"absent\.r[0-9a-f]{8}", view.name)
    assert (view.template, form.takes_more, form.said()) == ("worksheets/items/people.html", True, [])


@pytest.mark.parametrize("instrument", catalogue.all_latest(), ids=lambda one: one.key)
def test_every_kind_that_a_person_answers_has_its_template(instrument):
    listed = answers(collaborations_r1={"name": "Comité", "rung": None})
    for one in items_of(instrument, group=listed):
        for view in ItemForm(one, answers={}).views:
            assert view.name in view_html(view)


def view_html(view):
    from django.template.loader import render_to_string  # noqa: PLC0415 - Django's settings first

    return render_to_string(view.template, {"q": view})


def test_a_question_says_what_it_is_about():
    row = ItemForm(item("continuum/today.networking"), answers={})
    about = ItemForm(item("ft3/importance"), answers={}, about="Institutionnalisation")

    assert (row.kicker, row.label) == ("Réseautage", "Réseautage\u00a0: Nous le faisons…")
    assert about.label == "Institutionnalisation\u00a0: Cette stratégie est-elle importante pour notre mission?"


def test_two_items_of_one_page_at_the_same_address_have_their_own_ids():
    ids = [ItemForm(item(f"{key}/importance"), answers={}).views[0].id for key in ("ft3", "ft4")]

    assert len(set(ids)) == 2


def test_only_what_came_back_and_differs_is_written():
    stored = answers(changes="Une idée")

    assert to_save("continuum/changes", posted(changes="Une idée", **{"changes--base": ""}), stored) == []
    assert to_save("continuum/changes", posted(changes="Autre"), stored) == []
    assert to_save("continuum/changes", posted(changes="Autre", **{"changes--base": ""}), stored) == [
        ToSave("changes", "Autre")
    ]
    assert to_save("continuum/changes", posted(changes="", **{"changes--base": ""}), stored) == [
        ToSave("changes", None)
    ]


def test_passing_writes_over_a_choice_and_never_over_words():
    choice = posted(importance="4", **{"importance--base": ""})
    words = posted(changes="Une idée", **{"changes--base": ""})
    obstacle = posted(obstacles=["turf"], **{"obstacles--base": "", "obstacles--other": "La route"})

    assert to_save("ft3/importance", choice, is_passing=True) == [ToSave("importance", None, PASSED)]
    assert to_save("continuum/changes", words, is_passing=True) == [ToSave("changes", "Une idée")]
    assert [one.state for one in to_save("obstacles/obstacles", obstacle, is_passing=True)] == [ANSWERED]


def test_what_was_passed_stays_so_until_something_is_answered():
    stored = answers(importance=PASSED)
    blank, answered = posted(**{"importance--base": ""}), posted(importance="2", **{"importance--base": ""})

    assert to_save("ft3/importance", blank, stored) == []
    assert to_save("ft3/importance", answered, stored) == [ToSave("importance", 2)]


def test_a_list_is_passed_beside_its_lines_and_only_while_it_has_none():
    blank = posted(**{"plan.r1--base": "", "plan.r1--text": "", "plan.r1--place": ""})
    line = posted(**{"plan.r1--base": "", "plan.r1--text": "Écrire", "plan.r1--place": ""})
    value = {"text": "Écrire", "place": ""}

    assert to_save("ft7/plan", blank, is_passing=True) == [ToSave("plan.rpasse", None, PASSED)]
    assert to_save("ft7/plan", line, answers(plan_rpasse=PASSED)) == [
        ToSave("plan.r1", value),
        ToSave("plan.rpasse", None),
    ]
    assert to_save("ft7/plan", blank, answers(plan_r2=value), is_passing=True) == []
    assert ItemForm(item("ft7/plan"), answers=answers(plan_rpasse=PASSED)).said() == ["Je ne sais pas / je passe"]


def test_what_was_refused_is_shown_as_typed():
    data = posted(importance="9", **{"importance--base": ""})
    form = ItemForm(item("ft3/importance"), answers=answers(importance=3), data=data)

    assert not form.is_valid()
    assert form.views[0].errors == ["Choisissez un nombre de 1 à 5."]
