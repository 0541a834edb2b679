"""The sheets that paper does best: the grid proposes, the ladder is placed by keyboard, the front page composes."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE
from tests.e2e.people import COORDINATOR
from tests.e2e.sheets import choose, expect_saved

COLLEAGUE = "soutien.berges@exemple.org"
SHEETS = "/rlp/rlp-des-berges/demarches/1/feuilles/"  # of the first round, where the demonstration has none of them


@pytest.fixture
def page(signed_in):
    return signed_in(COORDINATOR)


def test_proposed_level_follows_the_grid_and_the_confirmed_one_is_dated(page):
    page.goto(f"{SHEETS}continuum/tout/")
    proposal = page.locator("[data-proposal]")
    row = page.get_by_role("group", name="Coopération", exact=True)

    choose(row.get_by_role("group", name="Nous le faisons…"), "Parfois")
    expect(proposal).to_have_text("La grille propose\u00a0: 3 – Coopération")
    choose(page.get_by_role("group", name="Réseautage", exact=True).get_by_role("group").first, "Souvent")
    expect(proposal).to_have_text("La grille propose\u00a0: 1 – Réseautage")

    choose(page.get_by_role("group", name=re.compile("^Quelle cote")), "2 – Coordination")
    expect_saved(page)
    page.goto("/rlp/rlp-des-berges/mobilisation/")
    expect(page.get_by_role("table")).to_contain_text("La grille proposait 1\u00a0–\u00a0Réseautage.")


def test_ladder_is_placed_by_keyboard_alone(page):
    page.goto(f"{SHEETS}ladder/")
    page.get_by_label("Collaboration").first.focus()

    page.keyboard.type("Comité de parents")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    expect_saved(page)

    page.get_by_role("button", name="Ajouter une ligne").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Fête de la famille")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Échelon").last).to_have_value("")
    page.keyboard.press("Tab")
    expect_saved(page)

    page.reload()
    named = [one.input_value() for one in page.get_by_label("Collaboration", exact=True).all()]
    rungs = [one.input_value() for one in page.get_by_label("Échelon", exact=True).all()]
    assert named[:2] == ["Comité de parents", "Fête de la famille"]
    assert rungs[:2] == ["7", ""]


def test_a_collaboration_that_a_colleague_names_appears(signed_in, page):
    page.goto(f"{SHEETS}ladder/")
    other = signed_in(COLLEAGUE)
    other.goto(f"{SHEETS}ladder/")

    other.get_by_label("Collaboration").last.fill("Halte-répit")
    other.get_by_label("Échelon").last.select_option("4")
    expect_saved(other)

    row = page.locator(".question-person", has=page.get_by_label("Collaboration")).filter(
        has=page.locator("option[selected][value='4']")
    )
    expect(row.get_by_label("Collaboration")).to_have_value("Halte-répit")


@pytest.mark.parametrize("size", [None, PHONE], ids=["1280", "360"])
def test_front_page_composes_as_one_types(signed_in, size):
    page = signed_in(COORDINATOR, **({"viewport": size} if size else {}))
    page.goto(f"{SHEETS}vision/front_pages/")
    first = page.locator("[data-front-page=g1]")
    drawn = {name: first.locator(f"[data-shows={name}]") for name in ("newspaper", "date", "headline", "theme_1")}
    expect(drawn["newspaper"]).to_have_text("L’Écho – RLP des Berges")

    first.get_by_label("Le grand titre").press_sequentially("On joue dehors")
    expect(drawn["headline"]).to_have_text("On joue dehors")
    first.get_by_label("Date du journal").fill("2029-03-01")
    expect(drawn["date"]).to_have_text("1er mars 2029")
    first.get_by_label("Nom du journal").fill("Le Fleuve")
    expect(drawn["newspaper"]).to_have_text("Le Fleuve")
    first.get_by_label("Nom du journal").fill("")
    expect(drawn["newspaper"]).to_have_text("L’Écho – RLP des Berges")
    expect_saved(page)

    for field in ("Le grand titre", "Date du journal"):
        first.get_by_label(field).fill("")
    expect_saved(page)


def test_another_front_page_opens_by_keyboard_and_stays_once_begun(page):
    page.goto(f"{SHEETS}vision/front_pages/")
    page.locator("summary", has_text="Ajouter une autre une").focus()
    page.keyboard.press("Enter")

    second = page.locator("[data-front-page=g2]")
    second.get_by_label("Le grand titre").fill("À hauteur d’enfant")
    expect_saved(page)
    page.reload()

    expect(second.get_by_label("Le grand titre")).to_be_visible()
    expect(page.locator("summary", has_text="Ajouter une autre une")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name=re.compile("^Imprimer cette une.*Une 2$")).click()
    assert file.value.suggested_filename.startswith("L’Écho – RLP des Berges")
