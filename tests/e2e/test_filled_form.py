"""A sheet taken away as a PDF, filled in another program, and brought back: by the keyboard, without a script."""

import pytest
from playwright.sync_api import expect

from tests.e2e import people
from tests.e2e.conftest import DESK, PHONE
from tests.reports.fillable.filling import fill_with_mupdf, fill_with_pypdf

SHEETS = "/rlp/rlp-des-berges/demarches/2/"
WORDS = "Le service des loisirs, à l’œuvre dès mars (à confirmer)"


@pytest.fixture
def form(signed_in, tmp_path):
    """The sheet as it is given, filled: {box: text} → path."""

    def fill(key, boxes, *, with_program=fill_with_mupdf):
        page = signed_in(people.COORDINATOR)
        page.goto(f"{SHEETS}feuilles/{key}/")
        with page.expect_download() as download:
            page.get_by_role("link", name="À remplir hors ligne (PDF)").click()
        path = tmp_path / f"{key}.pdf"
        path.write_bytes(with_program(download.value.path().read_bytes(), boxes))
        page.close()
        return path

    return fill


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_brought_back_without_a_script_and_by_the_keyboard(size, signed_in, form):
    words = f"{WORDS} {size['width']}"
    path = form("ft5", {"ft5/1/media": words}, with_program=fill_with_pypdf)
    page = signed_in(people.COORDINATOR, java_script_enabled=False, viewport=size)

    page.goto(f"{SHEETS}feuilles-remplies/ft5/")
    page.get_by_label("Le PDF rempli").set_input_files(path)
    page.get_by_label("Le PDF rempli").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que ce fichier changerait")
    expect(page.get_by_role("checkbox")).to_be_checked()
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Feuille reprise")
    page.get_by_role("link", name="Historique de la feuille").click()
    expect(page.locator(".history")).to_contain_text(words)
    page.goto(f"{SHEETS}feuilles/ft5/tout/")
    assert words in [one.input_value() for one in page.get_by_role("textbox").all()]


def test_unticked_answer_stays_out(signed_in, form):
    path = form("ft6", {"ft6/1/where": WORDS})
    page = signed_in(people.COORDINATOR)
    page.goto(f"{SHEETS}feuilles-remplies/ft6/")
    page.get_by_label("Le PDF rempli").set_input_files(path)
    page.get_by_role("button", name="Lire ce fichier").click()

    page.get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Reprendre dans le carnet").click()

    expect(page.get_by_text("1 réponse du fichier n’a pas été reprise, comme vous l’avez choisi.")).to_be_visible()
    page.goto(f"{SHEETS}feuilles/ft6/tout/")
    assert WORDS not in [one.input_value() for one in page.get_by_role("textbox").all()]
