"""Runs a command on a throw-away PostgreSQL cluster, reached through a Unix socket alone.

python -m tests.postgres -- pytest -k carnet
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

DEBIAN_VERSIONS = Path("/usr/lib/postgresql")
MEMORY, ROOM = Path("/dev/shm"), 3 << 30  # a folder that lies in memory; bytes
START_SECONDS = "60"


class NoPostgres(Exception):
    """PostgreSQL cannot be started here; the message is the sentence to read."""


def main(command):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that the cluster is deleted
    with throwaway_cluster(within=folder_in_memory()) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


def folder_in_memory():
    """Where a durable cluster waits for no disk; it is still told, and says, that it does. None without much room."""
    try:
        return MEMORY if shutil.disk_usage(MEMORY).free > ROOM else None
    except OSError:
        return None


@contextmanager
def throwaway_cluster(*, within=None):
    """The address of a durable, empty cluster that disappears with the block, or with this process."""
    with running_cluster(within=within) as cluster:
        yield cluster.url


@contextmanager
def running_cluster(*, within=None):
    """The same, that may be stopped and started meanwhile. `within` is the folder where it lies."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="portail-pg-", dir=within))
    owner = unprivileged_owner()
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    undertaker = start_undertaker(programs=programs, folder=folder, owner=owner)
    cluster = Cluster(folder, programs=programs, owner=owner)
    try:
        cluster.make()
        cluster.start()
        yield cluster
    finally:
        undertaker.communicate()


class Cluster:
    def __init__(self, folder, *, programs, owner):
        self.folder, self.programs, self.owner = folder, programs, owner

    @property
    def url(self):
        return f"postgres://portail@/postgres?host={quote(str(self.folder), safe='')}"

    @property
    def pid(self):
        """Of the first process, which starts all the others."""
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def make(self):
        self.call("initdb", "-U", "portail", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def start(self):
        settings = f"-k {self.folder} -c listen_addresses='' -c fsync=on -c synchronous_commit=on"
        self.call("pg_ctl", "-l", self.folder / "log.txt", "-w", "-t", START_SECONDS, "-o", settings, "start")

    def stop(self, *, mode="fast"):
        self.call("pg_ctl", "-m", mode, "-w", "-t", START_SECONDS, "stop")

    def call(self, program, *arguments):
        command = [self.programs / program, "-D", self.folder / "data", *arguments]
        call(command, folder=self.folder, owner=self.owner)

    def ask(self, program, *arguments):
        """One of those that speak to a cluster that runs."""
        command = [self.programs / program, "-h", self.folder, "-U", "portail", *arguments]
        call(command, folder=self.folder, owner=self.owner)


def start_undertaker(*, programs, folder, owner):
    """Waits for the end of its input, which comes even when this process is killed, then removes the cluster."""
    return subprocess.Popen(
        ["sh", "-c", 'read -r _; "$0" -D "$1/data" -m immediate -w stop; rm -rf "$1"', programs / "pg_ctl", folder],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **owner,
    )


def find_programs():
    versions = sorted(DEBIAN_VERSIONS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    initdb = versions[-1] if versions else shutil.which("initdb")
    if not initdb:
        raise NoPostgres(
            "Les programmes de PostgreSQL manquent (initdb, pg_ctl). Installez-les\u00a0: sudo apt install postgresql"
        )
    return Path(initdb).parent


def unprivileged_owner():
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def call(command, *, folder, owner):
    # A file and not a pipe: the server that pg_ctl leaves running would hold the pipe open.
    with (folder / "said.txt").open("w+") as said:
        done = subprocess.run(command, cwd=folder, stdout=said, stderr=said, **owner)
        said.seek(0)
        if done.returncode != 0:
            raise NoPostgres(f"PostgreSQL n’a pas démarré. Il a répondu\u00a0:\n{said.read().strip()}")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[sys.argv.index("--") + 1 :]))
    except NoPostgres as sentence:
        sys.exit(str(sentence))
    except KeyboardInterrupt:
        sys.exit(130)
