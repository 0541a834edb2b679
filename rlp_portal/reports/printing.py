"""From gathered data to HTML to PDF, kept on disk under the hash of everything that made it."""

import fcntl
import hashlib
import logging
import os
import secrets
import threading
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from rlp_portal.reports.refusals import PdfBusy
from rlp_portal.reports.renderer import AT_ONCE, QUEUE, render_pdf
from rlp_portal.reports.versions import code_version

logger = logging.getLogger(__name__)
_places = threading.BoundedSemaphore(AT_ONCE + QUEUE)


@dataclass(frozen=True)
class Printed:
    key: str
    content: bytes
    pages: int


def print_report(report, *, template, stylesheet="report"):
    """The same report gives the same bytes; those already on disk are taken back without rendering."""
    html = render_to_string(template, {"report": report})
    return printed(content_key(html, stylesheet=stylesheet), lambda: html, stylesheet=stylesheet)


def print_blank(name, build, *, template, stylesheet="blank"):
    """A blank sheet depends on our code alone: looked up by its name, gathered only the first time.

    `build` gives what the template shows.
    """
    key = content_key(f"blank {name}", stylesheet=stylesheet)
    return printed(key, lambda: render_to_string(template, {"report": build()}), stylesheet=stylesheet)


def printed(key, write_html, *, stylesheet):
    """What is on disk under this key, or a new one."""
    kept = read_kept(key)
    if kept:
        return kept
    with a_place(), alone_with(key):
        return read_kept(key) or print_anew(key, write_html(), stylesheet=stylesheet)


def print_anew(key, html, *, stylesheet):
    rendered = render_pdf(html, stylesheet=stylesheet)
    keep(key, rendered.content, pages=rendered.pages)
    return Printed(key, rendered.content, rendered.pages)


@contextmanager
def a_place():
    """Whoever makes a PDF, or waits for one, holds a thread that serves pages: never all of them."""
    if not _places.acquire(blocking=False):
        raise PdfBusy
    try:
        yield
    finally:
        _places.release()


@contextmanager
def alone_with(key):
    """Asked by several people at the same moment, a PDF is made once: the others wait, in any server process."""
    with ExitStack() as opened:
        with suppress(OSError):  # where nothing can be kept, each makes her own
            folder_of(key).mkdir(parents=True, exist_ok=True)
            lock = opened.enter_context((folder_of(key) / "lock").open("a"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def content_key(html, *, stylesheet):
    return hashlib.sha256(f"{code_version()}\0{stylesheet}\0{html}".encode()).hexdigest()


def folder_of(key):
    """One of 256, so that finding a file stays cheap."""
    return settings.VAR_DIR / "pdf" / key[:2]


def place_of(key, *, pages):
    """The file's name ends with its number of pages."""
    return folder_of(key) / f"{key}-{pages}.pdf"


def path_of(key):
    """Where it is kept, for who does not know its number of pages."""
    return next(folder_of(key).glob(f"{key}-*.pdf"), None)


def read_kept(key):
    path = path_of(key)
    if path is None:
        return None
    return Printed(key, path.read_bytes(), int(path.stem.rpartition("-")[2]))


def keep(key, content, *, pages):
    """Whole or not at all: written beside, then renamed. On a full disk a PDF is made anew each time it is read."""
    target = place_of(key, pages=pages)
    part = target.with_name(f"{secrets.token_hex(8)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.touch(mode=0o600)
        part.write_bytes(content)
        os.replace(part, target)
    except OSError:
        logger.exception("PDF not kept")
        with suppress(OSError):
            part.unlink(missing_ok=True)
