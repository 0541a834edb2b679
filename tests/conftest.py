"""What every test shares. `client` is Django's anonymous one; the others are signed in."""

import os
import sqlite3

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from tests import chromium
from tests.factories import UserFactory

# Playwright's own loop runs in this thread; the database calls of these tests are ordinary ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
    settings.WHITENOISE_AUTOREFRESH = True  # looked up when asked: each new Client would read them all at its start
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # nothing to collect
    }


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, only what asks a database: the rest was tried on SQLite a moment before, and is the same."""
    if connection.vendor != "postgresql":
        return
    chosen = [item for item in items if asks_a_database(item)]
    left = [item for item in items if not asks_a_database(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = chosen


def asks_a_database(item):
    return (
        bool({"db", "transactional_db"} & set(item.fixturenames)) or item.get_closest_marker("django_db") is not None
    )


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def person(db):
    """Someone with an account and no role."""
    return UserFactory()


@pytest.fixture
def person_client(person):
    return signed_in(person)


@pytest.fixture
def administrator(db):
    return UserFactory(administrator=True)


@pytest.fixture
def administrator_client(administrator):
    return signed_in(administrator)


# The database


@pytest.fixture
def running_database(transactional_db, tmp_path):
    """As when the portal runs: on the disk, one connection for each thread.

    The tests' SQLite lives in memory, where neither durability nor concurrency is the real one.
    """
    if connection.vendor != "sqlite":
        yield
        return
    database, in_memory = connections.settings["default"], connections["default"]
    path = tmp_path / "portail.sqlite3"
    with sqlite3.connect(path) as on_disk:
        in_memory.ensure_connection()
        in_memory.connection.backup(on_disk)
    on_disk.close()
    name, database["NAME"] = database["NAME"], str(path)
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    database["NAME"] = name
    connections["default"] = in_memory


# The browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not chromium.PROGRAM:
        pytest.fail(chromium.MISSING, pytrace=False)
    return {**browser_type_launch_args, "executable_path": chromium.PROGRAM, "args": chromium.QUIET}


@pytest.fixture
def theme():
    """The look as set-up compiles it; without it, sizes and colours mean nothing."""
    if not (settings.BUILD_DIR / "theme" / "css" / "theme.css").exists():
        pytest.fail("The theme is not compiled. Run deploy/build_theme.sh.")
