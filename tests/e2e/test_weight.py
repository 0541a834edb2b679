"""What a page of the carnet weighs on the wire, from the real server: fonts, styles and scripts included."""

from collections import Counter

from tests.e2e.people import COORDINATOR
from worksheets import catalogue

FIRST_VISIT, NEXT_VISIT = 150_000, 30_000  # bytes
ROUND = "/rlp/rlp-des-berges/demarches/2/"
PAGES = [
    *("", "objets/", "feuilles/ft1/historique/", "feuilles/ft5/tout/"),
    *(f"feuilles/{one.key}/" for one in catalogue.all_latest()),
]


def weigh(page, path):
    """{address: bytes received} of all that a page shows, headers included; 0 for what the browser already holds."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    asked, received = {}, {}
    session.on("Network.requestWillBeSent", lambda one: asked.update(shown(one)))
    session.on("Network.loadingFinished", lambda one: received.update({one["requestId"]: one["encodedDataLength"]}))
    page.goto(path, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")
    while not asked.keys() <= received.keys():
        page.wait_for_timeout(50)
    session.detach()
    return {url: received[request] for request, url in asked.items()}


def shown(one):
    """The stream of news of an open sheet never ends, and is no part of showing it."""
    url = one["request"]["url"]
    return {} if "/flux/" in url else {one["requestId"]: url}


def test_first_visit_then_the_next(signed_in):
    """In one browser: what it holds by then was weighed when it came."""
    page = signed_in(COORDINATOR)
    came, weighed = Counter(weigh(page, ROUND)), {}
    for path in PAGES:
        now = weigh(page, ROUND + path)
        came |= now
        weighed[path] = sum(came[url] for url in now), sum(now.values())

    assert min(first for first, _again in weighed.values()) > NEXT_VISIT
    assert {path: one for path, one in weighed.items() if one[0] > FIRST_VISIT or one[1] > NEXT_VISIT} == {}
