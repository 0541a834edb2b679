"""A kept connection is looked at before it serves, once a second at most."""

import pytest
from django.db import connection, connections, transaction

from rlp_portal.postgresql import base

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL’s own way"),
    pytest.mark.django_db,
]


@pytest.fixture
def looks(monkeypatch):
    """Each time the connection is looked at; it is found alive."""
    found, real = [], connections["default"]
    monkeypatch.setattr(real, "is_usable", lambda: found.append("alive") or True)
    monkeypatch.setattr(real, "health_check_enabled", True)
    monkeypatch.setattr(real, "seen_alive_at", float("-inf"))
    return found


def begin_request():
    connection.health_check_done = False  # as Django does when a request ends
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_requests_of_one_second_look_once(looks):
    begin_request()
    begin_request()

    assert looks == ["alive"]


def test_after_a_silence_one_looks_again(looks, monkeypatch):
    begin_request()
    monkeypatch.setattr(connections["default"], "seen_alive_at", connection.seen_alive_at - base.SILENCE_SECONDS)
    begin_request()

    assert looks == ["alive", "alive"]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_begun_within_the_second_ends_after_it(monkeypatch):
    real = connections["default"]
    monkeypatch.setattr(real, "health_check_enabled", True)
    begin_request()
    real.health_check_done = False

    with transaction.atomic():
        real.seen_alive_at -= base.SILENCE_SECONDS

    assert real.get_autocommit()
