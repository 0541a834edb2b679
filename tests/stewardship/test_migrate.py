"""F18: the structure changes while nobody works, makes nobody wait, and goes forward and back."""

import sqlite3
import time
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from rlp_portal.rlps.models import SheetPresence
from rlp_portal.stewardship.management.commands.migrate import LOCK_SECONDS
from tests.factories import RoundFactory, UserFactory
from worksheets.models import Change

BEFORE = ("reports", "0006_portfolio_pack")
OURS = ("worksheets", "accounts", "rlps", "reports", "stewardship")


def migrate(*arguments, **options):
    call_command("migrate", *arguments, verbosity=0, stdout=StringIO(), **options)


def waiting():
    executor = MigrationExecutor(connection)
    return [one.name for one, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())]


@pytest.fixture
def behind(running_database):
    """A base that waits for its last migrations."""
    migrate(*BEFORE, while_in_use=True)
    yield
    migrate(while_in_use=True)


@pytest.fixture
def somebody_has_a_sheet_open(running_database):
    round_ = RoundFactory()
    SheetPresence.objects.create(
        workbook=round_.workbook, instrument_key="ft1", user=UserFactory(), tab="0" * 16, seen_at=timezone.now()
    )


def wrote(*, minutes_ago):
    at = timezone.now() - timedelta(minutes=minutes_ago)
    Change.objects.create(workbook=RoundFactory().workbook, target="answer", address="x", at=at)


def test_it_is_refused_while_a_sheet_is_open_unless_forced(somebody_has_a_sheet_open, behind):
    left = waiting()

    with pytest.raises(CommandError) as refusal:
        migrate()

    assert str(refusal.value) == (
        "Le portail sert en ce moment\u00a0: 1\u00a0personne a une feuille ouverte. Rien n’a été fait. Choisissez un "
        "autre moment, ou ajoutez --while-in-use."
    )
    assert waiting() == left != []
    migrate(while_in_use=True)
    assert waiting() == []


def test_one_may_ask_before(somebody_has_a_sheet_open, capsys):
    with pytest.raises(CommandError, match="1\u00a0personne a une feuille ouverte."):
        call_command("usage")
    SheetPresence.objects.all().delete()

    call_command("usage")

    assert capsys.readouterr().out == "Personne n’est au travail.\n"


def test_it_is_refused_when_somebody_just_wrote(behind):
    wrote(minutes_ago=4)

    with pytest.raises(CommandError, match="quelqu’un a écrit il y a 4\u00a0minutes"):
        migrate()


def test_it_goes_on_when_the_last_word_is_older(behind):
    wrote(minutes_ago=6)

    migrate()

    assert waiting() == []


def test_a_base_that_waits_for_nothing_is_left_in_peace_and_nobody_is_refused(somebody_has_a_sheet_open):
    migrate()


def test_looking_is_never_refused(somebody_has_a_sheet_open, behind):
    migrate(plan=True)
    with pytest.raises(SystemExit):
        migrate(check_unapplied=True)


@contextmanager
def somebody_reads_for_long():
    """A transaction that is left open, in another program."""
    if connection.vendor == "sqlite":
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = psycopg2.connect(connection.connection.dsn)
        other.cursor().execute("SELECT count(*) FROM reports_portfoliopack")
    try:
        yield
    finally:
        other.close()


def test_a_table_that_is_busy_is_not_waited_for_and_the_base_is_intact(behind):
    left = waiting()
    with somebody_reads_for_long():
        began = time.monotonic()
        with pytest.raises(CommandError) as refusal:
            migrate()
        waited = time.monotonic() - began

    assert str(refusal.value) == (
        "Une table est restée occupée 2\u00a0secondes. L’étape en cours est défaite, la base est intacte. Relancez "
        "migrate dans un moment."
    )
    assert LOCK_SECONDS <= waited < LOCK_SECONDS + 10
    assert waiting() == left
    migrate()
    assert waiting() == []


def test_afterwards_one_waits_as_before(running_database):
    migrate()

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout")
        assert cursor.fetchone()[0] in {20_000, "20s"}


# ---- Forward and back -------------------------------------------------------------------------------------------


def test_a_seeded_base_goes_back_to_its_first_version_and_forward_again(running_database):
    call_command("load_demo", stdout=StringIO())
    before = rows_of_all_tables()
    try:
        for app in reversed(OURS):
            migrate(app, "0001", while_in_use=True)
        first = rows_of_all_tables()
    finally:
        migrate(while_in_use=True)
    after = rows_of_all_tables()

    assert waiting() == []
    assert len(first["worksheets_answer"]) > 20
    assert [what_both_know(one, first) for one in (before, after)] == [first, first]


def rows_of_all_tables():
    """{table: its rows, each as {column: text}}"""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.split("_")[0] in OURS:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
                names = [column[0] for column in cursor.description]
                rows[table] = [dict(zip(names, map(str, row), strict=True)) for row in cursor.fetchall()]
    return rows


def what_both_know(rows, first):
    """Tables and columns that the first version has not are left out."""
    return {
        table: [{name: row[name] for name in old[0]} for row in rows[table]] if old else []
        for table, old in first.items()
    }
