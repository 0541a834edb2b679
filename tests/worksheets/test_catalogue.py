"""The published instruments: item for item, frozen, and found by themselves.

After adding a module, or a new version to a module, freeze it with

    .venv/bin/python -m tests.worksheets.test_catalogue

which adds the versions missing from published_structures.json and from published_wording.json, and never rewrites one
that is there.
"""

import json
import sys
from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from rlp_portal.ui.typography import faults
from tests.worksheets.test_published_wording import freeze_new_words
from worksheets import catalogue, schema
from worksheets.codes import MobilisationLevel, ObjectCode, Strategy

PUBLISHED = Path(__file__).with_name("published_structures.json")
GUIDANCE = Path(catalogue.__file__).parents[1] / "guidance"

# What may be reworded or redrawn without changing the meaning of a stored answer.
WORDING = {"label", "help", "middle", "suggested", "noun", "question", "unknown"}
PRIVACY = {"about_people"}  # what leaves the group, never what an answer means
DRAWING = {("LongText", "rows")}

FRONT_PAGE = [
    *("newspaper", "date", "headline"),
    *(f"theme_{number}{part}" for number in range(1, 6) for part in ("", "_text")),
    "lead",
]
STAGES = [
    *("portrait", "diagnosis", "vision", "priorities"),
    *("governance", "implementation", "follow_up", "evaluation"),
]
LEVERS = ["information", "communication", "motivation", "resources"]
THEMES = [f"theme_{number}" for number in range(1, 6)]
ITEMS = {
    "experiences": (
        "01",
        "C-01",
        ["positive", "positive_why", "difficult", "difficult_why", "winning_conditions", "pitfalls"],
    ),
    "continuum": (
        "02",
        "C-02",
        [
            *("today.networking", "wished.networking", "today.coordination", "wished.coordination"),
            *("today.cooperation", "wished.cooperation", "today.collaboration", "wished.collaboration"),
            *("changes", "measures", "rating"),
        ],
    ),
    "obstacles": ("03", "C-03", ["obstacles", "response"]),
    "approach": (
        "04",
        "C-04",
        ["stance", "definition", "professionals", "agencies", "deciders", "ownership", "our_type"],
    ),
    "members": ("05", "C-05", ["strengths_gaps", "absent", "concerned", "to_mobilise", "needed"]),
    "formal_sectors": ("06", "C-06", ["wheel"]),
    "informal_sectors": ("07", "C-07", ["wheel"]),
    "ladder": ("08", "C-08", ["collaborations"]),
    "stakeholders": ("09", "C-09", ["matrix"]),
    "vision": (
        "10",
        "C-10",
        [
            *("scenario", "changes", "partners", "programmes", "policy_actors"),
            *(f"{key}.g{team}" for team in range(1, 7) for key in FRONT_PAGE),
        ],
    ),
    "ft1": (
        "11",
        "FT1",
        [
            *("programmes", "programmes_kept", "policies", "policies_kept", "systems", "systems_kept"),
            *("practices", "practices_kept", "norms", "norms_kept"),
            *("relations", "relations_kept", "new_partnerships", "new_partnerships_kept"),
        ],
    ),
    "ft2": (
        "12",
        "FT2",
        [
            *("fulfils.convener", "improve.convener", "fulfils.catalyst", "improve.catalyst"),
            *("fulfils.documenting", "improve.documenting"),
            *("fulfils.problem_solving", "improve.problem_solving", "fulfils.backbone", "improve.backbone"),
        ],
    ),
    "ft3": ("13", "FT3", ["importance", "projects", "adopters", "involve", "commitment"]),
    "ft4": (
        "14",
        "FT4",
        [
            *("importance", "general", "local", "implement", "capacity", "leverage", "barriers"),
            "next_steps",
        ],
    ),
    "ft5": (
        "15",
        "FT5",
        ["importance", "norms", "influencers", "mobilise", "activities", "citizens", "assets", "media"],
    ),
    "ft6": (
        "16",
        "FT6",
        ["importance", "needed", "fundable", "where", "sources", "in_kind", "in_kind_from"],
    ),
    "ft7": ("17", "FT7", ["plan"]),
    "stages": (
        "18",
        "C-18",
        [
            *(f"{key}.{row}" for row in STAGES for key in ("engagement", "who")),
            *(f"{key}.{row}" for row in LEVERS for key in ("lever", "note")),
            "brakes",
        ],
    ),
    "collective_impact": (
        "19",
        "C-19",
        [
            f"{key}.{row}"
            for row in ("shared_vision", "reinforcing_actions", "shared_learning", "communication", "backbone")
            for key in ("rating", "evidence")
        ],
    ),
    "trust": (
        "20",
        "C-20",
        ["rating.sincerity", "rating.reliability", "rating.competence", "rating.benevolence", "growth"],
    ),
    "partnership_wheel": (
        "21",
        "C-21",
        [
            f"{key}.{row}"
            for row in (
                *("diversity", "early_engagement", "influence"),
                *("strategic_actors", "equality", "shared_construction"),
            )
            for key in ("rating", "note")
        ],
    ),
    "sustain_cycle": (
        "22",
        "C-22",
        [
            *(f"{strategy}.{code}" for code in "ARSPC" for strategy in Strategy.values),
            *("intention", "situation", "planning", "implementation", "evaluation"),
        ],
    ),
}

