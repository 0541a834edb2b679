"""The sector wheel: an actor goes from a) to b) by its button or by its grip, and two people arrange it together."""

import re

import pytest
from playwright.sync_api import expect

from rlp_portal.accounts.demo import PASSWORD
from tests.e2e.conftest import PHONE
from tests.e2e.people import coordinator_of_a_new_rlp
from tests.e2e.sheets import expect_saved

NAME = "rlp-des-secteurs"
COLLEAGUE = f"collegue@{NAME}.exemple.org"
WHEEL = f"/rlp/{NAME}/demarches/1/feuilles/formal_sectors/"
FILLED = f"""
from django.contrib.auth import get_user_model
from rlp_portal.rlps.models import Rlp
from tests.factories import MembershipFactory
from worksheets import services
from worksheets.models import Sector

rlp = Rlp.objects.get(slug={NAME!r})
by = rlp.memberships.get().user
MembershipFactory(rlp=rlp, role="coordinator", user__email={COLLEAGUE!r}, user__name="Paul Otis",
    user__plain_password={PASSWORD!r})
workbook = rlp.rounds.get().workbook
for name in ("Petite enfance", "Scolaire", "Municipal"):
    sector = services.add_sector(workbook=workbook, circle="formal", name=name, by=by)
    services.add_actor(workbook=workbook, name=f"{{name}} A", sector=sector, involvement="involved", by=by)
    services.add_actor(workbook=workbook, name=f"{{name}} B", sector=sector, by=by)
"""


@pytest.fixture(scope="module")
def coordinator(portal):
    email, _path = coordinator_of_a_new_rlp(portal, NAME)
    portal.run(FILLED)
    return email


@pytest.fixture
def page(signed_in, coordinator):
    page = signed_in(coordinator)
    page.goto(WHEEL)
    return page


def lists(page, wedge):
    """The names under a) and under b) of a wedge."""
    parts = page.locator("details.wedge", has=page.locator(".wedge-name", has_text=wedge)).locator(".wedge-list")
    return [[one.input_value() for one in part.locator("textarea").all()] for part in parts.all()]


def stored(portal, wedge):
    return portal.run(
        "from worksheets.models import Actor\n"
        f"found = Actor.objects.kept().filter(workbook__round__rlp__slug={NAME!r}, sector__name={wedge!r})\n"
        "print(sorted(found.values_list('name', 'involvement')), end='')"
    )


def test_an_actor_is_drawn_from_one_list_to_the_other_and_no_page_is_drawn_again(page, portal):
    page.evaluate("document.body.dataset.same = ''")
    row = page.locator("[data-row]", has=page.get_by_role("group", name="Petite enfance A")).last
    grip, other = row.locator("[data-grip]").bounding_box(), page.locator(".wedge-list").nth(1).bounding_box()

    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(other["x"] + 30, other["y"] + 30, steps=4)
    expect(page.locator(".wedge-list.is-aimed")).to_have_count(1)
    page.mouse.up()

    expect_saved(page)
    assert lists(page, "Petite enfance") == [[], ["Petite enfance B", "Petite enfance A"]]
    assert (
        stored(portal, "Petite enfance")
        == "[('Petite enfance A', 'to_mobilise'), ('Petite enfance B', 'to_mobilise')]"
    )
    expect(page.locator(".wheel-sum")).to_contain_text("2\u00a0acteurs impliqués, 4\u00a0à mobiliser")
    expect(page.locator("body[data-same]")).to_have_count(1)


