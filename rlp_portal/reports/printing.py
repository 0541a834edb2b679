"""From gathered data to HTML to PDF, kept on disk under the hash of everything that made it."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from rlp_portal.reports.renderer import render_pdf
from rlp_portal.reports.versions import code_version


@dataclass(frozen=True)
class Printed:
    key: str
    content: bytes
    pages: int


def print_report(report, *, template, stylesheet="report"):
    """The same report gives the same bytes; those already on disk are taken back without rendering."""
    html = render_to_string(template, {"report": report})
    key = content_key(html, stylesheet=stylesheet)
    kept = read_kept(key)
    if kept:
        return kept
    rendered = render_pdf(html, stylesheet=stylesheet)
    keep(key, rendered.content, pages=rendered.pages)
    return Printed(key, rendered.content, rendered.pages)


def content_key(html, *, stylesheet):
    return hashlib.sha256(f"{code_version()}\0{stylesheet}\0{html}".encode()).hexdigest()


def path_of(key, *, pages="*"):
    folder = settings.VAR_DIR / "pdf"
    return next(iter(folder.glob(f"{key}-*.pdf")), None) if pages == "*" else folder / f"{key}-{pages}.pdf"


def read_kept(key):
    path = path_of(key)
    if path is None:
        return None
    return Printed(key, path.read_bytes(), int(path.stem.rpartition("-")[2]))


def keep(key, content, *, pages):
    """Whole or not at all: written beside, then renamed."""
    target = path_of(key, pages=pages)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        part.write(content)
    Path(part.name).chmod(0o600)
    os.replace(part.name, target)
