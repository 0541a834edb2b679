"""The carnet as a workbook: one tab for each sheet, then the objects, the actors, the plan and the ratings."""

import datetime
import io
import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from rlp_portal.reports.exports.cells import is_like_a_formula, workbook_text
from rlp_portal.reports.exports.still_zip import StillZip
from rlp_portal.reports.exports.tables import carnet_tables, sheet_table
from rlp_portal.ui.typography import quebec_date, quebec_datetime

LONGEST_TAB = 31
NOT_IN_TABS = re.compile(r"[\[\]:*?/\\]")
FORMATS = {datetime.datetime: "yyyy-mm-dd hh:mm", datetime.date: "yyyy-mm-dd", int: "0", float: "General"}
HEADER_FONT, HEADER_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="17565C")
LINE = Border(bottom=Side(style="thin", color="C9CFCB"))
TOP = Alignment(vertical="top", wrap_text=True)


def workbook_of(taken):
    """Bytes; the same data give the same ones."""
    book = Workbook()
    write_front(book.active, taken)
    for filled in taken.sheets:
        add_tab(book, sheet_table(taken, filled), name=f"{filled.instrument.code} {filled.instrument.short_title}")
    for table in carnet_tables(taken):
        add_tab(book, table, name=table.title)
    return bytes_of(book, as_of=taken.as_of)


def workbook_of_tables(tables, *, front, as_of):
    """`front`: [(what, text)], its first line the title of the whole."""
    book = Workbook()
    write_lines(book.active, front)
    for table in tables:
        add_tab(book, table, name=table.title)
    return bytes_of(book, as_of=as_of)


def write_front(tab, taken):
    round_, rlp = taken.round, taken.round.rlp
    lines = [
        (rlp.name, ""),
        ("Démarche", round_.title),
        ("Début", quebec_date(round_.started_on)),
        ("Région", rlp.get_region_display()),
        ("Territoire", rlp.territory),
        ("Organisme hôte", rlp.host_organisation),
        ("État des données", quebec_datetime(taken.as_of)),
        ("Noms de personnes", "Inclus" if taken.with_names else "Laissés dans le portail"),
        (
            "Onglets",
            "Un par feuille du carnet, puis les objets à pérenniser, les secteurs, les acteurs, le plan et la cote.",
        ),
        ("États", "Répondu, Je ne sais pas / je passe, Sans objet, Pas encore de réponse."),
    ]
    write_lines(tab, lines)


def write_lines(tab, lines):
    tab.title = "Lisez-moi"
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            write(tab.cell(number, column), text)
        tab.cell(number, 1).font = Font(bold=True, size=16 if number == 1 else 11)
        tab.cell(number, 1).alignment = Alignment(vertical="top", wrap_text=number > 1)
    tab.column_dimensions["A"].width, tab.column_dimensions["B"].width = 24, 80
    lay_on_paper(tab)


def add_tab(book, table, *, name):
    tab = book.create_sheet(tab_name(name, book.sheetnames))
    for place, column in enumerate(table.columns, start=1):
        cell = tab.cell(1, place)
        write(cell, column.title)
        cell.font, cell.fill, cell.alignment = HEADER_FONT, HEADER_FILL, TOP
        tab.column_dimensions[get_column_letter(place)].width = column.width
    for number, row in enumerate(table.rows, start=2):
        for place, held in enumerate(row, start=1):
            cell = tab.cell(number, place)
            write(cell, held)
            cell.alignment, cell.border = TOP, LINE
    tab.freeze_panes = "A2"
    tab.auto_filter.ref = tab.dimensions
    tab.print_title_rows = "1:1"
    lay_on_paper(tab)


def write(cell, held):
    """Words stay words: their cell says that it holds text, even after somebody edits it."""
    if held is None or held == "":
        return
    if isinstance(held, str):
        cell.value = workbook_text(held)
        cell.data_type = "s"
        cell.quotePrefix = is_like_a_formula(held)
        return
    cell.value = held
    cell.number_format = FORMATS[type(held)]


def tab_name(wanted, taken_names):
    """At most 31 signs, none of those refused, and unlike the others."""
    name = NOT_IN_TABS.sub("-", wanted)[:LONGEST_TAB].strip(" '")
    lower, number = {one.lower() for one in taken_names}, 2
    unlike = name
    while unlike.lower() in lower:
        unlike, number = f"{name[: LONGEST_TAB - 4]} ({number})", number + 1
    return unlike


def lay_on_paper(tab):
    tab.page_setup.orientation, tab.page_setup.paperSize = "landscape", tab.PAPERSIZE_LETTER
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = 1, 0
    tab.sheet_properties.pageSetUpPr.fitToPage = True
    tab.oddFooter.center.text = "&A – page &P de &N"


def bytes_of(book, *, as_of):
    written = io.BytesIO()
    moment = as_of.astimezone(datetime.UTC).replace(tzinfo=None, microsecond=0)
    book.properties.creator = "Portail RLP"
    book.properties.language = "fr-CA"
    book.properties.created = book.properties.modified = moment
    ExcelWriter(book, StillZip(written, as_of=as_of)).save()
    return written.getvalue()
