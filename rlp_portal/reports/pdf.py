"""HTML to a tagged PDF (PDF/UA-1), in a process of its own; the only place that imports WeasyPrint.

Run as a program, this module answers requests on its standard input until that input closes. It imports nothing of
Django and is given no secret. It keeps the fonts and the style sheets ready between two documents, and it holds
itself to a time and a memory: past them the process dies alone, and `renderer.py` starts another.
"""

import ctypes
import fcntl
import gc
import json
import os
import resource
import shutil
import signal
import struct
import sys
import tempfile
import threading
import traceback
from pathlib import Path
from queue import SimpleQueue

OPTIONS = {"pdf_variant": "pdf/ua-1", "presentational_hints": False}
RENDERS_IN_A_LIFE = 300  # then a fresh process: nothing that leaks grows for ever
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of Linux
TOO_LONG, NO_PANGO, FAILED = "too_long", "no_pango", "failed"


class ForbiddenReference(ValueError):
    """A document may use the fonts of the portal and the images it carries, nothing else."""


class Press:
    """WeasyPrint with its fonts and style sheets read once."""

    def __init__(self, *, stylesheets, fonts):
        from weasyprint import CSS  # needs Pango
        from weasyprint.text.fonts import FontConfiguration

        self.fetcher = locked_fetcher(fonts)
        self.font_config = FontConfiguration()
        self.stylesheets = {
            name: CSS(string=Path(path).read_text(), font_config=self.font_config, url_fetcher=self.fetcher)
            for name, path in stylesheets.items()
        }

    def print(self, html, *, stylesheet):
        """(PDF, number of pages)."""
        from weasyprint import HTML  # needs Pango

        from rlp_portal.reports.tagging import correct_tags  # with WeasyPrint's own PDF writer

        source = HTML(string=html, base_url=None, url_fetcher=self.fetcher)
        document = source.render(font_config=self.font_config, stylesheets=[self.stylesheets[stylesheet]], **OPTIONS)
        document.metadata.attachments = []
        return document.write_pdf(finisher=correct_tags, **OPTIONS), len(document.pages)


def locked_fetcher(fonts):
    """`app:name` gives one of `fonts` ({name: path}); `data:` only images; every other address is refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # needs Pango

    class LockedFetcher(URLFetcher):
        def __init__(self):
            super().__init__(allowed_protocols={"data"}, allow_redirects=False)

        def fetch(self, url, headers=None):
            scheme, _colon, name = url.partition(":")
            if scheme == "app" and name in fonts:
                return URLFetcherResponse(url, Path(fonts[name]).read_bytes(), {"Content-Type": "font/woff2"})
            if url.startswith("data:image/"):
                return super().fetch(url, headers)
            raise ForbiddenReference(url[:200])

    return LockedFetcher()


# ---- talking with renderer.py: a length, then that many bytes ------------------------------------------------------


def write_frame(stream, payload):
    stream.write(struct.pack(">I", len(payload)))
    stream.write(payload)


def read_frame(stream):
    """The next bytes, or None when the other side has closed."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    payload = stream.read(length)
    return payload if len(payload) == length else None


# ---- the process ---------------------------------------------------------------------------------------------------


def serve(*, seconds, megabytes, slot, stylesheets, fonts):
    leave_the_network()
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests = listen()
    answers = sys.stdout.buffer
    missing = missing_library()
    press = None if missing else Press(stylesheets=stylesheets, fonts=fonts)
    gc.freeze()  # what is warm stays, and is never walked again
    gc.set_threshold(50_000, 20, 50)
    for _ in range(RENDERS_IN_A_LIFE):
        asked = json.loads(requests.get())
        if press is None:
            answer(answers, {"error": NO_PANGO, "trace": missing})
            return
        with its_turn(slot):
            header, pdf = one_document(press, asked, seconds=seconds)
        answer(answers, header, pdf)
        if "error" in header:
            return  # after a lack of memory or of stack, a fresh process


def leave_the_network():
    """An empty network of its own, where the kernel allows it; the locked fetcher does not count on it."""
    ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK)


def missing_library():
    """What keeps WeasyPrint from starting, or nothing."""
    try:
        import weasyprint  # noqa: F401 - only to see
    except OSError as problem:
        return str(problem)
    return ""


def listen():
    """Requests read by a thread: when the server dies its pipe closes, and this process ends even in mid-document."""
    requests, incoming = SimpleQueue(), sys.stdin.buffer

    def read():
        while (asked := read_frame(incoming)) is not None:
            requests.put(asked)
        shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return requests


class its_turn:  # noqa: N801 - reads as a sentence in `with`
    """One document at a time for each slot, over all the processes of the machine."""

    def __init__(self, slot):
        self.slot = slot

    def __enter__(self):
        self.file = open(self.slot, "a")  # noqa: SIM115 - closed on exit
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *problem):
        self.file.close()


def one_document(press, asked, *, seconds):
    signal.setitimer(signal.ITIMER_REAL, seconds)  # SIGALRM ends the process, inside Pango too
    try:
        pdf, pages = press.print(asked["html"], stylesheet=asked["stylesheet"])
    except (MemoryError, RecursionError) as limit:
        return {"error": TOO_LONG, "trace": type(limit).__name__}, b""
    except Exception:  # noqa: BLE001 - told to the server, which logs it
        return {"error": FAILED, "trace": traceback.format_exc()[-4000:]}, b""
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {"pages": pages}, pdf


def answer(stream, header, pdf=b""):
    write_frame(stream, json.dumps(header).encode())
    write_frame(stream, pdf)
    stream.flush()


if __name__ == "__main__":
    serve(**json.loads(sys.argv[1]))
