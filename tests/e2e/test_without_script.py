"""The same carnet in a browser that runs no script: whole pages posted, nothing forgotten, every removal undone."""

import re

from playwright.sync_api import expect

from tests.e2e.sheets import choose, finish, follow, open_sheet, press, write, written

COORDINATOR = "coordination.clochers@exemple.org"


def test_b70_a_coordinator_fills_her_carnet_with_plain_forms(signed_in, guard):
    guard.expects(422)
    page = signed_in(COORDINATOR, java_script_enabled=False)

    page.goto("/")
    follow(page, "Ouvrir une démarche")
    write(page, "Titre de la démarche", "Démarche des Clochers")
    press(page, "Ouvrir la démarche")
    write_ft1_and_keep_objects(page)
    add_an_object_by_the_enter_key(page)
    answer_ft2(page)
    answer_ft3(page)
    for sheet, question in (
        ("Changement des politiques", "Quels changements souhaitons-nous dans les politiques locales?"),
        ("Appropriation par la collectivité", "Quelles normes voulons-nous changer?"),
    ):
        say_how_important(page, sheet)
        answer(page, question, f"Sans script\u00a0: {sheet}")
        finish(page, anyway=True)
    answer_ft6(page)
    plan_ft7(page)
    tell_experiences(page)
    choose_obstacles(page)
    place_between_poles(page)
    name_who_is_absent(page)

    expect(page.locator(".status-finished")).to_have_count(11)
    with page.expect_download(timeout=30_000) as download:
        page.get_by_role("button", name="Produire le carnet (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def write_ft1_and_keep_objects(page):
    open_sheet(page, "Résultats à l’extérieur")
    write(page, "Projets et programmes", "La ludothèque roule d’un clocher à l’autre.")
    kept = page.get_by_role("region", name="projets et programmes")
    for name in ("Ludothèque roulante", "Café des parents"):
        kept.get_by_role("textbox").last.fill(name)
        with page.expect_navigation():
            kept.get_by_role("button", name=re.compile("^Ajouter")).click()
        expect(kept.get_by_text(f"Ajouté\u00a0: {name}")).to_be_in_viewport()
        expect(kept.get_by_role("textbox").last).to_be_focused()
    assert [one.input_value() for one in kept.get_by_label("Nom").all()] == [
        "Ludothèque roulante",
        "Café des parents",
    ]
    assert written(page, "Projets et programmes") == "La ludothèque roule d’un clocher à l’autre."

    press(page, "Retirer «\u00a0Café des parents\u00a0»")
    assert [one.input_value() for one in kept.get_by_label("Nom").all()] == ["Ludothèque roulante"]
    press(page, "Annuler")
    assert [one.input_value() for one in kept.get_by_label("Nom").all()] == [
        "Ludothèque roulante",
        "Café des parents",
    ]

    kept.get_by_role("textbox").last.fill("Sac d’histoires")  # typed, never added: « Suivant » forgets nothing
    press(page, "Suivant")
    write(page, "Relations", "Les trois maires se tutoient.")
    page.go_back()
    assert [one.input_value() for one in kept.get_by_label("Nom").all()][-1] == "Sac d’histoires"
    follow(page, "Relations et partenariats")
    write(page, "Relations", "Les trois maires se tutoient.")
    press(page, "Enregistrer")
    assert written(page, "Relations") == "Les trois maires se tutoient."
    finish(page, anyway=True)


def add_an_object_by_the_enter_key(page):
    follow(page, "Ce que nous voulons pérenniser")
    names = [one.input_value() for one in page.get_by_label("Nom", exact=True).all()]
    entry = page.get_by_label("Nouvel objet à pérenniser")
    entry.fill("Un sentier")
    with page.expect_navigation():
        entry.press("Enter")
    expect(page.get_by_text("Ajouté\u00a0: Un sentier")).to_be_in_viewport()
    assert sorted(one.input_value() for one in page.get_by_label("Nom", exact=True).all()) == sorted(
        [*names, "Un sentier"]
    )
    follow(page, "Carnet")


def answer_ft2(page):
    open_sheet(page, "Fonctions du regroupement")
    row = page.get_by_role("group", name="Rassembleur et animateur")
    choose(row.get_by_role("group", name="La remplissons-nous?"), "Oui")
    press(page, "Enregistrer")
    expect(row.get_by_role("radio", name="Oui").first).to_be_checked()
    finish(page, anyway=True)


def say_how_important(page, sheet):
    open_sheet(page, sheet)
    choose(page.get_by_role("group", name="Cette stratégie est-elle importante"), "3")
    press(page, "Suivant")


def answer(page, label, text):
    write(page, label, text)
    press(page, "Enregistrer")
    assert written(page, label) == text


def answer_ft3(page):
    say_how_important(page, "Institutionnalisation")
    page.get_by_role("checkbox", name="Ludothèque roulante").check()
    answer(page, "Quels organismes pourraient les adopter?", "La bibliothèque des trois clochers")
    expect(page.get_by_role("checkbox", name="Ludothèque roulante")).to_be_checked()
    finish(page, anyway=True)


def tell_experiences(page):
    open_sheet(page, "Expériences")
    write(page, "Racontez une expérience de regroupement qui a bien marché.", "La fête des clochers")
    press(page, "Suivant")
    write(page, "Racontez une expérience de regroupement qui a été difficile.", "Le transport")
    press(page, "Suivant")
    conditions = page.get_by_role("group", name="Nos conditions gagnantes")
    for line, text in zip(conditions.get_by_role("textbox").all(), ["Un but clair", "Du temps"], strict=False):
        line.fill(text)
    press(page, "Enregistrer")
    assert [one.input_value() for one in conditions.get_by_role("textbox").all()] == ["Un but clair", "Du temps", ""]
    finish(page, anyway=True)


def choose_obstacles(page):
    open_sheet(page, "Obstacles")
    page.get_by_role("checkbox", name="L’inaction").check()
    page.get_by_role("checkbox", name="Autre").check()
    write(page, "Précisez\u00a0: autre", "L’hiver")
    press(page, "Enregistrer")
    expect(page.get_by_role("checkbox", name="L’inaction")).to_be_checked()
    assert written(page, "Précisez\u00a0: autre") == "L’hiver"
    press(page, "Suivant")
    finish(page, anyway=True)


def place_between_poles(page):
    open_sheet(page, "Approche")
    stance = page.get_by_role("group", name="Approche", exact=True)
    stance.get_by_role("radio", name="plutôt forces et ressources").check(force=True)
    press(page, "Enregistrer")
    expect(stance.get_by_role("radio", name="plutôt forces et ressources")).to_be_checked()
    press(page, "Suivant")
    finish(page, anyway=True)


def name_who_is_absent(page):
    open_sheet(page, "Qui est à la table")
    press(page, "Suivant")
    names = page.get_by_label("Organisme", exact=True)
    names.first.fill("La caisse")
    press(page, "Enregistrer")
    assert names.first.input_value() == "La caisse"
    finish(page, anyway=True)


def answer_ft6(page):
    say_how_important(page, "Ressources")
    page.get_by_label("Fondations").check()
    write(page, "De quelles ressources nos activités ont-elles besoin?", "a" * 20_000)
    press(page, "Enregistrer")
    expect(page).to_have_title(re.compile("^Erreur"))
    link = page.get_by_role("link", name=re.compile("Rien n’est perdu"))
    field = page.locator(link.get_attribute("href"))
    assert field.input_value() == "a" * 20_000
    beside = page.locator(f"[id='{field.get_attribute('aria-describedby').split()[-1]}']")
    assert beside.text_content() in link.text_content()
    expect(page.get_by_label("Fondations")).to_be_checked()
    field.fill("Un camion et deux étudiantes")
    press(page, "Oui, j’ai terminé")
    press(page, "Terminer quand même")


def plan_ft7(page):
    open_sheet(page, "Bâtir l’avenir")
    region = page.get_by_role("region", name="Ressources")
    region.get_by_role("textbox").last.fill("Partager le camion")
    with page.expect_navigation():
        region.get_by_role("button", name=re.compile("^Ajouter")).click()
    line = region.get_by_role("group", name="Partager le camion")
    line.get_by_label("Qui").fill("La municipalité")
    line.get_by_label("Quand").fill("2027-06-01")
    line.get_by_label("Objet à pérenniser").select_option("Ludothèque roulante")
    press(page, "Enregistrer")
    assert line.get_by_label("Qui").input_value() == "La municipalité"
    assert line.get_by_label("Quand").input_value() == "2027-06-01"
    finish(page, anyway=False)
