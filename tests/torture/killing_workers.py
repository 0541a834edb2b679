"""The program of workers.py, in the portal that DATABASE_URL names: python -m tests.torture.killing_workers KILLS"""

import json
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from zipfile import ZipFile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.utils import timezone  # noqa: E402

from rlp_portal.reports import jobs  # noqa: E402
from rlp_portal.reports import renderer as renderers  # noqa: E402
from rlp_portal.reports.archive import services  # noqa: E402
from rlp_portal.reports.enums import ArchiveState  # noqa: E402
from rlp_portal.reports.models import Archive  # noqa: E402
from rlp_portal.reports.printing import printed, read_kept  # noqa: E402
from rlp_portal.reports.refusals import PdfFailed  # noqa: E402
from rlp_portal.rlps.models import Rlp  # noqa: E402
from tests.bench.servers import family  # noqa: E402

PAGE = '<!doctype html><html lang="fr-CA"><head><title>{0}</title></head><body><h1>{0}</h1>{1}</body></html>'
WORDS = "".join(f"<p>{'mot ' * 100}</p>" for _ in range(30))
ARCHIVE_SECONDS, FOR_ONE_ARCHIVE = 180, 8  # an archive takes seconds
chance = random.Random(1)  # noqa: S311 - the same draws each time


def main(kills):
    archives = max(1, kills // FOR_ONE_ARCHIVE)
    json.dump({"pdf": kill_makers_of_pdf(kills), "archives": kill_makers_of_archives(archives)}, sys.stdout)


# ---- PDFs -------------------------------------------------------------------------------------------------------


def kill_makers_of_pdf(kills):
    """One document after the other while somebody kills; what is kept under its key is whole, or absent."""
    (settings.VAR_DIR / "pdf").mkdir(exist_ok=True)
    said, usual = Counter(), how_long_for_a_pdf()
    killer = Killer(kills, within=1.2 * usual)
    killer.start()
    number = 0
    while killer.is_alive():
        number += 1
        key = f"{number:064x}"
        try:
            made = printed(key, lambda number=number: PAGE.format(number, WORDS), stylesheet="report")
            refuse_unless(is_whole_pdf(made.content), "half a PDF was sent")
            said["made"] += 1
        except PdfFailed:
            said["refused"] += 1
        kept = read_kept(key)
        refuse_unless(kept is None or is_whole_pdf(kept.content), "half a PDF was kept")
    refuse_unless(not list((settings.VAR_DIR / "pdf").rglob("*.part")), "a half was left")
    renderers._renderer.close()
    return {"kills": killer.killed, "made": said["made"], "refused": said["refused"]}


def how_long_for_a_pdf():
    """With a process that starts, as after a kill."""
    began = time.monotonic()
    printed("f" * 64, lambda: PAGE.format(0, WORDS), stylesheet="report")
    return time.monotonic() - began


def is_whole_pdf(content):
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")


class Killer(threading.Thread):
    def __init__(self, kills, *, within):
        super().__init__(daemon=True)
        self.kills, self.within, self.killed = kills, within, 0

    def run(self):
        while self.killed < self.kills:
            time.sleep(chance.uniform(0, self.within))
            for pid in family([os.getpid()])[1:]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    self.killed += 1


# ---- Archives ---------------------------------------------------------------------------------------------------


def kill_makers_of_archives(kills):
    said, rlp = Counter(), Rlp.objects.first()
    usual = how_long(rlp)
    while said["kills"] < kills:
        rlp.save()  # its profile was written again: the archive before is no longer that of today
        asked = ask(rlp)
        for _try in range(jobs.TRIES):
            said["kills"] += kill_within(chance.uniform(0, 1.2 * usual))
            state = state_after_a_minute(asked)
            if state != ArchiveState.INTERRUPTED:
                break
            refuse_unless(ask(rlp) == asked, "it was not taken again")
            said["taken_again"] += 1
            if chance.random() < 0.5:
                state = wait_for(asked)
                break
        refuse_unless(state in {ArchiveState.READY, ArchiveState.FAILED}, f"stuck: {state}")
        said["made" if state == ArchiveState.READY else "failed"] += 1
        refuse_half_files()
    return dict(said) | {name: said[name] for name in ("kills", "taken_again", "made", "failed")}


def how_long(rlp):
    began = time.monotonic()
    refuse_unless(wait_for(ask(rlp)) == ArchiveState.READY, "the first archive was not made")
    return time.monotonic() - began


def ask(rlp):
    return services.ask_archive(rlp=rlp, with_names=False, by=None)


def kill_within(seconds):
    """How many: none when it had ended before."""
    time.sleep(seconds)
    killed = 0
    for pid in family([os.getpid()])[1:]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            killed = 1
    bury()
    return killed


def bury():
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def state_after_a_minute(asked):
    Archive.objects.filter(pk=asked.pk).update(alive_at=timezone.now() - jobs.SILENCE - timedelta(seconds=1))
    return state_of(asked)


def state_of(asked):
    asked.refresh_from_db()
    return jobs.state_of(asked)


def wait_for(asked):
    until = time.monotonic() + ARCHIVE_SECONDS
    while state_of(asked) == ArchiveState.WAITING:
        refuse_unless(time.monotonic() < until, "it does not end")
        time.sleep(0.05)
    bury()
    return state_of(asked)


def refuse_half_files():
    """Whatever may be taken is whole; halves bear another name, and go with the next archive."""
    for path in (settings.VAR_DIR / "archives").glob("*.zip"):
        refuse_unless(ZipFile(path).testzip() is None, "half an archive")
    halves = list((settings.VAR_DIR / "archives").glob("*.part"))
    refuse_unless(len(halves) <= jobs.TRIES * Archive.objects.filter(ready_at=None).count(), "halves stay")


def refuse_unless(holds, otherwise):
    if not holds:
        raise AssertionError(otherwise)


if __name__ == "__main__":
    main(int(sys.argv[1]))
