"""The throw-away cluster: durable while it lives, gone afterwards, and a sentence when it cannot be."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg2
import pytest

from tests import postgres
from tests.conftest import SAME_ON_BOTH, TESTS


def test_the_cluster_is_durable_then_disappears():
    with postgres.throwaway_cluster() as url:
        folder = Path(parse_qs(urlsplit(url).query)["host"][0])
        connection = psycopg2.connect(host=folder, user="portail", dbname="postgres")
        with connection.cursor() as cursor:
            cursor.execute(
                "select current_setting('fsync'), current_setting('synchronous_commit'),"
                " current_setting('listen_addresses'), current_setting('server_encoding')"
            )
            settings = cursor.fetchone()
        connection.close()

    assert settings == ("on", "on", "", "UTF8")
    assert not folder.exists()


def test_the_command_gives_its_own_exit_code():
    done = subprocess.run([sys.executable, "-m", "tests.postgres", "--", "sh", "-c", "exit 3"])

    assert done.returncode == 3


def test_the_cluster_disappears_with_a_killed_process():
    command = [sys.executable, "-m", "tests.postgres", "--", "sh", "-c", "echo $DATABASE_URL; exec sleep 60"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as runner:
        folder = Path(parse_qs(urlsplit(runner.stdout.readline().strip()).query)["host"][0])
        assert (folder / "data").exists()

        os.killpg(runner.pid, signal.SIGKILL)

    deadline = time.monotonic() + 20
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not folder.exists()


def test_missing_programs_are_said_with_the_command_that_installs_them(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "DEBIAN_VERSIONS", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(postgres.NoPostgres) as refusal, postgres.throwaway_cluster():
        pass

    assert str(refusal.value) == (
        "Les programmes de PostgreSQL manquent (initdb, pg_ctl). Installez-les\u00a0: sudo apt install postgresql"
    )


def test_what_runs_on_one_engine_is_still_there():
    files = {one: one.partition("::") for one in SAME_ON_BOTH}
    missing = [one for one, (file, _, test) in files.items() if not holds(TESTS / file, test)]

    assert missing == []


def holds(path, test):
    return path.exists() and (not test or f"def {test}(" in path.read_text())
