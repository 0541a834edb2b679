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
START_SECONDS = "60"


class NoPostgres(Exception):
    """PostgreSQL cannot be started here; the message is the sentence to read."""


def main(command):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that the cluster is deleted
    with throwaway_cluster() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


@contextmanager
def throwaway_cluster():
    """The address of a durable, empty cluster that disappears with the block, or with this process."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="portail-pg-"))
    owner = unprivileged_owner()
    if owner:
        os.chown(folder, owner["user"], owner["group"])
    undertaker = start_undertaker(programs=programs, folder=folder, owner=owner)
    settings = f"-k {folder} -c listen_addresses='' -c fsync=on -c synchronous_commit=on"
    try:
        call(
            [programs / "initdb", "-D", folder / "data", "-U", "portail", "-A", "trust", "-E", "UTF8"]
            + ["--locale=C.UTF-8"],
            folder=folder,
            owner=owner,
        )
        call(
            [programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log.txt", "-w", "-t", START_SECONDS]
            + ["-o", settings, "start"],
            folder=folder,
            owner=owner,
        )
        yield f"postgres://portail@/postgres?host={quote(str(folder), safe='')}"
    finally:
        undertaker.communicate()


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
