import datetime

from tests.worksheets.writing import new_sheet, write
from worksheets.models import Change, PlanLine, Sheet, SustainedObject
from worksheets.services import (
    add_object,
    add_plan_line,
    begin_sheet,
    finish_sheet,
    reopen_sheet,
    start_workbook,
)

NOON = datetime.datetime(2026, 11, 18, 17, 0, tzinfo=datetime.UTC)


def journal():
    lines = Change.objects.order_by("id")
    return list(lines.values_list("target", "address", "before", "after", "author__name"))


def test_a_sheet_is_begun_once(workbook):
    first, again = (begin_sheet(new_sheet(workbook, "ft7")) for _ in range(2))

    assert first == again
    assert Sheet.objects.count() == 1


def test_finishing_says_when_and_who_and_stays_in_the_journal(workbook, marie):
    write(new_sheet(workbook), "Un", by=marie)

    finish_sheet(sheet=Sheet.objects.get(), by=marie, at=NOON)

    sheet = Sheet.objects.get()
    assert (sheet.finished_at, sheet.finished_by) == (NOON, marie)
    assert journal()[1:] == [("sheet", "finished", {"value": False}, {"value": True}, "Marie Gagnon")]


def test_an_untouched_sheet_may_be_finished(workbook, marie):
    finish_sheet(sheet=new_sheet(workbook), by=marie)

    assert Sheet.objects.get().finished_by == marie


def test_finishing_twice_keeps_the_first_time(workbook, marie, paul):
    sheet = begin_sheet(new_sheet(workbook))
    finish_sheet(sheet=sheet, by=marie, at=NOON)

    finish_sheet(sheet=sheet, by=paul)

    sheet.refresh_from_db()
    assert (sheet.finished_at, sheet.finished_by) == (NOON, marie)
    assert len(journal()) == 1


def test_a_finished_sheet_is_taken_up_again(workbook, marie, paul):
    sheet = begin_sheet(new_sheet(workbook))
    finish_sheet(sheet=sheet, by=marie)

    reopen_sheet(sheet=sheet, by=paul)

    sheet.refresh_from_db()
    assert (sheet.finished_at, sheet.finished_by) == (None, None)
    assert journal()[1:] == [("sheet", "finished", {"value": True}, {"value": False}, "Paul Otis")]


def test_a_new_carnet_carries_what_was_chosen_and_leaves_the_old_one_as_it_is(workbook, marie, paul):
    kept = add_object(workbook=workbook, name="Les mardis", code="A", fate="sustain", line="programmes", by=marie)
    add_object(workbook=workbook, name="Laissé", code="S", by=marie)
    line = add_plan_line(
        workbook=workbook,
        strategy="policy",
        measure="Écrire une entente",
        who="Nous",
        when=datetime.date(2026, 12, 1),
        needs="Du temps",
        status="in_progress",
        object=kept,
        by=marie,
    )

    fresh = start_workbook(by=paul, previous=workbook, objects=[kept], plan_lines=[line])

    copy = SustainedObject.objects.get(workbook=fresh)
    assert (copy.name, copy.code, copy.fate, copy.line, copy.carried_from) == (
        *("Les mardis", "A", "sustain", "programmes"),
        kept,
    )
    copied = PlanLine.objects.get(workbook=fresh)
    assert (copied.strategy, copied.measure, copied.who, copied.when, copied.needs, copied.status) == (
        *("policy", "Écrire une entente", "Nous", datetime.date(2026, 12, 1), "Du temps", "in_progress"),
    )
    assert (copied.object, copied.carried_from) == (copy, line)
    assert fresh.previous == workbook
    assert list(fresh.changes.order_by("id").values_list("target", "origin", "author__name")) == [
        ("object", "carried", "Paul Otis"),
        ("plan_line", "carried", "Paul Otis"),
    ]
    assert (SustainedObject.objects.filter(workbook=workbook).count(), workbook.changes.count()) == (2, 3)


def test_a_line_whose_object_stays_behind_stands_alone(workbook, marie):
    left = add_object(workbook=workbook, name="Laissé", code="A", by=marie)
    line = add_plan_line(workbook=workbook, strategy="policy", measure="Écrire", object=left, by=marie)

    fresh = start_workbook(by=marie, previous=workbook, plan_lines=[line])

    assert PlanLine.objects.get(workbook=fresh).object is None
