"""The server's side of PDF making: two processes of `pdf_program.py` and a short queue.

Processes are started when the first document is asked for, by whichever server process asks, and are never shared
across a fork. They end with the server: their standard input closes.
"""

import json
import logging
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings

from rlp_portal.reports import pdf_program as program
from rlp_portal.reports.fonts import font_paths
from rlp_portal.reports.pdf import FILLABLE
from rlp_portal.reports.refusals import PdfBusy, PdfFailed, PdfTooLong, PdfUnavailable, PdfWithoutRoom
from rlp_portal.ui.apart import bare_environment
from rlp_portal.ui.disk import has_reserve

logger = logging.getLogger(__name__)

AT_ONCE = 2
QUEUE = 4  # each holds one of the eight threads that serve pages: two stay free for those who write
SECONDS = 20
MEGABYTES = 512
PATIENCE = 90  # seconds, waiting one's turn included
DOCUMENTS_IN_A_LIFE = 300  # then a fresh process: nothing that leaks grows for ever

STYLESHEETS = {
    "report": settings.BASE_DIR / "static" / "reports" / "report.css",
    "front_page": settings.BASE_DIR / "static" / "reports" / "front_page.css",
    "blank": settings.BASE_DIR / "static" / "reports" / "blank.css",
    FILLABLE: settings.BASE_DIR / "static" / "reports" / "fillable.css",
    "drawing": settings.BASE_DIR / "static" / "reports" / "drawing.css",
}
REFUSALS = {program.TOO_LONG: PdfTooLong, program.NO_PANGO: PdfUnavailable, program.FAILED: PdfFailed}
LEVELS = {program.TOO_LONG: logging.INFO, program.NO_PANGO: logging.ERROR, program.FAILED: logging.ERROR}
# Ended by its own time limit, or by a C library that could not allocate.
ENDED_BY_A_LIMIT = {-signal.SIGALRM, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGTRAP, program.OUT_OF_MEMORY}
TRIES = 2


class PdfKilled(PdfFailed):
    """By something else than the document: an operator, a machine short of memory. The next process may do it."""


@dataclass(frozen=True)
class Rendered:
    content: bytes
    pages: int


class Process:
    """One running `pdf_program.py`."""

    def __init__(self, *, slot, seconds, megabytes):
        self.made = 0
        self.folder = tempfile.mkdtemp(prefix="portail-pdf-")
        orders = {
            "seconds": seconds,
            "megabytes": megabytes,
            "slot": str(slot),
            "stylesheets": {name: str(path) for name, path in STYLESHEETS.items()},
            "fonts": font_paths(),
        }
        self.running = subprocess.Popen(  # noqa: S603 - our own program, no word of a user
            [sys.executable, "-m", program.__name__, json.dumps(orders)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env=bare_environment(self.folder),
        )

    @property
    def can_go_on(self):
        return self.made < DOCUMENTS_IN_A_LIFE and self.running.poll() is None

    def render(self, html, *, stylesheet, until, png_width=None):
        self.send({"html": html, "stylesheet": stylesheet, "png_width": png_width})
        self.wait_for_answer(until)
        header, content = self.read_answer()
        if "error" in header:
            self.stop()
            logger.log(LEVELS[header["error"]], "PDF refused: %s", header["trace"])
            raise REFUSALS[header["error"]]
        self.made += 1
        return Rendered(content, header["pages"])

    def send(self, asked):
        try:
            program.write_frame(self.running.stdin, json.dumps(asked).encode())
            self.running.stdin.flush()
        except BrokenPipeError:
            raise self.reason_of_death() from None

    def wait_for_answer(self, until):
        waited = select.poll()
        waited.register(self.running.stdout, select.POLLIN)
        if not waited.poll(max(until - time.monotonic(), 0) * 1000):
            self.stop()
            raise PdfBusy

    def read_answer(self):
        header, content = program.read_frame(self.running.stdout), program.read_frame(self.running.stdout)
        if header is None or content is None:
            raise self.reason_of_death()
        return json.loads(header), content

    def reason_of_death(self):
        self.stop()
        code = self.running.returncode
        logger.warning("The PDF process ended with %s", code)
        if code in ENDED_BY_A_LIMIT:
            return PdfTooLong()
        return PdfKilled() if code < 0 else PdfFailed()

    def retire(self):
        """It ends by itself when nobody can ask it anything any more."""
        with suppress(BrokenPipeError):
            self.running.stdin.close()
        self.stop()

    def stop(self):
        try:
            self.running.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()
        for pipe in (self.running.stdin, self.running.stdout):
            with suppress(BrokenPipeError):
                pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Renderer:
    """At most `at_once` documents together and `queue` waiting; callers block."""

    def __init__(self, *, at_once=AT_ONCE, queue=QUEUE, seconds=SECONDS, megabytes=MEGABYTES, patience=PATIENCE):
        self.seconds, self.megabytes, self.patience = seconds, megabytes, patience
        self.slots = [settings.VAR_DIR / "pdf" / f"slot-{number}" for number in range(at_once)]
        self.idle = dict.fromkeys(self.slots)
        self.turns = threading.Condition()
        self.queue, self.waiting = queue, 0

    def render(self, html, *, stylesheet, png_width=None):
        """With `png_width`, the first page as an image."""
        until = time.monotonic() + self.patience
        slot, process = self.take(until)
        try:
            for left in reversed(range(TRIES)):
                process = self.fit(process, slot=slot)
                try:
                    return process.render(html, stylesheet=stylesheet, until=until, png_width=png_width)
                except PdfKilled:
                    if not left:
                        raise
        finally:
            self.give_back(slot, process)

    def fit(self, process, *, slot):
        """This process, or a new one in its place."""
        if process and process.can_go_on:
            return process
        if process:
            process.retire()
        return Process(slot=slot, seconds=self.seconds, megabytes=self.megabytes)

    def take(self, until):
        with self.turns:
            if self.waiting >= self.queue:
                raise PdfBusy
            self.waiting += 1
            try:
                if not self.turns.wait_for(lambda: self.idle, timeout=until - time.monotonic()):
                    raise PdfBusy
            finally:
                self.waiting -= 1
            return self.idle.popitem()

    def give_back(self, slot, process):
        with self.turns:
            self.idle[slot] = process
            self.turns.notify()

    def close(self):
        with self.turns:
            for slot, process in self.idle.items():
                if process:
                    process.retire()
                self.idle[slot] = None


_renderer, _starting = None, threading.Lock()


def render_pdf(html, *, stylesheet="report"):
    """Rendered; raises PdfTooLong, PdfBusy, PdfFailed, PdfUnavailable, PdfWithoutRoom."""
    return the_renderer().render(html, stylesheet=stylesheet)


def render_png(html, *, stylesheet, width):
    """The first page as the bytes of an image; refuses as `render_pdf` does."""
    return the_renderer().render(html, stylesheet=stylesheet, png_width=width).content


def the_renderer():
    global _renderer
    if not has_reserve():
        raise PdfWithoutRoom
    with _starting:
        if _renderer is None:
            with suppress(OSError):  # a PDF can be made where none can be kept
                (settings.VAR_DIR / "pdf").mkdir(parents=True, exist_ok=True)
            _renderer = Renderer()
    return _renderer


def forget_processes():
    """After a fork the processes belong to the parent."""
    global _renderer, _starting
    _renderer, _starting = None, threading.Lock()


os.register_at_fork(after_in_child=forget_processes)
