"""The demonstration data fit the models, the instruments and each other."""

import datetime
import tomllib
from pathlib import Path

import pytest
from django.core.validators import validate_email

from rlp_portal.rlps.enums import CoalitionWord, RatingSource, Region, Role
from rlp_portal.ui.typography import faults
from worksheets import catalogue, schema
from worksheets.codes import Circle, Fate, MobilisationLevel, ObjectCode, PlanStatus, Strategy
from worksheets.kinds import holds_answers, kind_of
from worksheets.rows import PLAN_LINE

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"
CARNETS = sorted((DEMO / "carnets").glob("*.toml"))
TODAY = datetime.datetime(2026, 11, 20)
STATES = ({"state": "not_applicable"}, {"state": "passed"})


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


PEOPLE = read(DEMO / "people.toml")["people"]
RLPS = read(DEMO / "rlps.toml")["rlps"]
EMAILS = {person["email"] for person in PEOPLE}
SLUGS = {rlp["slug"] for rlp in RLPS}


@pytest.fixture(params=CARNETS, ids=lambda path: path.stem)
def carnet(request):
    return read(request.param)


def test_people_are_twenty_two_at_most_with_one_administrator_and_one_invitation():
    assert len(PEOPLE) == len(EMAILS) <= 22
    assert [person["email"] for person in PEOPLE if person.get("administrator")] == ["gestion@exemple.org"]
    assert [person["email"] for person in PEOPLE if person.get("invited")] == ["nouvelle.personne@exemple.org"]


def test_demonstration_accounts_are_those_that_the_start_prints():
    assert [person["email"] for person in PEOPLE if person.get("demo_account")] == [
        "coordination@exemple.org",
        "conseil@exemple.org",
        "animation@exemple.org",
        "membre@exemple.org",
        "gestion@exemple.org",
        "plusieurs.roles@exemple.org",
    ]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["email"])
def test_person_is_known_to_real_rlps_in_real_roles(person):
    validate_email(person["email"])
    held = [(one["rlp"], one["role"]) for one in person["roles"]]

    assert person["email"].endswith("@exemple.org")
    assert len(set(held)) == len(held)
    assert {slug for slug, _ in held} <= SLUGS
    assert {role for _, role in held} <= set(Role.values)


def test_every_role_is_held_and_one_rlp_has_two_coordinators():
    held = [(one["rlp"], one["role"]) for person in PEOPLE for one in person["roles"]]

    assert {role for _, role in held} == set(Role.values)
    assert held.count(("rlp-des-berges", "coordinator")) == 2


def test_twelve_rlps_over_twelve_regions_with_every_word():
    assert len(RLPS) == len(SLUGS) == len({rlp["name"] for rlp in RLPS}) == 12
    assert len({rlp["region"] for rlp in RLPS}) == 12
    assert {rlp["region"] for rlp in RLPS} <= set(Region.values)
    assert {rlp["word"] for rlp in RLPS} == set(CoalitionWord.values)


@pytest.mark.parametrize("rlp", RLPS, ids=lambda rlp: rlp["slug"])
def test_ratings_are_dated_in_order(rlp):
    ratings = rlp.get("ratings", [])

    assert {rating["level"] for rating in ratings} <= set(MobilisationLevel.values)
    assert {rating["source"] for rating in ratings} <= set(RatingSource.values)
    dates = [rating["rated_on"] for rating in ratings]
    assert dates == sorted(set(dates))
    assert all(len(rating.get("note", "")) <= 1000 for rating in ratings)


def test_carnet_is_named_after_its_rlp_and_number(carnet, request):
    path = request.node.callspec.params["carnet"]

    assert carnet["rlp"] in SLUGS
    assert path.stem == f"{carnet['rlp']}-{carnet['number']}"


def sheet_answers(carnet):
    """Every (instrument, address, value) of a carnet, corrections included."""
    for key, sheet in carnet.get("sheets", {}).items():
        for address, value in sheet["answers"].items():
            yield catalogue.latest(key), address, value
    for revision in carnet.get("revisions", []):
        yield catalogue.latest(revision["sheet"]), revision["address"], revision["value"]


def cleaned(asked, value):
    if isinstance(asked, schema.RowChoice):  # the carnet's own keys stand for ids that do not exist yet
        text = kind_of(asked).clean(asked, {asked.part: [], "text": value["text"]}).value
        return {**value, "text": text["text"] if text else ""}
    if isinstance(asked, schema.Placements):
        return kind_of(asked).clean(asked, {**value, "rung": str(value["rung"] or "")}).value
    if isinstance(asked, schema.Scale | schema.Bipolar):
        return kind_of(asked).clean(asked, str(value)).value
    return kind_of(asked).clean(asked, value).value


def test_answers_are_what_the_fields_would_store(carnet):
    for instrument, address, value in sheet_answers(carnet):
        asked, _ = instrument.find(address)

        assert holds_answers(asked), (instrument.key, address)
        if value not in STATES:
            assert cleaned(asked, value) == value, (instrument.key, address)


def test_rows_of_growing_lists_have_their_own_address(carnet):
    rowless = [
        (instrument.key, address)
        for instrument, address, _ in sheet_answers(carnet)
        if isinstance(instrument.find(address)[0], schema.GrowingList) and "." not in address
    ]

    assert rowless == []


