from django import template

from rlp_portal.rlps.permissions import ADMINISTRATOR
from rlp_portal.stewardship.backups import backup_state

register = template.Library()


@register.inclusion_tag("stewardship/_backup_alert.html", takes_context=True)
def backup_alert(context):
    """A missed or failed backup, said to whoever works as the administration; nobody else costs a query."""
    portal = getattr(context.get("request"), "portal", None)
    if getattr(portal, "working_as", None) != ADMINISTRATOR:
        return {"state": None}
    return {"state": backup_state()}
