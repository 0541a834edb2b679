"""F08: somebody holds the database. One waits, then is told to come back; never a breakdown, nothing half done.

The wait is a second here instead of twenty.
"""

import sqlite3
import time
from contextlib import contextmanager
from threading import Timer
from uuid import uuid4

import psycopg2
import pytest
from django.db import connection

from worksheets.models import Answer, Change

WAIT = 1
TO_SCRIPT = "Nous ne pouvons pas enregistrer pour l’instant. Votre texte reste sur cet appareil."


@pytest.fixture
def impatient(running_database, coordinator_client):
    """The connection of this thread waits a second, and a breakdown is answered, not raised."""
    coordinator_client.raise_request_exception = False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA busy_timeout={WAIT * 1000}")
        else:
            cursor.execute(f"SET lock_timeout='{WAIT}s'")
    yield coordinator_client
    connection.close()  # its patience is too short for what cleans after the tests


@contextmanager
def somebody_else():
    """Another program's connection, out of Django's sight."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False)
    else:
        other = psycopg2.connect(connection.connection.dsn)
    try:
        yield other
    finally:
        other.close()


def hold_for_writing(other):
    other.cursor().execute(
        "BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "LOCK TABLE worksheets_answer IN EXCLUSIVE MODE"
    )


def hold_against_all(other):
    other.cursor().execute(
        "BEGIN EXCLUSIVE" if connection.vendor == "sqlite" else "LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE"
    )


def test_a_save_waits_for_its_turn_and_is_done(impatient, autosave):
    with somebody_else() as other:
        hold_for_writing(other)
        release = Timer(WAIT / 3, other.rollback)
        release.start()

        assert autosave("experiences", "positive", {"positive": "Un"}).status_code == 200
        release.join()


def test_a_save_that_waited_too_long_is_put_off_and_then_done_once(impatient, autosave):
    sent = {"op_id": str(uuid4()), "inputs": {"positive": "Un"}}
    autosave("experiences", "negative", {"negative": "Avant"})  # the sheet exists
    with somebody_else() as other:
        hold_for_writing(other)
        start = time.monotonic()
        refused = autosave("experiences", "positive", **sent)
        waited = time.monotonic() - start
        other.rollback()

    assert (refused.status_code, refused["Retry-After"], refused.json()) == (503, "30", {"message": TO_SCRIPT})
    assert WAIT <= waited < 10 * WAIT
    assert Answer.objects.filter(value="Un").count() == 0
    assert [autosave("experiences", "positive", **sent).status_code for _ in range(2)] == [200, 200]
    assert Change.objects.filter(address="positive").count() == 1


def test_a_page_that_cannot_be_read_says_to_come_back(impatient, url):
    with somebody_else() as other:
        hold_against_all(other)
        refused = impatient.get(url("carnet"))
        other.rollback()

    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert "Laissez la page ouverte et réessayez dans une minute." in refused.content.decode()
    assert impatient.get(url("carnet")).status_code == 200


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite runs inside our own process")
def test_a_statement_that_never_ends_is_cut(impatient, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout='1s'")
    monkeypatch.setattr("rlp_portal.stewardship.public_views.answers", sleep_in_the_database)

    response = impatient.get("/sante/")

    assert (response.status_code, response.content) == (503, b"indisponible\n")


def sleep_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(10)")
