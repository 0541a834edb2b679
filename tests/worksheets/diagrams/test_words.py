import datetime

import pytest

from rlp_portal.ui.typography import quebec_date
from worksheets.diagrams.words import decimal, long_date, short_date


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("day", [1, 2, 28])
def test_the_engine_writes_dates_as_the_pages_do(month, day):
    date = datetime.date(2026, month, day)

    assert long_date(date) == quebec_date(date)


@pytest.mark.parametrize(("month", "said"), [(1, "janv.\u00a02026"), (7, "juill.\u00a02026"), (12, "déc.\u00a02026")])
def test_short_dates_name_the_month_alone(month, said):
    assert short_date(datetime.date(2026, month, 15)) == said


@pytest.mark.parametrize(("number", "said"), [(4, "4"), (4.0, "4"), (3.5, "3,5"), (3.25, "3,2")])
def test_decimals_have_a_comma(number, said):
    assert decimal(number) == said
