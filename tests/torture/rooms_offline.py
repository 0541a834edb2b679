"""F03 in a live workshop: ten minutes without wifi, fifty answers given meanwhile. All arrive within ten seconds.

    python -m tests.torture.rooms_offline [minutes]

In real time, in Chromium. Two phones, a question of the sheet each time; the clock of one is a year ahead, that of
the other a year behind. tests/e2e/test_phones.py has a faster clock.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
from playwright.sync_api import expect, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from tests import chromium  # noqa: E402 - after Django
from tests.e2e.absence import ARRIVE_WITHIN, MINUTES  # noqa: E402
from tests.e2e.conftest import QUEBEC  # noqa: E402
from tests.e2e.live_room import PHONE, LiveRoom, go_on, sheet  # noqa: E402
from tests.e2e.portal import running_portal  # noqa: E402
from tests.e2e.queue import line_of  # noqa: E402
from tests.e2e.sheets import SAVED  # noqa: E402

ASKED, QUESTIONS = "sustain_cycle", 25
YEAR = timedelta(days=365)
WAITING = f"Hors ligne\u00a0: {QUESTIONS} modifications gardées sur cet appareil"


def main(minutes):
    with tempfile.TemporaryDirectory() as folder, running_portal(Path(folder)) as portal, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.QUIET)
        room = LiveRoom(portal, sheet(ASKED))
        room.advance(2)
        phones = [open_phone(browser, portal, room, off_by=off_by) for off_by in (YEAR, -YEAR)]
        seconds = answer_while_away(phones, pass_time=lambda: time.sleep(60 * minutes))
        arrived = sum(map(len, room.answers().values()))
        room.leave()
        browser.close()
    print(f"rooms_offline: {arrived} answers, {minutes} minutes without wifi; all arrived in {seconds:.1f} s.")
    if arrived != QUESTIONS * len(phones) or seconds > ARRIVE_WITHIN:
        sys.exit(f"Il fallait {QUESTIONS * len(phones)} réponses en {ARRIVE_WITHIN} s.")


def open_phone(browser, portal, room, *, off_by):
    context = browser.new_context(base_url=portal.url, viewport=PHONE, **QUEBEC)
    context.clock.install(time=datetime.now(UTC) + off_by)
    context.clock.resume()
    return room.enter(context)


def answer_while_away(phones, *, pass_time):
    """The seconds between the return of the network and the last acknowledgement."""
    for page in phones:
        page.context.set_offline(True)
        for number in range(1, QUESTIONS + 1):
            answer(page)
            go_on(page, "Terminer" if number == QUESTIONS else "Suivante")
        expect(line_of(page)).to_have_text(WAITING, timeout=20_000)
    pass_time()
    for page in phones:
        page.context.set_offline(False)
    began = time.monotonic()
    for page in phones:
        expect(line_of(page)).to_have_text(SAVED, timeout=60_000)
    return time.monotonic() - began


def answer(page):
    """Whatever is asked."""
    panel = page.locator("[data-panel]:visible")
    if choices := panel.locator(".choice").all():
        choices[0].click()
    else:
        panel.locator("textarea, input[type=text]").first.fill("Répondu sans réseau")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
