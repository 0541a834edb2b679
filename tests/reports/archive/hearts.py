"""Archives whose child process fell silent."""

from datetime import timedelta

from django.utils import timezone

from rlp_portal.reports.models import Archive


def silent_for(archive, *, seconds):
    """Its child was killed that long ago."""
    Archive.objects.filter(pk=archive.pk).update(alive_at=timezone.now() - timedelta(seconds=seconds))
