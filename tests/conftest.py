"""What every test shares. `client` is Django's anonymous one; the others are signed in."""

import os
import sqlite3
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from tests import chromium
from tests.factories import UserFactory

TESTS = Path(__file__).parent
# Playwright's own loop runs in this thread; the database calls of these tests are ordinary ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
    settings.WHITENOISE_AUTOREFRESH = True  # looked up when asked: each new Client would read them all at its start
    if connection.vendor == "sqlite":  # said aloud: pytest-xdist knows Django's own engine alone to need no file
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = ":memory:"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # nothing to collect
    }


# What is printed, drawn, counted or let through once it was read: whoever stored it, it is the same, and long to try.
# `make test ARGS=` with one of these runs it on PostgreSQL too.
SAME_ON_BOTH = {
    *("test_canary_crawl.py", "test_policy_mutants.py", "workshops/test_every_sheet.py"),
    "test_permission_matrix.py::test_everyone_gets_what_the_matrix_says",
    "test_permission_matrix.py::test_each_right_given_or_withheld_changes_what_the_matrix_sees",
    *("rlps/carnet/test_query_counts.py", "test_query_budget.py"),
    *("reports/archive/test_archive.py", "reports/handouts", "reports/fillable/test_drawing.py"),
    "reports/fillable/test_round_trip.py",
    *(f"reports/test_{name}.py" for name in ("accessibility", "blank", "comparison", "drawings", "drawn_in_pdf")),
    *(f"reports/test_{name}.py" for name in ("front_page", "glance", "minutes", "pages", "pdf", "printing")),
    *(f"reports/test_{name}.py" for name in ("renderer", "repeating", "shared", "synthesis", "typed_references")),
}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, only what asks a database: the rest was tried on SQLite a moment before, and is the same."""
    if connection.vendor != "postgresql":
        return
    chosen = [item for item in items if asks_a_database(item) and (depends_on_engine(item) or is_named(item, config))]
    left = set(items) - set(chosen)
    config.hook.pytest_deselected(items=list(left))
    items[:] = chosen


def depends_on_engine(item):
    place = item.path.relative_to(TESTS)
    itself = f"{place}::{getattr(item, 'originalname', item.name)}"
    return not {itself, *map(str, (place, *place.parents))} & SAME_ON_BOTH


def is_named(item, config):
    """In the arguments."""
    return any(Path(config.invocation_params.dir, one.partition("::")[0]) == item.path for one in config.args)


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