NUMBERED = {"vision": 4, "ft3": 4, "ft4": 7, "ft5": 7, "ft6": 6, "sustain_cycle": 5}

OBJECT_CODES = {
    "programmes": ObjectCode.ACTIVITIES,
    "policies": ObjectCode.PRACTICES,
    "systems": ObjectCode.PRACTICES,
    "practices": ObjectCode.PRACTICES,
    "norms": ObjectCode.CAUSE,
    "relations": ObjectCode.RELATIONS,
    "new_partnerships": ObjectCode.RELATIONS,
}

KINDS = {
    "experiences": {"LongText": 4, "Lines": 2},
    "continuum": {"SingleChoice": 8, "LongText": 2, "ProposedLevel": 1},
    "obstacles": {"MultipleChoice": 1, "LongText": 1},
    "approach": {"Bipolar": 6, "LongText": 1},
    "members": {"LongText": 1, "People": 4},
    "formal_sectors": {"SectorWheel": 1},
    "informal_sectors": {"SectorWheel": 1},
    "ladder": {"Placements": 1},
    "stakeholders": {"StakeholderMatrix": 1},
    "vision": {"LongText": 5 + 6, "ShortText": 6 * 12, "Date": 6},
    "ft1": {"LongText": 7, "KeptObjects": 7},
    "ft2": {"YesNo": 10},
    "ft3": {"Scale": 1, "ObjectChoice": 1, "LongText": 3},
    "ft4": {"Scale": 1, "LongText": 7},
    "ft5": {"Scale": 1, "LongText": 7},
    "ft6": {"Scale": 1, "LongText": 5, "MultipleChoice": 1},
    "ft7": {"Plan": 1},
    "stages": {"Scale": 12, "ActorChoice": 8, "ShortText": 4, "MultipleChoice": 1},
    "collective_impact": {"Scale": 5, "LongText": 5},
    "trust": {"Scale": 4, "LongText": 1},
    "partnership_wheel": {"Scale": 6, "ShortText": 6},
    "sustain_cycle": {"SingleChoice": 20, "LongText": 5},
}


@pytest.mark.parametrize("key", ITEMS)
def test_instrument_asks_what_the_paper_sheet_asks(key):
    instrument = catalogue.get(key, 1)

    asked = (instrument.number, instrument.code, [address for address, _, _ in instrument.questions()])
    assert asked == ITEMS[key]


@pytest.mark.parametrize("key", KINDS)
def test_each_question_is_of_its_kind(key):
    questions = catalogue.get(key, 1).questions()

    assert Counter(type(asked).__name__ for _, asked, _ in questions) == KINDS[key]


@pytest.mark.parametrize(("key", "count"), NUMBERED.items())
def test_questions_keep_the_numbers_of_the_sheet(key, count):
    numbers = [asked.number for _, asked, _ in catalogue.get(key, 1).questions() if asked.number]

    assert numbers == [str(number) for number in range(1, count + 1)]


def test_only_the_group_records_conclusions():
    group_only = [
        f"{instrument.key}.{address}"
        for instrument in catalogue.all_latest()
        for address, asked, _ in instrument.questions()
        if asked.audience == schema.Audience.GROUP and asked.counts
    ]

    assert group_only == [
        "experiences.winning_conditions",
        "experiences.pitfalls",
        "continuum.rating",
        "obstacles.response",
        "approach.our_type",
        *(f"vision.{key}.g{team}" for team in range(1, 7) for key in ("headline", *THEMES)),
    ]


