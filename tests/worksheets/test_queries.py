import datetime

import pytest

from tests.worksheets.writing import new_sheet, write
from worksheets import catalogue
from worksheets.models import AnswerState, Sheet
from worksheets.queries import answers_of, listed_kinds, next_task, shown_kinds, shows_plan, tasks_of, unanswered
from worksheets.services import begin_sheet, finish_sheet

NOON = datetime.datetime(2026, 11, 18, 17, 0, tzinfo=datetime.UTC)


def empty_in(key):
    sheet = Sheet.objects.filter(instrument_key=key).first()
    answers = answers_of(sheet) if sheet else {}
    return [address for address, _asked, _row in unanswered(catalogue.latest(key), answers)]


@pytest.mark.parametrize(
    ("key", "count"),
    [
        *[
            ("experiences", 6),
            ("continuum", 7),
            ("obstacles", 2),
            ("approach", 7),
            ("members", 5),
            ("ft1", 7),
            ("ft2", 10),
        ],
        *[("ft3", 5), ("ft4", 8), ("ft5", 8), ("ft6", 7), ("ft7", 0)],
    ],
)
def test_a_blank_sheet_misses_every_question_and_no_window(db, key, count):
    assert len(empty_in(key)) == count


def test_what_is_answered_passed_or_not_applicable_is_not_empty(workbook, marie):
    sheet = new_sheet(workbook)
    write(sheet, "Un", by=marie, address="positive")
    write(sheet, None, by=marie, address="positive_why", state=AnswerState.PASSED)
    write(sheet, None, by=marie, address="difficult", state=AnswerState.NOT_APPLICABLE)
    emptied = write(sheet, "Un", by=marie, address="difficult_why")
    write(sheet, None, by=marie, address="difficult_why", base=emptied.fingerprint)

    assert empty_in("experiences") == ["difficult_why", "winning_conditions", "pitfalls"]


def test_a_growing_list_is_answered_by_one_row(workbook, marie):
    sheet = new_sheet(workbook, "members")
    row = {"name": "Ana", "organisation": "", "sector": ""}
    saved = write(sheet, row, by=marie, address="absent.r1")
    write(sheet, row, by=marie, address="needed.r1")
    write(sheet, None, by=marie, address="absent.r1", base=saved.fingerprint)

    assert empty_in("members") == ["strengths_gaps", "absent", "concerned", "to_mobilise"]


def targets(kinds_of):
    """{instrument key: targets}, for the sheets that have some."""
    found = {one.key: [kind.target.value for kind in kinds_of(one)] for one in catalogue.all_latest()}
    return {key: kinds for key, kinds in found.items() if kinds}


def test_the_sheets_that_list_rows_of_the_carnet():
    assert targets(listed_kinds) == {
        "formal_sectors": ["sector", "actor"],
        "informal_sectors": ["sector", "actor"],
        "stakeholders": ["actor"],
        "ft1": ["object"],
        "ft7": ["plan_line"],
    }
    assert [one.key for one in catalogue.all_latest() if shows_plan(one)] == ["ft7"]


def test_the_sheets_that_need_rows_of_the_carnet_listed_or_offered():
    assert targets(shown_kinds) == {
        "members": ["actor", "sector"],
        "formal_sectors": ["sector", "actor"],
        "informal_sectors": ["sector", "actor"],
        "stakeholders": ["actor"],
        "ft1": ["object"],
        "ft3": ["object"],
        "ft7": ["plan_line", "object"],
        "stages": ["actor"],
    }


def test_each_instrument_offered_is_a_task(workbook, marie):
    finish_sheet(sheet=begin_sheet(new_sheet(workbook, "ft1")), by=marie)
    write(new_sheet(workbook, "ft3"), 4, by=marie, address="importance", at=NOON)

    tasks = tasks_of(workbook.pk)

    assert [(task.instrument.key, task.status) for task in tasks] == [
        (key, {"ft1": "finished", "ft3": "in_progress"}.get(key, "not_started"))
        for key in [instrument.key for instrument in catalogue.all_latest()]
    ]
    assert next(task.touched_at for task in tasks if task.instrument.key == "ft3") == NOON


def test_the_next_task_is_the_last_one_worked_on(workbook, marie):
    for key, hours in [("ft3", 1), ("ft4", 2), ("ft5", 0)]:
        at = NOON + datetime.timedelta(hours=hours)
        write(new_sheet(workbook, key), 4, by=marie, address="importance", at=at)

    assert next_task(tasks_of(workbook.pk)).instrument.key == "ft4"


@pytest.mark.parametrize(
    ("finished", "expected"),
    [
        ([], "experiences"),
        (["experiences"], "continuum"),
        (["ft1"], "ft2"),
        (["ft2", "ft1"], "ft3"),
        (["ft7"], "stages"),
        (["sustain_cycle"], "experiences"),
        (["experiences", "sustain_cycle"], "continuum"),
    ],
)
def test_once_a_sheet_is_finished_the_next_task_follows_it(workbook, marie, finished, expected):
    for key in finished:
        finish_sheet(sheet=begin_sheet(new_sheet(workbook, key)), by=marie)

    assert next_task(tasks_of(workbook.pk)).instrument.key == expected


def test_a_sheet_begun_earlier_is_proposed_again_in_its_turn(workbook, marie):
    for key, hours in [("ft5", 0), ("ft6", 1), ("ft4", 2)]:
        at = NOON + datetime.timedelta(hours=hours)
        write(new_sheet(workbook, key), 4, by=marie, address="importance", at=at)
    finish_sheet(sheet=Sheet.objects.get(instrument_key="ft4"), by=marie)

    assert next_task(tasks_of(workbook.pk)).instrument.key == "ft5"


def test_when_all_is_finished_nothing_comes_next(workbook, marie):
    for instrument in catalogue.all_latest():
        finish_sheet(sheet=new_sheet(workbook, instrument.key), by=marie)

    assert next_task(tasks_of(workbook.pk)) is None
