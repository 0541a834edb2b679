"""A carnet taken away in JSON and brought back, in the same carnet and in others."""

import json
import uuid

import pytest

from rlp_portal.reports.exports.document import document_bytes
from rlp_portal.reports.exports.reading import take_carnet
from rlp_portal.reports.imports.carnet_comparing import CarnetComparison
from rlp_portal.reports.imports.carnet_file import read_carnet_file
from rlp_portal.reports.imports.lines import GONE, AnswerLine, Fate
from rlp_portal.reports.imports.taking import BESIDE, FROM_FILE, take
from rlp_portal.reports.models import ReturnedCarnet
from tests.factories import RoundFactory
from tests.reports.carnets import answer, keep, new_round, wedge
from worksheets import catalogue, services
from worksheets.fingerprints import fingerprint
from worksheets.models import Actor, Answer, AnswerState, Change, Origin, PlanLine, Sector, SustainedObject, Variant
from worksheets.rows import ACTOR, FULL_WHEEL

COSTS = next(
    option.label for option in catalogue.latest("obstacles").find("obstacles")[0].options if option.key == "costs"
)
MIDDLE = catalogue.latest("approach").find("deciders")[0].middle
ANA = {"name": "Ana Roy", "organisation": "CPE", "sector": "famille"}


@pytest.fixture
def person(carnet, coordinator_of):
    return coordinator_of(carnet)


def document(round_, *, with_names=True, with_history=False):
    return json.loads(document_bytes(take_carnet(round_, with_names=with_names), with_history=with_history))


def compared(round_, held):
    content = read_carnet_file(json.dumps(held).encode(), name="carnet.json")
    return CarnetComparison(round_, content), content


def shown(round_, held):
    """{key: (fate, present, filled)}"""
    comparison, _content = compared(round_, held)
    return {line.key: (str(line.fate), line.present, line.filled) for line in comparison.shown}


def brought(round_, held, *, by, choices=None):
    """Everything taken as the preview proposes it, or as `choices` say: {key: choice}."""
    comparison, content = compared(round_, held)
    file = ReturnedCarnet.objects.create(
        round=round_, file_name="carnet.json", digest="0" * 64, content=content, received_by=by
    )
    answers = {line.key: ((choices or {}).get(line.key, proposed(line)), line.base) for line in comparison.shown}
    return take(file, comparison, answers=answers, by=by)


def proposed(line):
    return {Fate.NEW: FROM_FILE, Fate.CHANGED: FROM_FILE, Fate.CONFLICT: BESIDE}.get(line.fate, "")


def find(held, key, address):
    (sheet,) = [one for one in held["sheets"] if one["instrument"] == key]
    return next(one for one in sheet["answers"] if one["address"] == address)


# ---- the same carnet --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_names", [True, False])
def test_a_file_left_as_it_left_changes_nothing(carnet, with_names):
    answer(carnet, "members", "absent.r9", {**ANA, "organisation": "", "sector": ""})
    answer(carnet, "members", "absent.r8", ANA)

    comparison, _content = compared(carnet, document(carnet, with_names=with_names, with_history=True))

    assert (comparison.shown, comparison.lost, comparison.is_from_here) == ([], [], True)
    assert len(comparison.lines) > 100


def test_each_difference_is_told_field_by_field(carnet):
    held = document(carnet)
    find(held, "ft3", "involve")["value"] = "Les inviter dès janvier."
    find(held, "ft3", "importance")["value"] = 2
    find(held, "ft1", "policies")["value"] = None
    find(held, "obstacles", "obstacles")["value"] = {"chosen": ["costs"], "other": ""}
    find(held, "approach", "deciders").update(value=3, state="answered")
    held["plan"][0]["who"] = "La coordination"
    before = Change.objects.count()

    row = f"plan_line:{held['plan'][0]['id']}:who"
    assert shown(carnet, held) == {
        row: ("changed", ["Julie Tremblay (Maison de la famille)"], ["La coordination"]),
        "obstacles/obstacles": (
            "changed",
            find(document(carnet), "obstacles", "obstacles")["words"],
            [COSTS],
        ),
        "approach/deciders": ("changed", ["Je ne sais pas / je passe"], [MIDDLE]),
        "ft1/policies": ("emptied", find(document(carnet), "ft1", "policies")["words"], []),
        "ft3/importance": ("changed", ["5 sur 5"], ["2 sur 5"]),
        "ft3/involve": (
            "changed",
            ["Les inviter à animer un mardi sur quatre dès janvier."],
            ["Les inviter dès janvier."],
        ),
    }
    assert Change.objects.count() == before


