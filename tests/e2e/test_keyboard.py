"""Without a mouse: only Tab, Shift+Tab, Enter, Space and the arrows. Every stop is in sight, and the walk ends."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.keys import tab_to, walk
from tests.e2e.people import ADMINISTRATOR, COORDINATOR, SEVERAL_ROLES
from tests.e2e.sheets import expect_saved

ROUND = "/rlp/rlp-des-berges/demarches/2/"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
@pytest.mark.parametrize(
    ("person", "path"),
    [
        (COORDINATOR, ROUND),
        (COORDINATOR, f"{ROUND}feuilles/ft1/"),
        (COORDINATOR, f"{ROUND}feuilles/ft2/"),
        (COORDINATOR, f"{ROUND}feuilles/ft6/tout/"),
        (COORDINATOR, f"{ROUND}feuilles/ft7/"),
        (COORDINATOR, f"{ROUND}feuilles/members/"),
        (COORDINATOR, f"{ROUND}feuilles/approach/"),
        (COORDINATOR, "/rlp/rlp-des-berges/mobilisation/"),
        (COORDINATOR, "/rlp/rlp-des-berges/rapports/"),
        (ADMINISTRATOR, "/gestion/personnes/"),
    ],
)
def test_every_stop_is_in_sight_and_the_walk_ends(signed_in, person, path, size):
    page = signed_in(person, viewport=size)
    page.goto(path)

    stops, faults = walk(page)

    assert faults == []
    expected = page.evaluate(
        """[...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
        .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && !one.dataset.stop
          && one.type !== "radio").map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert expected == []
    assert stops > 5


def test_the_walk_backwards_ends_too(signed_in):
    page = signed_in(COORDINATOR)
    page.goto(f"{ROUND}feuilles/ft7/")
    page.locator("footer").evaluate("one => { one.tabIndex = -1; one.focus(); }")

    stops, faults = walk(page, "Shift+Tab")

    assert (stops > 50, faults) == (True, [])


def test_segments_boxes_quick_entry_and_undo(signed_in):
    page = signed_in("coordination.canal@exemple.org")
    keyboard = page.keyboard
    page.goto("/rlp/instance-canal-nord/demarches/1/feuilles/ft2/")
    tab_to(page, css="[type=radio]")
    while not page.get_by_role("radio", name="Non").first.is_checked():
        keyboard.press("ArrowDown")
    expect_saved(page)

    page.goto("/rlp/instance-canal-nord/demarches/1/feuilles/ft6/questions/")
    box = page.get_by_label("Fondations")
    was_checked = box.is_checked()
    tab_to(page, "Fondations")
    keyboard.press("Space")
    expect(box).to_be_checked(checked=not was_checked)
    expect_saved(page)

    page.goto("/rlp/instance-canal-nord/demarches/1/feuilles/ft1/")
    tab_to(page, "Ajouter à")
    keyboard.type("Carnet de quartier")
    keyboard.press("Enter")
    row = page.get_by_role("group", name="Objet\u00a0: Carnet de quartier")
    expect(row).to_be_visible()
    expect(page.locator(".htmx-added, .htmx-settling")).to_have_count(0)  # until then a button posts the page
    tab_to(page, "Retirer «\u00a0Carnet de quartier", key="Shift+Tab")
    keyboard.press("Enter")
    expect(row).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('[data-row], .row-list')")
    tab_to(page, "Annuler")
    with page.expect_navigation():
        keyboard.press("Enter")
    expect(row).to_be_visible()


def test_role_switcher(signed_in):
    page = signed_in(SEVERAL_ROLES)
    page.goto("/accueil/")
    tab_to(page, "Vous travaillez comme")
    page.keyboard.press("Enter")
    tab_to(page, "Animation")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/animation/")
    tab_to(page, "Vous travaillez comme")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.locator("details[open]").count() == 0
