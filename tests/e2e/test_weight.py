"""What a page of the carnet weighs on the wire, from the real server: fonts, styles and scripts included."""

import pytest

from tests.e2e.people import COORDINATOR
from worksheets import catalogue

FIRST_VISIT, NEXT_VISIT = 150_000, 30_000  # bytes
ROUND = "/rlp/rlp-des-berges/demarches/2/"
PAGES = [
    *("", "objets/", "feuilles/ft1/historique/", "feuilles/ft5/tout/"),
    *(f"feuilles/{one.key}/" for one in catalogue.all_latest()),
]


def weigh(page, path):
    """Bytes received to show a page, headers included; nothing for what the browser already holds."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    asked, received = set(), {}
    session.on("Network.requestWillBeSent", lambda one: asked.add(one["requestId"]) if is_shown(one) else None)
    session.on("Network.loadingFinished", lambda one: received.update({one["requestId"]: one["encodedDataLength"]}))
    page.goto(path, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")
    while not asked <= received.keys():
        page.wait_for_timeout(50)
    session.detach()
    return sum(received.values())


def is_shown(request):
    """The stream of news of an open sheet never ends, and is no part of showing it."""
    return "/flux/" not in request["request"]["url"]


@pytest.mark.parametrize("path", PAGES)
def test_first_visit_then_the_next(signed_in, record_property, path):
    page = signed_in(COORDINATOR)

    first, again = weigh(page, ROUND + path), weigh(page, ROUND + path)

    record_property("first", first)
    record_property("again", again)
    assert (first <= FIRST_VISIT, again <= NEXT_VISIT) == (True, True), f"{first} bytes, then {again}"
