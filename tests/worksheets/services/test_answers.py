"""The save contract, seen from the one writer of answers."""

import datetime
from uuid import uuid4

import pytest

from tests.worksheets.writing import new_sheet, stored, write
from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.models import (
    NEVER_ANSWERED,
    Answer,
    AnswerState,
    Change,
    Origin,
    Sheet,
    SheetOwner,
    Variant,
    Workbook,
)
from worksheets.schema import UnknownAddress
from worksheets.services import AnswerConflict, OperationReused, Saved, add_object, answers, delete_row

NOON = datetime.datetime(2026, 11, 18, 17, 0, tzinfo=datetime.UTC)
LATER = NOON + datetime.timedelta(minutes=12)
ANSWERED = AnswerState.ANSWERED.value


@pytest.fixture
def sheet(workbook):
    return new_sheet(workbook)


def journal():
    lines = Change.objects.order_by("id")
    return list(lines.values_list("address", "before", "after", "author__name", "at", "origin"))


def held(value, state=ANSWERED):
    return {"value": value, "state": state}


# Writing


def test_a_first_answer_is_written_with_its_line_in_the_journal(sheet, marie):
    saved = write(sheet, "Un bon comité", by=marie, at=NOON)

    assert saved == Saved(fingerprint("Un bon comité"), NOON)
    assert list(
        Answer.objects.values_list("address", "value", "state", "fingerprint", "updated_at", "updated_by")
    ) == [("positive", "Un bon comité", ANSWERED, fingerprint("Un bon comité"), NOON, marie.pk)]
    assert journal() == [("positive", None, held("Un bon comité"), "Marie Gagnon", NOON, "screen")]


def test_the_journal_says_before_after_who_when_and_how(sheet, marie, paul):
    first = write(sheet, "Un", by=marie, at=NOON)

    write(sheet, "Deux", by=paul, base=first.fingerprint, at=LATER, origin=Origin.FORM)

    assert journal() == [
        ("positive", None, held("Un"), "Marie Gagnon", NOON, "screen"),
        ("positive", held("Un"), held("Deux"), "Paul Otis", LATER, "form"),
    ]
    assert stored() == "Deux"


def test_a_sheet_is_stored_with_its_first_answer(workbook, sheet, marie):
    assert not Sheet.objects.exists()

    write(sheet, "Un", by=marie)

    assert list(Sheet.objects.values_list("workbook", "instrument_key", "instrument_version", "owner")) == [
        (workbook.pk, "experiences", 1, SheetOwner.GROUP)
    ]
    assert Answer.objects.get().sheet == Change.objects.get().sheet == Sheet.objects.get()


def test_two_people_who_open_a_blank_sheet_write_in_the_same_one(workbook, marie, paul):
    hers, his = new_sheet(workbook), new_sheet(workbook)

    write(hers, "Un", by=marie, address="positive")
    write(his, "Deux", by=paul, address="difficult")

    assert Sheet.objects.count() == 1
    assert dict(Answer.objects.values_list("address", "value")) == {"positive": "Un", "difficult": "Deux"}


def test_an_emptied_field_keeps_its_row_and_its_history(sheet, marie):
    first = write(sheet, "Un", by=marie)

    emptied = write(sheet, None, by=marie, base=first.fingerprint)

    assert emptied.fingerprint == NEVER_ANSWERED
    assert list(Answer.objects.values_list("value", "fingerprint")) == [(None, NEVER_ANSWERED)]
    assert Change.objects.latest("id").after == held(None)


def test_an_emptied_field_is_filled_again(sheet, marie):
    first = write(sheet, "Un", by=marie)
    write(sheet, None, by=marie, base=first.fingerprint)

    write(sheet, "Deux", by=marie, base=NEVER_ANSWERED)

    assert stored() == "Deux"


def test_the_same_value_is_not_a_change(sheet, marie, paul):
    first = write(sheet, "Un", by=marie, at=NOON)

    again = write(sheet, "Un", by=paul, base=first.fingerprint, at=LATER)

    assert again == Saved(first.fingerprint, NOON)
    assert Change.objects.count() == 1
    assert Answer.objects.get().updated_by == marie


def test_a_text_that_is_already_there_does_not_conflict_whatever_its_base(sheet, marie, paul):
    write(sheet, "Un", by=marie)

    write(sheet, "Un", by=paul, base="another page’s base")

    assert not Variant.objects.exists()


