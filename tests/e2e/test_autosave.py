"""The line at the bottom says what is true: never « Enregistré » before the server says so. Nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import COORDINATOR
from tests.e2e.queue import log_of_words
from tests.e2e.sheets import SAVED, expect_saved, question, write, written

SHEET = "/rlp/rlp-des-berges/demarches/2/feuilles/{}/"
SAVE = re.compile(r"/champ/$")
PASTE = """(field, [html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  if (field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))) {
    field.setRangeText(text, 0, field.value.length, "end"); // what a browser does by itself with a true paste
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }
}"""


@pytest.fixture
def open_sheet(signed_in):
    def open_one(key, **options):
        page = signed_in(COORDINATOR, **options)
        page.goto(SHEET.format(key))
        return page

    return open_one


def said(page):
    return page.locator("[data-save-words]")


def state(page):
    return page.locator("[data-save-indicator]").get_attribute("data-state")


def hold_the_first(page, address):
    """The requests seen; the first waits until the test lets it go."""
    seen = []

    def hold(route):
        seen.append(route)
        if len(seen) > 1:
            route.continue_()

    page.route(address, hold)
    return seen


def test_words_typed_before_the_script_arrives_are_saved(open_sheet, signed_in):
    page = signed_in(COORDINATOR)
    waiting = hold_the_first(page, "**/autosave*.js")
    page.goto(SHEET.format("ft4") + "questions/", wait_until="commit")
    write(page, "Quels obstacles faudra-t-il franchir?", "Le temps des directions")

    with page.expect_response(SAVE):
        waiting[0].continue_()

    expect_saved(page)
    page.reload()
    assert written(page, "Quels obstacles faudra-t-il franchir?") == "Le temps des directions"


def test_a_measure_added_then_removed_is_counted_and_said_saved(open_sheet):
    page = open_sheet("ft7")
    region = page.get_by_role("region", name="Changement de politiques")
    count = region.locator("[data-rows-count]")
    before = int(count.text_content())
    page.evaluate("document.querySelector('[data-save-words]').textContent = ''")

    region.get_by_role("textbox").last.fill("Relire l’entente")
    region.get_by_role("textbox").last.press("Enter")
    expect(count).to_have_text(str(before + 1))
    expect(said(page)).to_have_text(SAVED)

    page.evaluate("document.querySelector('[data-save-words]').textContent = ''")
    region.get_by_role("button", name="Retirer «\u00a0Relire l’entente").click()
    expect(count).to_have_text(str(before))
    expect(said(page)).to_have_text(SAVED)


def test_an_empty_line_is_refused_beside_its_field(open_sheet, guard):
    guard.expects(422)
    page = open_sheet("ft7")
    region = page.get_by_role("region", name="Changement de politiques")
    entry = region.get_by_role("textbox").last

    region.get_by_role("button", name=re.compile("^Ajouter")).click()

    refusal = region.get_by_role("alert")
    expect(refusal).to_have_text("Écrivez d’abord le nom, puis appuyez sur «\u00a0Ajouter\u00a0».")
    expect(entry).to_be_focused()
    expect(entry).to_have_attribute("aria-invalid", "true")

    entry.fill("Relire l’entente")
    entry.press("Enter")
    expect(region.get_by_role("group", name="Mesure\u00a0: Relire l’entente")).to_be_visible()
    expect(refusal).to_be_empty()
    expect(entry).not_to_have_attribute("aria-invalid", "true")


def test_a_refusing_server_is_said_and_the_save_comes_back_by_itself(open_sheet, guard):
    guard.expects(503)
    page = open_sheet("ft4/questions")
    sentences, tries = log_of_words(page), []

    def refuse_twice(route):
        tries.append(route.request.post_data)
        if len(tries) <= 2:
            route.fulfill(status=503, headers={"Retry-After": "1"}, json={"message": "Un instant"})
        else:
            route.continue_()

    page.route(SAVE, refuse_twice)
    write(page, "Quelles sont les prochaines étapes?", "Rencontrer la MRC en mars")

    expect(said(page)).to_have_text(
        "Nous ne pouvons pas enregistrer pour l’instant. Votre texte reste sur cet appareil."
    )
    expect(said(page)).to_have_text(SAVED, timeout=20_000)
    assert [bool(SAVED.match(words)) for words in sentences()] == [False] * (len(sentences()) - 1) + [True]
    assert len(set(tries)) == 1  # the same operation, so that the server does it once
    page.reload()
    assert written(page, "Quelles sont les prochaines étapes?") == "Rencontrer la MRC en mars"


def test_a_page_being_left_sends_what_was_just_typed(open_sheet):
    page = open_sheet("ft4/questions")
    write(page, "Que faut-il faire pour les mettre en œuvre?", "Trois lettres d’appui")

    page.evaluate("window.location.assign('/feuilles-vierges/')")
    page.wait_for_url("**/feuilles-vierges/")

    for _try in range(10):  # the save and the next page left together
        page.goto(SHEET.format("ft4/questions"))
        if written(page, "Que faut-il faire pour les mettre en œuvre?") == "Trois lettres d’appui":
            return
    pytest.fail("what was typed last is lost")


def test_a_hidden_page_sends_at_once(open_sheet):
    page = open_sheet("ft4/questions")
    with page.expect_response(SAVE) as saved:
        write(page, "Quels obstacles faudra-t-il franchir?", "Le budget de 2027")
        page.evaluate(
            """() => {
              Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )

    assert saved.value.status == 200
    expect_saved(page)


