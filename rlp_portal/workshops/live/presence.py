"""Which phones are still there: written now and then, told to nobody at once."""

import time
from dataclasses import dataclass
from typing import ClassVar

from rlp_portal.workshops.services import mark_seen

KEEP_SECONDS = 60


@dataclass(frozen=True)
class PhoneSeat:
    """The place of a phone's stream (see ui.live.streams)."""

    participant_id: int
    kept_at: ClassVar[list] = [0.0]
    new: ClassVar[set] = set()  # since the last look

    def take(self):
        """A whole room comes in, or comes back, within seconds: written together at the next look."""
        self.new.add(self.participant_id)

    def leave(self):
        """It is not known whether a phone left or sleeps."""

    @classmethod
    def keep(cls, seats):
        ids = set(cls.new)
        if time.monotonic() - cls.kept_at[0] >= KEEP_SECONDS:
            cls.kept_at[0] = time.monotonic()
            ids.update(seat.participant_id for seat in seats)
        if ids:
            mark_seen(ids)
        cls.new -= ids
