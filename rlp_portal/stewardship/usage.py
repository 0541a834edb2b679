"""Whether somebody is at work in the portal now. What is only being read does not count."""

from datetime import timedelta

from django.db import connections
from django.utils import timezone

from rlp_portal.rlps.carnet.presence import GONE_AFTER
from rlp_portal.rlps.models import SheetPresence
from rlp_portal.ui.typography import count_words
from worksheets.models import Change

JUST_NOW = timedelta(minutes=5)


def said_of_use(using):
    """« 2 personnes ont une feuille ouverte », or nothing. The tables may be an earlier version’s, or absent."""
    tables, now = connections[using].introspection.table_names(), timezone.now()
    if SheetPresence._meta.db_table in tables:
        open_ones = SheetPresence.objects.using(using).filter(seen_at__gt=now - GONE_AFTER)
        people = open_ones.values("user_id").distinct().count()
        if people:
            return count_words(people, "personne a une feuille ouverte", "personnes ont une feuille ouverte")
    if Change._meta.db_table in tables:
        last = Change.objects.using(using).order_by("-id").values_list("at", flat=True).first()
        if last and last > now - JUST_NOW:
            minutes = count_words(max(1, round((now - last).total_seconds() / 60)), "minute")
            return f"quelqu’un a écrit il y a {minutes}"
    return ""
