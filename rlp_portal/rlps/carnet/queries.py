"""Reading the carnet of an RLP: which round, which sheet. Nothing here writes."""

from dataclasses import dataclass

from django.http import Http404

from rlp_portal.rlps.models import Rlp, Round
from worksheets import catalogue
from worksheets.models import Sheet, SheetOwner
from worksheets.prepared import Prepared
from worksheets.schema import Instrument

OBJECT_SHEET, PLAN_SHEET = "ft1", "ft7"  # the sheets that list the objects and the plan

STORED_SHEET = Prepared(
    lambda rlp, number, key: (
        Sheet.objects.select_related("workbook__round").filter(
            workbook__round__rlp=rlp, workbook__round__number=number, instrument_key=key, owner=SheetOwner.GROUP
        )
    )
)


@dataclass(frozen=True)
class OpenSheet:
    """A sheet with all that surrounds it. `sheet` is unsaved as long as nobody wrote in it."""

    rlp: Rlp
    round: Round
    sheet: Sheet
    instrument: Instrument

    @property
    def url_args(self):
        return [self.rlp.slug, self.round.number, self.instrument.key]


def find_round(rlp, number):
    """One query; 404 when the RLP has no such round."""
    try:
        found = Round.objects.select_related("workbook").get(rlp=rlp, number=number)
    except (Round.DoesNotExist, OverflowError):
        raise Http404 from None
    found.rlp = rlp
    return found


def latest_round(rlp):
    found = Round.objects.select_related("workbook").filter(rlp=rlp).order_by("-number").first()
    if found:
        found.rlp = rlp
    return found


def open_sheet(rlp, number, key):
    """One query for a sheet already begun, two otherwise; 404 for an unknown round or instrument."""
    try:
        stored = STORED_SHEET.first(rlp=rlp.pk, number=number, key=key)
    except OverflowError:  # a number that SQLite cannot hold
        raise Http404 from None
    if stored:
        round_ = stored.workbook.round
        round_.rlp = rlp
        return OpenSheet(rlp, round_, stored, catalogue.get(key, stored.instrument_version))
    try:
        instrument = catalogue.latest(key)
    except catalogue.UnknownInstrument:
        raise Http404 from None
    round_ = find_round(rlp, number)
    fresh = Sheet(workbook=round_.workbook, instrument_key=key, instrument_version=instrument.version)
    return OpenSheet(rlp, round_, fresh, instrument)
