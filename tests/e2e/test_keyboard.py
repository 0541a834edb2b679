"""Without a mouse: only Tab, Shift+Tab, Enter, Space and the arrows. Every stop is in sight, and the walk ends."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.people import ADMINISTRATOR, COORDINATOR, PASSWORD, SEVERAL_ROLES
from tests.e2e.sheets import expect_saved

ROUND = "/rlp/rlp-des-berges/demarches/2/"
MANY = 600  # more stops than any page has

# A stop is in sight when, somewhere down its middle, the topmost thing is itself, one of its parts or its label; and
# when a ring is drawn on it, or on the segment around it. Some fields (a date) hold several stops.
STOP = """(count) => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shown = one.closest(".segment") ?? one;
  const box = shown.getBoundingClientRect();
  const top = Math.max(box.top, 0), height = Math.min(box.bottom, innerHeight) - top;
  const tops = [0.15, 0.5, 0.85].map((part) => document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), top + height * part));
  const parts = [shown, ...(one.labels ?? [])];
  const style = getComputedStyle(shown);
  const stop = {
    html: one.outerHTML.slice(0, 100),
    isSeen: tops.some((top) => top && parts.some((part) => part.contains(top))),
    hasRing: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    met: one.dataset.stop === undefined ? -1 : Number(one.dataset.stop),
  };
  one.dataset.stop = count;
  return stop;
}"""


IS_THERE = """([name, css]) => {
  const one = document.activeElement;
  const said = one.labels?.[0] ?? one;
  return said.textContent.replace(/\\s+/g, " ").trim().startsWith(name.replace(/\\s+/g, " ")) && one.matches(css);
}"""


def walk(page, key="Tab"):
    """Every stop until the focus leaves the page or comes back to one already met; the faults on the way."""
    faults = []
    for count in range(MANY):
        page.keyboard.press(key)
        stop = page.evaluate(STOP, count)
        if stop is None or 0 <= stop["met"] < count - 1:
            return count, faults
        faults += [f"hidden: {stop['html']}"] if not stop["isSeen"] else []
        faults += [f"no ring: {stop['html']}"] if not stop["hasRing"] else []
    return MANY, ["the walk never ends"]


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


def tab_to(page, name="", *, css="*", key="Tab"):
    """Goes from stop to stop until the one whose words begin so, or that the selector fits; it must be reached."""
    for _ in range(MANY):
        page.keyboard.press(key)
        if page.evaluate(IS_THERE, [name, css]):
            return
    raise AssertionError(f"{key} never reaches {name or css}")


def test_signing_in_filling_a_sheet_and_finishing_it(page, guard):
    guard.expects(422)
    keyboard = page.keyboard
    page.goto("/connexion/")
    tab_to(page, "Courriel")
    keyboard.type("coordination.faille@exemple.org")
    tab_to(page, "Mot de passe")
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    page.wait_for_url(re.compile("/rlp/|/accueil/"))

    page.goto("/rlp/table-de-la-faille/demarches/1/")
    tab_to(page, "Changement des politiques")
    keyboard.press("Enter")
    page.wait_for_url("**/feuilles/ft4/")
    tab_to(page, css="[type=radio]")
    before = page.locator("input:checked").get_attribute("value")
    keyboard.press("ArrowRight")
    expect(page.locator("input:checked")).not_to_have_attribute("value", before)
    expect_saved(page)
    tab_to(page, "Suivant")
    with page.expect_navigation():
        keyboard.press("Enter")

    tab_to(page, "1. Quels changements")
    keyboard.press("Control+A")
    keyboard.type("Des trottoirs déneigés avant l’école")
    tab_to(page, "Sans objet")  # the save leaves with the focus
    expect_saved(page)
    tab_to(page, "Oui, j’ai terminé")
    with page.expect_navigation():
        keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    tab_to(page, "Terminer quand même")
    with page.expect_navigation():
        keyboard.press("Enter")
    expect(page.get_by_text("est terminée. Vous pouvez y revenir.")).to_be_visible()


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
