"""What a phone page costs on an empty cache: 60 kB and 6 requests, of which 20 kB of script at most."""

import pytest

from tests.e2e.live_room import PHONE, TALK, LiveRoom, sheet

MOST_BYTES, MOST_SCRIPT, MOST_REQUESTS = 60_000, 20_000, 6
# The longest sheet, the one with the most choices, and the waiting room.
FACES = {"sustain_cycle": 2, "obstacles": 3, None: 1}


@pytest.fixture(scope="module")
def room(portal):
    return LiveRoom(portal, TALK, sheet("sustain_cycle"), sheet("obstacles"))


def received(page, path):
    """{address: bytes on the wire} to show a page; its news, which never end, are no part of it."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    asked, bytes_of = {}, {}
    session.on("Network.requestWillBeSent", lambda one: asked.update({one["requestId"]: one["request"]["url"]}))
    session.on("Network.loadingFinished", lambda one: bytes_of.update({one["requestId"]: one["encodedDataLength"]}))
    page.goto(path, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")
    shown = {one: url for one, url in asked.items() if "/flux/" not in url and not url.endswith("/nouvelles/")}
    while not shown.keys() <= bytes_of.keys():
        page.wait_for_timeout(50)
    return {url: bytes_of[one] for one, url in shown.items()}


@pytest.mark.parametrize("key", FACES)
def test_a_phone_page_is_light(open_context, room, record_property, key):
    cookies = room.enter(open_context(viewport=PHONE)).context.storage_state()
    room.do(f"room.go_to({FACES[key]}, advance={int(key is not None)})")
    page = open_context(viewport=PHONE, storage_state=cookies).new_page()

    bytes_of = received(page, room.path)

    script = sum(size for url, size in bytes_of.items() if url.endswith(".js"))
    total = sum(bytes_of.values())
    for name, value in (("bytes", total), ("script", script), ("requests", len(bytes_of))):
        record_property(name, value)
    assert total <= MOST_BYTES, bytes_of
    assert script <= MOST_SCRIPT
    assert len(bytes_of) <= MOST_REQUESTS, sorted(bytes_of)
