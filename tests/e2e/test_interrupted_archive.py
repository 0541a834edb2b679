"""F10: the process that made an archive was killed. The page that waits for it sets it going again, by itself."""

from playwright.sync_api import expect

from tests.e2e.people import COORDINATOR

KILLED_LONG_AGO = """
from datetime import timedelta
from django.utils import timezone
from rlp_portal.reports.models import Archive
from rlp_portal.rlps.models import Rlp
then = timezone.now() - timedelta(minutes=2)
archive = Archive.objects.create(rlp=Rlp.objects.get(slug="rlp-des-berges"), as_of=then, alive_at=then, tries={tries})
print(archive.public_id)
"""


def test_a_page_that_waits_takes_it_again_once_and_a_button_does_it_after_that(signed_in, portal):
    page = signed_in(COORDINATOR)
    state = page.locator("#etat-archive")

    page.goto(f"/rlp/rlp-des-berges/archives/{portal.run(KILLED_LONG_AGO.format(tries=2))}/")
    expect(state).to_contain_text("Échec.")
    page.wait_for_timeout(500)
    expect(state).to_contain_text("Échec.")

    page.goto(f"/rlp/rlp-des-berges/archives/{portal.run(KILLED_LONG_AGO.format(tries=1))}/")
    expect(state.get_by_role("link", name="Télécharger")).to_be_visible(timeout=60_000)

    page.goto(f"/rlp/rlp-des-berges/archives/{portal.run(KILLED_LONG_AGO.format(tries=2))}/")
    page.get_by_role("button", name="Réessayer").click()
    expect(state.get_by_role("link", name="Télécharger")).to_be_visible(timeout=60_000)
