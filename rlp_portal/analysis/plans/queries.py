"""Reading plans: those of an RLP, one of them, where a text was already deposited."""

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from rlp_portal.analysis.models import ActionPlan, DoubleReading, Excerpt, Paragraph, PlanVersion

LAST_VERSION = PlanVersion.objects.filter(plan=OuterRef("plan")).order_by("-number").values("pk")[:1]


def plans_of(rlp):
    """Newest document first, those withdrawn last, each with `last_version`, without its text. Two queries."""
    last = PlanVersion.objects.defer("text").filter(pk=Subquery(LAST_VERSION))
    plans = rlp.action_plans.select_related("deposited_by").prefetch_related(
        Prefetch("versions", queryset=last, to_attr="last_versions")
    )
    found = list(plans.order_by(F("withdrawn_at").asc(nulls_first=True), "-dated_on", "-id"))
    for plan in found:
        plan.rlp, plan.last_version = rlp, plan.last_versions[0]
    return found


def find_plan(rlp, plan_id):
    plan = get_object_or_404(ActionPlan.objects.select_related("deposited_by"), rlp=rlp, public_id=plan_id)
    plan.rlp = rlp
    return plan


def versions_of(plan):
    """Newest first, without their texts."""
    return list(plan.versions.defer("text").select_related("deposited_by"))


def find_version(plan, number):
    """Without its text, which is read by paragraphs."""
    try:
        return plan.versions.defer("text").get(number=number)
    except (PlanVersion.DoesNotExist, OverflowError):
        raise Http404 from None


def paragraphs_of(version):
    return Paragraph.objects.filter(version=version)


def same_document(rlp, digest, *, besides=None):
    """The version, in another plan of this RLP, that holds the same file or words; the bin does not count."""
    found = PlanVersion.objects.defer("text").filter(plan__rlp=rlp, plan__withdrawn_at__isnull=True, digest=digest)
    return found.exclude(plan=besides).select_related("plan").order_by("id").first()


def digest_of_last_version(plan):
    return plan.versions.order_by("-number").values_list("digest", flat=True).first()


def lost_excerpts(plan, *, reader):
    """Coded passages that the plan's last version does not hold, with how many codings of each she may know of."""
    last = plan.versions.order_by("-number").values("pk")[:1]
    found = Excerpt.objects.filter(version__plan=plan).exclude(version=Subquery(last))
    return (
        found.annotate(codings_count=known_codings(plan, reader))
        .filter(codings_count__gt=0)
        .select_related("version")
    )


def known_codings(plan, reader):
    """How many codings of a passage of the plan she may know of."""
    return Count("codings", filter=~said_by_the_other(plan, reader))


def said_by_the_other(plan, reader):
    """Codings of whoever reads this plan beside her, while neither sees what the other says."""
    blind = DoubleReading.objects.filter(plan=plan, revealed_at__isnull=True).order_by()
    others = [
        blind.filter(reader=reader).values("sample__main_coder"),
        blind.filter(sample__main_coder=reader).values("reader"),
    ]
    return Q(codings__settles__isnull=True) & (Q(codings__coder__in=others[0]) | Q(codings__coder__in=others[1]))
