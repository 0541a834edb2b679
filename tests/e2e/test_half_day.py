"""« Pérennité », a whole half-day: one console, one screen, twelve phones, paper, hands, and what remains of it.

Two phones lose the network, one comes late, one sleeps, one leaves; the console is taken over from a phone.
"""

import re
import time

from playwright.sync_api import expect

from tests.e2e.half_day import (
    COLLEAGUE,
    SLOW,
    add_measure,
    bilan_of,
    coordinator_who_facilitates,
    expect_in_the_carnet,
    go_on,
    open_the_room,
    open_the_screen,
    plan,
)

PHONE = {"width": 360, "height": 760}
REMOTE = {"width": 390, "height": 844}
SLUG = "rlp-de-la-demi-journee"
MEASURE = "Demander une rencontre au conseil municipal"
TOLD = ["FT3 Institutionnalisation", "mains levées", MEASURE, "Comment ce bilan est fait", "Les réponses en chiffres"]


def see(page, title):
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=SLOW)


def choose(page, words):
    page.locator(".choice:visible").filter(has_text=words).first.click()


def is_kept(page):
    expect(page.locator("[data-save-words]")).to_have_text(re.compile("^Enregistré à"), timeout=SLOW)


def enter(context, code):
    page = context.new_page()
    page.goto(f"/r/{code}/")
    page.get_by_role("button", name="Rejoindre").click()
    with page.expect_response(lambda response: "/flux/" in response.url):
        page.get_by_role("button", name="Entrer").click()
    return page


def test_a_half_day_from_the_waiting_room_to_the_plan(signed_in, open_context, portal, guard):
    guard.expects("ERR_INTERNET_DISCONNECTED", 404)
    coordinator = coordinator_who_facilitates(portal, SLUG)
    console = signed_in(coordinator)
    plan(console, SLUG)
    open_the_room(console)
    base = console.url.removesuffix("animer/")
    screen, code = open_the_screen(console, open_context(viewport={"width": 1920, "height": 1080}))

    # ---- The room fills; people read first, then answer alone
    phones = [enter(open_context(viewport=PHONE), code) for _ in range(11)]
    expect(screen.locator(".screen-people")).to_have_text("11\u00a0personnes dans la salle", timeout=SLOW)
    go_on(console, "Commencer")
    for phone in phones:
        see(phone, "Accueil")
    console.get_by_role("button", name=re.compile("^Importance")).click()
    go_on(console, "Recueillir les réponses")
    calm, asleep, leaving, *others = phones
    cut, cut_too = others[:2]
    for phone in phones:
        expect(phone.locator(".choice:visible").first).to_be_visible(timeout=SLOW)
    for phone in (cut, cut_too):
        phone.context.set_offline(True)
    for place, phone in enumerate(phones):
        choose(phone, str(1 + place * 3 % 5))
    for phone in (asleep, leaving):
        is_kept(phone)
    asleep.close()
    leaving.get_by_role("button", name="Quitter").click()
    see(leaving, "Vous avez quitté l’atelier")
    late = enter(open_context(viewport=PHONE), code)
    choose(late, "5")
    is_kept(late)

    # ---- One answers on paper
    papers = console.context.new_page()
    papers.goto(f"{base}saisie/")
    papers.locator("[data-paper] input[type=radio]").first.focus()
    papers.keyboard.press("1")
    papers.get_by_role("button", name="Enregistrer, puis la feuille suivante").click()
    expect(papers.locator("main")).to_contain_text("Feuille 1 enregistrée.", timeout=SLOW)
    papers.close()
    for phone in (cut, cut_too):
        expect(phone.locator("[data-save-words]")).to_contain_text("gardée", timeout=SLOW)
        phone.context.set_offline(False)
        is_kept(phone)

    # ---- All is seen at once; the group does not agree, and says so
    expect(console.locator(".console-count")).to_have_text("13\u00a0réponses sur 14", timeout=SLOW)
    assert "avis" not in screen.locator(".screen-stage").inner_text()
    go_on(console, "Révéler les réponses")
    expect(screen.locator(".screen-wide svg title")).to_contain_text("13\u00a0réponses", timeout=SLOW)
    calm.get_by_role("button", name="Continuer").click(timeout=SLOW)  # her form is hers until then
    see(calm, "Regardez l’écran")
    woken = asleep.context.new_page()
    woken.goto(calm.url)
    see(woken, "Regardez l’écran")
    expect(woken.locator(".told").first).to_contain_text("Vous 4 sur 5")
    go_on(console, "Noter avec le groupe")
    console.locator("#phrase").fill("Nous n’avons pas la même idée de ce qui presse.")
    expect(screen.locator(".screen-sentence")).to_contain_text("ce qui presse", timeout=SLOW)
    console.get_by_label("Pas d’accord pour l’instant").check()
    console.get_by_role("button", name=re.compile("^Enregistrer")).first.click()
    expect(console.locator("[data-console-said]")).to_contain_text("c’est noté", timeout=SLOW)
    console.context.close()

    # ---- The laptop is gone; a colleague takes over from her phone
    started = time.monotonic()
    remote = signed_in(COLLEAGUE, viewport=REMOTE, has_touch=True, is_mobile=True)
    remote.goto(f"{base}animer/")
    expect(remote.locator(".console-title")).to_have_text("Importance des quatre stratégies")
    go_on(remote, "Étape suivante")
    expect(screen.locator(".screen-stage")).to_contain_text("Retour à", timeout=SLOW)
    assert time.monotonic() - started < 30

    # ---- Hands are raised
    go_on(remote, "FT3 Institutionnalisation")
    go_on(remote, "Noter avec le groupe")
    remote.locator(".hands-choice input").nth(3).fill("9")
    remote.locator(".hands-choice input").nth(3).blur()
    expect(remote.locator(".hands-total")).to_contain_text("9\u00a0mains sur 14", timeout=SLOW)

    # ---- A measure of the plan
    go_on(remote, "Étape suivante")
    expect(remote.locator(".console-title")).to_contain_text("FT7", timeout=SLOW)
    go_on(remote, "Noter avec le groupe")
    add_measure(remote, MEASURE)

    # ---- The end, and what remains
    go_on(remote, "Étape suivante")
    go_on(remote, "Terminer cette étape")
    go_on(remote, "Clore l’atelier")
    expect(screen.locator(".screen-stage")).to_contain_text("L’atelier est terminé", timeout=SLOW)
    see(calm, "Récapitulatif")
    expect(calm.locator("main")).to_contain_text("Nous n’avons pas la même idée")
    expect(calm.locator("main")).to_contain_text(MEASURE)
    cover, glance, importance, *others = bilan_of(remote)
    assert ("Ce qui doit durer" in cover, "14 personnes" in cover.replace("\u00a0", " ")) == (True, True)
    assert "Nous n’avons pas la même idée de ce qui presse." in glance
    assert ("Importance des quatre stratégies" in importance, "Pas d’accord pour l’instant" in importance) == (
        True,
        True,
    )
    assert [title for title in TOLD if not any(title in text for text in others)] == []
    expect_in_the_carnet(signed_in(coordinator), SLUG, MEASURE)
