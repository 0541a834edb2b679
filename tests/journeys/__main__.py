"""A group of a believable territory fills its carnet, on a desk then on a phone: make journey [ARGS=folder]

    python -m tests.journeys [folder]

Every question of every sheet is answered in the browser; the wheels and the ladder by keyboard alone on the desk.
What was typed is looked for in the carnet's PDF and in its JSON. The folder keeps the PDF and a picture of each
sheet, to be looked at: .build/parcours, unless another is named.
"""

import os
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tests import chromium
from tests.e2e.portal import running_portal

DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 760}
SIZES = {"bureau": {"viewport": DESK}, "telephone": {"viewport": PHONE, "has_touch": True, "is_mobile": True}}


def main(folder):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
    django.setup()
    from tests.journeys.walk import Journey  # reads the catalogue, once Django is ready

    with (
        tempfile.TemporaryDirectory() as scratch,
        running_portal(Path(scratch)) as portal,
        sync_playwright() as browsers,
    ):
        browser = browsers.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.QUIET)
        for name, size in SIZES.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            print(f"== {name} ==", flush=True)
            Journey(portal=portal, browser=browser, name=name, size=size, folder=folder / name).run()
        browser.close()
    print(f"Tout ce qui a été écrit se retrouve. À regarder\u00a0: {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if sys.argv[1:] else ".build/parcours").resolve())
