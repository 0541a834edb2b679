from datetime import UTC, datetime
from decimal import Decimal
from threading import Thread

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import Count

from worksheets.models import Answer, AnswerState, Sheet, Workbook
from worksheets.prepared import (
    IsAmong,
    NextKey,
    Prepared,
    PreparedInsert,
    PreparedRows,
    PreparedUpdate,
    StreamedRows,
    at_once,
    at_once_in_a_queue,
    numbers,
    write_together,
)

ANSWERS_OF = Prepared(
    lambda sheet, address: Answer.objects.filter(sheet=sheet, address=address, state="answered").select_related(
        "sheet__workbook"
    )
)


@pytest.fixture
def sheet(db):
    return Sheet.objects.create(workbook=Workbook.objects.create(), instrument_key="ft4", instrument_version=1)


def add_answer(sheet, address, **fields):
    return Answer.objects.create(sheet=sheet, address=address, fingerprint="x", **fields)


def test_it_finds_what_its_queryset_finds(sheet):
    wanted = add_answer(sheet, "general", value={"é": ["a", None]}, number=2.5)
    add_answer(sheet, "local", value="autre")

    (found,) = ANSWERS_OF(sheet=sheet.pk, address="general")

    assert found == wanted
    assert (found.value, found.number, found.updated_at) == (wanted.value, wanted.number, wanted.updated_at)


def test_its_constant_conditions_hold(sheet):
    add_answer(sheet, "general", state="passed")

    assert ANSWERS_OF(sheet=sheet.pk, address="general") == []


def test_each_call_has_its_own_arguments(sheet):
    first, second = add_answer(sheet, "general"), add_answer(sheet, "local")

    found = [ANSWERS_OF.first(sheet=sheet.pk, address=address) for address in ("general", "local", "general", "none")]

    assert found == [first, second, first, None]


def test_a_text_stays_a_text(sheet):
    add_answer(sheet, "general")

    assert ANSWERS_OF(sheet=sheet.pk, address="general' OR '1'='1") == []


def test_the_rows_around_come_in_the_same_query(sheet, django_assert_num_queries):
    add_answer(sheet, "general")

    with django_assert_num_queries(1):
        found = ANSWERS_OF.first(sheet=sheet.pk, address="general")
        assert found.sheet.workbook == sheet.workbook


def test_what_was_written_since_is_read(sheet):
    ANSWERS_OF(sheet=sheet.pk, address="general")
    answer = add_answer(sheet, "general", value="avant")
    Answer.objects.filter(pk=answer.pk).update(value="après")

    assert ANSWERS_OF.first(sheet=sheet.pk, address="general").value == "après"