def test_what_the_carnet_changed_meanwhile_is_left_alone_or_compared(carnet, person):
    held = document(carnet)
    for address, words in (("involve", "Autre chose ici"), ("commitment", "Autre chose aussi")):
        sheet = Answer.objects.get(sheet__instrument_key="ft3", address=address).sheet
        base = find(held, "ft3", address)["base"]
        services.save_answer(sheet=sheet, address=address, value=words, base=base, by=person)
    find(held, "ft3", "commitment")["value"] = "Ce que dit le fichier"

    assert shown(carnet, held) == {
        "ft3/commitment": ("conflict", ["Autre chose aussi"], ["Ce que dit le fichier"]),
    }

    outcome = brought(carnet, held, by=person)

    assert (outcome.taken, outcome.beside) == (0, 1)
    assert list(Variant.objects.values_list("address", "value", "reason")) == [
        ("commitment", "Ce que dit le fichier", Variant.Reason.CONFLICT)
    ]


def test_emptied_answers_are_erased_only_when_ticked(carnet, person):
    held = document(carnet)
    find(held, "ft1", "policies")["value"] = None
    find(held, "ft1", "norms")["value"] = None

    outcome = brought(carnet, held, by=person, choices={"ft1/norms": FROM_FILE})

    assert (outcome.taken, outcome.left) == (1, 1)
    assert Answer.objects.get(address="norms", sheet__instrument_key="ft1").value is None
    assert Answer.objects.get(address="policies").value


def test_an_answer_and_a_row_taken_out_of_the_file_stay_in_the_carnet(carnet):
    held = document(carnet)
    held["sheets"], held["plan"] = held["sheets"][:1], []

    assert shown(carnet, held) == {}


def test_a_row_of_a_new_id_is_added_and_may_be_pointed_to(carnet, person):
    held = document(carnet)
    new_id = str(uuid.uuid4())
    held["objects"].append(
        {
            "id": new_id,
            "name": "Le jardin",
            "code": "A",
            "fate": None,
            "bases": {},
            "line": "programmes",
            "removed": False,
        }
    )
    held["plan"].append(
        {**held["plan"][0], "id": str(uuid.uuid4()), "measure": "Semer", "object": new_id, "bases": {}}
    )

    outcome = brought(carnet, held, by=person)

    assert (outcome.taken, outcome.refused) == (2, [])
    row = PlanLine.objects.get(measure="Semer")
    assert (row.object.name, row.object.line, row.strategy) == ("Le jardin", "programmes", "institutionalisation")
    assert shown(carnet, held) == {}


def test_a_row_put_in_the_bin_meanwhile_keeps_what_the_file_says_of_it(carnet, person):
    held = document(carnet)
    row = PlanLine.objects.get(public_id=held["plan"][0]["id"])
    services.delete_row(row=row, by=person)
    held["plan"][0]["who"] = "Le CPE"
    key = f"plan_line:{row.public_id}:who"

    (line,) = compared(carnet, held)[0].shown
    brought(carnet, held, by=person)

    assert (line.key, line.fate, line.why) == (key, Fate.UNREADABLE, GONE)
    assert list(Variant.objects.values_list("target_id", "address", "value", "reason")) == [
        (row.public_id, "who", "Le CPE", Variant.Reason.REMOVED)
    ]


def test_names_left_in_the_portal_are_not_lost_by_a_file_without_them(carnet, person):
    answer(carnet, "members", "absent.r8", ANA)
    held = document(carnet, with_names=False)
    find(held, "members", "absent.r8")["value"]["sector"] = "enfance"

    assert shown(carnet, held) == {
        "members/absent.r8": ("conflict", ["Ana Roy, CPE (famille)"], ["Ana Roy, CPE (enfance)"])
    }
    brought(carnet, held, by=person, choices={"members/absent.r8": FROM_FILE})

    assert Answer.objects.get(address="absent.r8").value == {**ANA, "sector": "enfance"}


# ---- another carnet ---------------------------------------------------------------------------------------------


def likeness(round_):
    """What a document says that does not depend on the carnet where it lies: rows named instead of pointed to."""
    held = document(round_)
    names = {row["id"]: row["name"] for row in held["objects"]}
    text = json.dumps([held["sheets"], held["objects"], held["plan"]], sort_keys=True)
    for public_id, name in names.items():
        text = text.replace(public_id, name)
    sheets, objects, lines = json.loads(text)
    answers = {
        (sheet["instrument"], one["address"]): (one["value"], one["state"], one["number"], one["words"])
        for sheet in sheets
        for one in sheet["answers"]
    }
    without_ids = [
        sorted(json.dumps({**row, "id": "", "bases": ""}, sort_keys=True) for row in rows)
        for rows in (objects, lines)
    ]
    return answers, *without_ids


