"""What a person answers alone: written over, kept out of the journal and of the group's sheet."""

import datetime

import pytest

from tests.worksheets.writing import new_sheet, write
from worksheets import catalogue
from worksheets.cleaning import Refused
from worksheets.codes import ObjectCode
from worksheets.fingerprints import fingerprint
from worksheets.individual import MOST_IDEAS, find_item, items_of
from worksheets.models import Answer, AnswerState, Change, Sheet, SheetOwner
from worksheets.services import add_object, begin_individual_sheet, save_individual_answer

NOON = datetime.datetime(2026, 11, 18, 17, 0, tzinfo=datetime.UTC)
CONTINUUM, EXPERIENCES, FT3 = (catalogue.latest(key) for key in ("continuum", "experiences", "ft3"))


def sheet_of(workbook, instrument=EXPERIENCES):
    return begin_individual_sheet(workbook_id=workbook.pk, instrument=instrument, at=NOON)


def save(sheet, value, *, address="positive", asked=None, **more):
    asked = asked or catalogue.latest(sheet.instrument_key).find("positive")[0]
    save_individual_answer(sheet_id=sheet.pk, asked=asked, address=address, value=value, at=NOON, **more)


def held(sheet):
    found = Answer.objects.filter(sheet=sheet)
    return list(found.values_list("address", "value", "number", "state", "fingerprint", "updated_at", "updated_by"))


def test_the_last_value_stands_and_nobody_is_named(workbook):
    sheet = sheet_of(workbook)

    save(sheet, "Un comité")
    save(sheet, "Un bon comité")

    mark = fingerprint("Un bon comité")
    assert held(sheet) == [("positive", "Un bon comité", None, "answered", mark, NOON, None)]
    assert not Change.objects.exists()


def test_a_number_is_written_where_medians_read_it_and_leaves_when_one_passes(workbook):
    sheet = sheet_of(workbook, FT3)
    asked = FT3.find("importance")[0]

    save(sheet, 4, address="importance", asked=asked)
    assert [(one.value, one.number) for one in Answer.objects.filter(sheet=sheet)] == [(4, 4)]

    save(sheet, None, address="importance", asked=asked, state=AnswerState.PASSED)
    assert [(one.value, one.number, one.state) for one in Answer.objects.filter(sheet=sheet)] == [
        (None, None, AnswerState.PASSED)
    ]


def test_the_ideas_of_one_person_about_one_question_have_an_end(workbook):
    sheet = sheet_of(workbook)
    for number in range(MOST_IDEAS):
        save(sheet, f"Idée {number}", address=f"positive.r{number}")

    with pytest.raises(Refused, match="Vous avez déjà 10\u00a0idées ici"):
        save(sheet, "Une de trop", address="positive.rtrop")
    save(sheet, "Mieux dite", address="positive.r3")
    save(sheet, None, address="positive.r4")
    save(sheet, "Une autre", address="positive.rautre")


def test_objects_are_those_of_the_carnet(workbook, marie):
    carnet = new_sheet(workbook).workbook
    other = type(workbook).objects.create()
    known = add_object(workbook=carnet, name="La halte", code=ObjectCode.ACTIVITIES, by=marie)
    sheet, item = sheet_of(other, FT3), find_item(items_of(FT3), "ft3/projects")
    value = {"objects": [str(known.public_id)], "text": ""}

    save(sheet, value, address="projects", asked=item.asked, carnet_id=carnet.pk)

    with pytest.raises(Refused):
        save(sheet, value, address="projects", asked=item.asked, carnet_id=other.pk)


def test_the_group_never_meets_the_answer_of_one_person(workbook, marie):
    save(sheet_of(workbook), "Ce que je pense")
    unsaved = new_sheet(workbook)

    write(unsaved, "Ce que nous pensons", by=marie)

    group = Sheet.objects.get(owner=SheetOwner.GROUP)
    assert [answer.value for answer in Answer.objects.filter(sheet=group)] == ["Ce que nous pensons"]
