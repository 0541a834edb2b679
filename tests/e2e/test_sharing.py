"""From what the coordination ticks to what the advisor reads, on screen and on paper, until it is withdrawn."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.people import ADVISOR, COORDINATOR
from tests.e2e.sheets import expect_saved, question, write

RLP = "/rlp/rlp-des-berges/"
ROUND = f"{RLP}demarches/2/"
FIELD = "Quels changements souhaitons-nous dans les politiques locales?"


@pytest.fixture
def words(request):
    return f"Un trottoir plus large ({request.node.name[-10:]})"


def text_of(download):
    # pypdf reads a page wrong as soon as one of its signs has no glyph, which others may have written here.
    done = subprocess.run(["pdftotext", download.path(), "-"], capture_output=True, check=True, text=True)
    return " ".join(done.stdout.split())


def share(page, note, *, only):
    """Every sheet but this one stays; nothing that names people leaves."""
    page.goto(f"{ROUND}partager/")
    for box in page.locator("input[name=sheets]").all():
        box.set_checked(box.get_attribute("value") == only)
    for box in page.locator("input[name=people]").all():
        box.set_checked(False)
    sheet = page.locator(".share-sheet", has=page.locator(f"[name=sheets][value={only}]"))
    sheet.locator("summary").click()
    leaving = sheet.locator(".share-content").inner_text()
    page.get_by_label("Un mot").fill(note)
    page.get_by_role("button", name="Partager cette version").click()
    page.wait_for_url(re.compile("/versions/"))
    return leaving


def own_version(page, number):
    return page.locator(".version", has=page.get_by_role("link", name=f"Démarche 2026, version {number}", exact=True))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_shared_read_downloaded_then_withdrawn(signed_in, guard, words, size):
    guard.expects(410)
    coordination = signed_in(COORDINATOR, viewport=size)
    coordination.goto(f"{ROUND}feuilles/ft4/questions/")
    write(coordination, FIELD, words)
    expect_saved(coordination)

    leaving = share(coordination, f"Bonjour, {words}", only="ft4")
    assert words in leaving
    coordination.goto(f"{RLP}versions/")
    number = re.search(r"version (\d+)", coordination.locator(".version h2").first.inner_text())[1]
    mine = own_version(coordination, number)
    expect(mine).to_contain_text("Personne ne l’a encore ouverte")
    coordination.goto(f"{ROUND}feuilles/ft4/questions/")
    write(coordination, FIELD, f"Écrit ensuite {size['width']}")
    expect_saved(coordination)

    advisor = signed_in(ADVISOR, viewport=size)
    advisor.goto("/conseil/")
    advisor.get_by_role("link", name=re.compile(rf"^Démarche 2026, version {number}\b.*Berges")).click()
    advisor.get_by_role("button", name="Ouvrir la version").click()
    read = advisor.locator("main")
    expect(read).to_contain_text(f"Bonjour, {words}")
    for one in filter(None, map(str.strip, leaving.splitlines())):
        expect(read).to_contain_text(one)
    said = advisor.content()
    assert f"Écrit ensuite {size['width']}" not in said
    with advisor.expect_download() as download:
        advisor.get_by_role("link", name="Télécharger le PDF").click()
    printed = text_of(download.value)
    assert words in printed
    assert "Écrit ensuite" not in printed
    for sheet in ("ft1", "ft7"):
        assert advisor.request.get(f"{ROUND}feuilles/{sheet}/").status == 403

    coordination.goto(f"{RLP}versions/")
    expect(mine).to_contain_text(re.compile("Ouverte par .* le "))
    mine.get_by_role("link", name=re.compile("^Ce qui a changé depuis")).click()
    expect(coordination.locator("main")).to_contain_text(f"Écrit ensuite {size['width']}")
    coordination.goto(f"{RLP}versions/")
    mine.get_by_role("button", name=re.compile("^Retirer")).click()
    expect(mine).to_contain_text("Retirée le ")

    page_address, pdf_address = advisor.url, f"{advisor.url}carnet.pdf"
    assert advisor.request.get(pdf_address).status == 410
    advisor.goto(page_address)
    expect(advisor.get_by_role("heading", level=1)).to_have_text("Cette version a été retirée")
    assert words not in advisor.content()
    advisor.goto(f"{RLP}versions/")
    expect(own_version(advisor, number)).to_have_count(0)

    mine.get_by_role("button", name=re.compile("^Remettre")).click()
    advisor.goto(page_address)
    expect(read).to_contain_text(words)
    coordination.goto(f"{RLP}versions/")
    mine.get_by_role("button", name=re.compile("^Retirer")).click()


def test_what_names_people_leaves_only_when_ticked(signed_in):
    coordination = signed_in(COORDINATOR)
    coordination.goto(f"{ROUND}feuilles/ft5/questions/")
    name = "Rosaire Bellefleur"
    question(coordination, "Qui, dans le milieu, peut agir sur ces normes?").fill(f"{name}, de la coop")
    expect_saved(coordination)
    coordination.goto(f"{ROUND}partager/")
    box = coordination.locator("input[name=people][value=ft5]")

    expect(box).not_to_be_checked()
    share(coordination, "", only="ft5")

    coordination.locator(".version h2 a").first.click()
    assert name not in coordination.content()
    coordination.goto(f"{RLP}versions/")
    coordination.get_by_role("button", name=re.compile("^Retirer")).first.click()