def test_a_whole_carnet_comes_back_in_an_empty_one_with_all_that_it_held(carnet, person):
    answer(carnet, "members", "absent.r9", ANA)
    elsewhere = RoundFactory(rlp=carnet.rlp, number=carnet.number + 1)

    outcome = brought(elsewhere, document(carnet), by=person)

    assert (outcome.beside, outcome.left, outcome.refused) == (0, 0, [])
    assert likeness(elsewhere) == likeness(carnet)
    assert set(Change.objects.filter(workbook=elsewhere.workbook).values_list("origin", flat=True)) == {
        Origin.IMPORTED
    }
    assert set(SustainedObject.objects.filter(workbook=carnet.workbook).values_list("public_id")).isdisjoint(
        SustainedObject.objects.filter(workbook=elsewhere.workbook).values_list("public_id")
    )


def test_brought_twice_it_doubles_nothing(carnet, person):
    elsewhere = new_round(name="Ailleurs", slug="ailleurs")
    brought(elsewhere, document(carnet), by=person)
    before = Change.objects.count()

    assert shown(elsewhere, document(carnet)) == {}
    brought(elsewhere, document(carnet), by=person)
    assert Change.objects.count() == before


def test_from_elsewhere_it_never_erases_and_says_what_differs(carnet, person):
    elsewhere = new_round(name="Ailleurs", slug="ailleurs")
    answer(elsewhere, "ft1", "programmes", "Ici, autre chose")
    answer(elsewhere, "ft1", "practices", "Ici seulement")
    held = document(carnet)
    held["sheets"] = [one for one in held["sheets"] if one["instrument"] == "ft1"]
    find(held, "ft1", "practices")["value"] = None
    held |= {"objects": [], "plan": [], "sectors": [], "actors": []}

    found = shown(elsewhere, held)

    assert {key: fate for key, (fate, _present, _filled) in found.items()} == {
        "ft1/programmes": "conflict",
        "ft1/policies": "new",
        "ft1/norms": "new",
        "ft1/relations": "new",
    }


def test_rows_of_the_same_name_are_the_same_rows(carnet, person):
    elsewhere = new_round(name="Ailleurs", slug="ailleurs")
    mine = keep(elsewhere, "Les mardis de jeu libre", "A", "let_go", "programmes")
    held = document(carnet)

    found = shown(elsewhere, held)
    brought(elsewhere, held, by=person)

    assert found[f"object:{mine.public_id}:fate"] == ("conflict", ["À laisser aller"], ["À pérenniser"])
    names = list(SustainedObject.objects.filter(workbook=elsewhere.workbook).values_list("name", flat=True))
    assert sorted(names) == sorted(one["name"] for one in held["objects"])
    assert PlanLine.objects.get(workbook=elsewhere.workbook, status="in_progress").object == mine


def test_an_object_not_taken_leaves_what_points_to_it_aside(carnet, person):
    elsewhere = new_round(name="Ailleurs", slug="ailleurs")
    held = document(carnet)
    first = held["objects"][0]["id"]

    outcome = brought(elsewhere, held, by=person, choices={f"new:object:{first}": ""})

    assert outcome.left == 1
    assert sorted(one["said"] for one in outcome.refused) == [
        "Ce choix n’existe plus. Choisissez-en un autre.",
        "Objet à pérenniser\u00a0: Ce choix n’existe plus. Choisissez-en un autre.",
    ]
    assert PlanLine.objects.get(workbook=elsewhere.workbook, status="in_progress").object is None
    kept = {(one.target, one.address) for one in Variant.objects.filter(workbook=elsewhere.workbook)}
    assert kept == {("answer", "projects"), ("plan_line", "object")}


def test_an_object_that_was_in_the_bin_does_not_come_and_nothing_points_to_it(carnet, person):
    elsewhere = new_round(name="Ailleurs", slug="ailleurs")
    first = SustainedObject.objects.filter(workbook=carnet.workbook).first()
    services.delete_row(row=first, by=person)

    outcome = brought(elsewhere, document(carnet), by=person)

    assert outcome.refused == []
    assert not SustainedObject.objects.filter(workbook=elsewhere.workbook, name=first.name).exists()
    assert PlanLine.objects.get(workbook=elsewhere.workbook, status="in_progress").object is None


