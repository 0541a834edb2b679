"""Objects to sustain and plan lines: added, written one field at a time, binned and taken back."""

import datetime
from uuid import uuid4

import pytest

from tests.worksheets.writing import NAME, WHO, write_row
from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.models import NEVER_ANSWERED, Change, PlanLine, SustainedObject, Variant, Workbook
from worksheets.rows import OBJECT, PLAN_LINE
from worksheets.services import (
    AnswerConflict,
    OperationReused,
    Saved,
    add_object,
    add_plan_line,
    delete_row,
    read_row_field,
    rows,
    start_workbook,
    undelete_row,
)

NOON = datetime.datetime(2026, 11, 18, 17, 0, tzinfo=datetime.UTC)
LATER = NOON + datetime.timedelta(minutes=12)


@pytest.fixture
def mardis(workbook, marie):
    return add_object(workbook=workbook, name="Les mardis", code="A", by=marie, line="programmes", at=NOON)


@pytest.fixture
def measure(workbook, marie):
    return add_plan_line(workbook=workbook, strategy="policy", measure="Écrire une entente", by=marie, at=NOON)


def journal():
    lines = Change.objects.order_by("id")
    return list(
        lines.values_list("target", "target_id", "address", "before", "after", "author__name", "at", "origin")
    )


# Adding


def test_an_object_is_added_with_its_line_in_the_journal(mardis):
    snapshot = {"name": "Les mardis", "code": "A", "fate": None}

    assert list(SustainedObject.objects.values_list("name", "code", "fate", "line", "created_at")) == [
        ("Les mardis", "A", "", "programmes", NOON)
    ]
    assert journal() == [
        ("object", mardis.public_id, "", None, {"value": snapshot}, "Marie Gagnon", NOON, "screen"),
    ]


def test_a_plan_line_is_added_with_its_line_in_the_journal(measure):
    snapshot = {
        "measure": "Écrire une entente",
        "who": None,
        "when": None,
        "needs": None,
        "strategy": "policy",
        "status": "to_do",
        "object": None,
    }

    assert journal() == [
        ("plan_line", measure.public_id, "", None, {"value": snapshot}, "Marie Gagnon", NOON, "screen"),
    ]


def test_the_same_operation_adds_one_row(workbook, marie):
    operation = uuid4()

    first, again = (
        add_object(workbook=workbook, name="Les mardis", code="A", by=marie, op_id=operation) for _ in range(2)
    )

    assert first == again
    assert (SustainedObject.objects.count(), Change.objects.count()) == (1, 1)


def test_an_operation_of_another_carnet_shows_nothing_of_it(workbook, marie, paul):
    operation = uuid4()
    theirs = add_object(workbook=Workbook.objects.create(), name="Les mardis", code="A", by=paul, op_id=operation)

    with pytest.raises(OperationReused):
        add_object(workbook=workbook, name="Les mardis", code="A", by=marie, op_id=operation)

    assert list(SustainedObject.objects.all()) == [theirs]
    assert list(Variant.objects.values_list("workbook", "address", "value")) == [(workbook.pk, "name", "Les mardis")]


