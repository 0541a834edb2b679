"""What a page has not saved yet, seen from outside: the line that says it, and what the browser keeps."""

import time
from contextlib import suppress

from playwright.sync_api import Error

KEPT = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("portail");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    if (!request.result.objectStoreNames.contains("pending")) { request.result.close(); resolve([]); return; }
    const all = request.result.transaction("pending").objectStore("pending").getAll();
    all.onsuccess = () => { request.result.close(); resolve(all.result); };
  };
})"""

AGE = """(milliseconds) => new Promise((resolve) => {
  indexedDB.open("portail").onsuccess = ({ target: { result } }) => {
    const transaction = result.transaction("pending", "readwrite");
    const store = transaction.objectStore("pending");
    store.getAll().onsuccess = ({ target }) => {
      for (const one of target.result) store.put({ ...one, at: one.at - milliseconds });
    };
    transaction.oncomplete = () => { result.close(); resolve(); };
  };
})"""


def line_of(page):
    """The words of the line at the bottom."""
    return page.locator("[data-save-words]")


def log_of_words(page):
    """Every sentence of the line, in order, from now on."""
    page.evaluate(
        """() => {
          const line = document.querySelector("[data-save-words]");
          window.everySentence = [];
          new MutationObserver(() => window.everySentence.push(line.textContent))
            .observe(line, { childList: true, characterData: true, subtree: true });
        }"""
    )
    return lambda: page.evaluate("window.everySentence")


def kept_texts(page):
    """What this browser keeps for later, whoever wrote it."""
    return [value for entry in page.evaluate(KEPT) for _name, value in entry["pairs"] if value]


def make_older(page, *, days):
    """What this browser keeps, as if it had been written then."""
    page.evaluate(AGE, days * 24 * 3600 * 1000)


def expect_kept(page, texts, *, within=10):
    """Sooner or later this browser keeps these texts, and no other."""
    deadline = time.monotonic() + within
    while kept_texts(page) != texts:
        assert time.monotonic() < deadline, kept_texts(page)
        page.wait_for_timeout(50)


def crash(page):
    """The page dies as in a breakdown: none of its last words run."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    page.close()