def test_ratings_title_and_history_of_the_file_are_not_taken(carnet, person):
    elsewhere = new_round(name="Ailleurs", slug="ailleurs")

    brought(elsewhere, document(carnet, with_history=True), by=person)

    elsewhere.refresh_from_db()
    assert elsewhere.rlp.name == "Ailleurs"
    assert [one.level for one in elsewhere.rlp.ratings.all()] == [3]  # the level that the sheet taken confirms
    assert not Change.objects.filter(workbook=elsewhere.workbook).exclude(origin=Origin.IMPORTED).exists()


# ---- what cannot come in ----------------------------------------------------------------------------------------


def test_sheets_and_questions_unknown_here_are_counted_and_said(carnet):
    held = document(carnet)
    held["sheets"][0]["instrument"] = "inconnue"
    count = len(held["sheets"][0]["answers"])
    find(held, "ft3", "involve")["address"] = "disparue"
    find(held, "ft3", "commitment")["address"] = "projects.r1"

    comparison, _content = compared(carnet, held)

    assert [(one.title, one.count, one.why) for one in comparison.lost] == [
        (held["sheets"][0]["title"], count, "Cette feuille n’existe pas dans ce portail."),
        (catalogue.latest("ft3").title, 2, "Ces questions n’existent pas dans la feuille du carnet."),
    ]


BAD_VALUES = [
    ("ft1", "policies", ["une", "liste"]),
    ("ft1", "policies", {"chosen": []}),
    ("ft1", "policies", "é" * 6_000),
    ("ft3", "importance", 6),
    ("ft3", "importance", "trois"),
    ("ft3", "importance", [3]),
    ("ft3", "projects", {"objects": ["pas un id"], "text": ""}),
    ("ft3", "projects", {"objects": [["a"]], "text": ""}),
    ("ft3", "projects", {"objects": [], "text": {}}),
    ("ft2", "fulfils.convener", "peut-être"),
    ("obstacles", "obstacles", {"chosen": ["inconnu"], "other": ""}),
    ("obstacles", "obstacles", {"chosen": [], "other": "", "de trop": 1}),
    ("members", "absent.r1", {"name": 1, "organisation": ["x"], "sector": ""}),
    ("experiences", "winning_conditions", "un seul texte"),
]


@pytest.mark.parametrize(("key", "address", "value"), BAD_VALUES)
def test_a_value_that_its_question_cannot_hold_is_said_and_kept_aside(key, address, value, carnet, person):
    held = document(carnet)
    find(held, key, address)["value"] = value
    before = Answer.objects.get(sheet__instrument_key=key, address=address).value

    (line,) = compared(carnet, held)[0].shown
    outcome = brought(carnet, held, by=person)

    assert (line.key, line.fate) == (f"{key}/{address}", Fate.UNREADABLE)
    assert line.why.endswith(".")
    assert [one["said"] for one in outcome.refused] == [line.why]
    assert Answer.objects.get(sheet__instrument_key=key, address=address).value == before
    assert Variant.objects.get().reason == Variant.Reason.INVALID


def test_a_new_object_without_a_name_is_not_added_and_its_words_are_kept(carnet, person):
    held = document(carnet)
    held["objects"].append({**held["objects"][0], "id": str(uuid.uuid4()), "name": " \u200b", "bases": {}})

    (line,) = compared(carnet, held)[0].shown
    brought(carnet, held, by=person)

    assert (line.fate, line.why) == (Fate.UNREADABLE, "Sans «\u00a0Nom\u00a0», cette ligne ne peut pas être ajoutée.")
    assert SustainedObject.objects.filter(workbook=carnet.workbook).count() == len(held["objects"]) - 1


def test_a_date_that_cannot_be_read_is_kept_aside_and_the_rest_of_the_row_comes_in(carnet, person):
    held = document(carnet)
    held["plan"].append(
        {**held["plan"][0], "id": str(uuid.uuid4()), "measure": "Semer", "when": "2027-02-31", "bases": {}}
    )

    outcome = brought(carnet, held, by=person)

    row = PlanLine.objects.get(measure="Semer")
    assert (row.when, row.who) == (None, "Julie Tremblay (Maison de la famille)")
    assert [one["said"] for one in outcome.refused] == [
        "Quand\u00a0: Cette date n’existe pas. Vérifiez le jour et le mois."
    ]
    assert list(Variant.objects.values_list("target_id", "address", "value")) == [
        (row.public_id, "when", "2027-02-31")
    ]


def test_scripts_and_line_breaks_come_in_as_they_were_typed(carnet, person):
    held = document(carnet)
    words = "<script>alert(1)</script>\r\n=HYPERLINK(1) {{7*7}}"
    find(held, "ft1", "policies")["value"] = words

    brought(carnet, held, by=person)

    assert Answer.objects.get(address="policies").value == words.replace("\r\n", "\n")


