"""JSON files nobody trusts: each gets its sentence, and nothing is kept."""

import json
import resource

import pytest

from rlp_portal.reports.exports.document import document_bytes
from rlp_portal.reports.exports.reading import take_carnet
from rlp_portal.reports.imports import carnet_file
from rlp_portal.reports.imports.carnet_file import read_carnet_file
from rlp_portal.rlps.uploaded_files import NO_ROOM, FileRefused


@pytest.fixture
def ours(carnet):
    return document_bytes(take_carnet(carnet, with_names=True), with_history=True)


def changed(content, change):
    document = json.loads(content)
    change(document)
    return json.dumps(document).encode()


def set_in(*path, to):
    def change(document):
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = to

    return lambda ours: changed(ours, change)


def twice(*path):
    def change(document):
        for step in path:
            document = document[step]
        document.append(document[0])

    return lambda ours: changed(ours, change)


def replaced(old, new):
    return lambda ours: ours.replace(old, new, 1)


def line_cut(ours):
    return ours[: len(ours) // 2].count(b"\n") + 1


FIRST_VALUE = ("sheets", 0, "answers", 0, "value")

CASES = {
    "B49 empty": (lambda _: b"", "carnet.json", carnet_file.EMPTY),
    "B49 blanks alone": (lambda _: b" \n\n", "carnet.json", carnet_file.EMPTY),
    "B51 Word document": (lambda _: b"PK\x03\x04", "carnet.docx", carnet_file.WRONG_FORMAT),
    "B51 zip": (lambda _: b"PK\x03\x04", "archive.zip", carnet_file.WRONG_FORMAT),
    "B51 our own workbook": (lambda _: b"PK\x03\x04", "carnet.xlsx", carnet_file.WRONG_FORMAT),
    "B51 table": (lambda _: "Feuille;Réponse".encode(), "reponses.csv", carnet_file.WRONG_FORMAT),
    "B52 HTML named json": (lambda _: b"<!doctype html><script>{}", "carnet.json", carnet_file.WRONG_CONTENT),
    "B52 PDF named json": (lambda _: b"%PDF-1.7", "carnet.JSON", carnet_file.WRONG_CONTENT),
    "B43 never ends": (lambda _: b"[" * 100_000, "carnet.json", carnet_file.TOO_LONG),
    "B43 nested in a value": (
        replaced(b'"value": ', b'"value": ' + b"[" * 50_000 + b"]" * 50_000 + b', "x": '),
        "carnet.json",
        carnet_file.TOO_LONG,
    ),
    "B43 ten levels in a value": (
        set_in(*FIRST_VALUE, to=[[[[[[[[[[1]]]]]]]]]]),
        "carnet.json",
        carnet_file.TOO_LONG,
    ),
    "B43 the same key twice": (
        replaced(b'"version": 2', b'"version": 2, "version": 2'),
        "carnet.json",
        carnet_file.REPEATED.format("version"),
    ),
    "B43 a list": (lambda _: b"[1]", "carnet.json", carnet_file.NOT_OURS),
    "NaN": (replaced(b'"number": null', b'"number": NaN'), "carnet.json", carnet_file.BAD_NUMBER),
    "B19 five thousand digits": (
        replaced(b'"number": null', b'"number": ' + b"9" * 5000),
        "carnet.json",
        carnet_file.BAD_NUMBER,
    ),
    "UTF-16": (lambda ours: ours.decode().encode("utf-16"), "carnet.json", carnet_file.NOT_UTF_8),
    "Windows-1252": (lambda ours: ours.decode().encode("cp1252", "replace"), "carnet.json", carnet_file.NOT_UTF_8),
    "another format": (lambda _: b'{"format": "autre/chose"}', "carnet.json", carnet_file.NOT_OURS),
    "a version to come": (set_in("version", to=99), "carnet.json", carnet_file.OTHER_VERSION),
    "a version in words": (set_in("version", to="1"), "carnet.json", carnet_file.OTHER_VERSION),
    "a part missing": (lambda ours: changed(ours, lambda one: one.pop("plan")), "carnet.json", "«\u00a0plan\u00a0»"),
    "a part too many": (set_in("secret", to=1), "carnet.json", "«\u00a0secret\u00a0»"),
    "a wrong type": (set_in("sheets", 0, "answers", to="rien"), "carnet.json", "«\u00a0sheets[0].answers\u00a0»"),
    "a true number as value": (set_in(*FIRST_VALUE, to=1.5), "carnet.json", "sheets[0].answers[0].value"),
    "an unknown state": (
        set_in("sheets", 0, "answers", 0, "state", to="x"),
        "carnet.json",
        "sheets[0].answers[0].state",
    ),
    "an id that is no id": (set_in("objects", 0, "id", to="../../etc/passwd"), "carnet.json", "objects[0].id"),
    "a sheet twice": (twice("sheets"), "carnet.json", carnet_file.REPEATED.format("experiences")),
    "an answer twice": (twice("sheets", 0, "answers"), "carnet.json", carnet_file.REPEATED.format("positive")),
    "endless rows": (
        lambda ours: changed(ours, lambda one: one["plan"].extend(one["plan"][:1] * 4_999)),
        "carnet.json",
        "«\u00a0plan\u00a0»",
    ),
    "a million objects": (
        lambda ours: ours.replace(b'"objects": [', b'"objects": [' + b"{}," * 1_000_000, 1),
        "carnet.json",
        carnet_file.TOO_LONG,
    ),
}


@pytest.mark.parametrize(("make", "name", "said"), CASES.values(), ids=CASES)
def test_each_bad_file_gets_its_sentence(make, name, said, ours):
    with pytest.raises(FileRefused) as refused:
        read_carnet_file(make(ours), name=name)

    assert said in str(refused.value)


def test_b53_file_cut_in_half_says_where(ours):
    with pytest.raises(FileRefused) as refused:
        read_carnet_file(ours[: len(ours) // 2], name="carnet.json")

    assert str(refused.value) == carnet_file.DAMAGED.format(line_cut(ours))


def test_an_object_twice_is_said_by_its_id(ours):
    first = json.loads(ours)["objects"][0]["id"]
    upper = changed(ours, lambda one: one["objects"].append({**one["objects"][0], "id": first.upper()}))

    with pytest.raises(FileRefused, match=first):
        read_carnet_file(upper, name="carnet.json")


def test_f09_nothing_is_read_when_the_disk_is_nearly_full(ours, monkeypatch):
    monkeypatch.setattr(carnet_file, "has_reserve", lambda: False)

    with pytest.raises(FileRefused, match=NO_ROOM):
        read_carnet_file(ours, name="carnet.json")


def test_memory_is_held_whatever_the_file_asks(ours):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(FileRefused):
        read_carnet_file(b'{"a": [' + b"{}," * 3_000_000 + b"1]}", name="carnet.json")

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize("name", ["../../carnet.json", "a" * 300 + ".json", "🌱.txt", "carnet.json.exe", "x\r\ny"])
def test_b58_the_name_never_decides(name, ours):
    assert read_carnet_file(ours, name=name)["sheets"]


def test_a_byte_order_mark_and_other_blanks_change_nothing(ours):
    compact = json.dumps(json.loads(ours), separators=(",", ":")).encode()

    assert read_carnet_file(b"\xef\xbb\xbf\n " + compact, name="c.json") == read_carnet_file(ours, name="c.json")


def test_what_no_engine_stores_is_taken_out(ours):
    content = replaced(b'"format"', b'"as_of_": 0, "format"')(ours)
    content = set_in(*FIRST_VALUE, to="un\x00 deux\ud800 trois")(ours)

    (first, *_others) = read_carnet_file(content, name="c.json")["sheets"][0]["answers"]

    assert first["value"] == "un deux trois"


def test_history_words_and_ratings_stay_in_the_file(ours):
    read = read_carnet_file(ours, name="c.json")

    assert sorted(read) == ["from", "round", "rows", "sheets", "with_names"]
    assert sorted(read["sheets"][0]["answers"][0]) == ["address", "base", "state", "value"]
