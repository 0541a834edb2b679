import json

import pytest

from rlp_portal.reports.exports.document import document_bytes, document_of, schema
from rlp_portal.reports.exports.reading import take_carnet
from rlp_portal.reports.exports.schema_check import UnknownWord, first_fault
from tests.reports.carnets import answer, keep, new_round, plan
from worksheets.fingerprints import fingerprint
from worksheets.models import Change
from worksheets.services import delete_row


@pytest.fixture
def round_(db):
    return new_round()


def exported(round_, *, with_names=False, with_history=False):
    return document_of(take_carnet(round_, with_names=with_names), with_history=with_history)


@pytest.mark.parametrize("with_names", [False, True])
@pytest.mark.parametrize("with_history", [False, True])
def test_the_document_follows_its_schema(carnet, with_names, with_history):
    content = document_bytes(take_carnet(carnet, with_names=with_names), with_history=with_history)

    document = json.loads(content)

    assert first_fault(document, schema()) is None
    assert ("history" in document) == with_history
    assert document["options"] == {"people_names": with_names, "history": with_history}


def test_a_blank_carnet_follows_it_too(round_):
    assert first_fault(exported(round_), schema()) is None


def test_an_answer_says_what_it_is_in_full(round_):
    answer(round_, "ft3", "importance", None, state="passed")

    (sheet,) = exported(round_)["sheets"]

    assert (sheet["instrument"], sheet["instrument_version"]) == ("ft3", 1)
    assert sheet["answers"][0] | {"saved_at": ""} == {
        "address": "importance",
        "section": sheet["answers"][0]["section"],
        "question": sheet["answers"][0]["question"],
        "row": "",
        "value": None,
        "number": None,
        "state": "passed",
        "words": ["Je ne sais pas / je passe"],
        "base": fingerprint(None, "passed"),
        "origin": "screen",
        "saved_at": "",
    }


def test_without_names_no_part_of_the_document_holds_one(round_):
    answer(round_, "members", "absent.r1", {"name": "Ana Canari", "organisation": "CPE", "sector": ""})
    answer(round_, "members", "absent.r2", {"name": "Luc Canari", "organisation": "", "sector": ""})
    Change.objects.update(before={"value": {"name": "Léa Canari", "organisation": "", "sector": ""}})

    without = document_bytes(take_carnet(round_, with_names=False), with_history=True).decode()
    with_them = document_bytes(take_carnet(round_, with_names=True), with_history=True).decode()

    assert without.count("Canari") == 0
    assert without.count("CPE") > 0
    assert {name: name in with_them for name in ("Ana", "Luc", "Léa")} == {"Ana": True, "Luc": True, "Léa": True}


def test_a_removed_object_leaves_only_as_long_as_something_names_it(round_):
    named, forgotten = keep(round_, "Nommé", "A", "sustain"), keep(round_, "Oublié", "A", "sustain")
    plan(round_, "policy", "Écrire", kept=named)
    for one in (named, forgotten):
        delete_row(row=one, by=None)

    document = exported(round_)

    assert [(one["name"], one["removed"]) for one in document["objects"]] == [("Nommé", True)]
    assert document["plan"][0]["object"] == str(named.public_id)


def test_the_same_data_give_the_same_bytes(carnet):
    first, second = (document_bytes(take_carnet(carnet, with_names=True), with_history=True) for _ in range(2))

    assert first == second


def test_taking_a_carnet_costs_the_same_at_any_length(carnet, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        document_bytes(take_carnet(carnet, with_names=True), with_history=True)


# ---- The checker ------------------------------------------------------------------------------------------------

TINY = {
    "type": "object",
    "required": ["a"],
    "additionalProperties": False,
    "properties": {
        "a": {"type": "array", "maxItems": 2, "items": {"$ref": "#/$defs/number"}},
        "b": {"type": ["string", "null"], "pattern": "^x", "maxLength": 3},
        "c": {"const": 1},
        "d": {"enum": ["oui", "non"]},
        "e": {"type": "boolean"},
    },
    "$defs": {"number": {"type": "integer", "minimum": 1, "maximum": 5}},
}


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"a": [1, 5]}, None),
        ({"a": [], "b": "xyz", "c": 1, "d": "oui", "e": True}, None),
        ({"a": [], "b": None}, None),
        ([], "le fichier"),
        ({}, "a"),
        ({"a": 1}, "a"),
        ({"a": [1, 6]}, "a[1]"),
        ({"a": [0]}, "a[0]"),
        ({"a": [True]}, "a[0]"),
        ({"a": [1.5]}, "a[0]"),
        ({"a": [1, 1, 1]}, "a"),
        ({"a": [], "b": "abc"}, "b"),
        ({"a": [], "b": "xabc"}, "b"),
        ({"a": [], "c": 2}, "c"),
        ({"a": [], "c": "1"}, "c"),
        ({"a": [], "d": "peut-être"}, "d"),
        ({"a": [], "e": 1}, "e"),
        ({"a": [], "z": 1}, "z"),
    ],
)
def test_the_checker_names_the_first_fault(document, fault):
    assert first_fault(document, TINY) == fault


def test_the_checker_refuses_a_schema_it_does_not_understand():
    with pytest.raises(UnknownWord):
        first_fault({}, {"anyOf": []})
