"""The heartbeat of the child process that makes an archive or a pack, for those who wait for it.

It beats from a thread, so that one long document is no silence; it stops when nothing has advanced for a while, so
that a child that hangs is known as surely as one that was killed.
"""

import threading
import time
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection
from django.utils import timezone

from rlp_portal.reports.models import Archive

BEAT_SECONDS = 10
STALL_SECONDS = 110  # longer than any one document, its turn included


@contextmanager
def pulse(public_id, *, model=Archive):
    """Gives the function to call at each step forward."""
    heart = Heart(model.objects.filter(public_id=public_id))
    thread = threading.Thread(target=heart.beat, daemon=True)
    thread.start()
    try:
        yield heart.advance
    finally:
        heart.stop()
        thread.join()


class Heart:
    def __init__(self, job):
        self.job, self.stopped = job, threading.Event()
        self.advance()

    def advance(self):
        self.advanced_at = time.monotonic()

    def stop(self):
        self.stopped.set()

    def beat(self):
        while not self.stopped.wait(BEAT_SECONDS):
            if time.monotonic() - self.advanced_at < STALL_SECONDS:
                with suppress(DatabaseError):  # away for a moment: the next beat tells
                    self.job.update(alive_at=timezone.now())
        connection.close()
