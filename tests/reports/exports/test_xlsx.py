import datetime
import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from rlp_portal.reports.exports.cells import workbook_text
from rlp_portal.reports.exports.reading import take_carnet
from rlp_portal.reports.exports.xlsx import tab_name, workbook_of
from tests.factories import RatingFactory
from tests.reports.carnets import answer, keep, new_round, plan, rate, stand_still
from tests.reports.exports.test_csv_files import DAY, FORMULAS
from worksheets import catalogue


@pytest.fixture
def round_(db):
    return new_round()


def read_back(round_, **options):
    return load_workbook(io.BytesIO(workbook_of(take_carnet(round_, **{"with_names": False, **options}))))


def cells(book):
    return [cell for tab in book for row in tab.iter_rows() for cell in row]


def test_one_tab_for_each_sheet_then_those_of_the_rows_and_of_the_ratings(round_):
    book = read_back(round_)

    assert len(book.sheetnames) == len(catalogue.all_latest()) + 6
    assert [book.sheetnames[0], *book.sheetnames[-5:]] == [
        "Lisez-moi",
        "Objets à pérenniser",
        "Secteurs",
        "Acteurs",
        "Plan",
        "Cote de mobilisation",
    ]
    assert "FT7 Bâtir l’avenir" in book.sheetnames
    assert {tab.freeze_panes for tab in book.worksheets[1:]} == {"A2"}


def rows_of(tab):
    return [[cell.value for cell in row] for row in tab.iter_rows()]


def test_a_rating_says_what_the_grid_proposed(round_):
    RatingFactory(rlp=round_.rlp, rated_on=DAY, level=3, proposed_level=2)

    titles, row = rows_of(read_back(round_)["Cote de mobilisation"])

    assert dict(zip(titles, row, strict=True))["Proposée par la grille"] == 2


def test_new_sheets_are_in_the_workbook_in_words(round_):
    answer(round_, "continuum", "rating", "3")
    answer(round_, "ladder", "collaborations.r1", {"name": "Table 0-5 ans", "rung": 6})
    answer(round_, "vision", "headline.g2", "On joue dehors")

    book = read_back(round_)

    tabs = {tab.title.split()[0]: rows_of(tab)[1:] for tab in book.worksheets[1:]}
    assert tabs["C-02"][-1][3:5] == ["3 – Coopération", 3]
    assert tabs["C-08"][0][3:5] == ["Table 0-5 ans\u00a0: 6 – À l’initiative des organismes, décisions partagées", 6]
    pages = [row for row in tabs["C-10"] if row[2]]
    assert [row[2] for row in pages if row[3]] == ["Une 2"]
    assert {row[2] for row in pages} == {"Une 1", "Une 2"}


@pytest.mark.parametrize("start", [one for one in FORMULAS if one not in "\t\r"] + ["=1+1\t", "\t=", "\r="])
def test_t18_no_cell_is_ever_a_formula(round_, start):
    round_.rlp.name = round_.title = f"{start}1+1"
    answer(round_, "ft1", "programmes", f"{start}HYPERLINK(1)")
    keep(round_, f"{start}2+2", "A", "sustain")
    plan(round_, "policy", f"{start}3+3", f"{start}1", DAY, f"{start}cmd")
    rate(round_, DAY, 2, f"{start}4+4")

    book = read_back(round_, with_names=True)

    assert {cell.data_type for cell in cells(book)} <= {"s", "n", "d"}
    typed = [cell for cell in cells(book) if isinstance(cell.value, str) and cell.value.strip().startswith("=")]
    assert all(cell.quotePrefix for cell in typed)
    assert start.strip()[:1] != "=" or len(typed) > 4


def test_what_is_typed_is_what_is_read_back(round_):
    said = "Été: «\u00a0100\u00a0%\u00a0»\nDeuxième ligne 👩‍👩‍👧"
    answer(round_, "ft1", "programmes", said)
    plan(round_, "policy", "Écrire", "Ana", DAY)
    answer(round_, "ft3", "importance", 4)

    book = read_back(round_)

    ft1 = next(tab for tab in book if tab.title.startswith("FT1"))
    ft3 = next(tab for tab in book if tab.title.startswith("FT3"))
    assert ft1["D2"].value == said
    assert (ft3["E2"].value, ft3["E2"].number_format) == (4, "0")
    assert book["Plan"]["D2"].value.date() == DAY
    assert book["Plan"]["D2"].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x0c", "\x1f", "\ud800", "\ufffe", "\x85"])
def test_b05_signs_that_a_workbook_cannot_hold_are_taken_out(round_, sign):
    taken = take_carnet(round_, with_names=False)
    round_.rlp.name = f"RLP{sign} des Berges"

    book = load_workbook(io.BytesIO(workbook_of(taken)))

    assert book["Lisez-moi"]["A1"].value.replace("\n", "") == "RLP des Berges"


def test_a_text_longer_than_a_cell_says_where_the_rest_is(round_):
    answer(round_, "ft1", "programmes", "a" * 40_000)

    ft1 = next(tab for tab in read_back(round_) if tab.title.startswith("FT1"))

    assert len(ft1["D2"].value) == 32_767
    assert ft1["D2"].value.endswith(" […] La suite est dans le fichier JSON.")


def test_the_same_data_give_the_same_bytes(round_):
    answer(round_, "ft1", "programmes", "Un texte")
    stand_still(round_)

    first, second = (workbook_of(take_carnet(round_, with_names=False)) for _ in range(2))

    assert first == second
    assert {info.date_time for info in ZipFile(io.BytesIO(first)).infolist()} == {(2026, 11, 18, 14, 12, 0)}


def test_what_a_workbook_would_decode_stays_as_typed():
    assert workbook_text("_x0041_ _x _xyz_") == "_x005F_x0041_ _x _xyz_"


def test_tabs_have_short_names_unlike_each_other():
    assert tab_name("FT1 [a]/b:c*?\\", []) == "FT1 -a--b-c---"
    assert tab_name("a" * 40, []) == "a" * 31
    assert tab_name("Plan", ["plan"]) == "Plan (2)"
    assert len(tab_name("b" * 40, ["b" * 31])) <= 31


def test_moments_are_those_of_the_clock_on_the_wall(round_):
    answer(round_, "ft1", "programmes", "Un texte")
    moment = datetime.datetime(2026, 11, 18, 19, 12, 44, tzinfo=datetime.UTC)
    type(round_.workbook.sheets.get().answers.get()).objects.update(updated_at=moment)

    ft1 = next(tab for tab in read_back(round_) if tab.title.startswith("FT1"))

    assert ft1["H2"].value == datetime.datetime(2026, 11, 18, 14, 12)
