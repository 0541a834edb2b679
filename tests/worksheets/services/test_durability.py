"""Durable before acknowledged: asked of the connection that serves, not of the settings."""

import pytest
from django.db import connection, transaction

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite’s own settings")
postgresql_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL’s own settings")


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@sqlite_only
def test_sqlite_waits_for_the_disk(running_database):
    full = 2

    assert (ask("PRAGMA synchronous"), ask("PRAGMA mmap_size")) == (full, 0)


@sqlite_only
def test_sqlite_keeps_the_journal_that_its_library_makes_safe(running_database):
    expected = "wal" if connection.Database.sqlite_version_info >= (3, 51, 3) else "delete"

    assert ask("PRAGMA journal_mode") == expected


@sqlite_only
def test_sqlite_takes_the_lock_when_a_transaction_begins(running_database):
    """Otherwise two people who read before they write fail at once, whatever the wait."""
    said = []
    connection.ensure_connection()
    connection.connection.set_trace_callback(said.append)

    with transaction.atomic():
        pass

    assert said == ["BEGIN IMMEDIATE", "COMMIT"]


@sqlite_only
def test_sqlite_waits_for_its_turn(running_database):
    assert ask("PRAGMA busy_timeout") == 20_000


@postgresql_only
def test_postgresql_waits_for_the_disk(running_database):
    assert (ask("SHOW synchronous_commit"), ask("SHOW fsync")) == ("on", "on")


@postgresql_only
def test_postgresql_waits_for_its_turn_and_not_for_ever(running_database):
    assert (ask("SHOW lock_timeout"), ask("SHOW statement_timeout")) == ("20s", "25s")


@postgresql_only
def test_a_postgresql_that_does_not_answer_is_not_waited_for_either(running_database):
    connection.ensure_connection()
    asked = connection.connection.info.dsn_parameters

    assert {name: asked[name] for name in ("connect_timeout", "tcp_user_timeout", "keepalives_idle")} == {
        "connect_timeout": "20",
        "tcp_user_timeout": "20000",
        "keepalives_idle": "20",
    }


def test_no_request_is_one_long_transaction():
    assert connection.settings_dict["ATOMIC_REQUESTS"] is False
