"""B70: a browser that translates the page, and one that forbids the clipboard.

Without JavaScript: test_without_script.py. At 400 % zoom: every page of test_every_page.py.
"""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import ADMINISTRATOR, coordinator_of_a_new_rlp
from tests.e2e.sheets import expect_saved

# As Chrome does: every text is put in two <font>, whatever is added later too, and the page changes its language.
TRANSLATE = """() => {
  const kept = "script, style, textarea, [translate=no], font font";
  const translate = (within) => {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    for (const text of found) {
      if (!text.data.trim() || text.parentElement.closest(kept)) continue;
      const font = document.createElement("font");
      font.append(document.createElement("font"));
      text.replaceWith(font);
      font.firstChild.append(`[en] ${text.data.trim().toUpperCase()}`);
    }
  };
  document.documentElement.lang = "en";
  document.documentElement.classList.add("translated-ltr");
  translate(document.body);
  const translateAdded = (changes) => {
    for (const node of changes.flatMap((one) => [...one.addedNodes])) {
      if (node.parentElement) translate(node.parentElement);
    }
  };
  new MutationObserver(translateAdded).observe(document.body, { childList: true, subtree: true });
}"""
NO_CLIPBOARD = """
  const refuse = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };
  for (const gesture of ["copy", "cut", "paste"]) document.addEventListener(gesture, refuse, true);
  const blocked = () => Promise.reject(new DOMException("Blocked by policy", "NotAllowedError"));
  Object.defineProperty(navigator, "clipboard", { value: { writeText: blocked, readText: blocked } });
"""


@pytest.fixture
def carnet(portal, signed_in):
    """A page of someone whose carnet is empty, and its address."""
    email, path = coordinator_of_a_new_rlp(portal, "navigateurs")
    return signed_in(email), path


def test_b70_a_page_that_the_browser_translates_saves_what_was_typed(carnet, guard):
    guard.expects(422)
    page, path = carnet
    page.goto(f"{path}feuilles/ft1/")
    page.evaluate(TRANSLATE)
    assert page.locator("h1").inner_text().startswith("[en] ")

    page.locator("#q-programmes").fill("La ludothèque roule.")
    expect_state_saved(page)
    entry = page.locator("#nouvel-objet-programmes")
    entry.fill("Ludothèque roulante")
    entry.press("Enter")
    expect(page.locator("[name^='object:'][name$=':name']")).to_have_value("Ludothèque roulante")
    entry.fill("é" * 181)
    entry.press("Enter")
    expect(page.locator("#refus-programmes")).to_contain_text("[en] LE TEXTE COMPTE 181 CARACTÈRES.")
    assert entry.input_value() == "é" * 181
    entry.fill("")
    with page.expect_navigation():
        page.locator("button[name=then][value=save]").click()

    assert page.locator("#q-programmes").input_value() == "La ludothèque roule."
    assert page.locator("[name^='object:'][name$=':name']").input_value() == "Ludothèque roulante"


def test_b70_a_plan_that_the_browser_translates_keeps_its_choices(carnet):
    page, path = carnet
    page.goto(f"{path}feuilles/ft7/")
    page.evaluate(TRANSLATE)

    entry = page.locator("#nouvelle-mesure-policy")
    entry.fill("Écrire une entente")
    entry.press("Enter")
    page.locator("[name$=':status']").select_option("in_progress")
    expect_state_saved(page)
    page.reload()

    assert page.locator("[name$=':measure']").input_value() == "Écrire une entente"
    assert page.locator("[name$=':status']").input_value() == "in_progress"


def expect_state_saved(page):
    """Its words are translated too."""
    expect(page.locator("[data-save-indicator]")).to_have_attribute("data-state", "saved")


def test_b70_where_pasting_is_forbidden_typing_is_saved(carnet):
    page, path = carnet
    page.add_init_script(NO_CLIPBOARD)
    page.goto(f"{path}feuilles/ft4/questions/")
    box = page.get_by_role("textbox").first

    box.focus()
    page.keyboard.press("Control+V")
    page.keyboard.type("Tapé à la main")

    expect_saved(page)
    page.reload()
    assert page.get_by_role("textbox").first.input_value() == "Tapé à la main"


def test_b70_where_copying_is_forbidden_the_link_is_selected(signed_in):
    page = signed_in(ADMINISTRATOR)
    page.add_init_script(NO_CLIPBOARD)
    page.goto("/gestion/personnes/inviter/")
    page.get_by_label("Prénom et nom").fill("Lise Côté")
    page.get_by_label("Courriel").fill("lise.cote@exemple.org")
    page.get_by_role("button", name="Préparer l’invitation").click()

    page.get_by_role("button", name="Copier").click()

    expect(page.locator("[data-copy-label]")).to_have_text("Copie bloquée\u00a0: le texte est sélectionné")
    link = page.get_by_label("Lien d’invitation")
    expect(link).to_be_focused()
    assert link.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)") == link.input_value()
