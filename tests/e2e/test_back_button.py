"""F14: « Précédent » shows what the carnet holds now, with what was typed here, and writes no old page over it."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import COORDINATOR
from tests.e2e.queue import expect_kept
from tests.e2e.sheets import expect_saved, press, question, write, written

COLLEAGUE = "soutien.berges@exemple.org"
ROUND = "/rlp/rlp-des-berges/demarches/2/"
QUESTIONS = f"{ROUND}feuilles/ft6/questions/"
FIELD = "De quelles ressources nos activités ont-elles besoin?"
SAVE = re.compile("/champ/$")
# What a browser says to a page that it kept whole and shows again.
COME_BACK = "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


@pytest.fixture
def words(request):
    return f"Écrit pendant {request.node.originalname}"


@pytest.fixture
def page(signed_in):
    page = signed_in(COORDINATOR)
    page.goto(QUESTIONS)
    return page


def leave(page):
    page.get_by_role("link", name="Rapports", exact=True).click()
    page.wait_for_url("**/rapports/")


def test_what_was_being_typed_is_there_when_one_comes_back(page, words):
    write(page, FIELD, words)

    leave(page)
    page.go_back()

    expect(question(page, FIELD)).to_have_value(words)
    write(page, FIELD, f"{words}, et la suite")
    expect_saved(page)
    expect_kept(page, [])
    page.reload()
    assert written(page, FIELD) == f"{words}, et la suite"


def test_what_a_colleague_wrote_meanwhile_is_shown_and_not_written_over(page, signed_in, words):
    write(page, FIELD, words)
    expect_saved(page)
    leave(page)
    colleague = signed_in(COLLEAGUE)
    colleague.goto(QUESTIONS)
    write(colleague, FIELD, f"{words}, par une collègue")
    expect_saved(colleague)

    page.go_back()

    expect(question(page, FIELD)).to_have_value(f"{words}, par une collègue")
    write(page, FIELD, f"{words}, par les deux")
    expect_saved(page)
    expect(page.locator("[data-field-conflict]:not([hidden])")).to_have_count(0)


def test_what_could_not_leave_waits_and_leaves_when_one_comes_back(page, guard, words):
    guard.expects("ERR_FAILED")
    page.route(SAVE, lambda route: route.abort())
    write(page, FIELD, words)
    expect_kept(page, [words])
    leave(page)
    page.unroute(SAVE)

    page.go_back()

    expect(question(page, FIELD)).to_have_value(words)
    expect_saved(page)
    expect_kept(page, [])


def test_a_page_that_the_browser_kept_whole_is_read_again_with_what_was_typed(page, guard, signed_in, words):
    """A conflict is then a conflict: both texts are kept."""
    guard.expects("ERR_FAILED", 409)
    page.route(SAVE, lambda route: route.abort())
    write(page, FIELD, words)
    expect_kept(page, [words])
    colleague = signed_in(COLLEAGUE)
    colleague.goto(QUESTIONS)
    write(colleague, FIELD, f"{words}, par une collègue")
    expect_saved(colleague)
    page.unroute(SAVE)

    with page.expect_navigation():
        page.evaluate(COME_BACK)

    panel = page.locator("[data-field-conflict]:not([hidden])")
    expect(panel.locator("blockquote").first).to_have_text(f"{words}, par une collègue")
    expect(question(page, FIELD)).to_have_value(words)
    page.get_by_role("button", name="Garder la mienne").click()
    expect_saved(page)


def test_without_a_script_an_old_page_found_again_overwrites_nothing(signed_in, words):
    page, colleague = signed_in(COORDINATOR, java_script_enabled=False), signed_in(COLLEAGUE)
    page.goto(QUESTIONS)
    write(page, FIELD, words)
    press(page, "Enregistrer")
    colleague.goto(QUESTIONS)
    write(colleague, FIELD, f"{words}, par une collègue")
    expect_saved(colleague)

    page.go_back()
    press(page, "Enregistrer")

    colleague.reload()
    assert written(colleague, FIELD) == f"{words}, par une collègue"
