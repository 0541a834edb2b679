"""Who has a sheet open now. Kept by the open stream, or by the page itself when it has to do without."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from rlp_portal.rlps.models import SheetPresence
from rlp_portal.ui.live.waking import wake

GONE_AFTER = timedelta(seconds=28)  # of a page that said nothing: its process died, or its network did


def topic_of(workbook_id):
    return f"carnet:{workbook_id}"


def wake_carnet(workbook_id):
    wake(topic_of(workbook_id))


@dataclass(frozen=True)
class Seat:
    """One tab of one person in front of one sheet."""

    workbook_id: int
    key: str
    user_id: int
    tab: str

    @transaction.atomic
    def take(self):
        _row, is_new = SheetPresence.objects.update_or_create(**self.columns, defaults={"seen_at": timezone.now()})
        if is_new:
            wake_carnet(self.workbook_id)

    @transaction.atomic
    def leave(self):
        deleted, _by_model = SheetPresence.objects.filter(**self.columns).delete()
        if deleted:
            wake_carnet(self.workbook_id)

    @property
    def columns(self):
        return {
            "workbook_id": self.workbook_id,
            "instrument_key": self.key,
            "user_id": self.user_id,
            "tab": self.tab,
        }

    @staticmethod
    def keep(seats):
        """Those who are still there, all at once; those of processes that died leave."""
        now = timezone.now()
        kept = SheetPresence.objects.filter(tab__in=[seat.tab for seat in seats]).update(seen_at=now)
        if kept < len(seats):  # this process slept, and another one thought it dead
            for seat in seats:
                seat.take()
        forget_those_gone(now)


@transaction.atomic
def forget_those_gone(now):
    gone = SheetPresence.objects.filter(seen_at__lte=now - GONE_AFTER)
    carnets = set(gone.values_list("workbook_id", flat=True))
    if carnets:
        gone.delete()
        for workbook_id in carnets:
            wake_carnet(workbook_id)


def present_at(workbook_id, key):
    """[(public id, name, number of tabs)] in alphabetical order. One query."""
    here = SheetPresence.objects.filter(
        workbook=workbook_id, instrument_key=key, seen_at__gt=timezone.now() - GONE_AFTER
    ).order_by("user__folded_words", "user_id")
    people = {}
    for presence in here.select_related("user"):
        people.setdefault(presence.user, []).append(presence)
    return [(str(user.public_id), str(user), len(tabs)) for user, tabs in people.items()]