def test_lines_of_ft1_lead_to_the_objects_of_the_product_page():
    kept = [asked for _, asked, _ in catalogue.get("ft1", 1).questions() if isinstance(asked, schema.KeptObjects)]

    assert {asked.line: asked.preset_code for asked in kept} == OBJECT_CODES
    assert [asked.key for asked in kept] == [f"{line}_kept" for line in OBJECT_CODES]


def test_continuum_has_himmelman_s_levels_from_the_lightest_and_asks_for_no_wish():
    section, _next, rating = catalogue.get("continuum", 1).sections
    today, wished = section.fields

    levels = [level.label for level in MobilisationLevel]
    assert [row.label for row in section.rows] == levels
    assert [option.label for option in rating.fields[0].options] == [
        f"{level} – {label}" for level, label in enumerate(levels, start=1)
    ]
    assert [option.key for option in today.options] == ["often", "sometimes", "rarely"]
    assert (today.counts, wished.counts) == (True, False)


def test_obstacles_allow_three_choices_and_one_of_our_own():
    asked, _ = catalogue.get("obstacles", 1).find("obstacles")

    assert (asked.at_most, asked.other) == (3, "other")
    assert [option.key for option in asked.options] == [
        *("turf", "history", "inaction", "no_vision", "no_leadership", "thin_structure", "costs"),
        *("no_commitment", "too_many", "other"),
    ]
    assert all(option.help.endswith(".") for option in asked.options)


def test_ladder_has_the_rungs_of_hart_from_the_top_with_its_line():
    asked, _ = catalogue.get("ladder", 1).find("collaborations.r1")

    assert [rung.key for rung in asked.rungs] == list("87654321")
    assert (asked.line_under, asked.at_most) == ("4", 12)
    assert (asked.rungs[0].label, asked.rungs[-1].label) == (
        "À l’initiative du milieu, décisions partagées avec les organismes",
        "Manipulation",
    )
    assert all(rung.help.endswith(".") for rung in asked.rungs)


def test_headline_of_the_front_page_has_seventy_signs_and_only_the_first_page_is_missed():
    section = catalogue.get("vision", 1).section("front_pages")

    limits = {asked.key: getattr(asked, "limit", None) for asked in section.fields}
    assert (limits["headline"], limits["theme_1"], limits["theme_1_text"], limits["lead"]) == (70, 70, 300, 1000)
    assert [row.key for row in section.rows if not row.is_extra] == ["g1"]


def test_resources_offer_the_five_sources_of_the_sheet_and_another():
    asked, _ = catalogue.get("ft6", 1).find("sources")

    keys = [option.key for option in asked.options]
    assert keys == ["municipal", "provincial", "federal", "foundations", "fees", "other"]
    assert (asked.at_most, asked.other) == (None, "other")


def test_four_sheets_carry_the_four_strategies_with_definition_and_reasons():
    carried = [
        (instrument.key, instrument.strategy, len(instrument.reasons))
        for instrument in catalogue.all_latest()
        if instrument.strategy
    ]

    assert carried == [
        ("ft3", Strategy.INSTITUTIONALISATION, 2),
        ("ft4", Strategy.POLICY, 0),
        ("ft5", Strategy.COMMUNITY, 3),
        ("ft6", Strategy.RESOURCES, 1),
    ]
    assert all(catalogue.get(key, 1).definition for key, _, _ in carried)


def test_trust_is_about_the_group_and_names_no_partner():
    trust = catalogue.get("trust", 1)

    assert "jamais d’un partenaire" in trust.instructions
    assert not any(asked.about_people for _, asked, _ in trust.questions())


def test_partnership_wheel_fits_a_group_beyond_networking_and_offers_other_sheets():
    wheel = catalogue.get("partnership_wheel", 1)

    assert (wheel.suits_from, wheel.offers) == (2, ("continuum", "experiences", "members"))
    assert [one.key for one in catalogue.all_latest() if one.suits_from > 1] == ["partnership_wheel"]
    assert all(catalogue.latest(key) for key in wheel.offers)


def test_cycle_crosses_the_five_objects_with_the_four_strategies():
    grid = catalogue.get("sustain_cycle", 1).section("grid")

    assert [(row.key, row.label) for row in grid.rows] == ObjectCode.choices
    assert [(asked.key, asked.label) for asked in grid.fields] == Strategy.choices
    assert [option.key for option in grid.fields[0].options] == ["done", "in_progress", "planned", "no"]


