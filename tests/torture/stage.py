"""Where the long proofs are played: an engine, people who are signed in, a server killed and started again."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from uuid import UUID

import psycopg2

from tests.bench.servers import HOST, family, free_port
from tests.bench.sides import run
from tests.postgres import running_cluster

TOP = Path(__file__).resolve().parents[2]
OPEN_WITHIN = 60
LAST_WORDS = 3_000  # of the servers, when a proof fails
OPERATIONS = "SELECT op_id FROM worksheets_change WHERE op_id IS NOT NULL ORDER BY id"
VARIANTS = "SELECT count(*) FROM worksheets_variant"
TEXTS = "SELECT CAST(value AS text) FROM worksheets_answer WHERE value IS NOT NULL"


@contextmanager
def a_stage(engine, *, people, within=None):
    """`people` is how many are signed in; `within` is the folder where the data lie."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portail-torture-", dir=within)))
        (folder / "data").mkdir()
        cluster = stack.enter_context(running_cluster(within=within)) if engine == "postgresql" else None
        url = cluster.url if cluster else f"sqlite:///{folder}/data/portail.sqlite3"
        env = {"DATABASE_URL": url, "PORTAIL_VAR": f"{folder}/data", "DJANGO_SETTINGS_MODULE": "rlp_portal.settings"}
        who = json.loads(run("tests.torture.people", str(people), env=env))
        stage = Stage(folder, env, cluster, who)
        stack.enter_context(stage.nursery())
        yield stage


class Stage:
    def __init__(self, folder, env, cluster, people):
        self.folder, self.env, self.cluster, self.people = folder, env, cluster, people
        self.own_port, self.held_port, self.port = free_port(), None, None
        self.program = self.server = None
        self.log_path = folder / "log.txt"
        self.log = self.log_path.open("w")

    @property
    def engine(self):
        return "postgresql" if self.cluster else "sqlite"

    @property
    def data(self):
        return self.folder / "data"

    # ---- The server

    @contextmanager
    def nursery(self):
        command = [*self.bound_by_rights(), sys.executable, "-m", "tests.torture.nursery", str(self.own_port)]
        self.program = subprocess.Popen(
            command,
            cwd=TOP,
            env={**os.environ, **self.env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        try:
            self.held_port = int(self.program.stdout.readline())
            yield
        except BaseException:
            print(self.log_path.read_text()[-LAST_WORDS:], file=sys.stderr)
            raise
        finally:
            self.kill()
            self.program.stdin.close()
            self.program.wait()
            self.program.stdout.close()
            self.log.close()

    def bound_by_rights(self):
        """A file that is shut stops no root, unless root lets go of that power."""
        is_needed = self.engine == "sqlite" and os.geteuid() == 0
        return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if is_needed else []

    def order(self, words):
        self.program.stdin.write(f"{words}\n")
        self.program.stdin.flush()
        return self.program.stdout.readline().strip()

    def start(self, *, held=False):
        """Returns once the door is open; `held`, it was open all along."""
        self.server = int(self.order("start held" if held else "start"))
        self.port = self.held_port if held else self.own_port
        if not held:
            wait_until_open(self.own_port)

    def kill(self):
        """The whole group, at once."""
        if not self.server:
            return
        os.killpg(self.server, signal.SIGKILL)
        self.bury()
        wait_until_closed(self.own_port)

    def stop(self):
        """As systemd stops it: what it has begun ends."""
        os.kill(self.server, signal.SIGTERM)
        self.bury()

    def bury(self):
        self.order(f"wait {self.server}")
        self.server = None

    # ---- The database

    def kill_database(self):
        """Every process of PostgreSQL. SQLite has none but those of the server."""
        pids = family([self.cluster.pid])
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in pids:
            wait_until_gone(pid)

    @contextmanager
    def database_away(self):
        """PostgreSQL stopped; SQLite's file unreadable to a server that starts then, as after a copy made by root.

        Connections that are open go on: the system asks for rights once. Shutting the folder would be unfair: SQLite
        says that whoever cannot see its journal may read what was never committed.
        """
        if self.cluster:
            self.cluster.stop()
            yield
            self.cluster.start()
            return
        file = self.data / "portail.sqlite3"
        file.chmod(0)
        self.stop()
        self.start(held=True)
        yield
        file.chmod(0o600)

    def check_database(self):
        """Raises when it is damaged."""
        if self.cluster:
            if (self.cluster.programs / "pg_amcheck").exists():
                self.cluster.ask("pg_amcheck", "--install-missing", "--heapallindexed", "postgres")
            return
        said = self.column("PRAGMA integrity_check")
        if said != ["ok"]:
            raise AssertionError(f"integrity_check: {said}")

    def journal(self):
        """What it holds of the operations: read without Django, which takes a second to start."""
        return {
            "operations": [str(UUID(str(one))) for one in self.column(OPERATIONS)],
            "variants": self.column(VARIANTS)[0],
            "texts": [json.loads(one) for one in self.column(TEXTS)],
        }

    def column(self, sql):
        with closing(self.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return [row[0] for row in cursor.fetchall()]

    def connect(self):
        return psycopg2.connect(self.cluster.url) if self.cluster else sqlite3.connect(self.data / "portail.sqlite3")


def wait_until_gone(pid):
    with suppress(ProcessLookupError):
        while True:
            os.kill(pid, 0)
            time.sleep(0.005)


def wait_until_closed(port):
    """Its processes die one after the other."""
    with suppress(OSError):
        while True:
            socket.create_connection((HOST, port), timeout=1).close()
            time.sleep(0.005)


def wait_until_open(port):
    limit = time.monotonic() + OPEN_WITHIN
    while time.monotonic() < limit:
        with suppress(OSError):
            socket.create_connection((HOST, port), timeout=1).close()
            return
        time.sleep(0.01)
    raise AssertionError("the server does not open its door")
