"""Making a backup: whole or not at all, checked, then the old ones leave."""

import hashlib
import json
import os
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from rlp_portal.reports.models import Report
from rlp_portal.reports.printing import path_of
from rlp_portal.stewardship.backup import archive as archives
from rlp_portal.stewardship.backup import sealing
from rlp_portal.stewardship.backup.rows import Tally, columns_of, kept_models, lines_of
from rlp_portal.stewardship.backup.snapshot import snapshot
from rlp_portal.stewardship.models import BackupRun
from rlp_portal.stewardship.versions import portal_version

KEPT_FOR = timedelta(days=35)
NAME = re.compile(r"portail-(\d{4}-\d\d-\d\d-\d{6})Z\.zip(\.age)?")
NAME_TIME = "%Y-%m-%d-%H%M%S"


class BackupFailed(Exception):
    """The message is what to read."""


@dataclass(frozen=True)
class Made:
    path: Path
    rows: int
    removed: int  # how many old ones left


def back_up(*, to=None, recipient="", passphrase=""):
    """Made. Success or failure, one BackupRun says so to the administration. Raises BackupFailed."""
    folder = Path(to or settings.BACKUP_DIR)
    taken_at = timezone.now()
    try:
        path, rows = make(folder, taken_at=taken_at, recipient=recipient, passphrase=passphrase)
    except (OSError, DatabaseError, ValueError, archives.BrokenArchive) as problem:
        BackupRun.objects.create(at=taken_at, succeeded=False, problem=str(problem)[:1000])
        raise BackupFailed(f"La sauvegarde a échoué. {problem}") from problem
    BackupRun.objects.create(
        at=taken_at,
        succeeded=True,
        file_name=path.name,
        size=path.stat().st_size,
        rows=rows,
        is_encrypted=bool(recipient or passphrase),
    )
    return Made(path, rows, remove_old(folder, now=taken_at))


def make(folder, *, taken_at, recipient, passphrase):
    """Written beside, checked, then renamed: a file that has its name is a good one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if recipient:
        sealing.recipient_from(recipient)  # said before the work
    private = Path(tempfile.mkdtemp(prefix=".en-cours-", dir=folder))
    try:
        plain = private / "portail.zip"
        rows = write_archive(plain, taken_at=taken_at, folder=private)
        with zipfile.ZipFile(plain) as written:
            archives.check(written, archives.read_manifest(written))
        ready, suffix = plain, ""
        if recipient or passphrase:
            ready, suffix = private / "portail.age", sealing.SEALED
            sealing.seal(plain, ready, recipient=recipient, passphrase=passphrase)
        ready.chmod(0o600)
        put_on_disk(ready)
        target = folder / f"portail-{taken_at.astimezone(UTC):{NAME_TIME}}Z.zip{suffix}"
        os.replace(ready, target)
        put_on_disk(folder)
    finally:
        shutil.rmtree(private, ignore_errors=True)
    return target, rows


def put_on_disk(path):
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_archive(path, *, taken_at, folder):
    """How many rows it holds."""
    with snapshot(folder) as using, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = {model._meta.label_lower: write_table(archive, model, using=using) for model in kept_models(apps)}
        manifest = {
            "format": archives.FORMAT,
            "taken_at": taken_at.isoformat(),
            "portal": portal_version(),
            "engine": connections[using].vendor,
            "migrations": sorted(MigrationRecorder(connections[using]).applied_migrations()),
            "tables": tables,
            "files": write_files(archive, using=using),
        }
        archive.writestr(archives.MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return sum(table["rows"] for table in tables.values())


def write_table(archive, model, *, using):
    columns, tally = columns_of(model), Tally()
    with archive.open(archives.table_name(model._meta.label_lower), "w", force_zip64=True) as part:
        for line in lines_of(model, using=using, columns=columns):
            tally.add(line)
            part.write(line)
    return {"columns": columns, **tally.sums}


def write_files(archive, *, using):
    """The PDFs that reports name: one made from data that changed since could not be made again."""
    written = {}
    for key in Report.objects.using(using).order_by().values_list("content_key", flat=True).distinct():
        path = path_of(key)
        if path:
            content, name = path.read_bytes(), f"files/{path.relative_to(settings.VAR_DIR)}"
            archive.writestr(name, content, compress_type=zipfile.ZIP_STORED)
            written[name] = hashlib.sha256(content).hexdigest()
    return written


def remove_old(folder, *, now):
    """Those of more than 35 days; how many."""
    old = [path for path in folder.iterdir() if (day := day_of(path.name)) and day < now - KEPT_FOR]
    for path in old:
        path.unlink()
    return len(old)


def day_of(name):
    found = NAME.fullmatch(name)
    return datetime.strptime(found[1], NAME_TIME).replace(tzinfo=UTC) if found else None
