"""The texts kept aside: which still wait for a choice, where each belongs, and what stands there now."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from worksheets import catalogue
from worksheets.fingerprints import fingerprint
from worksheets.models import NEVER_ANSWERED, Answer, AnswerState, Change, Variant
from worksheets.rows import ROW_KINDS
from worksheets.schema import Field, Row, UnknownAddress
from worksheets.services.rows import read_row_field

REFUSED = (Variant.Reason.INVALID, Variant.Reason.REMOVED)


def open_variants(workbook_id):
    """Those that nobody settled, oldest first. A refused text whose author then wrote there waits no more."""
    written_since = Change.objects.filter(
        Q(sheet=OuterRef("sheet")) | Q(target_id=OuterRef("target_id")),
        workbook=workbook_id,
        target=OuterRef("target"),
        address=OuterRef("address"),
        author=OuterRef("author"),
        at__gte=OuterRef("at"),
    )
    waiting = Variant.objects.filter(workbook=workbook_id, settled_at__isnull=True)
    return waiting.exclude(Q(Exists(written_since), reason__in=REFUSED)).select_related("author", "sheet")


def count_to_check(workbook_id):
    """How many fields have a text that waits. One query."""
    fields = open_variants(workbook_id).order_by().values("sheet", "target", "target_id", "address")
    return fields.distinct().count()


@dataclass
class Place:
    """Where a kept text belongs. `asked` is None when its field is nowhere any more."""

    variant: Variant
    asked: Field | None = None
    table_row: Row | None = None  # of a sheet's table
    row: object = None  # of the carnet; in the bin perhaps
    answer: Answer | None = None

    @property
    def is_of_row(self):
        return self.variant.target in ROW_KINDS

    @property
    def is_in_bin(self):
        return self.row is not None and self.row.deleted_at is not None

    @property
    def is_writable(self):
        return self.asked is not None and not self.is_in_bin and (self.row is not None or not self.is_of_row)

    @property
    def value(self):
        if self.row is not None:
            return read_row_field(self.row, self.asked)
        return self.answer.value if self.answer else None

    @property
    def state(self):
        return self.answer.state if self.answer else AnswerState.ANSWERED

    @property
    def base(self):
        if self.row is not None:
            return fingerprint(self.value)
        return self.answer.fingerprint if self.answer else NEVER_ANSWERED


def places_of(variants):
    """The Place of each variant, in their order: a query for the answers and one for each kind of row they name."""
    answers = stored_answers([one for one in variants if one.target not in ROW_KINDS and one.sheet_id])
    rows = stored_rows([one for one in variants if one.target_id])
    return [place_of_variant(one, answers=answers, rows=rows) for one in variants]


def place_of_variant(variant, *, answers, rows):
    if variant.target in ROW_KINDS:
        asked = ROW_KINDS[variant.target].fields.get(variant.address)
        return Place(variant, asked, row=rows.get(variant.target_id))
    try:
        asked, table_row = instrument_of(variant).find(variant.address)
    except UnknownAddress:
        return Place(variant)
    return Place(variant, asked, table_row, answer=answers.get((variant.sheet_id, variant.address)))


def instrument_of(variant):
    if variant.sheet is None:
        raise UnknownAddress(variant.address)
    return catalogue.get(variant.sheet.instrument_key, variant.sheet.instrument_version)


def stored_answers(variants):
    if not variants:
        return {}
    found = Answer.objects.filter(
        sheet__in={one.sheet_id for one in variants}, address__in={one.address for one in variants}
    )
    return {(one.sheet_id, one.address): one for one in found.select_related("updated_by")}


def stored_rows(variants):
    found = {}
    for target in {one.target for one in variants}:
        wanted = {one.target_id for one in variants if one.target == target}
        rows = ROW_KINDS[target].rows(variants[0].workbook_id).filter(public_id__in=wanted)
        found |= {row.public_id: row for row in rows}
    return found