def test_different_fields_never_conflict(sheet, marie, paul):
    for address in ("positive", "positive_why", "difficult", "difficult_why"):
        write(sheet, f"Marie, {address}", by=marie, address=address)
    write(sheet, ["Paul"], by=paul, address="winning_conditions")

    assert Answer.objects.count() == 5
    assert not Variant.objects.exists()


@pytest.mark.parametrize(
    ("key", "address", "value", "number"),
    [
        ("ft3", "importance", 4, 4.0),
        ("approach", "stance", 2, 2.0),
        ("experiences", "positive", "4", None),
        ("ft2", "fulfils.convener", "yes", None),
    ],
)
def test_the_number_of_a_scale_stands_beside_its_value(workbook, marie, key, address, value, number):
    write(new_sheet(workbook, key), value, by=marie, address=address)

    assert list(Answer.objects.values_list("value", "number")) == [(value, number)]


def test_a_state_is_part_of_what_is_saved(workbook, marie):
    sheet = new_sheet(workbook, "ft3")
    first = write(sheet, 4, by=marie, address="importance")

    write(sheet, 4, by=marie, address="importance", base=first.fingerprint, state=AnswerState.NOT_APPLICABLE)

    assert list(Answer.objects.values_list("value", "number", "state")) == [(4, None, "not_applicable")]
    assert Change.objects.latest("id").before == held(4)
    assert Change.objects.latest("id").after == held(4, "not_applicable")


def test_not_applicable_without_a_value_is_an_answer(sheet, marie):
    saved = write(sheet, None, by=marie, state=AnswerState.NOT_APPLICABLE)

    assert saved.fingerprint != NEVER_ANSWERED
    assert list(Answer.objects.values_list("value", "state")) == [(None, "not_applicable")]


# Two people in one field


def test_an_old_base_conflicts_and_the_sent_text_is_kept(sheet, marie, paul):
    base = write(sheet, "Un", by=marie, at=NOON).fingerprint
    write(sheet, "Deux, par Marie", by=marie, base=base, at=LATER)
    before = journal()

    with pytest.raises(AnswerConflict) as caught:
        write(sheet, "Deux, par Paul", by=paul, base=base)

    conflict = caught.value
    assert (conflict.value, conflict.author, conflict.at) == ("Deux, par Marie", marie, LATER)
    assert conflict.base == fingerprint("Deux, par Marie")
    assert journal() == before
    assert stored() == "Deux, par Marie"
    assert list(Variant.objects.values_list("address", "value", "base", "reason", "author", "settled_at")) == [
        ("positive", "Deux, par Paul", base, "conflict", paul.pk, None)
    ]
    assert Variant.objects.get() == conflict.variant


def test_the_first_of_two_first_answers_wins(workbook, marie, paul):
    write(new_sheet(workbook), "Un", by=marie)

    with pytest.raises(AnswerConflict):
        write(new_sheet(workbook), "Deux", by=paul)

    assert stored() == "Un"
    assert Variant.objects.get().value == "Deux"
    assert Variant.objects.get().sheet == Sheet.objects.get()


def test_a_conflict_is_settled_by_writing_over_what_was_shown(sheet, marie, paul):
    write(sheet, "Un", by=marie)
    with pytest.raises(AnswerConflict) as caught:
        write(sheet, "Deux", by=paul)

    write(sheet, "Un et deux", by=paul, base=caught.value.base)

    assert stored() == "Un et deux"


def test_emptying_what_somebody_else_changed_conflicts(sheet, marie, paul):
    base = write(sheet, "Un", by=marie).fingerprint
    write(sheet, "Deux", by=marie, base=base)

    with pytest.raises(AnswerConflict):
        write(sheet, None, by=paul, base=base)

    assert stored() == "Deux"


def test_two_people_who_write_the_same_words_at_the_same_moment_agree(sheet, marie, paul, monkeypatch):
    base = write(sheet, "Un", by=marie).fingerprint
    read = answers.stored_answer

    def read_just_before_paul(*wanted):
        found = read(*wanted)
        monkeypatch.setattr(answers, "stored_answer", read)
        write(sheet, "Deux", by=paul, base=base)
        return found

    monkeypatch.setattr(answers, "stored_answer", read_just_before_paul)

    assert write(sheet, "Deux", by=marie, base=base).fingerprint == fingerprint("Deux")
    assert not Variant.objects.exists()
    assert Change.objects.count() == 2


