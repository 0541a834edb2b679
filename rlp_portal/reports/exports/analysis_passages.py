"""The coded passages as rows, read and written a few at a time: as many as there are, and memory stays flat."""

import csv
import io
from datetime import date
from itertools import islice

from django.db.models import CharField
from django.db.models.functions import Cast

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.tables.excerpts import plans_open_to, strategy_words, with_codes
from rlp_portal.analysis.tables.queries import effective, holds_settled
from rlp_portal.reports.exports.cells import as_text, printable
from rlp_portal.reports.exports.csv_files import BYTE_ORDER_MARK
from rlp_portal.reports.exports.tables import Column
from worksheets.prepared import IsAmong, PreparedRows, numbers

COLUMNS = [
    Column("Regroupement", 36),
    Column("Document", 36),
    Column("Date", 12),
    Column("Cote", 6),
    Column("Passage", 80),
    Column("Objets", 30),
    Column("Stratégies", 44),
    Column("Moment", 12),
    Column("Mémo", 40),
    Column("Doute", 8),
    Column("À citer", 8),
]
PLANS_AT_A_TIME, ROWS_AT_A_TIME = 20, 500
PLANS = PreparedRows(  # a day is asked as a text: one column that Django converts costs as much as all the others
    lambda reader, sample: plans_open_to(reader, sample).values_list(
        "pk", "rlp__name", "title", Cast("dated_on", CharField()), "level"
    )
)
FIELDS = (
    "plan",
    "excerpt__quotation",
    "objects_coded",
    "strategies_coded",
    "moment",
    "memo",
    Cast("has_doubt", CharField()),
    Cast("is_starred", CharField()),
)
ROWS = {  # of some plans, by whether something was settled in the sample
    True: PreparedRows(lambda plans, sample, coder: passages_of_plans(plans, sample, coder, is_settled=True)),
    False: PreparedRows(lambda plans, sample, coder: passages_of_plans(plans, sample, coder, is_settled=False)),
}
YES = "oui"
MARKS = {"0": "", "1": YES, "false": "", "true": YES}  # as each engine says it


class Known(dict):
    """{what a row holds: what a cell says of it}, each found once."""

    def __init__(self, find):
        super().__init__()
        self.find = find

    def __missing__(self, held):
        self[held] = found = self.find(held)
        return found


def as_it_is(words):
    return words


def passages_of(sample, *, reader, typed=as_it_is, dated=date.fromisoformat):
    """Tuples of cells, of RLPs that the reader follows; `typed` and `dated` make those of what people wrote."""
    codes = codebook.get(sample.codebook_version)
    objects = Known(lambda keys: "; ".join(map(codes.name_of, keys.split())))
    strategies = Known(lambda keys: "; ".join(strategy_words(codes, key) for key in keys.split()))
    moments = {"": ""} | {one.value: one.label for one in Moment}
    for plan, passages in passages_by_plan(sample, reader):
        _id, name, title, day, level = plan
        said_of_plan = (typed(name), typed(title), dated(day), level)
        for _plan, words, held, used, moment, memo, doubt, star in passages:
            yield (
                *said_of_plan,
                typed(words),
                objects[held],
                strategies[used],
                moments[moment],
                memo and typed(memo),
                MARKS[doubt],
                MARKS[star],
            )


def passages_by_plan(sample, reader):
    """(row of PLANS, [rows of ROWS]) of each. Two queries, and one more for each twenty plans."""
    rows = ROWS[holds_settled(sample)]
    plans = iter(PLANS(reader=reader.pk, sample=sample.pk))
    while some := list(islice(plans, PLANS_AT_A_TIME)):
        passages = {pk: [] for pk, *_about in some}
        for row in rows(plans=numbers(passages), sample=sample.pk, coder=sample.main_coder_id):
            passages[row[0]].append(row)
        yield from ((plan, passages[plan[0]]) for plan in some)


def passages_of_plans(plans, sample, coder, *, is_settled):
    codings = with_codes(effective(sample, coder, is_settled=is_settled))
    return codings.filter(IsAmong("plan", plans)).order_by("excerpt__start", "pk").values_list(*FIELDS)


def csv_lines(sample, *, reader):
    """Texts to send one after the other."""
    rows = passages_of(sample, reader=reader, typed=safe, dated=as_it_is)
    yield BYTE_ORDER_MARK + csv_text([[column.title for column in COLUMNS]])
    while some := list(islice(rows, ROWS_AT_A_TIME)):
        yield csv_text(some)


def csv_text(rows):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";").writerows(rows)
    return written.getvalue()


def safe(cell):
    """Most cells hold nothing to look for: neither a formula nor a sign that no spreadsheet shows."""
    if not cell or cell.isprintable() and cell[0].isalpha():
        return cell
    return printable(as_text(cell))
