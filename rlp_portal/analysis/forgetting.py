"""What leaves for good when its time has come. Nothing else deletes a plan or a coding."""

from django.db.models import Q

from rlp_portal.analysis.models import ActionPlan, CodingAct, TextAct


def forget_plans(*, before):
    """Those in the bin since before that moment, with their texts, files and codings, unless a sample holds them."""
    gone = ActionPlan.objects.filter(withdrawn_at__lt=before, sampled_plans__isnull=True)
    count = gone.count()
    gone.delete()
    return count


def forget_coding_operations(*, before):
    """The ids by which an act sent twice is known; no browser sends again one that old."""
    old = Q(at__lt=before, op_id__isnull=False)
    return sum(model.objects.filter(old).update(op_id=None) for model in (CodingAct, TextAct))
