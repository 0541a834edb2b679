from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery

from rlp_portal.accounts.models import User
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership, MobilisationRating, Rlp
from worksheets.codes import MobilisationLevel
from worksheets.folding import fold
from worksheets.models import Change

SORTS = {"nom": ["folded_name"], "region": ["region", "folded_name"], "recents": ["-created_at", "folded_name"]}
SORT_LABELS = {"nom": "Par nom", "region": "Par région", "recents": "Les plus récents d’abord"}


def ratings_in_force(rlp):
    """From the oldest to the present one; those withdrawn are left out."""
    return rlp.ratings.filter(withdrawn_at__isnull=True).select_related("recorded_by")


def with_present_rating(rlps):
    """Adds `level`, `level_name` and `rated_on`, all None where nothing was rated."""
    latest = MobilisationRating.objects.filter(rlp=OuterRef("pk"), withdrawn_at__isnull=True).order_by(
        "-rated_on", "-recorded_at"
    )
    found = list(
        Rlp.objects.filter(pk__in=[rlp.pk for rlp in rlps]).annotate(
            level=Subquery(latest.values("level")[:1]), rated_on=Subquery(latest.values("rated_on")[:1])
        )
    )
    return with_level_names(found)


def with_level_names(rlps):
    for rlp in rlps:
        rlp.level_name = MobilisationLevel(rlp.level).label if rlp.level else None
    return rlps


def last_worked_on_first(rlps, *, by):
    """Adds `worked_on_at`: when this person last wrote in a carnet of the RLP; those never touched come last."""
    own = Change.objects.filter(author=by, workbook__round__rlp=OuterRef("pk")).order_by("-id")
    found = Rlp.objects.filter(pk__in=[rlp.pk for rlp in rlps])
    return found.annotate(worked_on_at=Subquery(own.values("at")[:1])).order_by(
        F("worked_on_at").desc(nulls_last=True), "folded_name"
    )


def whom_to_ask():
    """An administrator, for those to whom nothing is entrusted."""
    return User.objects.filter(is_administrator=True, is_active=True).first()


def search_rlps(*, words, region, sort):
    """Every RLP of the portal, for the administration. Folded words: the same answer on both engines."""
    found = Rlp.objects.order_by(*SORTS.get(sort, SORTS["nom"]))
    for word in fold(words.replace("\x00", "")).split():
        found = found.filter(folded_name__contains=word)
    if region:
        found = found.filter(region=region)
    coordination = Membership.objects.filter(role=Role.COORDINATOR).select_related("user")
    return found.annotate(people=Count("memberships__user", distinct=True)).prefetch_related(
        Prefetch("memberships", queryset=coordination, to_attr="coordination")
    )


def team_of(rlp):
    return rlp.memberships.select_related("user").order_by("user__folded_words", "id")


def advised_by(person):
    """The keys of the RLPs that she advises, to look among them within a query."""
    return Membership.objects.filter(user=person, role=Role.ADVISOR).values("rlp")


def rlps_by_advisor():
    followed = Count("memberships__rlp", filter=Q(memberships__role=Role.ADVISOR), distinct=True)
    return User.objects.annotate(followed=followed).filter(followed__gt=0)


def count_rlps_without_advisor():
    return Rlp.objects.exclude(memberships__role=Role.ADVISOR).count()