def test_nothing_is_added_when_the_journal_cannot_be_written(workbook, marie, monkeypatch):
    def break_down(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(rows, "write_change", break_down)

    with pytest.raises(RuntimeError):
        add_object(workbook=workbook, name="Les mardis", code="A", by=marie)

    assert not SustainedObject.objects.exists()


# Writing one field


@pytest.mark.parametrize(
    ("key", "value", "column"),
    [
        ("measure", "Signer l’entente", "Signer l’entente"),
        ("who", "La coordination", "La coordination"),
        ("when", "2026-12-01", datetime.date(2026, 12, 1)),
        ("needs", "Deux rencontres", "Deux rencontres"),
        ("strategy", "community", "community"),
        ("status", "done", "done"),
    ],
)
def test_each_field_of_a_plan_line_is_written_read_and_noted(measure, paul, key, value, column):
    field = PLAN_LINE.fields[key]
    before = read_row_field(measure, field)

    saved = write_row(measure, value, field=field, base=fingerprint(before), by=paul, at=LATER)

    measure.refresh_from_db()
    assert saved == Saved(fingerprint(value), LATER)
    assert getattr(measure, key) == column
    assert read_row_field(measure, field) == value
    assert journal()[1:] == [
        ("plan_line", measure.public_id, key, {"value": before}, {"value": value}, "Paul Otis", LATER, "screen")
    ]


@pytest.mark.parametrize(("key", "value"), [("name", "Les mercredis"), ("code", "R"), ("fate", "let_go")])
def test_each_field_of_an_object_is_written(mardis, marie, key, value):
    field = OBJECT.fields[key]

    write_row(mardis, value, field=field, base=fingerprint(read_row_field(mardis, field)), by=marie)

    mardis.refresh_from_db()
    assert getattr(mardis, key) == value


def test_a_plan_line_is_tied_to_an_object_of_its_carnet_and_untied(measure, mardis, marie):
    field = PLAN_LINE.fields["object"]

    saved = write_row(measure, str(mardis.public_id), field=field, base=NEVER_ANSWERED, by=marie)
    measure.refresh_from_db()
    assert measure.object == mardis

    write_row(measure, None, field=field, base=saved.fingerprint, by=marie)
    measure.refresh_from_db()
    assert measure.object is None


def test_a_plan_line_is_not_tied_to_an_object_of_another_carnet(measure, marie):
    foreign = add_object(workbook=Workbook.objects.create(), name="Ailleurs", code="A", by=marie)

    with pytest.raises(Refused) as refusal:
        write_row(measure, str(foreign.public_id), field=PLAN_LINE.fields["object"], base=NEVER_ANSWERED, by=marie)

    assert str(refusal.value) == "Ce choix n’existe plus. Choisissez-en un autre."
    measure.refresh_from_db()
    assert measure.object is None


@pytest.mark.parametrize("key", ["who", "when", "needs", "measure"])
def test_an_optional_field_is_emptied(workbook, marie, key):
    filled = {"who": "Nous", "when": datetime.date(2026, 12, 1), "needs": "Du temps", "measure": "Écrire"}
    line = add_plan_line(workbook=workbook, strategy="policy", by=marie, **filled)
    field = PLAN_LINE.fields[key]

    write_row(line, None, field=field, base=fingerprint(read_row_field(line, field)), by=marie)

    line.refresh_from_db()
    assert read_row_field(line, field) is None


@pytest.mark.parametrize(("kind", "key"), [(OBJECT, "name"), (OBJECT, "code"), (PLAN_LINE, "strategy")])
def test_what_names_a_row_cannot_stay_empty(mardis, measure, marie, kind, key):
    row = mardis if kind is OBJECT else measure

    with pytest.raises(Refused) as refusal:
        write_row(row, None, field=kind.fields[key], base=NEVER_ANSWERED, by=marie)

    assert str(refusal.value) == "Ce champ ne peut pas rester vide. L’ancienne valeur est gardée."


def test_an_old_base_conflicts_and_the_sent_text_is_kept(measure, marie, paul):
    write_row(measure, "Marie", field=WHO, base=NEVER_ANSWERED, by=marie, at=LATER)
    before = journal()

    with pytest.raises(AnswerConflict) as caught:
        write_row(measure, "Paul", field=WHO, base=NEVER_ANSWERED, by=paul)

    conflict = caught.value
    assert (conflict.value, conflict.author, conflict.at) == ("Marie", marie, LATER)
    assert conflict.base == fingerprint("Marie")
    assert journal() == before
    measure.refresh_from_db()
    assert measure.who == "Marie"
    assert list(Variant.objects.values_list("target", "target_id", "address", "value", "base", "author")) == [
        ("plan_line", measure.public_id, "who", "Paul", NEVER_ANSWERED, paul.pk)
    ]


def test_two_fields_of_one_row_never_conflict(measure, marie, paul):
    write_row(measure, "Marie", field=WHO, base=NEVER_ANSWERED, by=marie)
    write_row(measure, "Du temps", field=PLAN_LINE.fields["needs"], base=NEVER_ANSWERED, by=paul)

    measure.refresh_from_db()
    assert (measure.who, measure.needs) == ("Marie", "Du temps")


def test_a_stale_copy_of_the_row_is_not_trusted(measure, marie, paul):
    copy = PlanLine.objects.get(pk=measure.pk)
    write_row(measure, "Marie", field=WHO, base=NEVER_ANSWERED, by=marie)

    with pytest.raises(AnswerConflict):
        write_row(copy, "Paul", field=WHO, base=NEVER_ANSWERED, by=paul)


def test_the_same_value_is_not_a_change(mardis, paul):
    write_row(mardis, "Les mardis", base="whatever", by=paul)

    assert len(journal()) == 1


def test_the_same_operation_sent_again_answers_the_same(mardis, marie):
    operation, base = uuid4(), fingerprint("Les mardis")
    first = write_row(mardis, "Les jeudis", base=base, by=marie, op_id=operation, at=NOON)

    again = write_row(mardis, "Les jeudis", base=base, by=marie, op_id=operation, at=LATER)

    assert again == first
    assert len(journal()) == 2


def test_the_same_operation_is_answered_even_after_somebody_wrote_over_it(mardis, marie, paul):
    operation, base = uuid4(), fingerprint("Les mardis")
    first = write_row(mardis, "Les jeudis", base=base, by=marie, op_id=operation, at=NOON)
    write_row(mardis, "Les lundis", base=first.fingerprint, by=paul)

    again = write_row(mardis, "Les jeudis", base=base, by=marie, op_id=operation, at=LATER)

    assert again == first
    mardis.refresh_from_db()
    assert mardis.name == "Les lundis"


def test_the_same_operation_does_not_write_again_what_was_taken_back_since(mardis, marie, paul):
    operation, base = uuid4(), fingerprint("Les mardis")
    first = write_row(mardis, "Les jeudis", base=base, by=marie, op_id=operation, at=NOON)
    write_row(mardis, "Les mardis", base=first.fingerprint, by=paul)

    again = write_row(mardis, "Les jeudis", base=base, by=marie, op_id=operation, at=LATER)

    assert again == first
    mardis.refresh_from_db()
    assert mardis.name == "Les mardis"


def test_an_operation_that_comes_back_with_another_text_is_never_said_to_be_saved(mardis, marie):
    operation = uuid4()
    first = write_row(mardis, "Les jeudis", base=fingerprint("Les mardis"), by=marie, op_id=operation)

    with pytest.raises(OperationReused):
        write_row(mardis, "Les lundis", base=first.fingerprint, by=marie, op_id=operation)

    mardis.refresh_from_db()
    assert mardis.name == "Les jeudis"
    assert Variant.objects.get().value == "Les lundis"


def test_an_operation_of_another_row_is_never_said_to_be_saved_here(mardis, workbook, marie):
    operation = uuid4()
    jeudis = add_object(workbook=workbook, name="Les jeudis", code="A", by=marie)
    write_row(mardis, "Les lundis", base=fingerprint("Les mardis"), by=marie, op_id=operation)

    with pytest.raises(OperationReused):
        write_row(jeudis, "Les lundis", base=fingerprint("Les jeudis"), by=marie, op_id=operation)

    jeudis.refresh_from_db()
    assert jeudis.name == "Les jeudis"
    assert list(Variant.objects.values_list("target_id", "value")) == [(jeudis.public_id, "Les lundis")]


def test_one_operation_refused_in_two_rows_is_kept_for_both(mardis, workbook, marie):
    operation = uuid4()
    jeudis = add_object(workbook=workbook, name="Les jeudis", code="A", by=marie)

    for row, refusal in ((mardis, AnswerConflict), (jeudis, OperationReused)):
        with pytest.raises(refusal):
            write_row(row, "Les lundis", base="older", by=marie, op_id=operation)

    assert set(Variant.objects.values_list("target_id", flat=True)) == {mardis.public_id, jeudis.public_id}


@pytest.mark.parametrize("name", ["👩‍👩‍👧‍👦" * 180, "e" + "\u0301" * 2000])
def test_a_name_as_long_as_a_reader_counts_fits_on_both_engines(workbook, marie, name):
    """An emoji family is one character for a reader, seven for PostgreSQL."""
    row = add_object(workbook=workbook, name=name, code="A", by=marie)

    row.refresh_from_db()
    assert row.name == name


# The bin


def test_a_row_goes_to_the_bin_and_comes_back(mardis, marie, paul):
    delete_row(row=mardis, by=paul)
    mardis.refresh_from_db()
    assert (mardis.deleted_at is None, mardis.deleted_by) == (False, paul)
    assert not SustainedObject.objects.kept().exists()

    undelete_row(row=mardis, by=marie)
    mardis.refresh_from_db()
    assert (mardis.deleted_at, mardis.deleted_by) == (None, None)

    name = mardis.name
    assert [line[2:6] for line in journal()[1:]] == [
        ("deleted", {"value": False}, {"value": True, "name": name}, "Paul Otis"),
        ("deleted", {"value": True}, {"value": False, "name": name}, "Marie Gagnon"),
    ]


def test_twice_in_the_bin_is_once(mardis, marie):
    delete_row(row=mardis, by=marie)
    delete_row(row=mardis, by=marie)

    assert len(journal()) == 2


FULL = "Cette liste compte déjà 50\u00a0lignes. Retirez-en une, ou regroupez-en plusieurs."


@pytest.fixture
def fifty(workbook):
    """Fifty objects and fifty plan lines."""
    SustainedObject.objects.bulk_create(
        SustainedObject(workbook=workbook, name=f"Objet {number}", code="A") for number in range(50)
    )
    PlanLine.objects.bulk_create(
        PlanLine(workbook=workbook, strategy="policy", measure=f"Mesure {number}") for number in range(50)
    )


def add_one(kind, workbook, by, **how):
    if kind is OBJECT:
        return add_object(workbook=workbook, name="Un de plus", code="A", by=by, **how)
    return add_plan_line(workbook=workbook, strategy="resources", measure="Une de plus", by=by, **how)


@pytest.mark.parametrize("kind", [OBJECT, PLAN_LINE], ids=["object", "plan line"])
def test_a_list_holds_fifty_rows(fifty, workbook, marie, kind):
    with pytest.raises(Refused, match=f"^{FULL}$"):
        add_one(kind, workbook, marie)

    assert kind.model.objects.count() == 50
    assert not Change.objects.exists()


@pytest.mark.parametrize("kind", [OBJECT, PLAN_LINE], ids=["object", "plan line"])
def test_a_row_in_the_bin_leaves_its_place_and_comes_back_even_beyond_the_fiftieth(fifty, workbook, marie, kind):
    """Nothing is ever lost: the limit stops what is added, and never what was there."""
    removed = kind.model.objects.first()
    delete_row(row=removed, by=marie)
    add_one(kind, workbook, marie)

    undelete_row(row=removed, by=marie)

    assert kind.model.objects.filter(deleted_at=None).count() == 51
    with pytest.raises(Refused, match=f"^{FULL}$"):
        add_one(kind, workbook, marie)


@pytest.mark.parametrize("kind", [OBJECT, PLAN_LINE], ids=["object", "plan line"])
def test_the_fiftieth_row_sent_again_is_the_same_row(fifty, workbook, marie, kind):
    kind.model.objects.first().delete()
    operation = uuid4()
    fiftieth = add_one(kind, workbook, marie, op_id=operation)

    assert add_one(kind, workbook, marie, op_id=operation) == fiftieth


def test_the_lists_of_another_carnet_do_not_count(fifty, marie):
    other = Workbook.objects.create()

    assert [add_one(kind, other, marie).workbook for kind in (OBJECT, PLAN_LINE)] == [other, other]


def test_a_new_carnet_takes_more_than_fifty_rows_from_the_one_before(fifty, workbook, marie):
    SustainedObject.objects.create(workbook=workbook, name="Revenu de la corbeille", code="A")

    started = start_workbook(by=marie, previous=workbook, objects=workbook.sustained_objects.all())

    assert started.sustained_objects.count() == 51


def test_a_name_field_reads_as_text(mardis):
    assert read_row_field(mardis, NAME) == "Les mardis"
