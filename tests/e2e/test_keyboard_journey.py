"""The whole journey without a mouse: from the sign-in page to the PDF of the seven sustainability sheets."""

import re

from playwright.sync_api import expect

from tests.e2e.keys import press, tab_to
from tests.e2e.people import PASSWORD, coordinator_of_a_new_rlp
from tests.e2e.sheets import expect_saved


def test_from_signing_in_to_the_pdf(page, portal, guard):
    guard.expects(422)  # « Il reste 3 questions sans réponse », asked before finishing
    email, _path = coordinator_of_a_new_rlp(portal, "clavier", has_round=False)

    sign_in(page, email)
    press(page, "Ouvrir une démarche")
    tab_to(page, "Titre de la démarche")
    page.keyboard.press("Control+A")
    page.keyboard.type("Au clavier")
    press(page, "Ouvrir la démarche")
    fill_ft1(page)
    fill_ft2(page)
    fill_ft3(page)
    for sheet, question in [
        ("Changement des politiques", "1. Quels changements souhaitons-nous"),
        ("Appropriation par la collectivité", "1. Quelles normes"),
        ("Ressources", "1. De quelles ressources"),
    ]:
        press(page, sheet)
        say_how_important(page)
        write(page, question, f"Écrit au clavier\u00a0: {sheet}")
        finish(page)
    fill_ft7(page)

    expect(page.locator(".status-finished")).to_have_count(7)
    tab_to(page, "Produire le carnet (PDF)")
    with page.expect_download(timeout=30_000) as download:
        page.keyboard.press("Enter")
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def sign_in(page, email):
    page.goto("/connexion/")
    tab_to(page, "Courriel")
    page.keyboard.type(email)
    tab_to(page, "Mot de passe")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation(url=re.compile("/rlp/")):
        page.keyboard.press("Enter")


def write(page, label, text):
    tab_to(page, label, css="textarea, input")
    page.keyboard.type(text)


def choose(page):
    """The next group of circles stands on « Pas de réponse »; an arrow goes to a true answer."""
    tab_to(page, css="[type=radio]")
    page.keyboard.press("ArrowRight")
    expect(page.locator("input:focus")).to_be_checked()
    assert page.locator("input:focus").input_value() != ""


def say_how_important(page):
    choose(page)
    expect_saved(page)
    press(page, "Suivant")


def finish(page):
    press(page, "Oui, j’ai terminé")
    if page.locator("[data-error-summary]").count():
        expect(page.locator("[data-error-summary]")).to_be_focused()
        press(page, "Terminer quand même")
    expect(page.get_by_text("est terminée. Vous pouvez y revenir.")).to_be_visible()


def fill_ft1(page):
    press(page, "Résultats à l’extérieur")
    write(page, "Projets et programmes", "Quatorze séances au parc.")
    write(page, "Ajouter à", "Heure du conte")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Objet\u00a0: Heure du conte")).to_be_visible()
    expect_saved(page)
    press(page, "Suivant")
    write(page, "Relations", "Les directions s’appellent.")
    finish(page)


def fill_ft2(page):
    press(page, "Fonctions du regroupement")
    for _function in range(2):
        choose(page)
    expect_saved(page)
    finish(page)


def fill_ft3(page):
    press(page, "Institutionnalisation")
    say_how_important(page)
    tab_to(page, "Heure du conte", css="[type=checkbox]")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="Heure du conte")).to_be_checked()
    write(page, "2. Quels organismes", "La bibliothèque.")
    finish(page)


def fill_ft7(page):
    press(page, "Bâtir l’avenir")
    write(page, "Nouvelle mesure\u00a0: Ressources", "Demander une salle")
    page.keyboard.press("Enter")
    line = page.get_by_role("group", name="Mesure\u00a0: Demander une salle")
    expect(line).to_be_visible()
    tab_to(page, "Objet à pérenniser", key="Shift+Tab")
    page.keyboard.type("Heure")
    tab_to(page, "Qui", key="Shift+Tab")
    page.keyboard.type("La coop")
    tab_to(page, "Quand")
    for key in ("ArrowUp", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowUp"):  # day, month and year in any order
        page.keyboard.press(key)
    expect_saved(page)
    page.reload()
    assert line.get_by_label("Qui").input_value() == "La coop"
    assert line.get_by_label("Quand").input_value().endswith("-01-01")
    assert line.get_by_label("Objet").evaluate("(one) => one.selectedOptions[0].textContent") == "Heure du conte"
    finish(page)
