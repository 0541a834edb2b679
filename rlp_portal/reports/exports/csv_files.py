"""Tables as CSV: UTF-8 with its mark and semicolons, which a spreadsheet in French opens without questions."""

import csv
import io

from rlp_portal.reports.exports.cells import as_text, printable
from rlp_portal.reports.exports.tables import cell_in_words

BYTE_ORDER_MARK = "\ufeff"


def csv_of(table):
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow([column.title for column in table.columns])
    writer.writerows([printable(as_text(cell_in_words(cell))) for cell in row] for row in table.rows)
    return (BYTE_ORDER_MARK + written.getvalue()).encode()
