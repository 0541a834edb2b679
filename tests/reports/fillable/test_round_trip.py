"""Every field of every instrument: filled by another program, taken back, read in the carnet."""

from itertools import cycle

import pytest

from rlp_portal.reports.fillable import taking
from rlp_portal.reports.fillable.reading import read_filled
from rlp_portal.reports.fillable.sheet import blank_form, fillable_sheet
from rlp_portal.reports.imports.lines import Fate
from rlp_portal.reports.imports.taking import FROM_FILE, take
from rlp_portal.rlps.carnet.queries import open_sheet
from tests.reports.carnets import answer
from tests.reports.fillable.filling import LIBRARIES
from tests.reports.fillable.printing import print_form
from worksheets import catalogue, schema
from worksheets.models import Actor, Answer, AnswerState, Change, Origin, PlanLine, Sector, SustainedObject
from worksheets.rows import MATRIX_FIELDS

INSTRUMENTS = catalogue.all_latest()
TEXT = "Un été « plein » d’idées (déjà) à l’œuvre\\ici, 3 € – ça marche"
LONG = f"{TEXT}\nDeuxième ligne; " + "une phrase plus longue, avec des mots ordinaires. " * 20
NOT_APPLICABLE = {"state": AnswerState.NOT_APPLICABLE}


def typed_in(sheet):
    """({box: what is typed}, {address: (value, state) expected}) for every question of a blank sheet."""
    boxes, answers = {}, {}
    for part in sheet.parts:
        for question in [*part.questions, *(one for _row, questions in part.rows for one in questions)]:
            filled, stored = TYPED[type(question.asked)](question)
            boxes |= filled
            answers |= stored
    return boxes, answers


def address_of(box):
    return box.name.split("/", 2)[2].partition("--")[0].partition("#")[0].replace("/", ".")


def a_text(question):
    """As long as its limit lets it be."""
    box, text = question.boxes[0], LONG[: question.asked.limit]
    return {box.name: text}, {address_of(box): (text.strip(), AnswerState.ANSWERED)}


def a_short_text(question):
    box, text = question.boxes[0], TEXT[: question.asked.limit]
    return {box.name: text}, {address_of(box): (text.strip(), AnswerState.ANSWERED)}


def a_day(question):
    box = question.boxes[0]
    return {box.name: "2028-11-12"}, {address_of(box): ("2028-11-12", AnswerState.ANSWERED)}


def lines(question):
    *texts, _state = question.boxes
    typed = [f"{TEXT} {place}" for place, _box in enumerate(texts)]
    named = {box.name: text for box, text in zip(texts, typed, strict=True)}
    return named, {address_of(texts[0]): (typed, AnswerState.ANSWERED)}


def a_position(question):
    box = question.boxes[3]
    return {box.name: box.key}, {address_of(box): (4, AnswerState.ANSWERED)}


def a_choice(question):
    box = question.boxes[2]
    return {box.name: box.key}, {address_of(box): (box.key, AnswerState.ANSWERED)}


def choices(question):
    ticked = [one for one in question.boxes if one.kind == "check"][:2]
    other = next((one for one in question.boxes if one.kind == "text"), None)
    if other is None:
        value = {"chosen": [one.key for one in ticked], "other": ""}
        return {one.name: one.key for one in ticked}, {address_of(ticked[0]): (value, AnswerState.ANSWERED)}
    value = {"chosen": [*(one.key for one in ticked), "other"], "other": TEXT}
    return {**{one.name: one.key for one in ticked}, other.name: TEXT}, {
        address_of(other): (value, AnswerState.ANSWERED)
    }


def words_beside_rows(question):
    box = next(one for one in question.boxes if one.kind == "area")
    text = LONG[: question.asked.limit]
    value = {question.asked.part: [], "text": text.strip()}
    return {box.name: text}, {address_of(box): (value, AnswerState.ANSWERED)}


def people(question):
    """Found again by their value: the address is made when they come in."""
    typed = {box.name: f"{TEXT} {box.title[-4:]} {place}" for place, row in enumerate(question.rows) for box in row}
    return typed, {}


def placements(question):
    """One of them waits for its rung."""
    typed = {}
    for place, (name, rung) in enumerate(question.rows):
        typed |= {name.name: f"{TEXT} {place}", rung.name: str(8 - place) if place else "-"}
    return typed, {}


CHOSEN_IN_ROWS = {
    "when": "2027-03-15",
    "status": "in_progress",
    "fate": "transform",
    "code": "S",
    "involvement": "involved",
    "contact_on": "2027-01-15",
}


def rows(question):
    groups = [row for _strategy, of_strategy in question.groups for row in of_strategy] or question.rows
    typed = {}
    for place, row in enumerate(groups):
        for box in row:
            key = box.name.rpartition(":")[2]
            typed[box.name] = CHOSEN_IN_ROWS.get(key, f"{key} {place} – {TEXT}")
    return typed, {}


TYPED = {
    schema.LongText: a_text,
    schema.ShortText: a_short_text,
    schema.Date: a_day,
    schema.Lines: lines,
    schema.Scale: a_position,
    schema.Bipolar: a_position,
    schema.YesNo: a_choice,
    schema.SingleChoice: a_choice,
    schema.ProposedLevel: a_choice,
    schema.MultipleChoice: choices,
    schema.ObjectChoice: words_beside_rows,
    schema.ActorChoice: words_beside_rows,
    schema.People: people,
    schema.Placements: placements,
    schema.KeptObjects: rows,
    schema.Plan: rows,
    schema.SectorWheel: rows,
    schema.StakeholderMatrix: rows,
}


