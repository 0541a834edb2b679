"""The sheets that paper does best: the grid proposes, the ladder is placed by keyboard, the front page composes."""

import re

import pytest
from playwright.sync_api import expect

from rlp_portal.accounts.demo import PASSWORD
from tests.e2e.conftest import PHONE
from tests.e2e.people import coordinator_of_a_new_rlp
from tests.e2e.sheets import choose, expect_saved

NAME = "rlp-des-feuilles"  # where nothing is filled yet
COLLEAGUE = f"collegue@{NAME}.exemple.org"
SHEETS = f"/rlp/{NAME}/demarches/1/feuilles/"


@pytest.fixture(scope="module")
def coordinator(portal):
    email, _path = coordinator_of_a_new_rlp(portal, NAME)
    portal.run(
        "from rlp_portal.rlps.models import Rlp\n"
        "from tests.factories import MembershipFactory\n"
        f"MembershipFactory(rlp=Rlp.objects.get(slug={NAME!r}), role='coordinator',\n"
        f"    user__email={COLLEAGUE!r}, user__name='Paul Otis', user__plain_password={PASSWORD!r})"
    )
    return email


@pytest.fixture
def page(signed_in, coordinator):
    return signed_in(coordinator)


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
    page.goto(f"/rlp/{NAME}/mobilisation/")
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
def test_front_page_composes_as_one_types(signed_in, coordinator, size):
    page = signed_in(coordinator, **({"viewport": size} if size else {}))
    page.goto(f"{SHEETS}vision/front_pages/")
    first = page.locator("[data-front-page=g1]")
    drawn = {name: first.locator(f"[data-shows={name}]") for name in ("newspaper", "date", "headline", "theme_1")}
    expect(drawn["newspaper"]).to_have_text(f"L’Écho – {NAME}")

    first.get_by_label("Le grand titre").press_sequentially("On joue dehors")
    expect(drawn["headline"]).to_have_text("On joue dehors")
    first.get_by_label("Date du journal").fill("2029-03-01")
    expect(drawn["date"]).to_have_text("1er mars 2029")
    first.get_by_label("Nom du journal").fill("Le Fleuve")
    expect(drawn["newspaper"]).to_have_text("Le Fleuve")
    first.get_by_label("Nom du journal").fill("")
    expect(drawn["newspaper"]).to_have_text(f"L’Écho – {NAME}")
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
    assert file.value.suggested_filename.startswith(f"L’Écho – {NAME}")
