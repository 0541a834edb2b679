import pytest

from tests.worksheets.writing import new_sheet, stored, write, write_row
from worksheets.fingerprints import fingerprint
from worksheets.models import AnswerState, Change, Variant
from worksheets.rows import PLAN_LINE
from worksheets.services import AnswerConflict, add_object, add_plan_line, restore_version


def test_a_version_is_written_again_as_a_new_change_that_says_which(workbook, marie, paul):
    sheet = new_sheet(workbook)
    first = write(sheet, "Un", by=marie)
    second = write(sheet, "Deux", by=marie, base=first.fingerprint)
    wanted = Change.objects.get(after__value="Un")

    restore_version(change=wanted, by=paul, base=second.fingerprint)

    newest = Change.objects.latest("id")
    assert stored() == "Un"
    assert (newest.before["value"], newest.after["value"]) == ("Deux", "Un")
    assert (newest.restores, newest.origin, newest.author) == (wanted, "restored", paul)
    assert Change.objects.count() == 3


def test_a_state_is_restored_with_its_value(workbook, marie):
    sheet = new_sheet(workbook)
    first = write(sheet, None, by=marie, state=AnswerState.NOT_APPLICABLE)
    second = write(sheet, "Finalement, oui", by=marie, base=first.fingerprint)

    restore_version(change=Change.objects.order_by("id")[0], by=marie, base=second.fingerprint)

    answer = sheet.workbook.sheets.get().answers.get()
    assert (answer.value, answer.state) == (None, "not_applicable")


def test_restoring_over_something_new_conflicts_like_any_save(workbook, marie, paul):
    sheet = new_sheet(workbook)
    first = write(sheet, "Un", by=marie)
    second = write(sheet, "Deux", by=marie, base=first.fingerprint)
    write(sheet, "Trois", by=paul, base=second.fingerprint)

    with pytest.raises(AnswerConflict):
        restore_version(change=Change.objects.order_by("id")[0], by=marie, base=second.fingerprint)

    assert stored() == "Trois"
    assert Variant.objects.get().value == "Un"


def test_a_field_of_a_row_is_restored(workbook, marie, paul):
    row = add_object(workbook=workbook, name="Les mardis", code="A", by=marie)
    for before, after in [("Les mardis", "Les jeudis"), ("Les jeudis", "Les lundis")]:
        write_row(row, after, base=fingerprint(before), by=marie)

    restore_version(change=Change.objects.get(after__value="Les jeudis"), by=paul, base=fingerprint("Les lundis"))

    row.refresh_from_db()
    assert row.name == "Les jeudis"
    assert Change.objects.latest("id").restores is not None


def test_the_date_of_a_plan_line_is_restored(workbook, marie):
    line = add_plan_line(workbook=workbook, strategy="policy", measure="Écrire", by=marie)
    when = PLAN_LINE.fields["when"]
    saved = write_row(line, "2026-12-01", field=when, base="", by=marie)
    write_row(line, None, field=when, base=saved.fingerprint, by=marie)

    restore_version(change=Change.objects.get(after__value="2026-12-01"), by=marie, base="")

    line.refresh_from_db()
    assert line.when.isoformat() == "2026-12-01"
