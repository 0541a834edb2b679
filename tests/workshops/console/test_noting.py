"""« Noter »: the sentence as it is typed, how the group stands, and the value in the carnet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rlp_portal.workshops import services
from rlp_portal.workshops.models import Outcome, Poll
from worksheets.models import Answer, PlanLine, Sheet, SheetOwner, SustainedObject, Variant

FT3 = "ft3/importance"
SCRIPT = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def noting(room):
    room.go_to(2, advance=3)
    services.show_item(workshop=room.workshop, item=FT3)
    return room.step


def group_answer(room, key="ft3", address="importance"):
    return Answer.objects.filter(
        sheet__workbook=room.workshop.carnet_id,
        sheet__owner=SheetOwner.GROUP,
        sheet__instrument_key=key,
        address=address,
    ).first()


def record(console, step, **data):
    sent = {"step": step.public_id, "item": FT3, "kind": "consensus", "sentence": "Oui", "page": "noting", **data}
    return console.post("console_record", sent)


def test_the_sentence_is_kept_while_it_is_typed(console, room, noting):
    url = f"{console.url('console_sentence')}?step={noting.public_id}&item={FT3}"

    saved = console.client.post(url, {"sentence": "Nous comm", "sentence--base": ""}, **SCRIPT)
    clash = console.client.post(url, {"sentence": "Autre", "sentence--base": ""}, **SCRIPT)

    assert (saved.status_code, clash.status_code) == (200, 409)
    assert "Nous comm" in clash.json()["html"]
    assert Outcome.objects.get().sentence == "Nous comm"


def test_an_outcome_goes_with_its_value_to_the_carnet(console, room, noting):
    page = console.get("console_noting")
    base = {"importance": "4", "importance--base": "", "op_id": str(page.context["op_id"])}

    answer = record(console, noting, kind="reservations", reservations="Le temps manque", **base)

    outcome = Outcome.objects.get()
    assert answer.status_code == 302
    assert (outcome.item, outcome.kind, outcome.sentence) == (FT3, "reservations", "Oui")
    assert (outcome.reservations, outcome.value) == ("Le temps manque", {"value": 4, "state": "answered"})
    assert group_answer(room).value == 4


def test_an_outcome_without_its_kind_is_refused_and_nothing_typed_is_lost(console, room, noting):
    page = record(console, noting, kind="", sentence="Ma phrase")

    assert page.status_code == 422
    assert "Ma phrase" in page.content.decode()
    assert not Outcome.objects.exists()


def test_a_value_that_changed_meanwhile_is_told_and_both_are_kept(console, room, noting):
    sheet = Sheet(workbook=room.workshop.round.workbook, instrument_key="ft3", instrument_version=1)
    services.record_value(step=noting, item=FT3, value=2, base="", by=room.by)

    page = record(console, noting, importance="5", **{"importance--base": ""})

    assert sheet.instrument_key == "ft3"
    assert page.status_code == 409
    assert "2 sur 5" in page.content.decode()
    assert (group_answer(room).value, Variant.objects.get().value) == (2, 5)
    base = page.context["noting"].form.data["importance--base"]
    assert record(console, noting, importance="5", **{"importance--base": base}).status_code == 302
    assert group_answer(room).value == 5


def test_the_sentence_of_an_open_question_is_its_answer(console, room):
    step = room.go_to(3, advance=3)
    services.show_item(workshop=room.workshop, item="experiences/positive")

    console.post(
        "console_record",
        {
            "step": step.public_id,
            "item": "experiences/positive",
            "kind": "consensus",
            "sentence": "La fête de quartier",
            "stored_base": "",
        },
    )

    assert group_answer(room, "experiences", "positive").value == "La fête de quartier"


def test_recording_goes_on_to_what_is_not_noted(console, room, noting):
    record(console, noting, then="next")

    assert room.step.current_item == "ft4/importance"


def test_one_field_is_saved_under_the_contract(console, room, noting):
    url = console.url("console_field", noting.public_id, "ft3")
    first = console.client.post(
        url, {"field": "importance", "importance": "4", "importance--base": "", "op_id": ""}, **SCRIPT
    )
    clash = console.client.post(url, {"field": "importance", "importance": "2", "importance--base": ""}, **SCRIPT)

    assert (first.status_code, clash.status_code) == (200, 409)
    variant = Variant.objects.get()
    settle = console.url("console_settle", variant.public_id)
    chosen = {"choice": "mine", "base": clash.json()["base"], "field": "importance", "importance": "2"}
    assert console.client.post(settle, chosen, **SCRIPT).status_code == 200
    assert group_answer(room).value == 2


def test_what_cannot_be_read_is_kept(console, room, noting):
    url = console.url("console_field", noting.public_id, "ft3")

    answer = console.client.post(
        url, {"field": "importance", "importance": "beaucoup", "importance--base": ""}, **SCRIPT
    )

    assert answer.status_code == 422
    assert Variant.objects.get().value == "beaucoup"


def test_a_rehearsal_writes_nothing_in_the_carnet(console, room):
    from tests.workshops.playing import Room

    rehearsal = Room(services.start_rehearsal(workshop=room.workshop, by=room.by, people=0), room.by)
    step = rehearsal.go_to(2, advance=3)
    url = console.url("console_field", step.public_id, "ft3").replace(
        str(room.workshop.public_id), str(rehearsal.workshop.public_id)
    )

    saved = console.client.post(url, {"field": "importance", "importance": "4", "importance--base": ""}, **SCRIPT)

    assert saved.status_code == 200
    assert group_answer(room) is None
    assert group_answer(rehearsal).value == 4


def test_a_poll_asks_about_the_sentence_as_it_is(console, room, noting):
    data = {"step": noting.public_id, "item": FT3, "sentence": "On commence ici", "on": "1"}
    console.post("console_poll", data)
    assert [poll.sentence for poll in Poll.objects.filter(closed_at__isnull=True)] == ["On commence ici"]

    console.post("console_poll", {**data, "on": "0"})
    assert not Poll.objects.filter(closed_at__isnull=True).exists()


def test_the_whole_sheet_of_the_group_is_written_from_the_console(console, room):
    step = room.go_to(3, advance=3)
    page = console.get("console_sheet", step.public_id, "experiences")
    assert page.status_code == 200

    data = {"pitfalls--line": ["Aller trop vite", "", ""], "pitfalls--base": ""}
    assert console.post("console_sheet", data, step.public_id, "experiences").status_code == 302

    assert group_answer(room, "experiences", "pitfalls").value == ["Aller trop vite"]


def test_measures_and_objects_are_added_in_one_line(console, room):
    from tests.factories import StepFactory

    plan = StepFactory(workshop=room.workshop, position=4, instrument_key="ft7")
    objects = StepFactory(workshop=room.workshop, position=5, instrument_key="ft1")
    line = {"strategy": "policy", "measure": "Écrire au maire", "who": "Julie", "when": "2027-01-15"}

    console.post("console_row", line, plan.public_id, "ft7")
    console.post("console_row", {"line": "programmes", "name": "L’heure du conte"}, objects.public_id, "ft1")
    refused = console.client.post(
        console.url("console_row", plan.public_id, "ft7"), {"strategy": "policy", "measure": " "}, follow=True
    )

    assert [(one.measure, one.who, str(one.when)) for one in PlanLine.objects.all()] == [
        ("Écrire au maire", "Julie", "2027-01-15")
    ]
    assert [(one.name, one.line) for one in SustainedObject.objects.all()] == [("L’heure du conte", "programmes")]
    assert console.said(refused) == ["Écrivez d’abord la mesure, puis appuyez sur «\u00a0Ajouter\u00a0»."]


def test_the_sheet_of_the_group_makes_few_queries(console, room):
    from tests.factories import StepFactory

    for position, key in ((4, "ft7"), (5, "ft1"), (6, "ft3"), (7, "ladder")):
        step = StepFactory(workshop=room.workshop, position=position, instrument_key=key)
        console.get("console_sheet", step.public_id, key)
        url = console.url("console_sheet", step.public_id, key)
        with CaptureQueriesContext(connection) as queries:
            assert console.client.get(url).status_code == 200
        assert len(queries) <= 8