# The same operation again


def test_the_same_operation_sent_again_does_nothing_twice_and_answers_the_same(sheet, marie):
    operation = uuid4()
    first = write(sheet, "Un", by=marie, op_id=operation, at=NOON)

    again = write(sheet, "Un", by=marie, op_id=operation, at=LATER)

    assert again == first
    assert Change.objects.count() == 1


def test_the_same_operation_is_answered_even_after_somebody_wrote_over_it(sheet, marie, paul):
    operation = uuid4()
    first = write(sheet, "Un", by=marie, op_id=operation, at=NOON)
    write(sheet, "Deux", by=paul, base=first.fingerprint)

    again = write(sheet, "Un", by=marie, op_id=operation, at=LATER)

    assert again == first
    assert stored() == "Deux"
    assert not Variant.objects.exists()


def test_the_same_operation_does_not_write_again_what_was_taken_back_since(sheet, marie, paul):
    operation = uuid4()
    base = write(sheet, "Un", by=marie).fingerprint
    first = write(sheet, "Deux", by=marie, base=base, op_id=operation, at=NOON)
    write(sheet, "Un", by=paul, base=first.fingerprint)

    again = write(sheet, "Deux", by=marie, base=base, op_id=operation, at=LATER)

    assert again == first
    assert stored() == "Un"


def test_an_operation_that_comes_back_with_another_text_is_never_said_to_be_saved(sheet, marie):
    operation = uuid4()
    first = write(sheet, "Un", by=marie, op_id=operation)

    with pytest.raises(OperationReused) as reused:
        write(sheet, "Deux", by=marie, base=first.fingerprint, op_id=operation)

    assert str(reused.value) == "Cet enregistrement a déjà été reçu. Rechargez la page; votre texte est gardé."
    assert stored() == "Un"
    assert Variant.objects.get() == reused.value.variant
    assert Variant.objects.get().value == "Deux"


@pytest.mark.parametrize("place", ["another field", "another sheet", "another carnet"])
def test_an_operation_of_another_place_is_never_said_to_be_saved_here(sheet, workbook, marie, place):
    operation = uuid4()
    write(sheet, "Un", by=marie, op_id=operation)
    elsewhere, address = {
        "another field": (sheet, "difficult"),
        "another sheet": (new_sheet(workbook, "approach"), "our_type"),
        "another carnet": (new_sheet(Workbook.objects.create()), "positive"),
    }[place]

    with pytest.raises(OperationReused):
        write(elsewhere, "Un", by=marie, address=address, op_id=operation)

    assert Answer.objects.count() == 1
    assert list(Variant.objects.values_list("address", "value")) == [(address, "Un")]


def test_a_refused_operation_is_kept_once(sheet, marie, paul):
    operation = uuid4()
    write(sheet, "Un", by=marie)

    for _ in range(3):
        with pytest.raises(AnswerConflict):
            write(sheet, "Deux", by=paul, op_id=operation)

    assert Variant.objects.count() == 1


def test_two_texts_refused_under_one_operation_are_both_kept(sheet, marie, paul):
    operation = uuid4()
    write(sheet, "Un", by=marie)

    for text, refusal in (("Deux", AnswerConflict), ("Trois", OperationReused)):
        with pytest.raises(refusal):
            write(sheet, text, by=paul, op_id=operation)

    assert list(Variant.objects.values_list("value", flat=True)) == ["Deux", "Trois"]


def test_an_operation_refused_once_is_not_done_when_its_base_comes_back(sheet, marie, paul):
    operation = uuid4()
    first = write(sheet, "Un", by=marie)
    second = write(sheet, "Deux", by=marie, base=first.fingerprint)
    with pytest.raises(AnswerConflict) as refused:
        write(sheet, "Trois", by=paul, base=first.fingerprint, op_id=operation)
    write(sheet, "Un", by=marie, base=second.fingerprint)

    with pytest.raises(AnswerConflict) as again:
        write(sheet, "Trois", by=paul, base=first.fingerprint, op_id=operation)

    assert (stored(), again.value.variant) == ("Un", refused.value.variant)


