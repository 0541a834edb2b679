"""A « Pérennité » half-day as it is played in the browser: who runs it, and the gestures of the facilitation."""

import re

from playwright.sync_api import expect

from rlp_portal.accounts.demo import PASSWORD
from tests.e2e.people import coordinator_of_a_new_rlp
from tests.e2e.sheets import press
from tests.pdf_words import pages_of

COLLEAGUE = "collegue@demi-journee.exemple.org"
SLOW = 30_000
ROLES = f"""
from rlp_portal.accounts.models import User
from rlp_portal.rlps.models import Rlp
from tests.factories import MembershipFactory
rlp = Rlp.objects.get(slug={{slug!r}})
MembershipFactory(rlp=rlp, role="facilitator", user=User.objects.get(email={{email!r}}))
who = User.objects.filter(email={COLLEAGUE!r}).first()
about = {{{{"user": who}}}} if who else {{{{
    "user__email": {COLLEAGUE!r}, "user__name": "Collègue", "user__plain_password": {PASSWORD!r}
}}}}
MembershipFactory(rlp=rlp, role="facilitator", **about)
"""


def coordinator_who_facilitates(portal, slug):
    """Her e-mail; a colleague facilitates too."""
    email, _path = coordinator_of_a_new_rlp(portal, slug)
    portal.run(ROLES.format(slug=slug, email=email))
    return email


def plan(page, slug):
    """The agenda, from the template."""
    page.goto(f"/rlp/{slug}/ateliers/nouveau/")
    page.get_by_label(re.compile("^Pérennité")).check()
    page.get_by_label("Titre").fill("Ce qui doit durer")
    press(page, "Créer l’atelier")


def open_the_room(page):
    page.get_by_role("link", name="Animer").click()
    go_on(page, "Ouvrir la salle")
    page.locator("#presents").fill("14")
    page.locator("#presents").blur()
    expect(page.locator(".console-facts")).to_contain_text("14 dans la salle", timeout=SLOW)


def open_the_screen(console, context):
    """(the projected page, the code it shows)"""
    screen = context.new_page()
    screen.goto(console.get_by_role("link", name="Ouvrir l’écran").get_attribute("href"))
    return screen, re.sub(r"\D", "", screen.locator(".screen-code").inner_text())


def go_on(page, words):
    """The big button, once it says so."""
    expect(page.locator("#suite")).to_contain_text(words, timeout=SLOW)
    expect(page.locator("#suite[data-just-changed]")).to_have_count(0)
    page.locator("#suite").click()


def add_measure(page, measure):
    """In the group's sheet of FT7, and back to the console."""
    page.get_by_role("link", name=re.compile("^La feuille du groupe")).click(timeout=SLOW)
    line = page.locator(".quick-row").nth(1)
    line.get_by_label("Nouvelle mesure").fill(measure)
    line.get_by_label("Qui").fill("Le comité")
    line.get_by_role("button", name=re.compile("^Ajouter")).click()
    expect(page.locator(".quick-rows").nth(1)).to_contain_text(measure)
    page.get_by_role("link", name="Console").click()


def bilan_of(page):
    """The text of its pages, once it is closed."""
    from_console = page.get_by_role("link", name="Télécharger le bilan (PDF)").get_attribute("href")
    return [" ".join(text.split()) for text in pages_of(page.request.get(from_console, timeout=SLOW).body())]


def expect_in_the_carnet(page, slug, measure):
    page.goto(f"/rlp/{slug}/demarches/1/feuilles/ft7/")
    expect(page.locator("main")).to_contain_text(measure)
