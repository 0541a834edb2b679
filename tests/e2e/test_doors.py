"""Each person lands where her work is, changes role, and leaves nothing behind at a shared computer."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import people

LANDINGS = [
    (people.COORDINATOR, "/rlp/rlp-des-berges/", "Démarche 2026"),
    (people.MEMBER, "/rlp/rlp-des-berges/", "Démarche 2026"),
    (people.ADVISOR, "/conseil/", "Votre portefeuille"),
    (people.FACILITATOR, "/animation/", "Vos ateliers"),
    (people.ADMINISTRATOR, "/gestion/regroupements/", "Regroupements"),
]


@pytest.mark.parametrize(("email", "path", "title"), LANDINGS)
def test_each_lands_on_the_next_thing(page, portal, email, path, title):
    people.sign_in(page, email)

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.url == portal.url + path


def test_one_changes_role_from_the_header(page):
    people.sign_in(page, people.SEVERAL_ROLES)  # a session of her own, where no role was chosen yet
    page.goto("/accueil/")
    expect(page.locator(".site-tools summary").first).to_have_text(
        re.compile("Vous travaillez comme\\s*:\\s*coordination")
    )

    page.locator(".site-tools summary").first.click()
    page.get_by_role("button", name="Animation").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Vos ateliers")
    expect(page.locator(".site-tools summary").first).to_contain_text("animation")


def test_on_a_phone_the_menu_holds_everything(signed_in):
    page = signed_in(people.SEVERAL_ROLES, viewport={"width": 360, "height": 760})
    page.goto("/accueil/")

    page.locator("summary", has_text="Menu").click()
    page.get_by_role("button", name="Membre").click()

    page.wait_for_url("**/rlp/rlp-des-berges/**")


def test_nothing_is_left_after_signing_out(page):
    people.sign_in(page, people.COORDINATOR)
    page.goto("/rlp/rlp-des-berges/demarches/2/feuilles/ft1/")
    words = page.get_by_role("textbox").first.input_value()
    page.locator(".site-tools summary", has_text="Sylvie").click()
    with page.expect_response("**/deconnexion/") as left:
        page.get_by_role("button", name="Se déconnecter").first.click()
    page.get_by_text("Votre session est fermée.").wait_for()

    page.go_back()
    page.wait_for_load_state()

    assert '"cache"' in left.value.all_headers()["clear-site-data"]
    assert "/connexion/?next=" in page.url
    assert words not in page.content()
    stored = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert stored == ["htmx-current-path-for-history"]  # the address of the sign-in page


def test_a_page_of_someone_else_is_not_found(signed_in, guard):
    guard.expects(404)
    page = signed_in("coordination.aulnes@exemple.org")

    response = page.goto("/rlp/rlp-des-berges/demarches/2/")

    assert response.status == 404
    expect(page.get_by_role("main")).to_contain_text("Cette page n’existe pas ou ne vous est pas accessible.")
