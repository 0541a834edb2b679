"""Fifty fields written without a network, then its return: a faster clock here, real time in tests/torture."""

import time

from playwright.sync_api import expect

from tests.e2e.sheets import SAVED

MINUTES, FIELDS = 10, 50
SHEET = "/rlp/rlp-des-berges/demarches/2/feuilles/ft7/"  # the plan: its lines have more fields than any other sheet
ARRIVE_WITHIN = 10
WAITING = f"Hors ligne\u00a0: {FIELDS} modifications gardées sur cet appareil"


def write_while_away(page, *, pass_time):
    """The seconds between the return of the network and the last acknowledgement. The page shows the sheet."""
    boxes = page.locator("[data-question]").locator("textarea:visible, input[type=text]:visible")
    texts = [f"Écrit hors ligne {number}" for number in range(FIELDS)]
    page.context.set_offline(True)
    for number, text in enumerate(texts):
        boxes.nth(number).fill(text)
    line = page.locator("[data-save-words]")
    expect(line).to_have_text(WAITING, timeout=20_000)
    pass_time()
    expect(line).to_have_text(WAITING)
    page.context.set_offline(False)
    began = time.monotonic()
    expect(line).to_have_text(SAVED, timeout=60_000)
    seconds = time.monotonic() - began
    page.reload()
    written = [boxes.nth(number).input_value() for number in range(FIELDS)]
    if written != texts:
        raise AssertionError(f"{len(set(texts) - set(written))} texts are not there")
    return seconds
