"""Two servers that wait side by side, and the CPU time that each one uses, read from /proc."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

HOST = "127.0.0.1"
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
START_SECONDS = 30
KEEP_ALIVE = "600"  # the other side's turn must not close the connections of this one


class NotStarted(Exception):
    """The server said something else than « ready »."""


class Server:
    """`also` are processes that work for it too, such as the database's."""

    def __init__(self, pid, port, also=()):
        self.port, self.roots = port, [pid, *also]

    def cpu_seconds(self):
        return sum(cpu_of(pid) for pid in family(self.roots))


@contextmanager
def gunicorn(application, *, env, also=()):
    """As in production: threads in two processes."""
    options = ["-w", "2", "-k", "gthread", "--threads", "4", "--keep-alive", KEEP_ALIVE, "--log-level", "warning"]
    with serving(["gunicorn", application, *options, "-b"], env=env, also=also) as server:
        yield server


@contextmanager
def uvicorn(application, *, env):
    """As `make run`: one process."""
    options = ["--timeout-keep-alive", KEEP_ALIVE, "--timeout-graceful-shutdown", "1"]
    options += ["--no-access-log", "--log-level", "warning"]
    with serving(["uvicorn", application, *options, "--port"], env=env) as server:
        yield server


@contextmanager
def serving(command, *, env, also=()):
    port = free_port()
    place = str(port) if command[-1] == "--port" else f"{HOST}:{port}"
    running = subprocess.Popen([sys.executable, "-m", *command, place], env={**os.environ, **env})
    try:
        wait_until_open(running, port)
        yield Server(running.pid, port, also)
    finally:
        running.terminate()
        running.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait_until_open(running, port):
    limit = time.monotonic() + START_SECONDS
    while running.poll() is None and time.monotonic() < limit:
        with suppress(OSError):
            socket.create_connection((HOST, port), timeout=1).close()
            return
        time.sleep(0.05)
    raise NotStarted(running.args)


def family(pids):
    """These processes and all that they started."""
    children = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            children.setdefault(int(stat_of(folder.name)[1]), []).append(int(folder.name))
    found, left = [], list(pids)
    while left:
        found.append(left.pop())
        left += children.get(found[-1], [])
    return found


def cpu_of(pid):
    """Its own time and that of the children it has buried, in user and system."""
    try:
        return sum(int(ticks) for ticks in stat_of(pid)[11:15]) / TICKS_PER_SECOND
    except OSError:
        return 0


def stat_of(pid):
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
