"""Rounds: opening one, on a blank carnet or on what the previous one leaves."""

from django.db import IntegrityError, transaction

from rlp_portal.rlps.models import Round
from worksheets.services import start_workbook


class RoundExists(Exception):
    """Somebody opened the same round at the same moment."""


def start_round(*, rlp, title, started_on, by, previous=None, objects=(), plan_lines=(), at=None):
    """Open the next round; `objects` and `plan_lines` of the previous carnet are copied into the new one."""
    try:
        with transaction.atomic():
            last = Round.objects.filter(rlp=rlp).order_by("-number").first()
            workbook = start_workbook(
                by=by,
                previous=previous.workbook if previous else None,
                objects=objects,
                plan_lines=plan_lines,
                at=at,
            )
            return Round.objects.create(
                rlp=rlp,
                number=last.number + 1 if last else 1,
                title=title,
                started_on=started_on,
                workbook=workbook,
                created_by=by,
            )
    except IntegrityError as error:
        raise RoundExists from error
