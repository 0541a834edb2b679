"""A process that makes PDFs, and images of them: it answers requests on its standard input until that input closes.

It imports nothing of Django and is given no secret. It keeps the fonts and the style sheets ready between two
documents, and it holds itself to a time and a memory: past them the process dies alone, and `renderer.py` starts
another.
"""

import fcntl
import json
import os
import shutil
import signal
import struct
import sys
import tempfile
import threading
from contextlib import ExitStack, contextmanager, suppress
from queue import SimpleQueue

from rlp_portal.logs import where
from rlp_portal.reports.pdf import Press, missing_library
from rlp_portal.reports.raster import png_of
from rlp_portal.ui.limits import hold_to, leave_the_network
from rlp_portal.warm import stay_warm

OUT_OF_MEMORY = 3  # the program's own end, when it cannot even say so
TOO_LONG, NO_PANGO, FAILED = "too_long", "no_pango", "failed"


def write_frame(stream, payload):
    """A length, then that many bytes."""
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


def serve(*, seconds, megabytes, slot, stylesheets, fonts):
    leave_the_network()
    hold_to(megabytes)
    requests, answers = listen(), sys.stdout.buffer
    missing = missing_library()
    if missing:
        requests.get()
        answer(answers, {"error": NO_PANGO, "trace": missing})
        return
    press = Press(stylesheets=stylesheets, fonts=fonts)
    stay_warm(new_objects=50_000)
    while True:
        asked = json.loads(requests.get())
        with its_turn(slot):
            header, pdf = one_document(press, asked, seconds=seconds)
        answer(answers, header, pdf)
        if "error" in header:
            return  # after a lack of memory or of stack, a fresh process


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


@contextmanager
def its_turn(slot):
    """One document at a time for each slot, over all the processes of the machine that can write there."""
    with ExitStack() as opened:
        with suppress(OSError):
            fcntl.flock(opened.enter_context(open(slot, "a")), fcntl.LOCK_EX)
        yield


def one_document(press, asked, *, seconds):
    signal.setitimer(signal.ITIMER_REAL, seconds)  # SIGALRM ends the process, inside Pango too
    try:
        pdf, pages = press.print(asked["html"], stylesheet=asked["stylesheet"])
        if asked.get("png_width"):
            pdf = png_of(pdf, width=asked["png_width"])
    except (MemoryError, RecursionError) as limit:
        return {"error": TOO_LONG, "trace": type(limit).__name__}, b""
    except Exception as problem:  # noqa: BLE001 - told to the server, which logs it
        return {"error": FAILED, "trace": where(problem)[-4000:]}, b""
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {"pages": pages}, pdf


def answer(stream, header, pdf=b""):
    write_frame(stream, json.dumps(header).encode())
    write_frame(stream, pdf)
    stream.flush()


if __name__ == "__main__":
    code = 1
    try:
        serve(**json.loads(sys.argv[1]))
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)  # at once: the thread that listens would make Python abort, as if a limit had been passed