def test_by_keyboard_alone_a_sector_comes_an_actor_joins_it_and_both_move(page, portal):
    page.get_by_label(re.compile("^Ajouter un secteur")).focus()
    page.keyboard.type("Médias")
    page.keyboard.press("Enter")
    wedge = page.locator("summary", has_text="Médias")
    expect(wedge).to_be_visible()

    wedge.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Médias, À mobiliser\u00a0: ajouter un acteur").focus()
    page.keyboard.type("Radio de la rive")
    page.keyboard.press("Enter")
    to_involved = page.get_by_role("button", name="vers a) «\u00a0Radio de la rive\u00a0»")
    to_involved.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="vers b) «\u00a0Radio de la rive\u00a0»")).to_be_focused()
    up = page.get_by_role("button", name="Monter «\u00a0Médias\u00a0»")
    up.focus()
    page.keyboard.press("Enter")

    expect_saved(page)
    expect(up).to_be_focused()
    expect(page.locator(".wedge-name")).to_have_text(["Petite enfance", "Scolaire", "Médias", "Municipal"])
    expect(page.locator("[data-wedge-number]")).to_have_text(["1", "2", "3", "4"])
    page.reload()
    expect(page.locator(".wedge-name")).to_have_text(["Petite enfance", "Scolaire", "Médias", "Municipal"])
    assert stored(portal, "Médias") == "[('Radio de la rive', 'involved')]"


