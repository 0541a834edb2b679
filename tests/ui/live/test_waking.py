"""From whoever writes to the hub, on either engine: after the commit, never for what is rolled back."""

import asyncio
import time

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from rlp_portal.ui.live import waking
from rlp_portal.ui.live.waking import new_listener, wake
from tests.ui.live.loops import run_on_a_loop

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite’s own way")
postgresql_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL’s own way")
ALL = "*"


class Abandoned(Exception):
    pass


@pytest.fixture
def heard(running_database, tmp_path, monkeypatch):
    """What a hub hears while `act` writes: `heard(act)`."""
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)

    def listen_to(act, *, at_least=1):
        return run_on_a_loop(hear(act, at_least=at_least))

    return listen_to


async def hear(act, *, at_least, listeners=1):
    topics = []
    running = [new_listener(wake=topics.append, wake_all=lambda: topics.append(ALL)) for _ in range(listeners)]
    for listener in running:
        await listener.start()
    try:
        await asyncio.to_thread(in_this_thread, act)
        for _ in range(100):
            if len(topics) >= at_least:
                break
            await asyncio.sleep(0.02)
    finally:
        for listener in running:
            listener.stop()
    return topics


def in_this_thread(act):
    try:
        act()
    finally:
        connection.close()


def test_what_is_committed_is_heard(heard):
    assert heard(lambda: wake("carnet:1")) == ["carnet:1"]


def test_nothing_is_heard_before_the_commit_nor_after_a_rollback(heard):
    def write():
        try:
            with transaction.atomic():
                wake("carnet:1")
                raise Abandoned
        except Abandoned:
            wake("carnet:2")

    assert heard(write) == ["carnet:2"]


def test_a_transaction_tells_each_of_its_topics_once(heard):
    def write():
        with transaction.atomic():
            for topic in ("carnet:1", "carnet:2", "carnet:1"):
                with transaction.atomic():
                    wake(topic)

    assert heard(write, at_least=2) == ["carnet:1", "carnet:2"]


def test_what_was_given_up_does_not_silence_what_was_done(heard):
    def write():
        with transaction.atomic():
            try:
                with transaction.atomic():
                    wake("carnet:1")
                    raise Abandoned
            except Abandoned:
                wake("carnet:1")

    assert heard(write) == ["carnet:1"]


@pytest.mark.parametrize("problem", [OperationalError, InterfaceError, PermissionError])
def test_what_is_written_is_written_even_when_nobody_can_be_told(problem, running_database, monkeypatch):
    def fail(topic):
        raise problem

    monkeypatch.setattr(waking, "notify", fail)
    monkeypatch.setattr(waking, "send_datagrams", fail)
    done = []

    with transaction.atomic():
        wake("carnet:1")
        transaction.on_commit(lambda: done.append("what follows"))

    assert done == ["what follows"]


def test_every_hub_hears(running_database, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)

    assert run_on_a_loop(hear(lambda: wake("carnet:1"), at_least=2, listeners=2)) == ["carnet:1", "carnet:1"]


@sqlite_only
def test_a_dead_hub_is_forgotten_and_hinders_nobody(heard, tmp_path):
    folder = tmp_path / "flux"

    def write():
        living = len(list(folder.iterdir()))
        dead = waking.socket.socket(waking.socket.AF_UNIX, waking.socket.SOCK_DGRAM)
        dead.bind(str(folder / "dead"))
        dead.close()
        wake("carnet:1")
        assert len(list(folder.iterdir())) == living

    assert heard(write) == ["carnet:1"]


@sqlite_only
def test_without_any_hub_writing_goes_on(running_database, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path / "absent")

    wake("carnet:1")

    assert not (tmp_path / "absent").exists()


@sqlite_only
def test_a_folder_with_a_long_name_serves_too(running_database, tmp_path, monkeypatch):
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    monkeypatch.setattr(settings, "VAR_DIR", deep)
    monkeypatch.chdir(deep)

    assert run_on_a_loop(hear(lambda: wake("carnet:1"), at_least=1)) == ["carnet:1"]


@sqlite_only
def test_what_no_datagram_told_is_found_in_the_file(heard, monkeypatch):
    monkeypatch.setattr(waking, "SAFETY_NET_SECONDS", 0.02)
    monkeypatch.setattr(waking, "send_datagrams", lambda topic: None)

    def write():
        time.sleep(0.2)  # the file has been looked at once
        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_session SET expire_date = expire_date")
            cursor.execute("CREATE TABLE something (id integer)")

    assert set(heard(write)) == {ALL}


@sqlite_only
def test_a_file_that_could_not_be_opened_at_first_is_watched_all_the_same(heard, monkeypatch):
    monkeypatch.setattr(waking, "SAFETY_NET_SECONDS", 0.02)
    monkeypatch.setattr(waking, "send_datagrams", lambda topic: None)
    problems, opened = [waking.sqlite3.OperationalError("unable to open database file")], waking.open_for_reading

    def open_at_last():
        if problems:
            raise problems.pop()
        return opened()

    monkeypatch.setattr(waking, "open_for_reading", open_at_last)

    def write():
        time.sleep(0.2)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE something (id integer)")

    assert set(heard(write)) == {ALL}


@postgresql_only
def test_a_cut_connection_comes_back_and_everything_is_drawn_again(heard, monkeypatch):
    monkeypatch.setattr(waking, "RECONNECT_SECONDS", (0.05,))

    def cut():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' "
                "AND datname = current_database()"
            )

    assert heard(cut) == [ALL]
