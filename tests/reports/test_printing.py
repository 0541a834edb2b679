"""A PDF is made once for those who ask at the same moment, and made all the same where nothing can be kept."""

import threading
from collections import Counter

import pytest

from rlp_portal.reports import printing
from rlp_portal.reports.refusals import PdfBusy
from rlp_portal.reports.renderer import AT_ONCE, QUEUE, Rendered

PAGE = '<!doctype html><html lang="fr-CA"><head><title>T</title></head><body><h1>T</h1></body></html>'


def key_of(name):
    return printing.content_key(name, stylesheet="report")


def ask(name):
    return printing.printed(key_of(name), lambda: PAGE, stylesheet="report")


@pytest.fixture
def slow_renderer(monkeypatch, pdf_folder):
    """Counts what it makes, and makes nothing before `release` is set."""
    release, made = threading.Event(), []

    def render(html, *, stylesheet):
        made.append(threading.current_thread().name)
        assert release.wait(30)
        return Rendered(b"%PDF-1.7", 3)

    monkeypatch.setattr(printing, "render_pdf", render)
    return release, made


def together(names, release):
    """What each of those who ask at the same moment gets: a Printed, or the refusal."""
    answers, arrived = {}, threading.Semaphore(0)

    def one(place, name):
        arrived.release()
        try:
            answers[place] = ask(name)
        except PdfBusy as busy:
            answers[place] = busy

    threads = [threading.Thread(target=one, args=item) for item in enumerate(names)]
    for thread in threads:
        thread.start()
    for _ in threads:
        arrived.acquire()
    threading.Timer(0.3, release.set).start()
    for thread in threads:
        thread.join()
    return list(answers.values())


def test_those_who_ask_for_the_same_pdf_together_wait_for_one(slow_renderer):
    release, made = slow_renderer

    answers = together(["same"] * 5, release)

    assert len(made) == 1
    assert {(one.content, one.pages) for one in answers} == {(b"%PDF-1.7", 3)}


def test_those_who_wait_never_hold_every_thread(slow_renderer):
    release, _made = slow_renderer

    answers = together(["crowd"] * (AT_ONCE + QUEUE + 3), release)

    assert Counter(type(one).__name__ for one in answers) == {"Printed": AT_ONCE + QUEUE, "PdfBusy": 3}
    assert ask("crowd").pages == 3  # places are given back


@pytest.mark.parametrize("obstacle", ["a file in its place", "a folder that takes nothing"])
def test_a_folder_that_cannot_be_used_keeps_nobody_from_her_pdf(settings, tmp_path, caplog, obstacle):
    settings.VAR_DIR = tmp_path
    if obstacle == "a file in its place":
        (tmp_path / "pdf").write_text("")
    else:
        (tmp_path / "pdf").symlink_to("/proc/absent")

    printed = printing.printed(key_of("unkept"), lambda: PAGE, stylesheet="report")

    assert (printed.content[:5], printed.pages) == (b"%PDF-", 1)
    assert "PDF not kept" in caplog.text
