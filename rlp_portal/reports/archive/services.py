"""Asking for the archive of an RLP from a page: a child process makes it, the page waits, nobody's thread is held.

How it is followed, and set going once more when it falls silent, is told in jobs.py.
"""

from django.conf import settings
from django.utils import timezone

from rlp_portal.reports import jobs
from rlp_portal.reports.archive.contents import as_of_rlp
from rlp_portal.reports.archive.writing import archive_one, forget_halves
from rlp_portal.reports.enums import ArchiveState
from rlp_portal.reports.jobs import SILENCE, state_of
from rlp_portal.reports.models import Archive

AT_ONCE = 2  # on the whole machine


class TooManyArchives(Exception):
    """Others are being made; the message is said to the user."""

    def __str__(self):
        return "D’autres archives sont en préparation. Réessayez dans une minute; rien n’est perdu."


def ask_archive(*, rlp, with_names, by):
    """The one being made, the one that already tells the present data, or a new one."""
    asked = Archive.objects.filter(rlp=rlp, with_names=with_names, failed_at__isnull=True)
    present = asked.filter(ready_at__isnull=False, as_of=as_of_rlp(rlp)).first()
    if present and path_of(present).exists():
        return present
    pending = asked.filter(ready_at__isnull=True).first()
    if pending and state_of(pending) == ArchiveState.INTERRUPTED:
        take_again(pending)
    elif not pending or state_of(pending) == ArchiveState.FAILED:
        pending = begin(rlp=rlp, with_names=with_names, by=by)
    return pending


def begin(*, rlp, with_names, by):
    alive = Archive.objects.filter(
        ready_at__isnull=True, failed_at__isnull=True, alive_at__gt=timezone.now() - SILENCE
    )
    if alive.count() >= AT_ONCE:
        raise TooManyArchives
    archive = Archive.objects.create(rlp=rlp, with_names=with_names, as_of=as_of_rlp(rlp), created_by=by)
    launch(archive)
    return archive


def take_again(archive):
    jobs.take_again(archive, launch)


def launch(archive):
    jobs.launch("last_day_archive", archive)


def run(public_id, *, note=lambda: None):
    """What the child process does. A breakdown is noted for the page, then goes its way to the log.

    `note` is called after each file. A child that was thought dead, and replaced, says nothing of what it made.
    """
    archive = Archive.objects.select_related("rlp").get(public_id=public_id)
    target = path_of(archive)
    mine = Archive.objects.filter(pk=archive.pk, tries=archive.tries, ready_at__isnull=True)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        forget_halves(target)
        as_of = as_of_rlp(archive.rlp)
        archive_one(archive.rlp, target, with_names=archive.with_names, note=note)
    except BaseException:
        mine.update(failed_at=timezone.now())
        raise
    mine.update(ready_at=timezone.now(), size=target.stat().st_size, as_of=as_of)
    forget_older(archive)


def forget_older(archive):
    """The disk keeps one archive of each sort for an RLP: an older one is made again at any time."""
    forget(Archive.objects.filter(rlp=archive.rlp, with_names=archive.with_names, pk__lt=archive.pk))


def forget(archives):
    """The rows and their files; how many."""
    found = list(archives)
    for one in found:
        path_of(one).unlink(missing_ok=True)
        forget_halves(path_of(one))
        one.delete()
    return len(found)


def path_of(archive):
    return settings.VAR_DIR / "archives" / f"{archive.public_id}.zip"