def test_the_same_text_is_kept_aside_once_whoever_sends_it_until_it_is_settled(sheet, marie, paul):
    write(sheet, "Un", by=marie)

    for who in (marie, paul, marie):
        with pytest.raises(AnswerConflict):
            write(sheet, "Deux", by=who, op_id=uuid4())

    assert list(Variant.objects.values_list("value", "author")) == [("Deux", marie.pk)]


def test_who_goes_on_typing_in_an_old_page_keeps_one_text_open_and_all_in_the_history(sheet, marie, paul):
    write(sheet, "Un", by=marie)

    for typed in ("De", "Deux", "Deux ans"):
        with pytest.raises(AnswerConflict):
            write(sheet, typed, by=paul, op_id=uuid4())

    assert list(Variant.objects.values_list("value", "settled_how")) == [
        ("De", "replaced"),
        ("Deux", "replaced"),
        ("Deux ans", ""),
    ]
    lines = Change.objects.filter(target="variant").order_by("id")
    assert [(one.before["value"], one.after["how"], one.author) for one in lines] == [
        ("De", "replaced", paul),
        ("Deux", "replaced", paul),
    ]


# What is refused


def test_a_growing_list_stops_at_its_limit_and_goes_on_once_a_row_is_emptied(workbook, marie):
    sheet, person = new_sheet(workbook, "members"), {"name": "Ana", "organisation": "", "sector": ""}
    bases = [write(sheet, person, by=marie, address=f"absent.r{number}").fingerprint for number in range(50)]

    with pytest.raises(Refused) as refusal:
        write(Sheet.objects.get(), person, by=marie, address="absent.r50")

    assert str(refusal.value) == "Cette liste compte déjà 50\u00a0lignes. Videz-en une, ou regroupez-en plusieurs."
    write(Sheet.objects.get(), None, by=marie, address="absent.r7", base=bases[7])
    assert write(Sheet.objects.get(), person, by=marie, address="absent.r50").fingerprint == bases[0]


def test_an_address_outside_the_instrument_is_refused(sheet, marie):
    with pytest.raises(UnknownAddress):
        write(sheet, "Un", by=marie, address="nowhere")

    assert not Sheet.objects.exists()


def test_the_objects_of_an_answer_come_from_its_own_carnet(workbook, marie):
    own = add_object(workbook=workbook, name="Les mardis", code="A", by=marie)
    value = {"objects": [str(own.public_id)], "text": ""}

    write(new_sheet(workbook, "ft3"), value, by=marie, address="projects")

    assert stored("projects") == value


def test_an_object_in_the_bin_may_stay_in_an_answer(workbook, marie):
    own = add_object(workbook=workbook, name="Les mardis", code="A", by=marie)
    delete_row(row=own, by=marie)

    write(new_sheet(workbook, "ft3"), {"objects": [str(own.public_id)], "text": ""}, by=marie, address="projects")

    assert Answer.objects.count() == 1


@pytest.mark.parametrize("spelled", ["another carnet’s", "unknown", "not an id"])
def test_an_object_from_elsewhere_is_refused(workbook, marie, spelled):
    foreign = add_object(workbook=Workbook.objects.create(), name="Ailleurs", code="A", by=marie)
    sent = {"another carnet’s": str(foreign.public_id), "unknown": str(uuid4()), "not an id": "1 OR 1=1"}[spelled]

    with pytest.raises(Refused) as refusal:
        write(new_sheet(workbook, "ft3"), {"objects": [sent], "text": "Des mots"}, by=marie, address="projects")

    assert str(refusal.value) == "Ce choix n’existe plus. Choisissez-en un autre."
    assert not Answer.objects.exists()


# All or nothing


def test_nothing_is_written_when_the_journal_cannot_be(sheet, marie, monkeypatch):
    def break_down(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(answers, "write_change", break_down)

    with pytest.raises(RuntimeError):
        write(sheet, "Un", by=marie)

    assert not Answer.objects.exists()
    assert not Sheet.objects.exists()
    assert not Change.objects.exists()


def test_a_stored_value_stays_when_the_journal_cannot_be_written(sheet, marie, monkeypatch):
    base = write(sheet, "Un", by=marie).fingerprint

    def break_down(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(answers, "write_change", break_down)

    with pytest.raises(RuntimeError):
        write(sheet, "Deux", by=marie, base=base)

    assert stored() == "Un"
