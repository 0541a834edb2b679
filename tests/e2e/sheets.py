"""The gestures of someone who fills a carnet, as she would name them."""

import re

from playwright.sync_api import expect

SAVED = re.compile(r"^Enregistré à \d{1,2}\u00a0h(\u00a0\d\d)?$")


def open_sheet(page, name):
    """From the carnet, the sheet of the task list."""
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", level=1).wait_for()


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).first.click()


def press(page, name):
    """A button that leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def expect_saved(page):
    indicator = page.locator("[data-save-indicator]")
    expect(indicator).to_have_attribute("data-state", "saved")
    expect(indicator.locator("[data-save-words]")).to_have_text(SAVED)


def write(page, label, text):
    question(page, label).fill(text)


def written(page, label):
    return question(page, label).input_value()


def question(page, label):
    words = r"\s".join(map(re.escape, label.split()))
    return page.get_by_role("textbox", name=re.compile(rf"^(\d+\.\s)?{words}\*?$"))


def choose(within, option):
    """A large segment: one clicks the words, not the little circle."""
    within.get_by_text(option, exact=True).click()


def finish(page, *, anyway):
    press(page, "Oui, j’ai terminé")
    if anyway:
        press(page, "Terminer quand même")
    expect(page.get_by_text("est terminée. Vous pouvez y revenir.")).to_be_visible()