@pytest.mark.django_db(transaction=True)
def test_each_thread_reads_through_its_own_connection():
    sheet = Sheet.objects.create(workbook=Workbook.objects.create(), instrument_key="ft4", instrument_version=1)
    answer = add_answer(sheet, "general")
    found = []

    def read():
        found.extend(ANSWERS_OF(sheet=sheet.pk, address="general"))
        connection.close()

    threads = [Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [answer] * 3


def test_a_forgotten_argument_is_an_error(sheet):
    with pytest.raises(KeyError, match="address"):
        ANSWERS_OF(sheet=sheet.pk)


WRITE = PreparedUpdate(
    lambda pk, base: Answer.objects.filter(pk=pk, fingerprint=base),
    fields=["value", "number", "fingerprint", "updated_at", "updated_by_id"],
)


def test_an_update_writes_what_is_still_the_base(sheet, django_user_model):
    answer = add_answer(sheet, "general", value="avant")
    who = django_user_model.objects.create(email="a@exemple.org")
    written = {
        "value": {"é": ["a", None]},
        "number": 2.5,
        "fingerprint": "y",
        "updated_at": datetime(2026, 3, 1, 14, 12, tzinfo=UTC),
        "updated_by_id": who.pk,
    }

    found = [WRITE(written, pk=answer.pk, base="x"), WRITE(written, pk=answer.pk, base="x")]

    answer.refresh_from_db()
    assert found == [1, 0]
    assert {name: getattr(answer, name) for name in written} == written


def test_an_update_empties(sheet):
    answer = add_answer(sheet, "general", value="avant", number=3)
    empty = {"value": None, "number": None, "fingerprint": "", "updated_at": answer.updated_at, "updated_by_id": None}

    WRITE(empty, pk=answer.pk, base="x")

    assert Answer.objects.filter(value__isnull=True, number__isnull=True, fingerprint="").get() == answer


INSERT = PreparedInsert(Answer)
NAMES = ["sheet", "address", "value", "number", "state", "fingerprint", "updated_by"]


def test_an_insert_writes_what_saving_would(sheet, django_user_model):
    who = django_user_model.objects.create(email="a@exemple.org")
    fields = {"sheet": sheet, "value": {"é": ["a", None]}, "number": 2.5, "fingerprint": "y", "updated_by": who}

    written = [INSERT(Answer(address="general", **fields)), Answer.objects.create(address="local", **fields)]

    ours, djangos = Answer.objects.order_by("pk").values(*NAMES)
    assert ours == djangos | {"address": "general"}
    assert [one.pk for one in written] == list(Answer.objects.order_by("pk").values_list("pk", flat=True))


def test_an_insert_gives_back_a_row_like_any_other(sheet, django_assert_num_queries):
    with django_assert_num_queries(1):
        written = INSERT(Answer(sheet=sheet, address="general", fingerprint="x", value="avant"))
    written.value = "après"
    written.save()

    assert Answer.objects.get() == written
    assert Answer.objects.get().value == "après"


def test_a_row_without_an_instance_is_what_saving_one_would_write(sheet, django_user_model):
    who = django_user_model.objects.create(email="a@exemple.org")
    values = {"value": {"é": ["a", None]}, "number": 2, "fingerprint": "y", "state": AnswerState.PASSED}

    key = INSERT.key_of(INSERT.row(address="general", sheet_id=sheet.pk, updated_by_id=who.pk, **values))
    Answer.objects.create(address="local", sheet=sheet, updated_by=who, **values)

    ours, djangos = Answer.objects.order_by("pk").values(*NAMES)
    assert ours == djangos | {"address": "general"}
    assert key == Answer.objects.get(address="general").pk


def test_a_row_without_an_instance_takes_no_column_that_is_not_there(sheet):
    with pytest.raises(TypeError, match="sheet, adress"):
        INSERT.row(sheet=sheet, adress="general", fingerprint="y")


@pytest.mark.parametrize("value", [True, "2", 2.5, Decimal("2.5")])
def test_a_value_of_another_type_is_prepared_as_django_does(sheet, value):
    INSERT(Answer(sheet=sheet, address="general", fingerprint="x", number=value))

    assert Answer.objects.get().number == float(value)


def test_an_insert_told_so_writes_some_fields_over_the_row_that_is_there(sheet):
    write_over = PreparedInsert(Answer, unique=["sheet", "address"], over=["value", "fingerprint"])
    for value, number in (("avant", 1), ("après", 2)):
        written = write_over(Answer(sheet=sheet, address="general", value=value, fingerprint=value, number=number))

    (kept,) = Answer.objects.all()
    assert (kept.pk, kept.value, kept.fingerprint, kept.number) == (written.pk, "après", "après", 1)


def test_an_insert_refuses_what_the_database_refuses(sheet):
    add_answer(sheet, "general")

    with pytest.raises(IntegrityError), transaction.atomic():
        INSERT(Answer(sheet=sheet, address="general", fingerprint="y"))

    assert Answer.objects.get().fingerprint == "x"


def test_a_key_is_known_before_its_row_where_the_engine_gives_one(sheet):
    """It is nobody else's: the row may be written with what names it."""
    asked = Prepared(lambda sheet: Sheet.objects.filter(pk=sheet).annotate(key=NextKey(Answer)))
    first, second = (asked.first(sheet=sheet.pk).key for _ in range(2))
    if connection.vendor == "sqlite":
        assert (first, second) == (None, None)
        return

    answer = Answer(pk=first, sheet=sheet, address="general", fingerprint="x")
    write_together(PreparedInsert(Answer, with_key=True).bound(answer))
    other = add_answer(sheet, "local")

    assert Answer.objects.get(address="general").pk == first < second < other.pk


def test_writes_that_go_together_are_all_written(sheet):
    """The last one says how many rows it found."""
    lines = [INSERT.bound(Answer(sheet=sheet, address=name, fingerprint="x")) for name in ("general", "local")]
    last = PreparedUpdate(lambda sheet: Answer.objects.filter(sheet=sheet), fields=["fingerprint"])

    with transaction.atomic():
        found = write_together(*lines, last.bound({"fingerprint": "y"}, sheet=sheet.pk))

    assert found == 2
    assert list(Answer.objects.order_by("pk").values_list("address", "fingerprint")) == [
        ("general", "y"),
        ("local", "y"),
    ]


def test_rows_come_some_at_a_time(sheet):
    for name in ("c", "a", "b"):
        add_answer(sheet, name)
    rows = StreamedRows(
        lambda sheet: Answer.objects.filter(sheet=sheet).order_by("address").values_list("address", "fingerprint"),
        at_a_time=2,
    )

    assert list(rows(sheet=sheet.pk)) == [("a", "x"), ("b", "x"), ("c", "x")]
    assert list(rows(sheet=0)) == []


def test_rows_of_some_numbers(sheet):
    some = [add_answer(sheet, name).pk for name in ("a", "b", "c")]
    rows = PreparedRows(
        lambda some: Answer.objects.filter(IsAmong("pk", some)).order_by("address").values_list("address", "state")
    )

    assert rows(some=numbers([some[2], some[0], 0])) == [("a", "answered"), ("c", "answered")]
    assert rows(some=numbers([])) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL gives days as days")
def test_rows_refuse_a_column_that_is_converted(sheet):
    rows = PreparedRows(lambda: Answer.objects.values_list("updated_at"))

    with pytest.raises(TypeError):
        list(rows())


def test_a_queryset_may_add_columns(sheet):
    add_answer(sheet, "general")
    counted = Prepared(lambda pk: Sheet.objects.filter(pk=pk).annotate(how_many=Count("answers")))

    assert counted.first(pk=sheet.pk).how_many == 1


def test_a_row_that_may_be_missing_is_none(sheet):
    add_answer(sheet, "general")
    found = Prepared(lambda pk: Answer.objects.filter(sheet=pk).select_related("updated_by"))

    assert found.first(pk=sheet.pk).updated_by is None


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_comes_back_prepares_anew():
    sheet = Sheet.objects.create(workbook=Workbook.objects.create(), instrument_key="ft4", instrument_version=1)
    answer = add_answer(sheet, "general")
    before = ANSWERS_OF(sheet=sheet.pk, address="general")
    connection.close()

    after = ANSWERS_OF(sheet=sheet.pk, address="general")

    assert before == after == [answer]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only a server can cut a connection")
def test_a_connection_found_cut_prepares_anew(monkeypatch):
    """As between two requests, when connections are kept and looked at first."""
    sheet = Sheet.objects.create(workbook=Workbook.objects.create(), instrument_key="ft4", instrument_version=1)
    answer = add_answer(sheet, "general")
    ANSWERS_OF(sheet=sheet.pk, address="general")
    for name, value in {"health_check_enabled": True, "health_check_done": False, "seen_alive_at": 0}.items():
        monkeypatch.setattr(connections["default"], name, value)
    pid = connection.connection.info.backend_pid
    with connection.Database.connect(**connection.get_connection_params()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 1000)", [pid])

    assert ANSWERS_OF(sheet=sheet.pk, address="general") == [answer]


@pytest.mark.parametrize("reason", ["unique", "empty"])
def test_what_is_written_at_once_is_all_or_nothing(reason, running_database):
    sheet = Sheet.objects.create(workbook=Workbook.objects.create(), instrument_key="ft4", instrument_version=1)
    insert = PreparedInsert(Answer)
    first, second = (Answer(sheet=sheet, address=address, fingerprint="x") for address in ("general", "local"))
    if reason == "unique":
        second.address = "general"
    else:
        second.fingerprint = None

    with pytest.raises(IntegrityError), at_once():
        write_together(insert.bound(first), insert.bound(second))

    assert not Answer.objects.exists()
    with at_once():
        write_together(insert.bound(first))
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("is_one_call", [True, False])
def test_what_waits_in_a_queue_is_all_or_nothing_too(is_one_call, running_database):
    sheet = Sheet.objects.create(workbook=Workbook.objects.create(), instrument_key="ft4", instrument_version=1)
    insert, answers = PreparedInsert(Answer), [Answer(sheet=sheet, address=one, fingerprint="x") for one in "aba"]

    with pytest.raises(IntegrityError), at_once_in_a_queue(is_one_call=is_one_call) as first:
        write_together(*first, *map(insert.bound, answers))

    assert not Answer.objects.exists()
    with at_once_in_a_queue(is_one_call=is_one_call) as first:
        write_together(*first, *map(insert.bound, answers[:2]))
    assert Answer.objects.count() == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_what_waits_in_a_queue_is_on_the_disk_once_it_is_over(running_database):
    sheet = Sheet.objects.create(workbook=Workbook.objects.create(), instrument_key="ft4", instrument_version=1)
    with at_once_in_a_queue() as first:
        write_together(*first, PreparedInsert(Answer).bound(Answer(sheet=sheet, address="a", fingerprint="x")))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_insert_lsn()")
            (written,) = cursor.fetchone()

    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::pg_lsn <= pg_current_wal_flush_lsn()", [written])
        assert cursor.fetchone() == (True,)
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
