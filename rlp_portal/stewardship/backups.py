"""Whether the copies are made, for the administration to know before she needs one."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Subquery
from django.utils import timezone

from rlp_portal.stewardship.models import BackupRun
from rlp_portal.ui.typography import quebec_datetime

MARGIN = timedelta(hours=1)  # a copy takes some time, and so does the clock that asks for it


@dataclass(frozen=True)
class BackupState:
    said: str
    is_good: bool
    is_alarming: bool  # to be said on every page of the administration


def backup_state():
    """One query."""
    good_ones = BackupRun.objects.filter(succeeded=True).order_by("-id")
    last = BackupRun.objects.annotate(good_at=Subquery(good_ones.values("at")[:1])).first()
    if last is None:
        return BackupState("Aucune copie n’a encore été faite.", is_good=False, is_alarming=settings.PRODUCTION)
    good_at = last.good_at
    known = f"Dernière bonne copie\u00a0: {quebec_datetime(good_at)}." if good_at else "Aucune bonne copie n’existe."
    if not last.succeeded:
        return BackupState(f"La dernière sauvegarde a échoué. {known}", is_good=False, is_alarming=True)
    if good_at < timezone.now() - timedelta(hours=settings.BACKUP_HOURS) - MARGIN:
        return BackupState(f"Une sauvegarde a été manquée. {known}", is_good=False, is_alarming=True)
    return BackupState(known, is_good=True, is_alarming=False)
