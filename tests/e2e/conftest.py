"""Browser journeys: the real server of `make run`, Debian's Chromium, and the people of the demonstration."""

import pytest
from playwright.sync_api import expect

from tests.e2e.guard import Guard
from tests.e2e.people import sign_in
from tests.e2e.portal import PortalDidNotStart, running_portal

HERE = __name__.rpartition(".")[0]
QUEBEC = {"locale": "fr-CA", "timezone_id": "America/Toronto"}
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 760}
expect.set_options(timeout=10_000)


# Files that take a minute or so: three browsers end together when what is left for the end is short.
LONG = [
    *("test_every_page", "test_payloads", "test_phones", "test_console", "test_half_day", "test_behaviours"),
    *("test_whole_pack", "test_half_day_without_phones", "test_coordinator", "test_synthesis_journey"),
    *("test_keyboard_journey", "test_keyboard", "test_live", "test_queue", "test_trust", "test_session_end"),
    *("test_two_people", "test_prepare_workshop", "test_without_script"),
]


def pytest_collection_modifyitems(items):
    for item in items:
        if item.module.__name__.startswith(HERE):
            item.add_marker(pytest.mark.e2e)
    items.sort(key=turn)


def turn(item):
    is_long = item.get_closest_marker("e2e") and item.path.stem in LONG
    return LONG.index(item.path.stem) if is_long else len(LONG)


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    yield from running(tmp_path_factory)


def running(tmp_path_factory):
    """A portal, for as long as whoever asks; a module that must have its own gives it under the same name."""
    try:
        with running_portal(tmp_path_factory.mktemp("portal")) as portal:
            yield portal
    except PortalDidNotStart as said:
        pytest.fail(f"Le portail n’a pas démarré. Il a dit\u00a0:\n{said}", pytrace=False)


@pytest.fixture(scope="session")
def signed_in_states():
    """E-mail → cookies, so that each account types its password once."""
    return {}


@pytest.fixture
def guard(portal):
    """Fails the test for whatever the browser or the server complained of meanwhile."""
    guard, said = Guard(origin=portal.url), len(portal.said())
    yield guard
    assert portal.said()[said:] == ""
    assert guard.complaints == []


@pytest.fixture
def open_context(browser, portal, guard):
    """A browser of its own: `open_context(java_script_enabled=False, viewport=PHONE)`."""
    contexts = []

    def open_one(**options):
        context = browser.new_context(**{"base_url": portal.url, "viewport": DESK, **QUEBEC, **options})
        context.set_default_timeout(10_000)
        guard.watch(context)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(open_context, signed_in_states):
    """A page of a person already signed in: `signed_in("conseil@exemple.org")`."""

    def open_page(email, **options):
        if email not in signed_in_states:
            context = open_context()
            sign_in(context.new_page(), email)
            signed_in_states[email] = context.storage_state()
            context.close()
        return open_context(storage_state=signed_in_states[email], **options).new_page()

    return open_page


@pytest.fixture
def page(open_context):
    """Nobody is signed in."""
    return open_context().new_page()
