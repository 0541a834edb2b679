"""A workshop for browser journeys: what its facilitation does, and the phones that come in."""

from playwright.sync_api import expect

from tests.e2e.people import FACILITATOR

PHONE = {"width": 360, "height": 760}

CREATE = """
from rlp_portal.workshops.services import create_workshop, open_workshop
from rlp_portal.accounts.models import User
from rlp_portal.rlps.models import Round
from tests.factories import StepFactory
by = User.objects.get(email={by!r})
round_ = Round.objects.filter(rlp__slug="rlp-des-berges").last()
workshop = create_workshop(round_=round_, title="Atelier du printemps", by=by)
for place, asked in enumerate({steps!r}, start=1):
    StepFactory(workshop=workshop, position=place, **asked)
open_workshop(workshop=workshop, by=by)
workshop.refresh_from_db()
print(workshop.public_id, workshop.join_code, workshop.join_token)
"""
DO = """
from rlp_portal.workshops import services
from rlp_portal.workshops.models import Step, Submission, Workshop
from tests.workshops.playing import Room
from worksheets.models import Answer
workshop = Workshop.everything.get(public_id="{public_id}")
room = Room(workshop, workshop.created_by)
by = room.by
{gesture}
"""
TALK = {"kind": "talk", "title": "Accueil"}
IMPORTANCE = {"kind": "importance"}


def sheet(key):
    return {"instrument_key": key}


class LiveRoom:
    def __init__(self, portal, *steps):
        self.portal = portal
        self.public_id, self.code, self.token = portal.run(CREATE.format(steps=steps, by=FACILITATOR)).split()

    @property
    def path(self):
        return f"/salle/{self.public_id}/"

    def do(self, gesture):
        """`room` is tests.workshops.playing.Room; what it prints."""
        return self.portal.run(DO.format(public_id=self.public_id, gesture=gesture))

    def advance(self, times=1):
        self.do(f"room.advance({times})")

    def answers(self):
        """{address: [values]} of all that came in, sorted."""
        said = self.do(
            "found = {}\n"
            "for one in Answer.objects.filter(sheet__submission__step__workshop=workshop, value__isnull=False):\n"
            "    found.setdefault(one.address, []).append(str(one.value))\n"
            "print({address: sorted(values) for address, values in sorted(found.items())})"
        )
        return eval(said)  # noqa: S307 - what the line above printed

    def enter(self, context, *, follows=True):
        """By the QR. `follows`: once its stream is open, what comes next comes by it."""
        page = context.new_page()
        page.goto(f"/q/{self.token}/")
        enter = page.get_by_role("button", name="Entrer")
        if follows:
            with page.expect_response(lambda response: "/flux/" in response.url):
                enter.click()
        else:
            enter.click()
        page.wait_for_url(f"**{self.path}")
        return page


def choose(page, words):
    """A choice of the question that is shown."""
    page.locator(".choice:visible").filter(has_text=words).first.click()


def go_on(page, button="Suivante"):
    page.locator("[data-panel]:visible").get_by_role("button", name=button).click()


def see(page, title):
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