def take_all(open_, content, *, by):
    seal, fields = read_filled(content, name="feuille.pdf")
    form = taking.receive(open_, seal=seal, fields=fields, file_name="feuille.pdf", by=by)
    comparison = taking.compare(open_, form)
    answers = {line.key: (FROM_FILE, line.base) for line in comparison.shown}
    return comparison, take(form, comparison, answers=answers, by=by)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.key)
def test_everything_typed_in_a_blank_sheet_is_in_the_carnet(instrument, library, empty_carnet, coordinator_of):
    open_ = open_sheet(empty_carnet.rlp, empty_carnet.number, instrument.key)
    sheet = blank_form(instrument)
    typed, expected = typed_in(sheet)
    filled = LIBRARIES[library](print_form(sheet), typed)

    comparison, outcome = take_all(open_, filled, by=coordinator_of(empty_carnet))

    assert {line.fate for line in comparison.lines} == {Fate.NEW}
    assert (outcome.taken, outcome.beside, outcome.left, outcome.refused) == (len(comparison.lines), 0, 0, [])
    stored = {one.address: (one.value, one.state) for one in Answer.objects.all()}
    assert {address: stored[address] for address in expected} == expected
    assert sorted(list_rows_stored(stored)) == sorted(list_rows_typed(sheet, typed))
    assert rows_stored() == rows_typed(sheet, typed)
    assert registry_stored() == registry_typed(sheet, typed)
    assert set(Change.objects.values_list("origin", flat=True)) == {Origin.IMPORTED}


def list_rows_stored(stored):
    """The rows of growing lists, their parts in the order of the boxes."""
    return [
        tuple(str(value[part] or "-") for part in ("name", "organisation", "sector", "rung") if part in value)
        for value, _state in stored.values()
        if isinstance(value, dict) and "name" in value
    ]


def list_rows_typed(sheet, typed):
    return [
        tuple(typed[box.name] for box in row)
        for part in sheet.parts
        for question in part.questions
        if question.form in {"people", "placements"}
        for row in question.rows
    ]


def rows_stored():
    objects = [("object", one.line, one.name, one.code, one.fate) for one in SustainedObject.objects.all()]
    lines = [
        ("plan_line", one.strategy, one.measure, one.who, str(one.when), one.needs, one.status)
        for one in PlanLine.objects.all()
    ]
    return objects + lines


def rows_typed(sheet, typed):
    found = []
    for question in (one for part in sheet.parts for one in part.questions if one.form in {"objects", "plan"}):
        for row in question.rows or [row for _strategy, of_strategy in question.groups for row in of_strategy]:
            _new, target, group, _place, _key = row[0].name.split("/", 2)[2].split(":")
            found.append((target, group, *(typed[box.name] for box in row)))
    return found


def registry_stored():
    """Each sector before its actors; those without a sector come last."""
    found = []
    for sector in [*Sector.objects.all(), None]:
        found += [("sector", sector.circle, sector.name)] if sector else []
        found += [actor_stored(one) for one in Actor.objects.filter(sector=sector)]
    return found


def actor_stored(one):
    held = [str(getattr(one, key)) for key in MATRIX_FIELDS if getattr(one, key)]
    return ("actor", one.name, *(held or [one.involvement]))


def registry_typed(sheet, typed):
    found = []
    for question in (one for part in sheet.parts for one in part.questions if one.form in {"wheel", "matrix"}):
        for row in [row for _title, of_group in question.groups for row in of_group]:
            _new, target, group, _place, _key = row[0].name.split("/", 2)[2].split(":")
            of_circle = [group] if target == "sector" else []
            found.append((target, *of_circle, *(typed[box.name] for box in row)))
    return found


# What each library writes is tried above, question by question.
BY_TURNS = list(zip(INSTRUMENTS, cycle(LIBRARIES), strict=False))


@pytest.mark.parametrize(("instrument", "library"), BY_TURNS, ids=[f"{one.key}-{name}" for one, name in BY_TURNS])
def test_sheet_drawn_with_the_present_answers_and_left_as_it_is_changes_nothing(
    instrument, library, carnet, coordinator
):
    open_ = open_sheet(carnet.rlp, carnet.number, instrument.key)
    untouched = LIBRARIES[library](print_form(fillable_sheet(open_)), {})

    comparison, _outcome = take_all(open_, untouched, by=coordinator)

    assert comparison.shown == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_name_on_several_lines_comes_back_as_one(library, empty_carnet, coordinator_of):
    name = "Centre intégré universitaire de santé et de services sociaux de la Mauricie-et-du-Centre-du-Québec"
    answer(empty_carnet, "members", "absent.r1", {"name": name, "organisation": "", "sector": ""})
    open_ = open_sheet(empty_carnet.rlp, empty_carnet.number, "members")
    typed = {"members/1/absent/r1--sector": "santé"}
    filled = LIBRARIES[library](print_form(fillable_sheet(open_)), typed)

    take_all(open_, filled, by=coordinator_of(empty_carnet))

    assert [one.value for one in Answer.objects.all()] == [{"name": name, "organisation": "", "sector": "santé"}]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("key", [AnswerState.PASSED, AnswerState.NOT_APPLICABLE])
def test_states_that_are_no_answer_come_back(key, library, empty_carnet, coordinator_of):
    open_ = open_sheet(empty_carnet.rlp, empty_carnet.number, "ft3")
    typed = {"ft3/1/importance": f"state-{key}", "ft3/1/adopters--state": "not_applicable"}
    filled = LIBRARIES[library](print_form(blank_form(open_.instrument)), typed)

    take_all(open_, filled, by=coordinator_of(empty_carnet))

    assert {one.address: (one.value, one.state) for one in Answer.objects.all()} == {
        "importance": (None, key),
        "adopters": (None, AnswerState.NOT_APPLICABLE),
    }