def test_on_a_phone_the_button_moves_and_the_page_scrolls_only_downward(signed_in, coordinator, portal):
    page = signed_in(coordinator, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(WHEEL)
    page.locator("summary", has_text="Scolaire").tap()

    page.get_by_role("button", name="vers a) «\u00a0Scolaire B\u00a0»").tap()

    expect_saved(page)
    assert stored(portal, "Scolaire") == "[('Scolaire A', 'involved'), ('Scolaire B', 'involved')]"
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_in_the_registry_an_actor_turns_by_keyboard_and_no_page_is_drawn_again(page, portal):
    page.goto(f"/rlp/{NAME}/demarches/1/acteurs/")
    page.evaluate("document.body.dataset.same = ''")
    row = page.get_by_role("group", name="Municipal B")
    was = int(page.locator("[data-involved]").get_attribute("data-involved"))

    row.get_by_role("button", name="Marquer impliqué").focus()
    page.keyboard.press("Enter")

    expect(row.get_by_role("button", name="Remettre à mobiliser")).to_be_focused()
    expect(page.locator("[data-announcements]")).to_have_text("Municipal B\u00a0: impliqué.")
    expect(page.locator("[data-involved]")).to_have_text(f"{was + 1}\u00a0impliqués")
    expect_saved(page)
    said = row.locator("[data-turned]").inner_text()
    page.keyboard.press("Enter")
    expect(row.get_by_role("button", name="Marquer impliqué")).to_be_focused()
    expect_saved(page)
    expect(page.locator("body[data-same]")).to_have_count(1)
    assert stored(portal, "Municipal") == "[('Municipal A', 'involved'), ('Municipal B', 'to_mobilise')]"
    assert said.startswith("Impliqué depuis le ")


def test_a_contact_joins_the_plan_with_what_was_typed_just_before(page, portal):
    page.goto(f"/rlp/{NAME}/demarches/1/feuilles/stakeholders/")
    page.evaluate("document.body.dataset.same = ''")
    card = page.locator(".matrix-card", has=page.locator(".matrix-name", has_text="Municipal B"))

    card.get_by_label("Qui prend contact?").fill("La directrice")
    card.get_by_role("button", name="Ajouter au plan").focus()
    page.keyboard.press("Enter")

    expect(card.locator("[data-planned]")).to_be_focused()
    expect(card.get_by_text(re.compile("est ajouté au plan .FT7., sous .* Il reste à dire quand"))).to_be_visible()
    expect_saved(page)
    expect(page.locator("body[data-same]")).to_have_count(1)
    written = portal.run(
        "from worksheets.models import PlanLine\n"
        f"lines = PlanLine.objects.filter(workbook__round__rlp__slug={NAME!r})\n"
        "print(list(lines.values_list('measure', 'who')), end='')"
    )
    assert written == "[('Approcher Municipal B', 'La directrice')]"


@pytest.fixture
def two(signed_in, coordinator):
    """Two people before the same wheel, every wedge open."""
    pages = signed_in(coordinator), signed_in(COLLEAGUE)
    for page in pages:
        page.goto(f"{WHEEL}?secteur=all")
    return pages


def name_of(page, actor):
    return page.get_by_role("group", name=f"Acteur\u00a0: {actor}").get_by_role("textbox")


def test_two_people_who_order_wedges_at_once_lose_nothing_and_are_told(two):
    page, other = two
    first, *between, last = page.locator(".wedge-name").all_inner_texts()

    page.get_by_role("button", name=f"Descendre «\u00a0{first}\u00a0»").click()
    other.get_by_role("button", name=f"Monter «\u00a0{last}\u00a0»").click()

    moved = [between[0], first, *between[1:-1], last, between[-1]] if between[1:] else [last, between[0], first]
    for one in two:
        expect(one.locator(".wedge-name")).to_have_text(moved)
        expect_saved(one)
    expect(page.get_by_text(re.compile("^Déplacé par Paul Otis à ")).first).to_be_visible()
    expect(other.get_by_text(re.compile("^Déplacé par Coordination à ")).first).to_be_visible()
    page.reload()
    expect(page.locator(".wedge-name")).to_have_text(moved)


def test_two_people_who_rename_one_actor_see_both_names(two, guard):
    guard.expects(409)
    page, other = two
    name_of(other, "Municipal A").focus()  # a name where nobody is would follow by itself
    name_of(page, "Municipal A").fill("Ville")
    expect_saved(page)

    name_of(other, "Municipal A").fill("Municipalité")

    panel = other.locator("[data-field-conflict]:not([hidden])")
    expect(panel.locator("blockquote:visible")).to_have_text("Ville")
    panel.get_by_role("button", name="Garder la mienne").click()
    expect(panel).to_have_count(0)
    expect_saved(other)
    expect(page.get_by_text("Paul Otis vient de modifier ce champ.")).to_be_visible()
    name_of(page, "Scolaire A").focus()
    expect(page.get_by_text(re.compile("^Modifié par Paul Otis à "))).to_be_visible()
    assert lists(page, "Municipal")[0] == ["Municipalité"]


def test_an_actor_that_a_colleague_moves_is_said_to_be_moved_and_not_removed(two):
    page, other = two
    name_of(other, "Municipal B").focus()

    page.get_by_role("button", name="vers a) «\u00a0Municipal B\u00a0»").click()

    expect(other.get_by_text("Coordination vient de déplacer cette ligne.")).to_be_visible()
    name_of(other, "Scolaire A").focus()
    expect(other.get_by_text(re.compile("^Déplacé par Coordination à "))).to_be_visible()
    assert lists(other, "Municipal")[1] == []


def test_an_actor_typed_but_not_added_when_the_page_is_left_is_added_once(page, portal):
    wedge = page.locator("details.wedge", has=page.locator(".wedge-name", has_text="Scolaire"))
    wedge.evaluate("(one) => { one.open = true; }")
    wedge.locator("[data-quick-text]").first.fill("École des Rives")
    page.get_by_role("link", name="Carnet", exact=True).first.click()
    page.get_by_role("heading", level=1).wait_for()

    page.goto(WHEEL)

    expect(page.locator(".wedge-list textarea").filter(has_text="École des Rives")).to_have_count(1)
    wedge.evaluate("(one) => { one.open = true; }")
    wedge.locator("[data-quick-text]").first.fill("École des Prés")
    with page.expect_navigation():
        page.locator("[data-save-now]").click()
    assert stored(portal, "Scolaire").count("École des") == 2


def test_an_actor_typed_but_not_added_before_signing_out_is_added_too(page, portal):  # the last: it ends the session
    wedge = page.locator("details.wedge", has=page.locator(".wedge-name", has_text="Scolaire"))
    wedge.evaluate("(one) => { one.open = true; }")
    wedge.locator("[data-quick-text]").first.fill("Commission des îles")
    page.evaluate("document.querySelector('[data-sign-out]').click()")
    page.wait_for_url(lambda url: "/rlp/" not in url)

    assert "Commission des îles" in stored(portal, "Scolaire")
