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
    "rlp_portal/analysis/**/*.py",
    "rlp_portal/reports/**/*.py",
    "rlp_portal/rlps/enums.py",
    "rlp_portal/rlps/sharing/*.py",
    "rlp_portal/ui/typography.py",
    "static/reports/*.css",
    "templates/reports/print/*.html",
    "worksheets/*.py",
    "worksheets/catalogue/*.py",
    "worksheets/diagrams/*.py",
    "worksheets/figures/*.py",
    "worksheets/models/*.py",
)


@dataclass(frozen=True)
class DataState:
    """`version` changes with anything a report shows; `as_of` is when the newest of it was written."""

    version: str
    as_of: datetime


def data_state(round_):
    """Two queries. The ratings are listed whole: one that is withdrawn and put back leaves no other trace."""
    changes = Change.objects.filter(workbook=OuterRef("workbook")).order_by().values("workbook")
    written = (
        Round.objects.filter(pk=round_.pk)
        .annotate(
            changes=Subquery(changes.annotate(n=Count("pk")).values("n")),
            last_change=Subquery(changes.annotate(last=Max("pk")).values("last")),
            changed_at=Subquery(changes.annotate(at=Max("at")).values("at")),
        )
        .values_list("changes", "last_change", "changed_at", "updated_at", "rlp__updated_at")
        .get()
    )
    ratings = MobilisationRating.objects.filter(rlp=round_.rlp_id).order_by("pk")
    rated = [part for one in ratings.values_list("pk", "recorded_at", "withdrawn_at") for part in one]
    state = [*written, *rated]
    said = "|".join(part.isoformat() if isinstance(part, datetime) else str(part) for part in state)
    moments = [part for part in state if isinstance(part, datetime)]
    return DataState(hashlib.sha256(said.encode()).hexdigest()[:32], max(moments))


@cache
def code_version():
    """A new version of the portal draws its PDFs anew."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for pattern in DRAWN_BY:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
