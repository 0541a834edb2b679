"""Our SQLite is Django's, but for the places of a statement, which are found once."""

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the engine of SQLite alone"),
]


@pytest.mark.parametrize(
    ("statement", "given", "answer"),
    [
        ("SELECT %s, '100 %%', %s", ["un %s", "50 %"], ("un %s", "100 %", "50 %")),
        ("SELECT %(one)s, %(two)s", {"one": "%s", "two": 2}, ("%s", 2)),
        ("SELECT 'sans place, 100 %'", None, ("sans place, 100 %",)),
        ("SELECT %s" + " " * 9_000, ["long"], ("long",)),
    ],
)
def test_places_and_percent_signs_are_read_as_django_reads_them(statement, given, answer):
    with connection.cursor() as cursor:
        for _the_second_time_it_is_known in range(2):
            cursor.execute(statement, given)
            assert cursor.fetchone() == answer


def test_many_rows_too():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE several (one TEXT)")
        cursor.executemany("INSERT INTO several VALUES (%s)", [["a"], ["b %s"]])
        cursor.execute("SELECT one FROM several ORDER BY one")
        assert cursor.fetchall() == [("a",), ("b %s",)]
