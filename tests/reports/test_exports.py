import csv
import datetime
import io

import pytest
from icalendar import Calendar

from rlp_portal.reports.exports import COLUMNS, as_text, plan_csv, plan_ics
from tests.reports.carnets import WRITTEN_AT, keep, new_round, plan
from worksheets.queries import plan_lines_of

DAY = datetime.date(2026, 11, 18)


@pytest.fixture
def round_(db):
    return new_round()


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_csv_holds_the_plan_with_its_follow_up(round_):
    kept = keep(round_, "Le jeu libre", "A", "sustain")
    plan(round_, "policy", "Écrire à la ville", "Ana; Luc", DAY, "Un modèle\nà jour", "in_progress", kept)
    plan(round_, "institutionalisation", "Former")

    content = plan_csv(plan_lines_of(round_.workbook_id), today=DAY)

    assert content.startswith(b"\xef\xbb\xbf")
    assert rows_of(content) == [
        list(COLUMNS),
        ["Institutionnalisation", "Former", "", "", "", "", "À faire"],
        [
            "Changement de politiques",
            "Écrire à la ville",
            "Ana; Luc",
            "2026-11-18",
            "Un modèle\nà jour",
            "Le jeu libre",
            "En cours",
        ],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\n="])
def test_no_cell_can_be_taken_for_a_formula(round_, start):
    plan(round_, "policy", f"{start}HYPERLINK(1)", f"{start}1", needs=f"{start}cmd")

    row = rows_of(plan_csv(plan_lines_of(round_.workbook_id), today=DAY))[1]

    assert [row[1][0], row[2][0], row[4][0]] == ["'", "'", "'"]


def test_ordinary_words_are_left_alone():
    assert [as_text(words) for words in ("", "Ana", "3 = trois", "« = »")] == ["", "Ana", "3 = trois", "« = »"]


def test_calendar_holds_one_day_per_dated_measure(round_):
    dated = plan(round_, "policy", "Écrire; à la ville, vite", "Ana", DAY)
    plan(round_, "policy", "Sans date")
    plan(round_, "policy", "Abandonnée", when=DAY, status="dropped")

    content = plan_ics(plan_lines_of(round_.workbook_id), name="Plan – RLP", as_of=WRITTEN_AT)

    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["UID"] == f"{dated.public_id}@portail-rlp"
    assert event["SUMMARY"] == "Écrire; à la ville, vite"
    assert event.decoded("DTSTART") == DAY
    assert event.decoded("DTSTAMP") == WRITTEN_AT
    assert event["DESCRIPTION"] == ("Stratégie\u00a0: Changement de politiques\nQui\u00a0: Ana\nÉtat\u00a0: À faire")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_calendar_of_the_same_data_is_the_same(round_):
    plan(round_, "policy", "Écrire", when=DAY)
    lines = plan_lines_of(round_.workbook_id)

    assert plan_ics(lines, name="Plan", as_of=WRITTEN_AT) == plan_ics(lines, name="Plan", as_of=WRITTEN_AT)
