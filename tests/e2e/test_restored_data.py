"""F19 in a browser: the data come back from a backup while a page is open. What it holds is not lost."""

import re

from playwright.sync_api import expect

from tests.e2e.people import COORDINATOR
from tests.e2e.sheets import expect_saved

SHEET = "/rlp/rlp-des-berges/demarches/2/feuilles/experiences/"
KEEP = "from django.core.management import call_command; call_command('backup')"
LAST_COPY = "max((settings.VAR_DIR / 'sauvegardes').iterdir())"
BRING_BACK = f"""
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
sessions = list(Session.objects.all())
call_command("restore", str({LAST_COPY}), replace=True)
Session.objects.bulk_create(sessions)  # signing in again is another test's
"""


def test_page_open_during_a_restoration_is_told_and_may_send_again_what_it_holds(signed_in, portal, guard):
    guard.expects(409)
    page = signed_in(COORDINATOR)
    page.goto(SHEET)
    first, second = (page.get_by_role("textbox").nth(place) for place in (0, 1))
    portal.run(KEEP)
    first.fill("Écrit après la copie")
    expect_saved(page)

    portal.run(BRING_BACK)
    second.fill("Écrit après la restauration")

    said = re.compile("Les données ont été restaurées à .* Vos deux textes sont gardés")
    told = page.locator("[data-field-conflict]:visible").filter(has_text=said)
    expect(told).to_have_count(2)  # the field typed in, and the one whose acknowledged text was lost
    for left in (1, 0):
        told.first.get_by_role("button", name="Garder la mienne").click()
        expect(told).to_have_count(left)
    expect_saved(page)
    page.reload()
    expect(first).to_have_value("Écrit après la copie")
    expect(second).to_have_value("Écrit après la restauration")
