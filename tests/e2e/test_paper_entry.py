"""Paper sheets typed without a mouse: FT1, then FT7 by its code."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import coordinator_of_a_new_rlp
from tests.e2e.sheets import expect_saved

SLUG = "saisie-papier"
ROUND = f"/rlp/{SLUG}/demarches/1/"


@pytest.fixture
def coordinator(portal):
    email, _path = coordinator_of_a_new_rlp(portal, SLUG)
    return email


@pytest.fixture
def page(signed_in, coordinator):
    return signed_in(coordinator)


def keys(page, *typed):
    """Words are typed; the name of a key is pressed."""
    for one in typed:
        if one in {"Enter", "Tab", "Shift+Enter", "ArrowUp", "Backspace"} or len(one) == 1:
            page.keyboard.press(one)
        else:
            page.keyboard.type(one)


def begin(page, code):
    page.goto(f"{ROUND}papier/")
    expect(page.get_by_label("Code de la feuille")).to_be_focused()
    keys(page, code, "Enter")
    page.locator("[data-paper]").wait_for()


def in_hand(page):
    """The script has put the cursor on the first question."""
    expect(page.locator("[data-paper] :focus")).to_have_count(1)


def origin_of(portal, words):
    return portal.run(
        "from worksheets.models import Change\n"
        f"print(set(Change.objects.filter(after__value={words!r}).values_list('origin', flat=True)))"
    )


def test_ft1_then_ft7_by_keyboard_alone(page, portal):
    begin(page, "ft1")
    in_hand(page)
    expect(page.locator("#q-programmes")).to_be_focused()
    keys(page, "Une fête de quartier", "Shift+Enter", "et un local", "Enter")
    expect(page.locator("#nouvel-objet-programmes")).to_be_focused()
    keys(page, "La fête de quartier", "Enter")
    expect(page.get_by_role("group", name="Objet : La fête de quartier")).to_be_visible()
    expect(page.locator("#nouvel-objet-programmes")).to_be_focused()
    keys(page, "Enter")
    expect(page.locator("#q-policies")).to_be_focused()
    keys(page, "Une entente écrite")
    for _ in range(20):
        if page.evaluate("document.activeElement.id") == "code-suivant":
            break
        keys(page, "Enter")
    expect_saved(page)
    keys(page, "FT7 · 17", "Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("FT7 Bâtir l’avenir")
    quick = page.locator("#nouvelle-mesure-institutionalisation")
    in_hand(page)
    while page.evaluate("document.activeElement.id") != "nouvelle-mesure-institutionalisation":
        keys(page, "Enter")
    keys(page, "Signer une entente", "Enter")
    measure = page.get_by_role("group", name="Mesure : Signer une entente")
    expect(measure.get_by_label("Qui")).to_be_focused()
    keys(page, "La ville", "Enter")
    expect(measure.get_by_label("Quand")).to_be_focused()
    keys(page, "Enter", "Un modèle", "Enter")
    expect(quick).to_be_focused()
    expect_saved(page)

    page.reload()
    expect(measure.get_by_label("Qui")).to_have_value("La ville")
    expect(measure.get_by_label("Nos besoins")).to_have_value("Un modèle")
    page.goto(f"{ROUND}feuilles/ft1/")
    expect(page.locator("#q-programmes")).to_have_value("Une fête de quartier\net un local")
    assert origin_of(portal, "Une entente écrite") == "{'paper'}"
    assert origin_of(portal, "La ville") == "{'paper'}"


def test_digits_and_letters_answer(page):
    begin(page, "ft3")
    expect(page.locator("#q-importance-1")).to_be_focused()
    keys(page, "4")
    expect(page.locator("#q-importance-4")).to_be_checked()
    expect_saved(page)

    page.reload()
    expect(page.locator("#q-importance-4")).to_be_focused()
    keys(page, "2")
    expect(page.locator("#q-importance-4")).to_be_checked()
    expect(page.get_by_text("Appuyez encore sur la même touche pour remplacer.").first).to_be_visible()
    keys(page, "2")
    expect(page.locator("#q-importance-2")).to_be_checked()

    keys(page, "ArrowUp")
    page.locator("#q-importance-2").focus()
    keys(page, "p")
    expect(page.locator("[name='importance--state'][value=passed]")).to_be_checked()
    expect(page.locator("#q-importance-2")).not_to_be_checked()
    expect_saved(page)
    page.reload()
    expect(page.locator("[name='importance--state'][value=passed]")).to_be_checked()


def test_yes_no_and_not_applicable(page):
    begin(page, "ft2")
    in_hand(page)
    question = page.locator("[data-question]").first
    other = page.locator("[data-question]").nth(1)
    keys(page, "o")
    expect(question.locator("[value=yes]")).to_be_checked()
    keys(page, "a")
    expect(other.locator("[value=shared]")).to_be_checked()
    keys(page, "s")
    expect(page.locator("[data-question]").nth(2).locator("[value=not_applicable]")).to_be_checked()
    expect_saved(page)


def test_without_script_the_page_is_a_form(signed_in, coordinator):
    page = signed_in(coordinator, java_script_enabled=False)
    begin(page, "ft4")
    page.locator("#q-general").fill("Un règlement")
    page.get_by_label("Feuille suivante").fill("ft5")
    page.get_by_label("Feuille suivante").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("FT5 Appropriation par la collectivité")
    page.goto(f"{ROUND}feuilles/ft4/papier/")
    expect(page.locator("#q-general")).to_have_value("Un règlement")