def test_objects_chosen_are_objects_of_the_carnet(carnet):
    references = {one["key"] for one in carnet.get("objects", [])}
    chosen = {
        reference
        for instrument, address, value in sheet_answers(carnet)
        if isinstance(instrument.find(address)[0], schema.ObjectChoice) and value not in STATES
        for reference in value["objects"]
    }
    planned = {line["object"] for line in carnet.get("plan", []) if "object" in line}

    assert len(references) == len(carnet.get("objects", []))
    assert chosen | planned <= references


def test_objects_come_from_lines_of_ft1(carnet):
    lines = {
        asked.line for _, asked, _ in catalogue.latest("ft1").questions() if isinstance(asked, schema.KeptObjects)
    }
    for one in carnet.get("objects", []):
        assert one.get("line", "") in {"", *lines}
        assert one["code"] in ObjectCode.values
        assert one.get("fate", "") in {"", *Fate.values}
        assert len(one["name"]) <= 180


def test_objects_carried_over_exist_in_the_round_before(carnet):
    carried = {one["carried_from"] for one in carnet.get("objects", []) if "carried_from" in one}
    before = DEMO / "carnets" / f"{carnet['rlp']}-{carnet['number'] - 1}.toml"
    known = {one["key"] for one in read(before).get("objects", [])} if before.exists() else set()

    assert carried <= known


def test_plan_lines_hold_what_the_plan_accepts(carnet):
    for line in carnet.get("plan", []):
        assert line["strategy"] in Strategy.values
        assert line["status"] in PlanStatus.values
        for key in ("measure", "who", "needs"):
            asked = PLAN_LINE.fields[key]
            assert cleaned(asked, line.get(key)) == line.get(key), line["measure"]
        assert isinstance(line.get("when", datetime.date.min), datetime.date)


def test_actors_named_twice_are_in_one_sector_and_those_who_join_or_are_approached_are_known(carnet):
    named = [
        one
        for sector in carnet.get("sectors", [])
        for key in ("involved", "to_mobilise")
        for one in sector.get(key, [])
    ]
    told = {one["actor"] for part in ("joined", "approaches") for one in carnet.get(part, [])}
    told |= {
        name
        for instrument, address, value in sheet_answers(carnet)
        if isinstance(instrument.find(address)[0], schema.ActorChoice)
        for name in value["actors"]
    }

    assert len(named) == len(set(named))
    assert told <= set(named)
    assert {sector["circle"] for sector in carnet.get("sectors", [])} <= set(Circle.values)
    assert all(len(name) <= 180 for name in named)


def test_authors_are_people_and_moments_are_past(carnet):
    written = [
        *carnet.get("sectors", []),
        *carnet.get("joined", []),
        *carnet.get("approaches", []),
        *carnet.get("objects", []),
        *carnet.get("plan", []),
        *carnet.get("revisions", []),
        *carnet.get("sheets", {}).values(),
    ]

    assert {carnet["created_by"], *(one["by"] for one in written)} <= EMAILS
    for one in written:
        assert carnet["started_on"] <= one["on"].date()
        assert one["on"] < one.get("finished_on", TODAY) <= TODAY


def test_corrections_follow_the_answer_they_correct_before_the_sheet_is_finished(carnet):
    revisions = carnet.get("revisions", [])

    assert [one["on"] for one in revisions] == sorted(one["on"] for one in revisions)
    for one in revisions:
        sheet = carnet["sheets"][one["sheet"]]
        assert one["address"] in sheet["answers"]
        assert sheet["on"] < one["on"] < sheet.get("finished_on", TODAY)


def test_the_demonstration_carnet_is_rich():
    carnet = read(DEMO / "carnets" / "rlp-des-berges-2.toml")

    offered = [instrument.key for instrument in catalogue.all_latest()]
    assert len(carnet["sheets"]) >= 11
    assert list(carnet["sheets"]) == [key for key in offered if key in carnet["sheets"]]
    assert [key for key, sheet in carnet["sheets"].items() if "finished_on" not in sheet] == [
        "stakeholders",
        "ft6",
        "ft7",
        "stages",
    ]
    assert len(carnet["objects"]) == 13
    assert {one["code"] for one in carnet["objects"]} == set(ObjectCode.values)
    assert len(carnet["plan"]) == 18
    assert {line["strategy"] for line in carnet["plan"]} == set(Strategy.values)
    assert {line["status"] for line in carnet["plan"]} == set(PlanStatus.values)


def test_some_lines_of_its_plan_are_late_undated_or_nobodys():
    plan = read(DEMO / "carnets" / "rlp-des-berges-2.toml")["plan"]
    still_open = [line for line in plan if line["status"] in {"to_do", "in_progress"}]

    late = [line for line in still_open if "when" in line and line["when"] < TODAY.date()]
    assert (len(late), sum("when" not in line for line in plan), sum("who" not in line for line in plan)) == (
        4,
        2,
        2,
    )


@pytest.mark.parametrize("path", [DEMO / "people.toml", DEMO / "rlps.toml", *CARNETS], ids=lambda path: path.stem)
def test_texts_follow_quebec_typography(path):
    texts = texts_in(read(path))

    assert [fault for text in texts for fault in faults(text)] == []


def texts_in(part):
    if isinstance(part, str):
        return part.splitlines()
    parts = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [text for one in parts for text in texts_in(one)]
