"""Reading shared versions: which are there, who read them, what an advisor follows."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, FilteredRelation, Max, OuterRef, Prefetch, Q, Subquery
from django.http import Http404

from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import MobilisationRating, Rlp, Round, SharedReading, SharedVersion
from worksheets.folding import fold


@dataclass
class Sharing:
    """A round about to be shared: the last version of it, and who would read the next one."""

    round: Round
    last_number: int
    advisors: list = field(default_factory=list)


def find_sharing(rlp, number):
    """One query; 404 when the RLP has no such round."""
    last = SharedVersion.objects.filter(round=OuterRef("pk")).order_by().values("round").annotate(n=Max("number"))
    rows = (
        Round.objects.filter(rlp=rlp, number=number)
        .alias(advice=FilteredRelation("rlp__memberships", condition=Q(rlp__memberships__role=Role.ADVISOR)))
        .annotate(
            last_number=Subquery(last.values("n")),
            advisor=F("advice__user__name"),
            is_reader=F("advice__user__is_active"),
        )
        .order_by("advice__user__folded_words", "advice__pk")
    )
    try:
        found = list(rows)
    except OverflowError:  # a number that SQLite cannot hold
        raise Http404 from None
    if not found:
        raise Http404
    found[0].rlp = rlp
    return Sharing(found[0], found[0].last_number or 0, [one.advisor for one in found if one.is_reader])


def versions_of(rlp, *, reader=None):
    """Newest first, without their content; for an advisor (`reader`) those in force only, with `is_opened`."""
    versions = SharedVersion.objects.filter(round__rlp=rlp).defer("content").select_related("round")
    if reader:
        return versions.shown().annotate(is_opened=opened_by(reader))
    readings = SharedReading.objects.select_related("reader")
    return versions.select_related("shared_by", "withdrawn_by").prefetch_related(
        Prefetch("readings", queryset=readings)
    )


def opened_by(reader):
    return Exists(SharedReading.objects.filter(version=OuterRef("pk"), reader=reader))


def find_version(rlp, version_id, *, reader):
    """With `is_opened`, by this reader. One query; 404 when the RLP has no such version."""
    versions = SharedVersion.objects.select_related("round").annotate(is_opened=opened_by(reader))
    try:
        found = versions.get(round__rlp=rlp, public_id=version_id)
    except SharedVersion.DoesNotExist:
        raise Http404 from None
    found.round.rlp = rlp
    return found


def portfolio_of(advisor, *, words=""):
    """The RLPs she follows: first those whose latest version she has not opened, last those that shared none.

    Adds `level` and `rated_on`; of the latest version `version_id`, `version_number`, `round_title`, `shared_at` and
    `is_opened`; `versions`, how many there are. All None where there is nothing.
    """
    ratings = MobilisationRating.objects.filter(rlp=OuterRef("pk"), withdrawn_at__isnull=True)
    rating = ratings.order_by("-rated_on", "-recorded_at")
    shown = SharedVersion.objects.shown().filter(round__rlp=OuterRef("pk"))
    latest = shown.annotate(is_opened=opened_by(advisor)).order_by("-shared_at", "-id")
    count = shown.order_by().values("round__rlp").annotate(n=Count("pk"))
    found = Rlp.objects.filter(memberships__user=advisor, memberships__role=Role.ADVISOR)
    for word in fold(words.replace("\x00", "")).split():
        found = found.filter(folded_name__contains=word)
    return found.annotate(
        level=Subquery(rating.values("level")[:1]),
        rated_on=Subquery(rating.values("rated_on")[:1]),
        version_id=Subquery(latest.values("public_id")[:1]),
        version_number=Subquery(latest.values("number")[:1]),
        round_title=Subquery(latest.values("round__title")[:1]),
        shared_at=Subquery(latest.values("shared_at")[:1]),
        is_opened=Subquery(latest.values("is_opened")[:1]),
        versions=Subquery(count.values("n")),
    ).order_by(F("is_opened").asc(nulls_last=True), "folded_name", "pk")
