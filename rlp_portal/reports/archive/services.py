"""Asking for the archive of an RLP from a page: a child process makes it, the page waits, nobody's thread is held."""

import os
import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from rlp_portal.reports.archive.contents import as_of_rlp
from rlp_portal.reports.archive.writing import archive_one
from rlp_portal.reports.models import Archive

PATIENCE = timedelta(minutes=15)  # a child that was killed says nothing
AT_ONCE = 2  # on the whole machine


class TooManyArchives(Exception):
    """Others are being made; the message is said to the user."""

    def __str__(self):
        return "D’autres archives sont en préparation. Réessayez dans une minute; rien n’est perdu."


def ask_archive(*, rlp, with_names, by):
    """The one being made, the one that already tells the present data, or a new one."""
    now = timezone.now()
    asked = Archive.objects.filter(rlp=rlp, with_names=with_names, failed_at__isnull=True)
    present = asked.filter(ready_at__isnull=False, as_of=as_of_rlp(rlp)).first()
    if present and path_of(present).exists():
        return present
    pending = asked.filter(ready_at__isnull=True, created_at__gt=now - PATIENCE).first()
    if pending:
        return pending
    busy = Archive.objects.filter(ready_at__isnull=True, failed_at__isnull=True, created_at__gt=now - PATIENCE)
    if busy.count() >= AT_ONCE:
        raise TooManyArchives
    archive = Archive.objects.create(rlp=rlp, with_names=with_names, as_of=as_of_rlp(rlp), created_by=by)
    launch(archive)
    return archive


def launch(archive):
    """It goes on by itself if the server is restarted."""
    subprocess.Popen(  # noqa: S603 - our own program, and an id that we made
        [sys.executable, "manage.py", "last_day_archive", "--job", str(archive.public_id)],
        cwd=settings.BASE_DIR,
        env=os.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def run(public_id):
    """What the child process does. A breakdown is noted for the page, then goes its way to the log."""
    archive = Archive.objects.select_related("rlp").get(public_id=public_id)
    target = path_of(archive)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        archive.as_of = as_of_rlp(archive.rlp)
        archive_one(archive.rlp, target, with_names=archive.with_names)
    except BaseException:
        archive.failed_at = timezone.now()
        archive.save(update_fields=["failed_at"])
        raise
    archive.ready_at, archive.size = timezone.now(), target.stat().st_size
    archive.save(update_fields=["ready_at", "size", "as_of"])
    forget_older(archive)


def forget_older(archive):
    """The disk keeps one archive of each sort for an RLP: an older one is made again at any time."""
    forget(Archive.objects.filter(rlp=archive.rlp, with_names=archive.with_names, pk__lt=archive.pk))


def forget(archives):
    """The rows and their files; how many."""
    found = list(archives)
    for one in found:
        path_of(one).unlink(missing_ok=True)
        one.delete()
    return len(found)


def path_of(archive):
    return settings.VAR_DIR / "archives" / f"{archive.public_id}.zip"
