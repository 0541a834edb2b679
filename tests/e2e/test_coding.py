"""Coding a plan from the keyboard alone, then from a phone and without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import people
from tests.e2e.conftest import PHONE

DEPOSIT = """
import datetime
from rlp_portal.accounts.models import User
from rlp_portal.analysis.plans.services import Incoming, deposit_plan
from rlp_portal.rlps.models import Rlp
text = "Mise en contexte\\nLe CPE hébergera l’Heure du conte. Les parents 👪 animeront.\\nLa Ville paiera.\\nFin."
rlp, by = Rlp.objects.get(slug="rlp-des-berges"), User.objects.get(email="conseil@exemple.org")
plan = deposit_plan(rlp=rlp, incoming=Incoming(text), by=by, title="À coder", dated_on=datetime.date(2026, 2, 1))
print(f"/conseil/codage/{plan.public_id}/")
"""
MARKS = "[data-sentence] .mark"


@pytest.fixture
def address(portal):
    return portal.run(DEPOSIT)


def open_page(page, address):
    page.goto(address)
    page.locator(".has-coding").wait_for()
    page.wait_for_load_state("networkidle")


def strike(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def expect_items(page, *labels):
    expect(page.locator("[data-item] .item-label")).to_have_text(list(labels))


def expect_saved(page):
    expect(page.locator("[data-save-indicator]")).to_have_attribute("data-state", "saved")


def test_a_plan_is_coded_from_the_keyboard(signed_in, address):
    page = signed_in(people.ADVISOR)
    open_page(page, address)

    strike(page, "0")  # the heading holds nothing
    strike(page, "Shift+A", "1", "c", "p", "h", "m")
    page.keyboard.type("juste 0 et A")  # what is typed is a memo, never a gesture
    strike(page, "Escape", "Enter")
    strike(page, "Shift+R")
    expect_saved(page)  # what is undone is what the portal wrote last
    strike(page, "Shift+J", "Shift+R", "2", "f", "Enter")  # two sentences, after leaving one unfinished
    expect_items(page, "0", "A·1c", "R·2", "R")
    expect(page.locator("[data-place-words]")).to_have_text("Phrase 5 sur 5")
    expect(page.locator(MARKS)).to_have_text(["0", "I", "A", "R", "A"])
    expect_saved(page)
    heading = page.locator("#codes-ici")
    expect(heading).to_have_text("Extraits codés (3) et une fois «\u00a0rien à coder\u00a0»", use_inner_text=True)

    strike(page, "u")
    expect_items(page, "0", "A·1c", "R")
    expect(heading).to_have_text("Extraits codés (2) et une fois «\u00a0rien à coder\u00a0»", use_inner_text=True)
    strike(page, "0")
    expect_items(page, "0", "A·1c", "0", "R")
    expect(heading).to_have_text("Extraits codés (2) et 2 fois «\u00a0rien à coder\u00a0»", use_inner_text=True)
    strike(page, "u")
    expect_items(page, "0", "A·1c", "R")
    open_page(page, address)
    expect_items(page, "0", "A·1c", "R")
    expect(heading).to_have_text("Extraits codés (2) et une fois «\u00a0rien à coder\u00a0»", use_inner_text=True)
    expect(page.locator("[data-memo]")).to_have_text("juste 0 et A")
    strike(page, "?")
    expect(page.get_by_role("dialog", name="Raccourcis et réglages")).to_be_visible()


def test_the_margin_keeps_the_order_of_the_text_whichever_answer_comes_first(signed_in, address):
    page = signed_in(people.ADVISOR)
    open_page(page, f"{address}?phrase=2")
    held = []
    page.route(
        "**/codage/**", lambda route: held.append(route) if asks_to_code(route) and not held else route.continue_()
    )

    strike(page, "Shift+R", "2", "Shift+J", "Shift+A", "1", "Enter")  # two sentences; the first alone waits
    expect_items(page, "A·1")
    held[0].continue_()
    expect_items(page, "A·1", "R·2")
    expect(page.locator(MARKS)).to_have_text(["I", "A", "I"])

    open_page(page, address)
    expect(page.locator(MARKS)).to_have_text(["I", "A", "I"])


def test_the_end_of_a_document_comes_after_what_was_coded_before_it(signed_in, address):
    page = signed_in(people.ADVISOR)
    open_page(page, f"{address}?phrase=2")
    held = []
    page.route("**/codage/**", lambda route: held.append(route) if asks_to_code(route) else route.continue_())

    strike(page, "Shift+R", "Enter")
    page.get_by_role("button", name="J’ai terminé ce document").click()
    held[0].continue_()

    page.get_by_text("Le document est terminé").wait_for()
    open_page(page, address)
    expect_items(page, "R")


def asks_to_code(route):
    return route.request.method == "POST" and "objects=" in (route.request.post_data or "")


def test_what_was_coded_without_a_network_leaves_when_it_is_back(signed_in, address, guard):
    guard.expects("ERR_INTERNET_DISCONNECTED")
    page = signed_in(people.ADVISOR)
    open_page(page, address)

    page.context.set_offline(True)
    strike(page, "j", "Shift+S", "3", "a", "Enter")
    expect(page.locator("[data-save-words]")).to_contain_text("Hors ligne")
    page.context.set_offline(False)

    expect_items(page, "S·3a")
    expect_saved(page)


def test_two_pages_of_one_person_do_not_lose_a_choice(signed_in, address, guard):
    guard.expects(409)
    page = signed_in(people.ADVISOR)
    other = page.context.new_page()
    for one in (page, other):
        open_page(one, f"{address}?phrase=2")
    strike(other, "Shift+S", "Enter")
    expect_items(other, "S")

    strike(page, "Shift+R", "Enter", "k")
    page.get_by_role("button", name="Réunir les deux").click()

    expect_items(page, "R S")
    expect_saved(page)


def test_a_suggestion_codes_nothing_before_the_person_does(signed_in, portal):
    page = signed_in(people.ADVISOR)
    open_page(page, f"{portal.run(DEPOSIT)}?phrase=2")
    strike(page, "?")
    page.get_by_label("Suggestions").check()
    page.get_by_role("button", name="Enregistrer mes réglages").click()
    page.get_by_text("Vos réglages de codage sont enregistrés.").wait_for()
    page.locator(".has-coding").wait_for()
    strike(page, "j", "k", "Shift+P", "4", "b", "Enter")
    expect_items(page, "P·4b")
    expect_saved(page)  # what the server does not hold yet suggests nothing

    open_page(page, f"{portal.run(DEPOSIT)}?phrase=2")
    page.get_by_role("button", name="Essayer ces codes : P·4b").click()
    expect(page.get_by_label("Argent")).to_be_checked()
    page.reload()
    page.locator(".has-coding").wait_for()
    expect_items(page)
    page.get_by_role("button", name="Essayer ces codes : P·4b").click()
    page.get_by_role("button", name=re.compile("^Coder")).click()

    expect_items(page, "P·4b")


def test_a_plan_is_coded_with_the_thumb(signed_in, address):
    page = signed_in(people.ADVISOR, viewport=PHONE, has_touch=True)
    open_page(page, address)

    page.get_by_text("Les parents 👪 animeront.").first.tap()
    page.get_by_text("Relations et collaborations", exact=True).tap()
    page.get_by_role("button", name=re.compile("^Coder")).tap()

    expect_items(page, "R")
    expect(page.locator("[data-place-words]")).to_have_text("Phrase 4 sur 5")


def test_a_plan_is_coded_without_a_script(signed_in, address):
    page = signed_in(people.ADVISOR, java_script_enabled=False)
    page.goto(address)

    page.get_by_role("link", name="Le CPE hébergera l’Heure du conte.").click()
    page.get_by_label("Activités et programmes").check()
    page.get_by_role("button", name=re.compile("^Coder")).click()
    page.get_by_role("button", name=re.compile("^Rien ici")).click()
    expect_items(page, "A", "0")
    page.get_by_role("button", name=re.compile("^Annuler")).click()
    expect_items(page, "A")


WORD_AFTER_THE_EMOJI = """() => {
  const words = [...document.querySelectorAll("[data-words]")];
  const node = words.find((one) => one.textContent.includes("👪")).firstChild;
  const range = new Range();
  range.setStart(node, node.data.indexOf("animeront"));
  range.setEnd(node, node.data.indexOf("animeront") + "animeront".length);
  const { x, y, width, height } = range.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


def test_words_chosen_after_an_emoji_are_those_that_are_coded(signed_in, address):
    """A browser counts an emoji for two; the text that is kept counts it for one."""
    page = signed_in(people.ADVISOR)
    open_page(page, f"{address}?phrase=3")

    page.mouse.dblclick(*page.evaluate(WORD_AFTER_THE_EMOJI))
    expect(page.locator("[data-quotation]")).to_have_text("animeront")
    strike(page, "Shift+R", "Enter")

    expect_items(page, "R")
    open_page(page, address)
    expect(page.locator("[data-item] q")).to_have_text("animeront")
