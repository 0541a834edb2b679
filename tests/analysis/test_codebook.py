"""The codebook: the structure that document 000 gives, and published versions that never change.

`python -m tests.analysis.test_codebook` freezes a new version.
"""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from rlp_portal.analysis import codebook
from rlp_portal.analysis.codebook import UnknownCodebook, strategy_of
from rlp_portal.analysis.enums import Moment
from rlp_portal.ui.typography import faults
from worksheets.codes import ObjectCode, Strategy

PUBLISHED = Path(__file__).with_name("published_codebooks.json")


def frozen(codes):
    return json.loads(json.dumps(asdict(codes)))


def published():
    return {int(version): codes for version, codes in json.loads(PUBLISHED.read_text(encoding="utf-8")).items()}


def test_published_versions_never_change():
    assert published() == {version: frozen(codes) for version, codes in codebook.VERSIONS.items()}


def test_five_objects_four_strategies_thirteen_sub_strategies_three_moments():
    codes = codebook.get(1)

    assert [one.key for one in codes.objects] == ["A", "R", "S", "P", "C"]
    assert codes.main_objects == 3
    assert [one.key for one in codes.strategies] == ["institutionalisation", "community", "policy", "resources"]
    assert [len(one.subs) for one in codes.strategies] == [4, 4, 2, 3]
    assert [one.key for one in codes.moments] == ["planned", "ongoing", "done"]


def test_codes_are_those_that_the_rest_of_the_portal_uses():
    codes = codebook.latest()

    assert {one.key: one.name for one in codes.objects} == dict(ObjectCode.choices)
    assert {one.key: one.name for one in codes.strategies} == dict(Strategy.choices)
    assert {one.key: one.name for one in codes.moments} == {one.value: one.label for one in Moment}


@pytest.mark.parametrize("codes", codebook.VERSIONS.values(), ids=str)
def test_every_code_says_what_it_is_and_what_it_is_not(codes):
    listed = [*codes.objects, *codes.strategies, *codes.subs, *codes.moments]

    assert len(codes.by_key) == len(listed) == 25
    assert [one.key for one in listed if not (one.definition and one.example and one.counter_example)] == []
    assert [one.key for one in codes.subs if strategy_of(one.key) not in codes.by_key] == []


@pytest.mark.parametrize("codes", codebook.VERSIONS.values(), ids=str)
def test_signs_tell_codes_apart(codes):
    for together in (codes.objects, codes.strategies, codes.moments, *(one.subs for one in codes.strategies)):
        assert len({one.sign for one in together}) == len(together)
    assert sorted(one.letter for one in codes.strategies) == ["A", "I", "P", "R"]


@pytest.mark.parametrize("codes", codebook.VERSIONS.values(), ids=str)
def test_words_are_plain_and_well_set(codes):
    said = [(one.name, one.definition, one.example, one.counter_example) for one in codes.by_key.values()]
    texts = [*codes.rules, *(text for texts in said for text in texts)]

    assert [fault for text in texts for fault in faults(text)] == []
    assert [text for text in texts if any(len(one.split()) > 25 for one in text.split(". "))] == []


def test_unknown_version_is_refused():
    with pytest.raises(UnknownCodebook):
        codebook.get(99)


if __name__ == "__main__":
    new = {version: frozen(codes) for version, codes in codebook.VERSIONS.items()}
    PUBLISHED.write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
