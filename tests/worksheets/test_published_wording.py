"""The words of every published version, frozen: what a sheet asks is reworded on purpose, here too, or not at all.

Those of the pack were held against the wording of instruments.md, one for one. New versions are added by

    .venv/bin/python -m tests.worksheets.test_catalogue
"""

import json
from pathlib import Path

import pytest

from worksheets import catalogue
from worksheets.schema import Option

ENDS = ("left", "right", "low", "high")  # of a position between two poles, of a scale
WORDS = Path(__file__).with_name("published_wording.json")


def wording(instrument):
    return {
        "title": instrument.title,
        "sections": [f"{one.title} – {one.intro}" if one.intro else one.title for one in instrument.sections],
        "asked": {address: asked_words(asked, row) for address, asked, row in instrument.questions()},
    }


def asked_words(asked, row):
    """« row – label: the options, or the two ends »."""
    label = f"{row.label} – {asked.label}" if row else asked.label
    choices = [getattr(asked, end) for end in ENDS if hasattr(asked, end)] or [one.label for one in options_of(asked)]
    return f"{label}\u00a0: {' | '.join(choices)}" if choices else label


def options_of(asked):
    values = (value for value in vars(asked).values() if isinstance(value, tuple))
    return [one for value in values for one in value if isinstance(one, Option)]


def words_now():
    return {f"{one.key}/{one.version}": wording(one) for one in catalogue.all_versions()}


def frozen_words():
    return json.loads(WORDS.read_text(encoding="utf-8")) if WORDS.exists() else {}


def freeze_new_words():
    together = dict(sorted({**words_now(), **frozen_words()}.items()))
    WORDS.write_text(json.dumps(together, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", frozen_words())
def test_what_a_published_sheet_asks_keeps_its_words(name):
    assert words_now().get(name) == frozen_words()[name]


def test_the_words_of_every_version_are_frozen():
    assert sorted(words_now()) == sorted(frozen_words()), __doc__
