"""The coded passages as rows, read and written a few at a time: as many as there are, and memory stays flat."""

import csv

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.tables.excerpts import passages_open_to, strategy_words
from rlp_portal.reports.exports.cells import as_text, printable
from rlp_portal.reports.exports.csv_files import BYTE_ORDER_MARK
from rlp_portal.reports.exports.tables import Column

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
FIELDS = (
    "plan__rlp__name",
    "plan__title",
    "plan__dated_on",
    "plan__level",
    "excerpt__quotation",
    "objects_coded",
    "strategies_coded",
    "moment",
    "memo",
    "has_doubt",
    "is_starred",
)
AT_A_TIME = 500
YES = "oui"


class Names(dict):
    """{keys as a coding holds them: their names}, each read once."""

    def __init__(self, name_of):
        super().__init__()
        self.name_of = name_of

    def __missing__(self, keys):
        self[keys] = said = "; ".join(map(self.name_of, keys.split()))
        return said


def passages_of(sample, *, reader):
    """Tuples of cells, those of RLPs that the reader follows."""
    codes = codebook.get(sample.codebook_version)
    objects, strategies = Names(codes.name_of), Names(lambda key: strategy_words(codes, key))
    moments = {"": ""} | {one.value: one.label for one in Moment}
    rows = passages_open_to(reader, sample).values_list(*FIELDS)
    for name, title, day, level, words, held, used, moment, memo, doubt, star in rows.iterator(chunk_size=AT_A_TIME):
        yield (
            name,
            title,
            day,
            level,
            words,
            objects[held],
            strategies[used],
            moments[moment],
            memo,
            YES if doubt else "",
            YES if star else "",
        )


class Line:
    """What csv writes to: the line itself, given back."""

    def write(self, line):
        return line


def csv_lines(sample, *, reader):
    """Texts to send one after the other."""
    writer = csv.writer(Line(), delimiter=";")
    yield BYTE_ORDER_MARK + writer.writerow([column.title for column in COLUMNS])
    lines = []
    for row in passages_of(sample, reader=reader):
        lines.append(writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row]))
        if len(lines) == AT_A_TIME:
            yield "".join(lines)
            lines = []
    yield "".join(lines)


def safe(cell):
    """Most cells hold nothing to look for: neither a formula nor a sign that no spreadsheet shows."""
    if cell.isprintable() and cell[:1].isalpha():
        return cell
    return printable(as_text(cell))
