"""What the pages of the archive show: plain data, one query for each kind of row and carnet."""

from collections import defaultdict
from dataclasses import dataclass

from rlp_portal.reports.exports.document import nameless_value
from rlp_portal.reports.exports.reading import Taken, is_about_a_person, withhold_name
from rlp_portal.reports.exports.tables import answer_rows, cell_in_words, row_tables
from rlp_portal.reports.gather.sheet import has_measures, state_words
from rlp_portal.rlps.carnet.history_views import shown_targets
from worksheets.history import sittings
from worksheets.models import Change, Variant
from worksheets.rows import ACTOR, ROW_KINDS
from worksheets.schema import UnknownAddress
from worksheets.wording import words


@dataclass(frozen=True, kw_only=True)
class Said:
    """A question and its answer, in words."""

    question: str
    row: str
    words: list[str]
    state: str
    origin: str
    day: str
    by: str


@dataclass(frozen=True, kw_only=True)
class KeptText:
    """A text that waits to be settled: it is in no answer, and must not be lost for that."""

    label: str
    text: str
    reason: str
    at: object


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    instrument: object
    state: str
    sections: list[tuple[str, list[Said]]]
    kept: list[KeptText]
    sittings: list
    with_names: bool

    @property
    def file(self):
        return f"{self.instrument.key}.html"

    @property
    def title(self):
        return self.instrument.title


@dataclass(frozen=True, kw_only=True)
class RoundPage:
    taken: Taken
    sheets: list[SheetPage]
    kept: list[KeptText]

    @property
    def round(self):
        return self.taken.round

    @property
    def tables(self):
        """(title, column titles, rows of texts), for those that hold something."""
        return [
            (one.title, [column.title for column in one.columns], in_words(one.rows))
            for one in row_tables(self.taken)
            if one.rows
        ]


def titles_of(table):
    return [column.title for column in table.columns]


def in_words(rows):
    return [[cell_in_words(cell) for cell in row] for row in rows]


def round_page(taken):
    journal, variants = journal_of(taken), variants_of(taken)
    return RoundPage(
        taken=taken,
        sheets=[sheet_page(taken, filled, journal, variants) for filled in taken.sheets],
        kept=[kept_text(taken, None, one) for one in variants[None]],
    )


def sheet_page(taken, filled, journal, variants):
    key = filled.instrument.key
    return SheetPage(
        instrument=filled.instrument,
        state=state_words(filled, is_begun=bool(filled.answers or has_measures(filled))),
        sections=said_by_section(taken, filled),
        kept=[kept_text(taken, filled, one) for one in variants[key]],
        sittings=sittings(
            [one for one in journal["changes"] if belongs(one, filled)],
            instrument=filled.instrument,
            objects=journal["names"],
            rows=journal["rows"],
        ),
        with_names=taken.with_names,
    )


def said_by_section(taken, filled):
    sections = defaultdict(list)
    for section, question, row, said, _number, state, origin, day, *by in answer_rows(taken, filled):
        sections[section].append(
            Said(
                question=question,
                row=row,
                words=said.splitlines(),
                state=state,
                origin=origin,
                day=cell_in_words(day),
                by=by[0] if by else "",
            )
        )
    return list(sections.items())


def belongs(change, filled):
    """A change of the sheet's own answers, or of the rows that this sheet shows."""
    if change.sheet_id:
        return bool(filled.sheet) and change.sheet_id == filled.sheet.pk
    return change.target in shown_targets(filled.instrument)


def journal_of(taken):
    workbook = taken.round.workbook_id
    changes = list(Change.objects.filter(workbook=workbook).select_related("author").order_by("-id"))
    if not taken.with_names:
        withhold_names(taken, changes)
    return {
        "changes": changes,
        "names": taken.names,
        "rows": {row.public_id: row for rows in taken.carnet.every_row.values() for row in rows},
    }


def withhold_names(taken, changes):
    instruments = {filled.sheet.pk: filled.instrument for filled in taken.sheets if filled.sheet}
    for one in changes:
        one.author = None
        instrument = instruments.get(one.sheet_id)
        one.before, one.after = (nameless_value(instrument, one, held) for held in (one.before, one.after))


def variants_of(taken):
    """{instrument key, or None for the rows: the texts that nobody settled}."""
    keys = {filled.sheet.pk: filled.instrument.key for filled in taken.sheets if filled.sheet}
    open_ones = Variant.objects.filter(workbook=taken.round.workbook_id, settled_at__isnull=True).order_by("id")
    found = defaultdict(list)
    for one in open_ones:
        found[keys.get(one.sheet_id)].append(one)
    return found


def kept_text(taken, filled, variant):
    asked, row = find_asked(filled, variant)
    value = variant.value
    if filled and isinstance(value, dict) and not taken.with_names:
        value = withhold_name(value) if is_about_a_person(filled.instrument, variant.address) else value
    if variant.target == ACTOR.target and asked and asked.about_people and not taken.with_names:
        value = None
    label = f"{row.label} – {asked.label}" if row else asked.label if asked else variant.address
    return KeptText(
        label=label,
        text=text_of(taken, asked, variant, value),
        reason=variant.get_reason_display(),
        at=variant.at,
    )


def find_asked(filled, variant):
    """(field, row of its table), or (None, None) for a place that no longer exists."""
    if variant.target in ROW_KINDS:
        return ROW_KINDS[variant.target].fields.get(variant.address), None
    try:
        return filled.instrument.find(variant.address) if filled else (None, None)
    except UnknownAddress:
        return None, None


def text_of(taken, asked, variant, value):
    """A refused value may have any shape: it is shown as it came."""
    if asked is None or variant.reason == Variant.Reason.INVALID:
        return str(value if value is not None else "")
    return "\n".join(words(asked, value, state=variant.state, objects=taken.names))