def test_what_is_typed_while_a_save_is_on_its_way_goes_out_next(open_sheet):
    page = open_sheet("ft4/questions")
    held = hold_the_first(page, SAVE)
    box = question(page, "Quels obstacles faudra-t-il franchir?")
    box.fill("Un")
    box.blur()
    page.wait_for_timeout(200)
    box.fill("Un, puis deux")
    box.blur()
    page.wait_for_timeout(200)
    assert len(held) == 1
    assert state(page) == "saving"

    held[0].continue_()

    expect_saved(page)
    page.reload()
    assert box.input_value() == "Un, puis deux"


def test_a_page_whose_token_is_old_takes_a_fresh_one_and_saves(open_sheet, guard):
    guard.expects(403)
    page = open_sheet("ft4/questions")
    page.context.clear_cookies(name="csrftoken")

    write(page, "Quels obstacles faudra-t-il franchir?", "Écrit trop tard")

    expect_saved(page)
    page.reload()
    assert written(page, "Quels obstacles faudra-t-il franchir?") == "Écrit trop tard"


def test_b13_a_table_pasted_from_word_keeps_its_words_alone(open_sheet):
    """Whatever the engine: the browser itself leaves the formatting behind, and the server sees plain words."""
    page = open_sheet("ft4/questions")
    box = question(page, "Quels obstacles faudra-t-il franchir?")
    html = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><table class='MsoTableGrid'><tr><td>Budget</td>"

    box.evaluate(PASTE, [html + "<td>Temps</td></tr></table></html>", "Budget\tTemps"])

    expect(page.locator("[data-paste-notice]")).to_have_text("La mise en forme a été retirée.")
    expect_saved(page)
    page.reload()
    assert re.split(r"\s+", box.input_value()) == ["Budget", "Temps"]


def test_b05_control_characters_of_word_leave_without_a_word(open_sheet):
    page = open_sheet("ft4/questions")
    box = question(page, "Quels obstacles faudra-t-il franchir?")

    box.evaluate(PASTE, ["", "Une ligne\u000bune autre\u0007"])

    expect_saved(page)
    assert page.locator("[data-field-error]:visible, [data-paste-notice]").count() == 0
    page.reload()
    assert box.input_value() == "Une ligne\nune autre"


def test_an_emoji_counts_for_one(open_sheet):
    page = open_sheet("ft4/questions")
    box = question(page, "Quels obstacles faudra-t-il franchir?")
    limit = int(box.get_attribute("data-count-limit"))

    box.fill("👩‍👩‍👧" * 3 + "🇨🇦" + "é" * (limit - 10))

    count = page.locator(f"[id='{box.get_attribute('id')}-compte']")
    expect(count).to_have_text("Encore 6\u00a0caractères")
    expect_saved(page)
