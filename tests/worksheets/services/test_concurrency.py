"""Twenty people at the same moment: real threads, real connections, a real file."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from tests.factories import UserFactory
from tests.worksheets.writing import NAME, new_sheet, stored, write
from worksheets.fingerprints import fingerprint
from worksheets.models import Answer, Change, Sheet, SustainedObject, Variant, Workbook
from worksheets.services import AnswerConflict, OperationReused, add_object, save_row_field

WRITERS = 20


@pytest.fixture
def people(running_database):
    return [UserFactory() for _ in range(WRITERS)]


@pytest.fixture
def workbook(running_database):
    return Workbook.objects.create()


def all_at_once(act, people):
    """`act(person, place)` for everyone together: ["saved", "conflict", …]; any other error is raised."""
    start = Barrier(len(people))

    def take_part(place):
        start.wait(timeout=30)
        try:
            act(people[place], place)
        except AnswerConflict:
            return "conflict"
        except OperationReused:
            return "reused"
        finally:
            connections.close_all()
        return "saved"

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(take_part, range(len(people))))


def test_one_of_twenty_writers_on_one_field_is_heard_and_the_others_are_kept(workbook, people):
    base = write(new_sheet(workbook), "Au début", by=people[0]).fingerprint
    sheet = Sheet.objects.get()

    outcomes = all_at_once(lambda who, place: write(sheet, f"Texte {place}", by=who, base=base), people)

    assert Counter(outcomes) == {"saved": 1, "conflict": WRITERS - 1}
    winner = outcomes.index("saved")
    assert stored() == f"Texte {winner}"
    assert Change.objects.count() == 2
    assert set(Variant.objects.values_list("value", flat=True)) == {
        f"Texte {place}" for place in range(WRITERS) if place != winner
    }


def test_one_of_twenty_first_answers_on_a_blank_sheet_is_heard(workbook, people):
    outcomes = all_at_once(lambda who, place: write(new_sheet(workbook), f"Texte {place}", by=who), people)

    assert Counter(outcomes) == {"saved": 1, "conflict": WRITERS - 1}
    assert (Sheet.objects.count(), Answer.objects.count(), Change.objects.count()) == (1, 1, 1)
    assert Variant.objects.count() == WRITERS - 1


def test_twenty_people_in_twenty_fields_are_all_heard(workbook, people):
    addresses = [f"absent.r{place}" for place in range(WRITERS)]

    def act(who, place):
        value = {"name": f"Personne {place}", "organisation": "", "sector": ""}
        write(new_sheet(workbook, "members"), value, by=who, address=addresses[place])

    assert all_at_once(act, people) == ["saved"] * WRITERS
    assert set(Answer.objects.values_list("address", flat=True)) == set(addresses)
    assert (Sheet.objects.count(), Change.objects.count()) == (1, WRITERS)


def test_one_operation_sent_twenty_times_at_once_is_done_once(workbook, people):
    operation, marie = uuid4(), people[0]

    outcomes = all_at_once(lambda *_: write(new_sheet(workbook), "Un", by=marie, op_id=operation), people)

    assert outcomes == ["saved"] * WRITERS
    assert (stored(), Change.objects.count(), Variant.objects.count()) == ("Un", 1, 0)


def test_one_of_twenty_writers_on_one_field_of_an_object_is_heard(workbook, people):
    row = add_object(workbook=workbook, name="Les mardis", code="A", by=people[0])
    base = fingerprint("Les mardis")

    def act(who, place):
        save_row_field(row=row, field=NAME, value=f"Nom {place}", base=base, by=who)

    outcomes = all_at_once(act, people)

    assert Counter(outcomes) == {"saved": 1, "conflict": WRITERS - 1}
    row.refresh_from_db()
    assert row.name == f"Nom {outcomes.index('saved')}"
    assert (Change.objects.count(), Variant.objects.count()) == (2, WRITERS - 1)


def test_one_operation_that_adds_a_row_twenty_times_at_once_adds_one(workbook, people):
    operation, marie = uuid4(), people[0]

    outcomes = all_at_once(
        lambda *_: add_object(workbook=workbook, name="Les mardis", code="A", by=marie, op_id=operation), people
    )

    assert outcomes == ["saved"] * WRITERS
    assert (SustainedObject.objects.count(), Change.objects.count()) == (1, 1)


def test_one_operation_used_for_twenty_rows_at_once_adds_one_and_drops_none(workbook, people):
    operation, marie = uuid4(), people[0]

    outcomes = all_at_once(
        lambda who, place: add_object(workbook=workbook, name=f"Nom {place}", code="A", by=marie, op_id=operation),
        people,
    )

    assert Counter(outcomes) == {"saved": 1, "reused": WRITERS - 1}
    added = list(SustainedObject.objects.values_list("name", flat=True))
    assert added == [f"Nom {outcomes.index('saved')}"]
    kept = list(Variant.objects.values_list("value", flat=True))
    assert sorted(added + kept) == sorted(f"Nom {place}" for place in range(WRITERS))


@pytest.mark.parametrize("is_row", [False, True])
def test_one_operation_sent_with_twenty_texts_at_once_writes_one_and_drops_none(workbook, people, is_row):
    operation, marie = uuid4(), people[0]
    row = add_object(workbook=workbook, name="Les mardis", code="A", by=marie)

    def act(who, place):
        if is_row:
            text, base = f"Texte {place}", fingerprint("Les mardis")
            save_row_field(row=row, field=NAME, value=text, base=base, by=marie, op_id=operation)
        else:
            write(new_sheet(workbook), f"Texte {place}", by=marie, op_id=operation)

    outcomes = all_at_once(act, people)

    assert Counter(outcomes) == {"saved": 1, "reused": WRITERS - 1}
    kept = set(Variant.objects.values_list("value", flat=True))
    assert kept == {f"Texte {place}" for place in range(WRITERS) if outcomes[place] == "reused"}
