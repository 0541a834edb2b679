"""{% workshop_recaps round roles %}: the workshops of a round that are over, for who may read their bilan.

A tag rather than a view: the page of a round lies under the workshops, and knows nothing of them.
"""

from django import template

from rlp_portal.rlps.permissions import Right, has_right
from rlp_portal.workshops.enums import WorkshopState
from rlp_portal.workshops.models import Workshop

register = template.Library()


@register.inclusion_tag("workshops/_recaps.html")
def workshop_recaps(round_, roles):
    """One query, none for who may not."""
    if not has_right(Right.READ_BILAN, roles=roles):
        return {"over": []}
    over = Workshop.objects.filter(round=round_, state=WorkshopState.CLOSED).order_by("-closed_at")
    return {"over": list(over), "rlp": round_.rlp}
