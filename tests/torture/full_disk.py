"""F09: the disk of the data is full, for real. Saves are refused with 507 or 503, reading goes on, nothing is lost.

    python -m tests.torture.full_disk [sqlite] [postgresql]

A small disk in memory, mounted for the occasion: only root can. PostgreSQL lies on it whole, its journal too.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.bench.visitors import Visitor
from tests.torture.proofs import ENGINES
from tests.torture.stage import a_stage
from tests.torture.writers import all_said, check, writing

MEGABYTES = {"sqlite": 16, "postgresql": 112}
WRITERS, LENGTH = 4, 400  # words of a text
REFUSED_WITHIN, BACK_WITHIN = 60, 60
READ_TIMES = 10


class CannotMount(Exception):
    """This machine, or this account, lets nobody mount a disk."""


def main(engines):
    for engine in engines or ENGINES:
        print(f"full disk, {engine}: {prove(engine)}.", flush=True)


def prove(engine):
    with a_small_disk(MEGABYTES[engine]) as disk, a_stage(engine, people=WRITERS, within=disk) as stage:
        before = stage.journal()
        stage.start()
        with writing(stage, length=LENGTH) as authors:
            wait_until(lambda: all(one.done for one in authors), REFUSED_WITHIN)
            filler = fill(disk)
            wait_until(lambda: refusals(authors) >= WRITERS * 2, REFUSED_WITHIN)
            read = sum(can_read(stage) for _ in range(READ_TIMES))
            refused = refusals(authors)
            filler.unlink()
            stopped = start_again_if_it_stopped(stage)
            heard = [len(one.done) for one in authors]
            wait_until(
                lambda: all(len(one.done) > count for one, count in zip(authors, heard, strict=True)), BACK_WITHIN
            )
        stage.kill()
        asked = check(stage, before, authors)
        stage.check_database()
        said = all_said(authors)
    if engine == "sqlite" and (said[503] or read < READ_TIMES):
        raise AssertionError(f"said: {said}, read: {read}")
    return (
        f"{refused} saves refused ({said[507]} with 507, {said[503]} with 503), {read} of {READ_TIMES} pages read "
        f"meanwhile{', the base stopped by itself and was started again' if stopped else ''}; with room again, all "
        f"were done: {len(asked)} acknowledged, 0 lost, 0 done twice, the base is whole"
    )


@contextmanager
def a_small_disk(megabytes):
    with tempfile.TemporaryDirectory(prefix="portail-disk-") as place:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", place]
        done = subprocess.run(mount, capture_output=True, text=True) if os.geteuid() == 0 else None
        if done is None or done.returncode:
            raise CannotMount(done.stderr if done else "only root mounts a disk")
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk):
    """To the last byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return filler


def refusals(authors):
    said = all_said(authors)
    return said[507] + said[503]


def can_read(stage):
    try:
        Visitor(stage.port, cookie=stage.people[0]["cookie"]).get(stage.people[0]["page"])
    except Exception:  # noqa: BLE001 - a PostgreSQL that starts again reads nothing for a moment
        return False
    return True


def start_again_if_it_stopped(stage):
    """PostgreSQL without room for its journal stops rather than lie; somebody, or systemd, starts it again."""
    if stage.cluster is None:
        return False
    with suppress(ProcessLookupError, FileNotFoundError):
        time.sleep(1)
        os.kill(stage.cluster.pid, 0)
        return False
    stage.cluster.start()
    return True


def wait_until(holds, seconds):
    limit = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > limit:
            raise AssertionError("it does not come")
        time.sleep(0.02)


if __name__ == "__main__":
    try:
        main([one for one in sys.argv[1:] if one in ENGINES])
    except CannotMount as refusal:
        print(f"full disk: not tried here ({refusal}).")
