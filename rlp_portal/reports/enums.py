from enum import StrEnum

from django.db import models


class ReportKind(models.TextChoices):
    CARNET = "carnet", "Carnet complet"
    SHEET = "sheet", "Feuille remplie"


class ArchiveState(StrEnum):
    """Read from its marks and from its heartbeat, never stored."""

    WAITING = "waiting"
    INTERRUPTED = "interrupted"  # whoever looks sets it going again
    READY = "ready"
    FAILED = "failed"