# ---- states, versions, order --------------------------------------------------------------------------------------


def test_states_come_back_with_the_text_that_stood_beside_them(empty_carnet, coordinator_of):
    person = coordinator_of(empty_carnet)
    answer(empty_carnet, "ft3", "importance", None, state="passed")
    answer(empty_carnet, "ft3", "adopters", "Un texte", state="not_applicable")
    held = document(empty_carnet)
    elsewhere = new_round(name="Ailleurs", slug="ailleurs")

    brought(elsewhere, held, by=person)

    stored = Answer.objects.filter(sheet__workbook=elsewhere.workbook).order_by("address")
    assert [(one.address, one.value, one.state, one.fingerprint) for one in stored] == [
        ("adopters", "Un texte", AnswerState.NOT_APPLICABLE, fingerprint("Un texte", "not_applicable")),
        ("importance", None, AnswerState.PASSED, fingerprint(None, "passed")),
    ]


def test_a_sheet_begun_in_another_version_takes_the_questions_that_both_have(carnet, person):
    held = document(carnet)
    for sheet in held["sheets"]:
        sheet["instrument_version"] = 7
    find(held, "ft1", "policies")["value"] = "Autre"

    assert list(shown(carnet, held)) == ["ft1/policies"]


def test_lines_follow_the_file_rows_first(carnet):
    elsewhere = new_round(name="Ailleurs", slug="ailleurs")
    comparison, _content = compared(elsewhere, document(carnet))

    groups = list(dict.fromkeys(line.group for line in comparison.lines))
    assert groups[:4] == ["Objets à pérenniser", "Plan", "Secteurs", "Acteurs"]
    assert all(isinstance(line, AnswerLine) for line in comparison.lines if line.group not in groups[:4])


# ---- sectors and actors -----------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(db):
    return new_round(name="Ailleurs", slug="ailleurs")


def registry(round_):
    sectors = Sector.objects.filter(workbook=round_.workbook)
    actors = Actor.objects.filter(workbook=round_.workbook).order_by("name")
    return (
        [(one.circle, one.name, one.place) for one in sectors],
        [(snapshot_of(one), one.involvement_since, one.sector and one.sector.name) for one in actors],
    )


def snapshot_of(actor):
    return {key: getattr(actor, key) for key in ACTOR.fields if key != "sector"}


def test_the_registry_comes_back_in_an_elsewhere_to_the_day_of_each_change(carnet, elsewhere, person):
    Actor.objects.filter(name="Ville de Val-des-Prés").update(involvement_since="2026-04-03")

    brought(elsewhere, document(carnet), by=person)

    assert registry(elsewhere) == registry(carnet)


def test_an_actor_whose_sector_was_left_out_comes_without_it(carnet, elsewhere, person):
    held = document(carnet)
    school = next(one for one in held["sectors"] if one["name"] == "Scolaire")

    outcome = brought(
        elsewhere,
        held,
        by=person,
        choices={f"new:sector:{school['id']}": ""},
    )

    actor = Actor.objects.get(workbook=elsewhere.workbook, name="École des Érables")
    assert (actor.sector, actor.involvement) == (None, "to_mobilise")
    assert [one["said"] for one in outcome.refused] == [
        "Secteur\u00a0: Ce choix n’existe plus. Choisissez-en un autre."
    ]


def test_a_thirteenth_sector_of_a_file_is_refused_and_kept_aside(carnet, person):
    for place in range(5, 13):
        wedge(carnet, "formal", f"Secteur {place}")
    held = document(carnet)
    held["sectors"].append({**held["sectors"][0], "id": str(uuid.uuid4()), "name": "De trop", "bases": {}})

    outcome = brought(carnet, held, by=person)

    assert [one["said"] for one in outcome.refused] == [FULL_WHEEL]
    assert "De trop" in list(Variant.objects.values_list("value", flat=True))
    assert Sector.objects.filter(workbook=carnet.workbook, circle="formal").count() == 12


def test_what_is_thought_of_the_actors_left_in_the_portal_is_not_emptied(carnet, person):
    held = document(carnet, with_names=False)
    assert not {"contact", "capacities", "contact_by"} & set(held["actors"][0])

    brought(carnet, held, by=person)

    assert Actor.objects.get(name="TransÉrables").contact == "Direction du service"


def test_a_file_of_the_first_version_is_still_read(carnet, elsewhere, person):
    held = document(carnet)
    del held["sectors"], held["actors"]
    held["version"] = 1

    brought(elsewhere, held, by=person)

    assert SustainedObject.objects.filter(workbook=elsewhere.workbook).count() == len(held["objects"])
    assert registry(elsewhere) == ([], [])
