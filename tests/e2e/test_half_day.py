"""« Pérennité », a whole half-day: one console, one screen, twelve phones, paper, hands, and what remains of it.

Two phones lose the network, one comes late, one sleeps, one leaves; the console is taken over from a phone.
"""

import re
import time

from playwright.sync_api import expect

from rlp_portal.accounts.demo import PASSWORD
from tests.e2e.people import coordinator_of_a_new_rlp
from tests.e2e.sheets import press
from tests.pdf_words import pages_of

PHONE = {"width": 360, "height": 760}
REMOTE = {"width": 390, "height": 844}
SLUG, COLLEAGUE = "rlp-de-la-demi-journee", "collegue@demi-journee.exemple.org"
MEASURE = "Demander une rencontre au conseil municipal"
TOLD = ["FT3 Institutionnalisation", "mains levées", MEASURE, "Comment ce bilan est fait", "Les réponses en chiffres"]
SLOW = 30_000
ROLES = f"""
from rlp_portal.accounts.models import User
from rlp_portal.rlps.models import Rlp
from tests.factories import MembershipFactory
rlp = Rlp.objects.get(slug={SLUG!r})
MembershipFactory(rlp=rlp, role="facilitator", user=User.objects.get(email={{email!r}}))
MembershipFactory(rlp=rlp, role="facilitator", user__email={COLLEAGUE!r}, user__name="Collègue",
    user__plain_password={PASSWORD!r})
"""


def go_on(page, words):
    """The big button, once it says so."""
    expect(page.locator("#suite")).to_contain_text(words, timeout=SLOW)
    expect(page.locator("#suite[data-just-changed]")).to_have_count(0)
    page.locator("#suite").click()


def see(page, title):
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=SLOW)


def choose(page, words):
    page.locator(".choice:visible").filter(has_text=words).first.click()


def is_kept(page):
    expect(page.locator("[data-save-words]")).to_have_text(re.compile("^Enregistré à"), timeout=SLOW)


def prepare(page):
    page.goto(f"/rlp/{SLUG}/ateliers/nouveau/")
    page.get_by_label(re.compile("^Pérennité")).check()
    page.get_by_label("Titre").fill("Ce qui doit durer")
    press(page, "Créer l’atelier")
    page.get_by_role("link", name="Animer").click()
    go_on(page, "Ouvrir la salle")
    page.locator("#presents").fill("14")
    page.locator("#presents").blur()
    expect(page.locator(".console-facts")).to_contain_text("14 dans la salle", timeout=SLOW)


def enter(context, code):
    page = context.new_page()
    page.goto(f"/r/{code}/")
    page.get_by_role("button", name="Rejoindre").click()
    with page.expect_response(lambda response: "/flux/" in response.url):
        page.get_by_role("button", name="Entrer").click()
    return page


def test_a_half_day_from_the_waiting_room_to_the_plan(signed_in, open_context, portal, guard):
    guard.expects("ERR_INTERNET_DISCONNECTED", 404)
    coordinator, _path = coordinator_of_a_new_rlp(portal, SLUG)
    portal.run(ROLES.format(email=coordinator))
    console = signed_in(coordinator)
    prepare(console)
    base = console.url.removesuffix("animer/")
    screen = open_context(viewport={"width": 1920, "height": 1080}).new_page()
    screen.goto(console.get_by_role("link", name="Ouvrir l’écran").get_attribute("href"))
    code = re.sub(r"\D", "", screen.locator(".screen-code").inner_text())

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
    remote.get_by_role("link", name=re.compile("^La feuille du groupe")).click(timeout=SLOW)
    line = remote.locator(".quick-row").nth(1)
    line.get_by_label("Nouvelle mesure").fill(MEASURE)
    line.get_by_label("Qui").fill("Le comité")
    line.get_by_role("button", name=re.compile("^Ajouter")).click()
    expect(remote.locator(".quick-rows").nth(1)).to_contain_text(MEASURE)
    remote.get_by_role("link", name="Console").click()

    # ---- The end, and what remains
    go_on(remote, "Étape suivante")
    go_on(remote, "Terminer cette étape")
    go_on(remote, "Clore l’atelier")
    expect(screen.locator(".screen-stage")).to_contain_text("L’atelier est terminé", timeout=SLOW)
    see(calm, "Récapitulatif")
    expect(calm.locator("main")).to_contain_text("Nous n’avons pas la même idée")
    expect(calm.locator("main")).to_contain_text(MEASURE)
    bilan = remote.request.get(remote.get_by_role("link", name="Télécharger le bilan (PDF)").get_attribute("href"))
    cover, glance, importance, *others = [" ".join(text.split()) for text in pages_of(bilan.body())]
    assert ("Ce qui doit durer" in cover, "14 personnes" in cover.replace("\u00a0", " ")) == (True, True)
    assert "Nous n’avons pas la même idée de ce qui presse." in glance
    assert ("Importance des quatre stratégies" in importance, "Pas d’accord pour l’instant" in importance) == (
        True,
        True,
    )
    assert [title for title in TOLD if not any(title in text for text in others)] == []
    carnet = signed_in(coordinator)
    carnet.goto(f"/rlp/{SLUG}/demarches/1/feuilles/ft7/")
    expect(carnet.locator("main")).to_contain_text(MEASURE)
