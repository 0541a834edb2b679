"""Rounds: opening one, on a blank carnet or on what the previous one leaves."""

from django.db import IntegrityError, transaction

from rlp_portal.rlps.models import Round
from worksheets.services import start_workbook


class RoundExists(Exception):
    """This round was opened already: by somebody at the same moment, or by the same form sent twice."""


def start_round(
    *, rlp, title, started_on, by, previous=None, objects=(), plan_lines=(), sectors=(), actors=(), at=None
):
    """Open the round after `previous`; those of its rows that are named here are copied into the new carnet."""
    try:
        with transaction.atomic():
            workbook = start_workbook(
                by=by,
                previous=previous.workbook if previous else None,
                objects=objects,
                plan_lines=plan_lines,
                sectors=sectors,
                actors=actors,
                at=at,
            )
            return Round.objects.create(
                rlp=rlp,
                number=previous.number + 1 if previous else 1,
                title=title,
                started_on=started_on,
                workbook=workbook,
                created_by=by,
            )
    except IntegrityError as error:
        raise RoundExists from error
