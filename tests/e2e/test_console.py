"""A workshop run from its console, in front of its projected screen: by mouse, by keyboard, by plain forms."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e import people
from tests.e2e.inspection import faults

PHONE = {"width": 360, "height": 760}
PROJECTORS = [(1920, 1080), (1366, 768), (1024, 768)]
NEXT = {
    "lobby": "Commencer",
    "presenting": "Recueillir",
    "collecting": "Révéler les réponses",
    "revealed": "Noter avec le groupe",
}
OVERFLOWS = """() => {
  const whole = document.documentElement;
  const stage = document.querySelector('.screen-stage').getBoundingClientRect();
  const out = [...document.querySelectorAll('.screen-stage p, .screen-stage li, .screen-picture')]
    .filter((one) => one.getBoundingClientRect().height && one.getBoundingClientRect().bottom > stage.bottom + 3);
  return [whole.scrollHeight > innerHeight, whole.scrollWidth > innerWidth, out.map((one) => one.className)];
}"""
# Read at six metres, in hundredths of the height of a projector of 1920 by 1080: nothing is under 40 pixels.
SMALLEST, NAMES, BODY, TITLE, CODE, QR = 3.7, 4.6, 4.7, 6.5, 11, 55
WORDS_OF_SIZE = """(root) => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (!node.textContent.trim() || one.closest("title, desc") || !one.checkVisibility()) continue;
    if (one.getBoundingClientRect().width <= 1) continue;
    const drawn = one.ownerSVGElement ? one.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(one).fontSize) * drawn * 100 / innerHeight;
    found.push([node.textContent.trim(), Math.round(size * 10) / 10]);
  }
  return found;
}"""
PREPARE = """
import json
from rlp_portal.accounts.models import User
from rlp_portal.rlps.models import Membership
from rlp_portal.workshops import services
from rlp_portal.workshops.outlines import OUTLINES
by = User.objects.get(email={email!r})
rlp = Membership.objects.filter(user=by, role="facilitator").first().rlp
workshop = services.create_workshop(
    round_=rlp.rounds.order_by("-number").first(), title={title!r}, by=by, outline=OUTLINES["perennite"], headcount=14
)
services.open_workshop(workshop=workshop, by=by)
for _ in range(6):
    services.join(workshop=workshop)
print(json.dumps([rlp.slug, str(workshop.public_id), workshop.display_token]))
"""
ANSWER = """
from uuid import uuid4
from rlp_portal.workshops import services
from rlp_portal.workshops.agenda import Asked
from rlp_portal.workshops.models import Participant, Workshop
workshop = Workshop.everything.select_related("current_step", "round").get(public_id={id!r})
step = workshop.current_step
step.workshop = workshop
for place, participant in enumerate(Participant.objects.filter(workshop=workshop)[:{count}]):
    for item in Asked(step).items:
        if item.is_open:
            address, value = item.address, f"Une idée {{place}}"
        else:
            address, value = item.address, 1 + (place * 3) % 5
        services.submit_answer(
            participant=participant, step=step, item=item, address=address, value=value, op_id=uuid4()
        )
