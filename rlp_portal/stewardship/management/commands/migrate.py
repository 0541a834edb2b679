"""Django's own command, held back while people work (F18), and never in their way: two seconds for a table."""

from contextlib import contextmanager

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from rlp_portal.stewardship.usage import said_of_use

LOCK_SECONDS = 2
SQLITE_BUSY, POSTGRESQL_BUSY = "database is locked", "55P03"


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--while-in-use", action="store_true", help="même si quelqu’un a une feuille ouverte ou vient d’écrire"
        )

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        only_looks = options["plan"] or options["check_unapplied"]
        if not (only_looks or options["while_in_use"]) and changes_something(connection, options):
            refuse_if_in_use(options["database"])
        try:
            with short_locks(connection):
                super().handle(*args, **options)
        except OperationalError as problem:
            if not is_busy(problem):
                raise
            raise CommandError(
                f"Une table est restée occupée {LOCK_SECONDS}\u00a0secondes. L’étape en cours est défaite, la base "
                "est intacte. Relancez migrate dans un moment."
            ) from problem


def changes_something(connection, options):
    executor = MigrationExecutor(connection)
    return bool(options["app_label"] or executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_if_in_use(using):
    said = said_of_use(using)
    if said:
        raise CommandError(
            f"Le portail sert en ce moment\u00a0: {said}. Rien n’a été fait. Choisissez un autre moment, ou ajoutez "
            "--while-in-use."
        )


@contextmanager
def short_locks(connection):
    """A table that is waited for makes all who come after wait too; once held, it takes the time that it takes."""
    impatient, usual = PATIENCE[connection.vendor](connection)
    ask(connection, *impatient)
    try:
        yield
    finally:
        if connection.is_usable():
            ask(connection, *usual)


def patience_of_sqlite(connection):
    usual = connection.settings_dict["OPTIONS"].get("timeout", 0)
    return [f"PRAGMA busy_timeout = {LOCK_SECONDS * 1000}"], [f"PRAGMA busy_timeout = {usual * 1000}"]


def patience_of_postgresql(connection):
    names = ["lock_timeout", "statement_timeout"]
    return [f"SET lock_timeout = '{LOCK_SECONDS}s'", "SET statement_timeout = 0"], [f"RESET {name}" for name in names]


PATIENCE = {"sqlite": patience_of_sqlite, "postgresql": patience_of_postgresql}


def ask(connection, *statements):
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)


def is_busy(problem):
    return str(problem) == SQLITE_BUSY or getattr(problem.__cause__, "pgcode", None) == POSTGRESQL_BUSY
