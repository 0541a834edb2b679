import datetime

import pytest
from icalendar import Calendar

from rlp_portal.reports.exports.calendar import plan_ics
from tests.reports.carnets import WRITTEN_AT, new_round, plan
from worksheets.queries import plan_lines_of

DAY = datetime.date(2026, 11, 18)


@pytest.fixture
def round_(db):
    return new_round()


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
