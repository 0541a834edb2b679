"""The real portal for the browser: the same program as `make run`, on a free port, with its own database."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 180  # tables, demonstration and page caches, on a machine that may be busy
READY = "Pour arrêter"  # the last line of its greeting


class PortalDidNotStart(Exception):
    """The message is what the portal said."""


class FailedInside(Exception):
    """The message is the trace of what was run."""


class Portal:
    def __init__(self, *, port, environment, log):
        self.url, self.environment, self.log = f"http://127.0.0.1:{port}", environment, log
        self.command = [sys.executable, "deploy/serve.py", "127.0.0.1", str(port)]
        self.process = self.inside = None

    def start(self):
        """On the same data as before, if it was stopped."""
        said = len(self.said()) if self.log.exists() else 0
        with self.log.open("a") as output:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=output, stderr=output
            )
        deadline = time.monotonic() + START_SECONDS
        while READY not in self.said()[said:]:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise PortalDidNotStart(self.said()[said:])
            time.sleep(0.1)

    def stop(self):
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.kill()

    def kill(self):
        """As a power cut would, in the middle of whatever it does."""
        self.process.kill()
        self.process.wait()

    def run(self, code):
        """What a program prints inside the portal, for the few things no screen can prepare (a mailed link)."""
        if self.inside is None:
            self.inside = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.inside"],
                cwd=ROOT,
                env={**self.environment, "DJANGO_SETTINGS_MODULE": "rlp_portal.settings"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        self.inside.stdin.write(f"{json.dumps(code)}\n")
        self.inside.stdin.flush()
        answer = json.loads(self.inside.stdout.readline())
        if "failed" in answer:
            raise FailedInside(answer["failed"])
        return answer["said"]

    def leave(self):
        """The last thing asked of it."""
        self.stop()
        if self.inside:
            with self.inside:
                self.inside.stdin.close()

    def said(self):
        return self.log.read_text()


@contextmanager
def running_portal(folder):
    build_static_files()
    with database_url(folder) as url:
        environment = {
            **os.environ,
            "PORTAIL_VAR": str(folder / "var"),
            "DATABASE_URL": url,
            "PYTHONUNBUFFERED": "1",
        }
        environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
        portal = Portal(port=free_port(), environment=environment, log=folder / "portal.log")
        try:
            portal.start()
            yield portal
        finally:
            portal.leave()


def build_static_files():
    """The rule of `make run` itself: nothing to do when nothing changed."""
    done = subprocess.run(
        ["make", "--silent", ".build/collected/staticfiles.json"], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise PortalDidNotStart(done.stdout + done.stderr)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def database_url(folder):
    """A database beside that of the other tests: a file, or a new one in the same PostgreSQL cluster."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder}/portal.sqlite3"
        return
    name = f"portail_navigateur_{os.getpid()}_{secrets.token_hex(4)}"
    connection = psycopg2.connect(given)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(given)._replace(path=f"/{name}").geturl()
        finally:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    connection.close()