def test_codes_numbers_and_titles_are_told_apart():
    offered = catalogue.all_latest()

    for name in ("key", "number", "code", "title", "short_title"):
        assert len({getattr(instrument, name) for instrument in offered}) == len(offered), name


def test_addresses_are_unique_within_an_instrument():
    repeated = [
        (instrument.key, address)
        for instrument in catalogue.all_versions()
        for address, times in Counter(address for address, _, _ in instrument.questions()).items()
        if times > 1
    ]

    assert repeated == []


def texts_of(part):
    """Every text of an instrument, keys included: they hold nothing that typography could refuse."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [text for one in part for text in texts_of(one)]
    if is_dataclass(part):
        return [text for one in fields(part) for text in texts_of(getattr(part, one.name))]
    return []


@pytest.mark.parametrize("key", ITEMS)
def test_wording_follows_quebec_typography(key):
    guidance = (GUIDANCE / f"{key}.md").read_text(encoding="utf-8")
    texts = [*texts_of(catalogue.latest(key)), *guidance.splitlines()]

    assert [fault for text in texts for fault in faults(text)] == []


def test_every_instrument_has_its_guidance_of_150_to_300_words():
    lengths = {
        instrument.key: len((GUIDANCE / f"{instrument.key}.md").read_text(encoding="utf-8").split())
        for instrument in catalogue.all_latest()
    }

    assert {key: length for key, length in lengths.items() if not 150 <= length <= 300} == {}


def structure(instrument):
    """What stored answers rely on, without the wording."""
    return {
        "code": instrument.code,
        "sections": [
            {
                "key": section.key,
                "rows": [row.key for row in section.rows],
                "fields": [field_structure(asked) for asked in section.fields],
            }
            for section in instrument.sections
        ],
    }


def field_structure(asked):
    kind = type(asked).__name__
    kept = [
        one.name for one in fields(asked) if one.name not in WORDING | PRIVACY and (kind, one.name) not in DRAWING
    ]
    return {"kind": kind, **{name: plain(getattr(asked, name)) for name in kept}}


def plain(value):
    if isinstance(value, tuple):
        return [option.key for option in value]
    return value


def published_now():
    """{"key/version": structure} of the catalogue, through JSON so that both sides compare alike."""
    structures = {f"{one.key}/{one.version}": structure(one) for one in catalogue.all_versions()}
    return json.loads(json.dumps(structures))


def frozen():
    return json.loads(PUBLISHED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", frozen())
def test_published_version_never_changes(name):
    assert published_now().get(name) == frozen()[name], f"{name} is published: write a new version instead."


def test_every_version_is_frozen():
    assert sorted(published_now()) == sorted(frozen()), __doc__


ONE_MORE = """
from worksheets.schema import Instrument, LongText, Phase, Section

INSTRUMENT = Instrument(
    key="harvest",
    version=1,
    number="99",
    code="X-99",
    title="Récolte",
    short_title="Récolte",
    purpose="Garder le meilleur.",
    instructions="Écrivez.",
    duration=5,
    phase=Phase.AFTER,
    source="Maison.",
    rights="Libre.",
    sections=(Section(key="one", title="Une", fields=(LongText(key="best", label="Le meilleur?"),)),),
)
"""


@pytest.fixture
def one_more_module(tmp_path, monkeypatch):
    module = tmp_path / "harvest.py"
    module.write_text(ONE_MORE, encoding="utf-8")
    monkeypatch.setattr(catalogue, "__path__", [*catalogue.__path__, str(tmp_path)])
    catalogue._published.cache_clear()
    yield module
    sys.modules.pop("worksheets.catalogue.harvest", None)
    vars(catalogue).pop("harvest", None)
    catalogue._published.cache_clear()


def test_the_instruments_of_the_paper_pack_are_in_its_order():
    assert [one.key for one in catalogue.all_latest() if one.key in ITEMS] == list(ITEMS)


def test_adding_an_instrument_is_adding_a_module(one_more_module):
    assert catalogue.all_latest()[-1].key == "harvest"
    assert catalogue.get("harvest", 1).find("best")[0].label == "Le meilleur?"

    one_more_module.unlink()
    catalogue._published.cache_clear()

    assert "harvest" not in [one.key for one in catalogue.all_latest()]


def freeze_new_versions():
    known = frozen() if PUBLISHED.exists() else {}
    together = {**published_now(), **known}
    text = json.dumps(dict(sorted(together.items())), ensure_ascii=False, indent=1)
    PUBLISHED.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    freeze_new_versions()
    freeze_new_words()
