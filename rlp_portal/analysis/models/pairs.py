"""Who and when go in pairs: both, or neither."""

from django.conf import settings
from django.db import models
from django.db.models import Q


def person(**options):
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


def maybe_person():
    return person(null=True, blank=True)


def when_and_by(what, *, name):
    """`what`_at and `what`_by."""
    return models.CheckConstraint(
        condition=Q(**{f"{what}_at__isnull": True, f"{what}_by__isnull": True})
        | Q(**{f"{what}_at__isnull": False, f"{what}_by__isnull": False}),
        name=name,
    )


def level_field(**options):
    """1 to 4, or None: « sans cote »."""
    return models.PositiveSmallIntegerField(null=True, blank=True, **options)


def level_in_range(field, *, name):
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (1, 4)}), name=name
    )
