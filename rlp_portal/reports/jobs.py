"""Long work asked for on a page and done by a child process: an archive, a pack of PDFs.

The child says that it is alive (archive/pulse.py). When it no longer does, whoever looks at the page sets it going
once more; a second silence is a failure, said with a button. So nothing depends on the process that launched it.
"""

import os
import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from rlp_portal.reports.enums import ArchiveState

SILENCE = timedelta(seconds=60)  # of a child that was killed
TRIES = 2


def state_of(job):
    if job.ready_at:
        return ArchiveState.READY
    if job.failed_at:
        return ArchiveState.FAILED
    if job.alive_at > timezone.now() - SILENCE:
        return ArchiveState.WAITING
    return ArchiveState.INTERRUPTED if job.tries < TRIES else ArchiveState.FAILED


def take_again(job, launch):
    """By one of those who look at the page at the same moment."""
    mine = type(job).objects.filter(pk=job.pk, tries=job.tries, alive_at=job.alive_at)
    if mine.update(tries=F("tries") + 1, alive_at=timezone.now()):
        launch(job)


def launch(command, job):
    """It goes on by itself if the server is restarted."""
    subprocess.Popen(  # noqa: S603 - our own program, and an id that we made
        [sys.executable, "manage.py", command, "--job", str(job.public_id)],
        cwd=settings.BASE_DIR,
        env=os.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
