"""F03: ten minutes without a network, fifty fields written meanwhile. All arrive within ten seconds of its return.

    python -m tests.torture.offline [minutes]

In real time, in Chromium, against the server of `make run`; tests/e2e/test_long_absence.py has a faster clock.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from tests import chromium  # noqa: E402 - after Django
from tests.e2e.absence import ARRIVE_WITHIN, FIELDS, MINUTES, SHEET, write_while_away  # noqa: E402
from tests.e2e.conftest import DESK, QUEBEC  # noqa: E402
from tests.e2e.people import COORDINATOR, sign_in  # noqa: E402
from tests.e2e.portal import running_portal  # noqa: E402


def main(minutes):
    with tempfile.TemporaryDirectory() as folder, running_portal(Path(folder)) as portal, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.QUIET)
        page = browser.new_context(base_url=portal.url, viewport=DESK, **QUEBEC).new_page()
        sign_in(page, COORDINATOR)
        page.goto(SHEET)
        seconds = write_while_away(page, pass_time=lambda: time.sleep(60 * minutes))
        browser.close()
    print(f"offline: {FIELDS} fields written, {minutes} minutes away; all arrived in {seconds:.1f} s.")
    if seconds > ARRIVE_WITHIN:
        sys.exit(f"Il fallait {ARRIVE_WITHIN} s.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
