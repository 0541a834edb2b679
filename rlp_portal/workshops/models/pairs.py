"""« Who » and « when » go in pairs."""

from django.db import models
from django.db.models import Q


def both_or_neither(at, by, *, name):
    """A moment and the person of that moment: both are known, or neither."""
    neither = Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
    both = Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    return models.CheckConstraint(condition=neither | both, name=name)
