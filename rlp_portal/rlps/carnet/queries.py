"""Reading the carnet of an RLP: which round, which sheet. Nothing here writes."""

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q, Subquery
from django.http import Http404

from rlp_portal.rlps.models import Rlp, Round
from worksheets import catalogue
from worksheets.codes import Circle
from worksheets.models import Restoration, Sheet, SheetOwner
from worksheets.prepared import Prepared
from worksheets.schema import Instrument

OBJECT_SHEET, PLAN_SHEET = "ft1", "ft7"  # the sheets that list the objects and the plan
MATRIX_SHEET = "stakeholders"
WHEEL_SHEETS = {Circle.FORMAL: "formal_sectors", Circle.INFORMAL: "informal_sectors"}

# The data may come back from a backup: what a page was drawn with before that is no longer a base.
RESTORED = {
    "epoch": Subquery(Restoration.objects.values("epoch")[:1]),
    "restored_at": Subquery(Restoration.objects.values("at")[:1]),
}
LARGEST_NUMBER = 32_767  # of a round: what its column holds
SHEET_COLUMNS = [field.attname for field in Sheet._meta.concrete_fields]
ROUND_AND_SHEET = Prepared(
    lambda rlp, number, key: (
        Round.objects.select_related("workbook")
        .filter(rlp=rlp, number=number)
        .alias(
            begun=FilteredRelation(
                "workbook__sheets",
                condition=Q(workbook__sheets__instrument_key=key, workbook__sheets__owner=SheetOwner.GROUP),
            )
        )
        .annotate(**RESTORED, **{f"sheet_{column}": F(f"begun__{column}") for column in SHEET_COLUMNS})
    )
)


@dataclass(frozen=True)
class OpenSheet:
    """A sheet with all that surrounds it. `sheet` is unsaved as long as nobody wrote in it."""

    rlp: Rlp
    round: Round
    sheet: Sheet | None  # None for a list that belongs to no sheet
    instrument: Instrument | None

    @property
    def url_args(self):
        return [self.rlp.slug, self.round.number, self.instrument.key]


def find_round(rlp, number):
    """One query; 404 when the RLP has no such round."""
    try:
        found = Round.objects.select_related("workbook").annotate(**RESTORED).get(rlp=rlp, number=number)
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
    """One query, whether the sheet is begun or not; 404 for an unknown round or instrument."""
    try:
        latest = catalogue.latest(key)
    except catalogue.UnknownInstrument:
        raise Http404 from None
    round_ = ROUND_AND_SHEET.first(rlp=rlp.pk, number=number, key=key) if number <= LARGEST_NUMBER else None
    if round_ is None:
        raise Http404
    round_.rlp = rlp
    sheet = begun_sheet(round_)
    if sheet is None:
        fresh = Sheet(workbook=round_.workbook, instrument_key=key, instrument_version=latest.version)
        return OpenSheet(rlp, round_, fresh, latest)
    return OpenSheet(rlp, round_, sheet, catalogue.get(key, sheet.instrument_version))


def open_registry(rlp, number):
    """The list of actors, which belongs to no sheet."""
    return OpenSheet(rlp, find_round(rlp, number), None, None)


def begun_sheet(round_):
    """The sheet that came with its round; None when nobody wrote in it."""
    if round_.sheet_id is None:
        return None
    sheet = Sheet.from_db(round_._state.db, SHEET_COLUMNS, [getattr(round_, f"sheet_{one}") for one in SHEET_COLUMNS])
    sheet.workbook = round_.workbook
    return sheet
