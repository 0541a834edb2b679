"""Everything as it was at one moment, while others go on writing."""

import sqlite3
from contextlib import closing, contextmanager
from copy import deepcopy

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.utils import load_backend

SNAPSHOT = "snapshot"


@contextmanager
def snapshot(folder):
    """The alias of a connection that sees one moment only. `folder` is private and has room for a copy."""
    live = connections[DEFAULT_DB_ALIAS]
    if live.vendor == "sqlite":
        copy = folder / "snapshot.sqlite3"
        copy_sqlite(live, copy)
        with another_connection(SNAPSHOT, {**deepcopy(live.settings_dict), "NAME": str(copy)}):
            yield SNAPSHOT
        return
    with another_connection(SNAPSHOT, deepcopy(live.settings_dict)), transaction.atomic(using=SNAPSHOT):
        with connections[SNAPSHOT].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield SNAPSHOT


def copy_sqlite(live, copy):
    """SQLite's own online copy, never a copy of the file: whoever writes meanwhile waits for milliseconds."""
    live.ensure_connection()
    with closing(sqlite3.connect(copy)) as target:
        live.connection.backup(target)


@contextmanager
def another_connection(alias, settings):
    """A connection of this thread alone, by the name `alias`, for as long as the block lasts."""
    connections[alias] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, alias)
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
