"""One carnet, from empty to full, and what it becomes."""

import time

from playwright.sync_api import expect

from tests.e2e.conftest import QUEBEC
from tests.e2e.guard import Guard
from tests.e2e.people import coordinator_of_a_new_rlp, sign_in
from tests.e2e.sheets import finish, press
from tests.journeys import proofs
from tests.journeys.filling import Group
from tests.journeys.hands import Keyboard, Pointer
from tests.journeys.territory import read_territory
from worksheets import catalogue

TRIES = 3
SECONDS = 60_000  # the machine may be busy
BY_KEYBOARD = {"formal_sectors", "informal_sectors", "ladder"}
STAY_OPEN = {"ft7", "stages"}  # the group goes on with them


class Journey:
    def __init__(self, *, portal, browser, name, size, folder):
        self.portal, self.folder, self.size = portal, folder, size
        self.slug = f"parcours-{name}"
        self.guard, self.said = Guard(origin=portal.url), len(portal.said())
        territory = read_territory()
        self.words = territory["sheets"]
        email, self.path = coordinator_of_a_new_rlp(portal, self.slug)
        portal.run(
            "from rlp_portal.rlps.models import Rlp\n"
            f"Rlp.objects.filter(slug={self.slug!r}).update(name={territory['name']!r})"
        )
        self.context = browser.new_context(base_url=portal.url, **QUEBEC, **size)
        self.context.set_default_timeout(SECONDS)
        self.guard.watch(self.context)
        self.page = self.context.new_page()
        sign_in(self.page, email)
        self.group = Group(self.page, self.path)

    def run(self):
        expect.set_options(timeout=SECONDS)
        assert sorted(self.words) == sorted(one.key for one in catalogue.all_latest())
        for key, words in self.words.items():
            self.fill(key, words)
        self.read_wheels()
        self.read_dashboard()
        self.read_pdf()
        self.read_export()
        nothing(self.guard.complaints, "What the browser complained of")
        nothing(self.portal.said()[self.said :], "What the server complained of")
        self.context.close()

    def fill(self, key, words):
        began = time.monotonic()
        is_by_keyboard = key in BY_KEYBOARD and not self.size.get("has_touch")
        self.group.fill(key, words, Keyboard(self.page) if is_by_keyboard else Pointer(self.page))
        self.look(catalogue.latest(key).number + "-" + key)
        if key not in STAY_OPEN:
            finish(self.page, anyway=False)
        print(f"   {key} ({time.monotonic() - began:.0f} s)", flush=True)

    def look(self, name):
        """A picture of the whole page, which scrolls only downward."""
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width == self.size["viewport"]["width"], f"{name}: {width} px wide"
        for _ in range(2):  # what lies far below is drawn once it is near
            height = self.page.evaluate("document.documentElement.scrollHeight")
            self.page.set_viewport_size({"width": width, "height": height})
        self.page.screenshot(path=self.folder / f"{name}.png")
        self.page.set_viewport_size(self.size["viewport"])

    # ---- What it becomes

    def read_wheels(self):
        """From the table only, which holds all that the drawing shows."""
        for key in ("formal_sectors", "informal_sectors"):
            self.page.goto(f"{self.path}feuilles/{key}/")
            Pointer(self.page).press(self.page.locator("summary", has_text="Voir en tableau"))
            self.look(f"{catalogue.latest(key).number}-{key}-en-tableau")
            rows = self.page.get_by_role("table").locator("tbody tr")
            read = [[cell.inner_text() for cell in row.locator("th, td").all()] for row in rows.all()]
            if read != table_of(self.words[key]["sectors"]):
                raise AssertionError(f"Read in the table: {read}")

    def read_dashboard(self):
        self.page.goto(self.path)
        self.look("carnet")
        expect(self.page.locator(".status-in_progress")).to_have_count(len(STAY_OPEN))
        expect(self.page.locator(".status-finished")).to_have_count(len(self.words) - len(STAY_OPEN))

    def read_pdf(self):
        path = self.folder / "carnet.pdf"
        path.write_bytes(self.ask_pdf())
        nothing(proofs.missing_from_pdf(path.read_bytes(), self.group.typed), "Missing from the PDF")
        nothing(proofs.faults_of(self.portal, slug=self.slug, path=path), "Faults of the PDF")

    def ask_pdf(self):
        """On a machine too busy for its twenty seconds the portal says so, and one asks again."""
        for _ in range(TRIES):
            self.page.goto(self.path)
            press(self.page, "Produire le carnet (PDF)")
            ready = self.page.locator("#pret a")
            if ready.count():
                return self.context.request.get(ready.get_attribute("href")).body()
        raise AssertionError(self.page.locator("main").inner_text())

    def read_export(self):
        self.page.goto(f"/rlp/{self.slug}/rapports/")
        self.page.get_by_label("Inclure les noms de personnes", exact=True).check()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Carnet complet (JSON)").click()
        path = self.folder / "carnet.json"
        download.value.save_as(path)
        nothing(proofs.missing_from_export(path.read_bytes(), self.group.typed), "Missing from the export")


def nothing(found, said):
    if found:
        raise AssertionError(f"{said}: {found}")


def table_of(sectors):
    """The rows of a wheel, the last sector having gone up one place."""
    *first, before, last = sectors
    return [
        [f"{place} · {one['name']}", listed(one["involved"]), listed(one["to_mobilise"])]
        for place, one in enumerate((*first, last, before), start=1)
    ]


def listed(names):
    return "; ".join(names) or "personne encore"
