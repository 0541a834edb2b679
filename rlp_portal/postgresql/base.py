"""The engine that settings name."""

import time

from django.db.backends.postgresql import base

SILENCE_SECONDS = 1


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is kept is looked at before it serves again, but not one that answered a moment ago.

    That would be one exchange in ten of a request. In this second a server may still go away: whoever asks is then
    told so, as in the middle of a request, and the connection is opened again for the next. Once let by, it is not
    looked at before the next request either: between a commit and the return to autocommit, a look would begin a
    transaction that nobody ends.
    """

    seen_alive_at = float("-inf")

    def close_if_health_check_failed(self):
        if time.monotonic() - self.seen_alive_at < SILENCE_SECONDS:
            self.health_check_done = True
            return
        super().close_if_health_check_failed()
        self.seen_alive_at = time.monotonic()
