"""A database as it is when the portal runs: on the disk, one connection for each thread."""

import sqlite3

import pytest
from django.db import connection, connections


@pytest.fixture
def running_database(transactional_db, tmp_path):
    """The tests' SQLite lives in memory, where neither durability nor concurrency is the real one."""
    if connection.vendor != "sqlite":
        yield
        return
    settings, in_memory = connections.settings["default"], connections["default"]
    path = tmp_path / "portail.sqlite3"
    with sqlite3.connect(path) as on_disk:
        in_memory.ensure_connection()
        in_memory.connection.backup(on_disk)
    on_disk.close()
    name, settings["NAME"] = settings["NAME"], str(path)
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    settings["NAME"] = name
    connections["default"] = in_memory
