"""The sector wheel: an actor goes from a) to b) by its button or by its grip, and two people arrange it together."""

import pytest
from playwright.sync_api import expect

from rlp_portal.accounts.demo import PASSWORD
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