"""


class Workshop:
    def __init__(self, portal, title):
        made = PREPARE.format(email=people.FACILITATOR, title=title)
        self.portal = portal
        self.slug, self.id, token = json.loads(portal.run(made))
        self.base = f"/rlp/{self.slug}/ateliers/{self.id}/"
        self.console, self.screen = f"{self.base}animer/", f"/ecran/{token}/"

    def answers(self, count=6):
        self.portal.run(ANSWER.format(id=self.id, count=count))


@pytest.fixture
def workshop(portal, request):
    return Workshop(portal, request.node.name[:60])


def big(page):
    return page.locator("#suite")


def press_big(page, words):
    expect(big(page)).to_contain_text(words)
    expect(page.locator("[data-just-changed]")).to_have_count(0)
    big(page).click()


def go_to_importance(page):
    page.get_by_role("button", name=re.compile("^Importance")).click()
    expect(page.locator(".console-title")).to_contain_text("Importance des quatre stratégies")


def is_well_made(page):
    assert faults(page) == [], page.url


def test_a_step_from_the_instruction_to_what_is_retained(signed_in, open_context, workshop):
    page, screen = signed_in(people.FACILITATOR), open_context(viewport={"width": 1920, "height": 1080}).new_page()
    page.goto(workshop.console)
    screen.goto(workshop.screen)
    expect(screen.locator(".screen-code")).to_be_visible()
    is_well_made(page)

    press_big(page, "Commencer")
    expect(screen.locator(".screen-stage")).to_contain_text("Accueil")
    go_to_importance(page)
    press_big(page, "Recueillir")
    expect(screen.locator(".screen-count")).to_contain_text("0\u00a0réponse")
    held = []
    screen.route("**/contenu/", lambda route: route.continue_() if held else held.append(route))
    workshop.answers()
    expect(page.locator(".console-count")).to_have_text("6\u00a0réponses sur 14")
    expect(screen.locator(".screen-seats-count")).to_have_text("6")  # as soon as it is known; the ring follows
    held[0].continue_()
    expect(screen.locator(".screen-count")).to_have_text("6\u00a0réponses sur 14")
    is_well_made(page)

    press_big(page, "Révéler les réponses")
    expect(screen.locator(".screen-wide svg title")).to_contain_text("6\u00a0réponses")
    expect(page.get_by_role("heading", name="À regarder")).to_be_visible()
    is_well_made(page)

    press_big(page, "Noter avec le groupe")
    page.locator(".noting-item", has_text="Changement de politiques").click()
    expect(page.locator(".noting h3")).to_have_text("Changement de politiques")
    page.locator("#phrase").press_sequentially("Nous commençons ici.", delay=30)
    expect(screen.locator(".screen-sentence")).to_contain_text("Nous commençons ici.")
    is_well_made(page)

    page.locator(".noting .segments-scale label").nth(3).click()
    page.get_by_label("Accord avec réserves").check()
    page.get_by_role("button", name="Enregistrer et suivant").click()
    expect(page.locator(".noting h3")).not_to_have_text("Changement de politiques")
    stored = workshop.portal.run(
        "from rlp_portal.workshops.models import Outcome\n"
        f"one = Outcome.objects.get(step__workshop__public_id={workshop.id!r}, item='ft4/importance')\n"
        "print(one.kind, one.sentence, one.value['value'])"
    )
    assert stored == "reservations Nous commençons ici. 4"


def test_keys_drive_the_console_and_never_fire_while_typing(signed_in, workshop):
    page = signed_in(people.FACILITATOR)
    page.goto(workshop.console)
    expect(page.locator("html.has-console-script")).to_be_attached()
    page.keyboard.press("?")
    expect(page.locator("[data-keys]")).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    page.locator("body").click(position={"x": 2, "y": 300})

    page.locator("#note").click()
    page.keyboard.type("nr q b t 2 ? ")
    expect(page.locator(".console-title")).to_have_text("Salle d’attente")
    assert page.locator("#note").input_value() == "nr q b t 2 ? "
    page.keyboard.press("Escape")
    page.keyboard.press("Space")
    expect(page.locator(".console-title")).to_have_text("Accueil")
    page.keyboard.press("q")
    expect(page.get_by_role("button", name="Retirer le code QR")).to_be_visible()
    page.keyboard.press("4")
    expect(page.locator(".console-title")).to_contain_text("Importance")

    rail = page.locator(".rail-step")
    down = rail.nth(1).get_by_role("button", name=re.compile("^Descendre"), include_hidden=True)
    down.evaluate("(one) => { one.click(); one.click(); }")  # quicker than the server: both count
    expect(rail.nth(3)).to_contain_text("Résultats à l’extérieur")

    page.locator("[data-keys] summary").click()
    page.locator("[data-keys-on]").uncheck()
    page.locator("body").click(position={"x": 2, "y": 300})
    page.keyboard.press("Space")
    page.wait_for_timeout(500)
    expect(page.locator(".life-cycle .is-present")).to_have_text("Présenter")


def test_f16_a_colleague_takes_over_on_a_phone(signed_in, workshop):
    page = signed_in(people.FACILITATOR)
    page.goto(workshop.console)
    press_big(page, "Commencer")
    expect(page.locator(".console-title")).to_have_text("Accueil")
    page.context.close()

    phone = signed_in(people.FACILITATOR, viewport=PHONE, has_touch=True, is_mobile=True)
    phone.goto(workshop.console)
    expect(phone.locator(".console-title")).to_have_text("Accueil")
    assert big(phone).bounding_box()["y"] < PHONE["height"]
    is_well_made(phone)
    press_big(phone, "Étape suivante")
    expect(phone.locator(".console-title")).to_contain_text("FT1")


def test_the_console_works_without_a_script(signed_in, workshop):
    page = signed_in(people.FACILITATOR, java_script_enabled=False)
    page.goto(workshop.console)
    big(page).click()
    expect(page.locator(".console-title")).to_have_text("Accueil")
    page.get_by_role("button", name=re.compile("^Importance")).click()
    big(page).click()
    workshop.answers()
    page.goto(workshop.console)
    expect(page.locator(".console-count")).to_have_text("6\u00a0réponses sur 14")
    big(page).click()
    big(page).click()
    page.get_by_role("link", name="Noter ce que le groupe retient").click()
    page.locator("#phrase").fill("Écrit sans script")
    page.get_by_label("Consensus").check()
    page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.locator("main")).to_contain_text("Consensus noté.")


def test_a_number_typed_before_the_scripts_arrive_is_kept(signed_in, workshop):
    page, held = signed_in(people.FACILITATOR), []
    page.route("**/console.*js", lambda route: held.append(route))
    page.goto(workshop.console, wait_until="commit")
    page.locator("#presents").fill("17")
    page.locator("#presents").blur()
    while not held:  # a slow machine asks for its scripts later
        page.wait_for_timeout(50)

    held[0].continue_()

    expect(page.locator(".console-facts")).to_contain_text("17 dans la salle")


def overflows_by_size(screen):
    """{size of a projector: what does not hold in it}"""
    found = {}
    for width, height in PROJECTORS:
        screen.set_viewport_size({"width": width, "height": height})
        found[width, height] = screen.evaluate(OVERFLOWS)
    return {size: said for size, said in found.items() if said != [False, False, []]}


def sizes(screen, root=".screen"):
    """{words: how tall}"""
    screen.set_viewport_size({"width": 1920, "height": 1080})
    return dict(screen.evaluate(WORDS_OF_SIZE, root))


def assert_read_from_afar(screen, kind):
    found = sizes(screen)
    assert {words: size for words, size in found.items() if size < SMALLEST} == {}, kind
    if kind == "lobby":
        code = screen.locator(".screen-code").inner_text()
        assert (found[code], found[screen.locator(".screen-large").inner_text()]) == (CODE, TITLE)
        assert screen.locator(".screen-qr svg").bounding_box()["height"] >= QR * 10.8
    else:
        assert {found[one] for one in screen.locator(".screen-title").all_inner_texts()} <= {TITLE}
        assert re.search(r"code\s\d{4}\s\d{4}$", screen.locator(".screen-foot").inner_text())
    assert {found[one] for one in screen.locator(".screen-body").all_inner_texts()} <= {BODY}


def test_a_wheel_is_read_from_afar_whole_or_by_its_wedge(signed_in):
    page = signed_in(people.COORDINATOR)
    wheel = "/rlp/rlp-des-berges/demarches/2/feuilles/formal_sectors/diagramme/"
    for view in ("", "?secteur=4"):
        page.goto(wheel + view)
        found = sizes(page, "main svg")
        numbers = {words for words in found if words.replace(" + ", "").isdecimal()}
        keys = {words for words in found if words.startswith(("a) ", "b) "))}
        assert min(found[one] for one in keys) >= SMALLEST, view
        assert {words: size for words, size in found.items() if size < NAMES}.keys() <= keys | numbers, view
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), view


def test_nothing_scrolls_on_the_projected_screen(signed_in, open_context, workshop):
    page = signed_in(people.FACILITATOR)
    screen = open_context().new_page()
    page.goto(workshop.console)
    screen.goto(workshop.screen)

    for kind in ("lobby", "talk", "presenting", "collecting", "revealed", "recording"):
        expect(screen.locator(".screen")).to_have_attribute("data-kind", kind)
        assert overflows_by_size(screen) == {}, kind
        assert_read_from_afar(screen, kind)
        if kind == "talk":
            go_to_importance(page)
        elif kind == "collecting":
            workshop.answers()
            expect(page.locator(".console-count")).to_contain_text("6\u00a0réponses")
        if kind in NEXT:  # the console may learn of its own gesture after the screen does: its button is named
            press_big(page, NEXT[kind])
    screen.keyboard.press("+")
    assert screen.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--zoom')") == "1.1"
    assert overflows_by_size(screen) == {}
    screen.keyboard.press("c")
    expect(screen.locator("html")).to_have_class("is-contrast")


def test_the_screen_says_that_the_network_is_lost_and_comes_back(signed_in, open_context, workshop, guard):
    guard.expects("ERR_INTERNET_DISCONNECTED")
    page, context = signed_in(people.FACILITATOR), open_context()
    screen = context.new_page()
    page.goto(workshop.console)
    screen.goto(workshop.screen)
    expect(screen.locator(".screen-code")).to_be_visible()

    context.set_offline(True)
    expect(screen.locator("[data-screen-lost]")).to_contain_text("Connexion coupée")
    expect(screen.locator(".screen-code")).to_be_visible()
    press_big(page, "Commencer")
    context.set_offline(False)

    expect(screen.locator(".screen-stage")).to_contain_text("Accueil", timeout=30_000)
    expect(screen.locator("[data-screen-lost]")).to_be_hidden()


def test_papers_and_hands_and_the_room(signed_in, workshop):
    page = signed_in(people.FACILITATOR)
    page.goto(f"{workshop.console}salle/")
    page.get_by_role("button", name="Faire une adresse de saisie").click()
    expect(page.locator("main")).to_contain_text("/saisie/")
    is_well_made(page)
    page.goto(f"{workshop.base}saisie/")
    is_well_made(page)
    page.get_by_role("link", name="Importance des quatre stratégies").click()
    is_well_made(page)
    page.locator("[data-paper] input[type=radio]").first.focus()
    page.keyboard.press("4")
    page.get_by_role("button", name="Enregistrer, puis la feuille suivante").click()
    expect(page.locator("main")).to_contain_text("Feuille 1 enregistrée.")

    page.goto(workshop.console)
    page.get_by_role("button", name="Institutionnalisation").click()
    press_big(page, "Noter avec le groupe")
    expect(page.get_by_role("heading", name="Mains levées")).to_be_visible()
    page.locator(".hands-choice input").nth(3).fill("9")
    page.locator(".hands-choice input").nth(3).blur()
    expect(page.locator(".hands-total")).to_contain_text("9\u00a0mains sur 14")
    is_well_made(page)

    held, more = [], page.locator(".hands-choice").nth(3).get_by_role("button", name=re.compile("^Ajouter"))

    def hold_the_first(route):
        if route.request.method != "POST" or held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/mains/", hold_the_first)
    with page.expect_request(lambda request: request.method == "POST"):
        more.click()
    more.click()  # before the answer to the first
    more.click()
    page.wait_for_timeout(600)  # longer than a number stands still
    held[0].continue_()
    expect(page.locator(".hands-total")).to_contain_text("12\u00a0mains sur 14")


PLAYED = """
from rlp_portal.workshops import services
from rlp_portal.workshops.models import Participant, Workshop
one = Workshop.everything.select_related("current_step", "round").get(public_id={id!r})
services.advance(workshop=one, by=one.opened_by)
step = one.current_step
step.workshop = one
services.record_outcome(
    step=step, kind="reservations", sentence="Commencer par la relève", reservations="Le budget", by=one.opened_by
)
for participant in Participant.objects.filter(workshop=one):
    services.evaluate(participant=participant, pace=4, listening=5, usefulness=3)
services.close_workshop(workshop=one, by=one.opened_by)
"""


def test_the_end_leads_to_the_bilan(signed_in, workshop):
    page = signed_in(people.FACILITATOR)
    page.goto(workshop.console)
    page.get_by_role("button", name="Importance").click()
    press_big(page, "Recueillir les réponses")
    expect(big(page)).to_contain_text("Révéler")
    workshop.answers()
    workshop.portal.run(PLAYED.format(id=workshop.id))
    expect(page.get_by_role("link", name="Télécharger le bilan (PDF)")).to_be_visible()
    is_well_made(page)
    page.get_by_role("link", name="Ce que le groupe a retenu").click()
    expect(page.get_by_text("Commencer par la relève").first).to_be_visible()
    is_well_made(page)
    page.get_by_role("button", name="Rouvrir l’atelier").click()
    expect(big(page)).to_be_visible()
