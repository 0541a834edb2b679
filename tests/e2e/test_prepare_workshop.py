"""A facilitator prepares a half-day: by mouse, by keyboard, by plain forms; on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e import people
from tests.e2e.inspection import faults, faults_of_errors
from tests.e2e.sheets import follow, press

READY = "Où en est notre collaboration?"  # in the demonstration
WORKSHOPS = "/rlp/rlp-des-berges/ateliers/"
PHONE = {"width": 360, "height": 760}
LINE = "li.agenda-line"


def titles(page):
    return [one.inner_text().split("\n")[0] for one in page.locator(f"{LINE} .agenda-title").all()]


def times(page):
    return [one.inner_text().replace("\u00a0", " ") for one in page.locator(".agenda-time").all()]


def begin(page, title, outline="Pérennité"):
    page.goto(f"{WORKSHOPS}nouveau/")
    page.get_by_label(re.compile(f"^{outline}")).check()
    page.get_by_label("Titre").fill(title)
    press(page, "Créer l’atelier")
    return page.url


def line(page, title):
    return page.locator(LINE, has=page.get_by_role("heading", name=title))


def said(page, words):
    expect(page.locator(".agenda-said")).to_have_text(re.compile(words))


def is_well_made(page, *, errors=False):
    assert faults(page) + (faults_of_errors(page) if errors else []) == [], page.url


def test_three_gestures_make_a_workshop_and_each_change_is_kept_at_once(signed_in):
    page = signed_in(people.FACILITATOR)
    url = begin(page, "Préparé à la souris")
    assert times(page) == ["9 h", "9 h 10", "9 h 35", "9 h 50", "10 h 10", "10 h 25", "11 h 10", "11 h 45"]
    is_well_made(page)

    line(page, "FT1 Résultats").get_by_role("button", name="5 minutes de plus").click()
    said(page, "^Enregistré à")
    assert times(page)[2] == "9 h 40"
    expect(line(page, "FT1 Résultats").get_by_role("button", name="5 minutes de plus")).to_be_focused()

    with page.expect_response(lambda response: response.request.method == "POST"):
        line(page, "FT2 Résultats").get_by_label("Réponses").select_option("Papier")
    said(page, "^Enregistré à")
    line(page, "FT2 Résultats").get_by_role("button", name="Monter").click()
    said(page, "^Étape déplacée")
    page.get_by_role("button", name=re.compile("^Annuler le dernier")).click()
    said(page, "^C’est annulé")
    line(page, "FT7 Bâtir").get_by_role("button", name="Retirer").click()
    said(page, "^Étape retirée")
    page.get_by_label("Étape à ajouter").select_option("03 – Obstacles")
    page.get_by_role("button", name="Ajouter").click()
    said(page, "^Étape ajoutée à la fin")

    page.goto(url)
    assert [title.split()[0] for title in titles(page)] == [
        "Accueil",
        "FT1",
        "FT2",
        "Importance",
        "Pause",
        "FT3",
        "Retour",
        "Obstacles",
    ]
    expect(line(page, "FT2 Résultats").get_by_label("Réponses")).to_have_value("paper")


def test_gestures_quicker_than_the_server_all_count(signed_in):
    page = signed_in(people.FACILITATOR)
    begin(page, "Préparé à toute vitesse", outline="Découverte")
    before = [title.split()[0] for title in titles(page)]

    line(page, "Accueil").get_by_role("button", name="Descendre").evaluate("(one) => { one.click(); one.click(); }")
    expect(page.locator(".agenda-title").nth(2)).to_have_text("Accueil")
    more = line(page, "Obstacles").get_by_role("button", name="5 minutes de plus")
    may_skip = line(page, "Obstacles").get_by_label("Peut sauter")
    expect(may_skip).to_be_checked()
    with page.expect_response(lambda one: "minutes=25" in (one.request.post_data or "")):  # the last of the three
        more.evaluate(
            "(one) => { one.click(); one.click(); one.closest('form').querySelector('[name=may_skip]').click(); }"
        )
    expect(may_skip).not_to_be_checked()
    expect(line(page, "Obstacles").get_by_label("Minutes", exact=True)).to_have_value("25")

    page.reload()
    accueil, continuum, obstacles, *others = before
    assert [title.split()[0] for title in titles(page)] == [continuum, obstacles, accueil, *others]
    expect(line(page, "Obstacles").get_by_label("Minutes", exact=True)).to_have_value("25")
    expect(may_skip).not_to_be_checked()


def test_a_change_made_before_the_scripts_arrive_is_saved(signed_in):
    page = signed_in(people.FACILITATOR)
    begin(page, "Préparé avant les scripts", outline="Découverte")
    held = []
    page.route("**/htmx*.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    may_skip = line(page, "Accueil").get_by_label("Peut sauter")
    may_skip.check()

    with page.expect_response(lambda one: "may_skip=on" in (one.request.post_data or "")):
        held[0].continue_()

    page.unroute("**/htmx*.js")
    page.reload()
    expect(may_skip).to_be_checked()


def test_a_duration_that_is_none_is_said_where_it_was_typed(signed_in, guard):
    guard.expects(422)
    page = signed_in(people.FACILITATOR)
    begin(page, "Une durée impossible", outline="Découverte")

    minutes = line(page, "Continuum").get_by_label("Minutes", exact=True)
    minutes.fill("trente")
    minutes.press("Tab")

    expect(line(page, "Continuum").get_by_text("Écrivez le nombre en chiffres")).to_be_visible()
    is_well_made(page, errors=True)


def test_a_new_workshop_without_an_outline_says_so(signed_in, guard):
    guard.expects(422)
    page = signed_in(people.FACILITATOR)
    page.goto(f"{WORKSHOPS}nouveau/")

    press(page, "Créer l’atelier")

    expect(page.get_by_role("link", name=re.compile("Aucun gabarit n’est choisi"))).to_be_visible()
    is_well_made(page, errors=True)


def test_by_keyboard_alone(signed_in):
    page = signed_in(people.FACILITATOR)
    page.goto(f"{WORKSHOPS}nouveau/")
    page.get_by_label(re.compile("^Découverte")).focus()
    page.keyboard.press("Space")
    page.get_by_label("Titre").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    down = line(page, "Accueil").get_by_role("button", name="Descendre")
    down.focus()
    page.keyboard.press("Enter")
    said(page, "^Étape déplacée")
    expect(line(page, "Accueil").get_by_role("button", name="Descendre")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(LINE).nth(2)).to_contain_text("Accueil")


def test_on_a_phone_everything_fits(signed_in):
    page = signed_in(people.FACILITATOR, viewport=PHONE)
    url = begin(page, "Préparé sur un téléphone", outline="Collaboration")
    for path in (url, url.replace("deroulement", "inviter"), url.replace("deroulement", "modifier"), WORKSHOPS):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        is_well_made(page)


def test_the_invitation_is_copied_and_its_codes_are_renewed(signed_in):
    page = signed_in(people.FACILITATOR)
    begin(page, "À inviter", outline="Découverte")
    follow(page, "Inviter")
    is_well_made(page)
    code = page.locator(".join-code").inner_text()
    assert re.fullmatch(r"\d{4}\u00a0\d{4}", code)
    assert code in page.get_by_role("textbox").input_value()

    press(page, "Renouveler le code et le QR")

    assert page.locator(".join-code").inner_text() != code
    expect(page.get_by_text("Les anciens n’ouvrent plus rien.")).to_be_visible()


def test_without_script(signed_in):
    page = signed_in(people.FACILITATOR, java_script_enabled=False)
    begin(page, "Préparé sans script", outline="Découverte")

    with page.expect_navigation():
        line(page, "Continuum").get_by_role("button", name="5 minutes de moins").click()
    said(page, "^Enregistré à")
    line(page, "Continuum").get_by_label("Peut sauter").check()
    with page.expect_navigation():
        line(page, "Continuum").get_by_role("button", name="Enregistrer").click()
    expect(line(page, "Continuum").get_by_label("Peut sauter")).to_be_checked()
    expect(line(page, "Continuum").get_by_label("Minutes", exact=True)).to_have_value("25")
    with page.expect_navigation():
        line(page, "Accueil").get_by_role("button", name="Descendre").click()
    assert [title.split()[0] for title in titles(page)][:2] == ["Continuum", "Accueil"]
    press(page, "Annuler le dernier déplacement ou retrait")
    page.get_by_label("Étape à ajouter").select_option("Échange")
    press(page, "Ajouter")
    expect(page.locator(LINE)).to_have_count(6)


def test_a_rehearsal_is_marked_and_leaves_nothing(signed_in):
    page = signed_in(people.FACILITATOR)
    url = begin(page, "À répéter", outline="Découverte")
    press(page, "Commencer une répétition")
    expect(page.get_by_text("rien de ce qui se passe ici ne touche l’atelier ni le carnet")).to_be_visible()
    is_well_made(page)
    page.goto(WORKSHOPS)
    expect(page.get_by_role("link", name="À répéter")).to_have_count(1)

    page.goto(url)
    follow(page, "Continuer la répétition")
    press(page, "Terminer la répétition")

    assert page.url == url
    expect(page.get_by_text("Rien n’en reste.").first).to_be_visible()


def test_the_coordination_prepares_and_names_nobody(signed_in):
    page = signed_in(people.COORDINATOR)
    begin(page, "Préparé par la coordination", outline="Découverte")

    is_well_made(page)
    expect(page.get_by_role("heading", name="Qui anime")).to_be_visible()
    expect(page.get_by_role("button", name="Nommer")).to_have_count(0)


@pytest.mark.parametrize(("words", "leads_to"), [(READY, "deroulement"), ("Animer", "animer")])
def test_each_link_of_a_card_leads_where_it_says(signed_in, words, leads_to):
    page = signed_in(people.FACILITATOR)
    page.goto("/animation/")

    card = page.locator(".workshop-card", has_text=READY)
    card.get_by_role("link", name=re.compile(f"^{re.escape(words)}")).click()

    page.wait_for_url(f"**/{leads_to}/")


def test_the_answer_to_an_earlier_gesture_comes_last_and_is_not_shown(signed_in):
    page = signed_in(people.FACILITATOR)
    begin(page, "Deux gestes de suite")
    held = []
    page.route("**/deplacer/", lambda route: held.append(route) if not held else route.continue_())
    line(page, "FT1 Résultats").get_by_role("button", name="Descendre").click()
    page.wait_for_function("() => document.querySelector('.htmx-request')")
    earlier = held[0].fetch()

    page.get_by_label("Étape à ajouter").select_option("03 – Obstacles")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator(LINE).last).to_contain_text("Obstacles")
    shown = titles(page)
    with page.expect_response("**/deplacer/"):
        held[0].fulfill(response=earlier)
    page.wait_for_function("() => !document.querySelector('.htmx-request')")

    assert titles(page) == shown
    page.reload()
    assert titles(page) == shown
