"""Which state of the data a report shows, and which state of our own code drew it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import version

from django.conf import settings
from django.db.models import Count, Max, OuterRef, Subquery

from rlp_portal.rlps.models import MobilisationRating, Round
from worksheets.models import Change

DRAWN_BY = (
    "rlp_portal/reports/*.py",
    "rlp_portal/ui/typography.py",
    "static/reports/*.css",
    "templates/diagrams/*.svg",
    "templates/reports/print/*.html",
    "worksheets/*.py",
    "worksheets/catalogue/*.py",
    "worksheets/diagrams/*.py",
)


@dataclass(frozen=True)
class DataState:
    """`version` changes with anything a report shows; `as_of` is when the newest of it was written."""

    version: str
    as_of: datetime


def data_state(round_):
    """One query."""
    changes = Change.objects.filter(workbook=OuterRef("workbook")).order_by()
    ratings = MobilisationRating.objects.filter(rlp=OuterRef("rlp")).order_by()
    state = (
        Round.objects.filter(pk=round_.pk)
        .annotate(
            changes=Subquery(changes.values("workbook").annotate(n=Count("pk")).values("n")),
            last_change=Subquery(changes.values("workbook").annotate(last=Max("pk")).values("last")),
            changed_at=Subquery(changes.values("workbook").annotate(at=Max("at")).values("at")),
            ratings_count=Subquery(ratings.values("rlp").annotate(n=Count("pk")).values("n")),
            rated_at=Subquery(ratings.values("rlp").annotate(at=Max("recorded_at")).values("at")),
            withdrawn_at=Subquery(ratings.values("rlp").annotate(at=Max("withdrawn_at")).values("at")),
        )
        .values_list(
            "changes",
            "last_change",
            "ratings_count",
            "changed_at",
            "rated_at",
            "withdrawn_at",
            "updated_at",
            "rlp__updated_at",
        )
        .get()
    )
    moments = [part for part in state if isinstance(part, datetime)]
    said = "|".join(part.isoformat() if isinstance(part, datetime) else str(part) for part in state)
    return DataState(hashlib.sha256(said.encode()).hexdigest()[:32], max(moments))


@cache
def code_version():
    """A new version of the portal draws its PDFs anew."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for pattern in DRAWN_BY:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
