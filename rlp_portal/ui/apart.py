"""A program of ours run on bytes that nobody trusts: in a process of its own, without a secret, a network or a home.

The program holds itself to its limits (`ui.limits`), reads its standard input and answers in JSON.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager

from django.conf import settings

logger = logging.getLogger(__name__)

AT_ONCE, PATIENCE = 2, 20  # readings together; seconds waiting for one’s turn
TO_START_AND_END = 5

_turns = threading.BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """Everyone’s turn is taken."""


class TooSlow(Exception):
    """Ended by its own limits, or by ours."""


class Broken(Exception):
    """It ended without an answer."""


def answer_of(program, content, *, seconds, megabytes, **orders):
    """What the module `program` answers about `content`; raises Busy, TooSlow, Broken."""
    orders = json.dumps({"seconds": seconds, "megabytes": megabytes, **orders})
    with its_turn(), tempfile.TemporaryDirectory(prefix="portail-lecture-") as folder:
        try:
            done = subprocess.run(  # noqa: S603 - our own program, no word of a user
                [sys.executable, "-m", program, orders],
                input=content,
                capture_output=True,
                timeout=2 * seconds + TO_START_AND_END,
                cwd=settings.BASE_DIR,
                env=bare_environment(folder),
            )
        except subprocess.TimeoutExpired:
            raise TooSlow from None
    if done.returncode:
        logger.warning("%s ended with %s", program, done.returncode)
        raise TooSlow if done.returncode < 0 else Broken
    return json.loads(done.stdout)


@contextmanager
def its_turn():
    if not _turns.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _turns.release()


def bare_environment(folder):
    """What the process needs and no secret; a fixed hash seed, so that the same document gives the same bytes."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "FONTCONFIG_PATH") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "TMPDIR": folder, "PYTHONHASHSEED": "0", "MALLOC_ARENA_MAX": "2"}
