"""An empty carnet, on a phone: a group answers in each of the twenty-two sheets, and none is said not to be begun.

The first and the last question of each kind; `make journey` answers them all.
"""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE
from tests.e2e.people import coordinator_of_a_new_rlp
from tests.journeys.filling import Group
from tests.journeys.hands import Pointer
from tests.journeys.territory import read_territory, shortened
from worksheets import catalogue

SLUG = "rlp-tout-rempli"


@pytest.fixture
def page(signed_in, portal):
    email, _path = coordinator_of_a_new_rlp(portal, SLUG)
    return signed_in(email, viewport=PHONE, has_touch=True, is_mobile=True)


def test_the_twenty_two_sheets_are_filled_on_a_phone(page):
    sheets = read_territory()["sheets"]
    assert sorted(sheets) == sorted(one.key for one in catalogue.all_latest())
    group = Group(page, f"/rlp/{SLUG}/demarches/1/")
    for key, words in sheets.items():
        group.fill(key, shortened(words), Pointer(page))
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], key

    page.goto(f"/rlp/{SLUG}/demarches/1/feuilles/formal_sectors/")
    page.locator("summary", has_text="Voir en tableau").tap()
    cells = page.get_by_role("table").locator("tbody tr").first.locator("th, td")
    expect(cells).to_contain_text(["Petite enfance", "CPE La Débarcade", "Garderie Les Petits Pas mouillés"])

    page.goto(f"/rlp/{SLUG}/demarches/1/")
    expect(page.locator(".status-in_progress")).to_have_count(len(sheets))
