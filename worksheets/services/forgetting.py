"""What leaves for good when its time has come. Nothing else deletes a row of a carnet."""

from django.db import transaction
from django.db.models import Q

from worksheets.models import Actor, Change, Sector, Variant
from worksheets.rows import ROW_KINDS


@transaction.atomic
def empty_bin(*, before):
    """Rows in the bin since before that moment, with all that the journal and the variants hold of them."""
    count = 0
    for kind in ROW_KINDS.values():
        gone = kind.model.objects.filter(deleted_at__lt=before)
        if kind.model is Sector:
            keep_circles(gone)
        ids = list(gone.values_list("public_id", flat=True))
        forget(Change.objects.filter(target_id__in=ids))
        forget(Variant.objects.filter(target_id__in=ids))
        count += len(ids)
        gone.delete()
    return count


def keep_circles(sectors):
    """The actors of a sector that leaves for good stay on its side, under « Sans secteur »."""
    for circle in set(sectors.values_list("circle", flat=True)):
        Actor.objects.filter(sector__in=sectors.filter(circle=circle)).update(circle=circle)


def forget_settled_variants(*, before):
    return forget(Variant.objects.filter(settled_at__lt=before))


def forget_operations(*, before):
    """The ids by which an operation sent twice is known; no browser sends again one that old."""
    old = Q(at__lt=before, op_id__isnull=False)
    return Change.objects.filter(old).update(op_id=None) + Variant.objects.filter(old).update(op_id=None)


def forget(found):
    """Without looking for what depends on them: lines of the journal name one another, and leave together."""
    return found._raw_delete(found.db)
