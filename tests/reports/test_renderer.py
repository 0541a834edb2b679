"""The PDF processes: limits, queue, refusals; the server lives through all of it."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from rlp_portal.asgi import PAGE_THREADS
from rlp_portal.reports import renderer as module
from rlp_portal.reports.refusals import PdfBusy, PdfFailed, PdfRefused, PdfTooLong, PdfUnavailable
from rlp_portal.reports.renderer import Renderer
from rlp_portal.ui.apart import bare_environment
from tests.bench.servers import family

PAGE = '<!doctype html><html lang="fr-CA"><head><title>T</title></head><body><h1>T</h1>{}</body></html>'
SMALL = PAGE.format("<p>Bonjour</p>")
NESTED = PAGE.format("<div style='display: flex'>" * 400 + "x" + "</div>" * 400)
HUGE_TABLE = PAGE.format("<table>" + "<tr><td>a b c</td><td>d</td><td>e</td><td>f</td></tr>" * 5000 + "</table>")
MEGABYTE = PAGE.format("".join("<p>" + "mot " * 500 + "</p>" for _ in range(520)))
LONG_ENOUGH = PAGE.format("".join("<p>" + "mot " * 100 + "</p>" for _ in range(60)))


@pytest.fixture
def make_renderer():
    (settings.VAR_DIR / "pdf").mkdir(exist_ok=True)
    made = []

    def make(**limits):
        made.append(Renderer(**limits))
        return made[-1]

    yield make
    for one in made:
        one.close()


def pid_of(renderer):
    return next(process.running.pid for process in renderer.idle.values() if process)


def test_a_small_page(make_renderer):
    rendered = make_renderer().render(SMALL, stylesheet="report")

    assert rendered.pages == 1
    assert rendered.content.startswith(b"%PDF-1.7")


def test_boxes_nested_too_deep_are_refused_and_the_next_page_is_made(make_renderer):
    renderer = make_renderer(at_once=1)

    with pytest.raises(PdfTooLong):
        renderer.render(NESTED, stylesheet="report")

    assert renderer.render(SMALL, stylesheet="report").pages == 1


@pytest.mark.parametrize("html", [MEGABYTE, HUGE_TABLE], ids=["one megabyte of text", "table of 5,000 rows"])
def test_what_is_too_long_dies_alone_within_its_time(make_renderer, html):
    renderer = make_renderer(at_once=1, seconds=2)
    started = time.monotonic()

    with pytest.raises(PdfTooLong):
        renderer.render(html, stylesheet="report")

    assert time.monotonic() - started < 8
    assert renderer.render(SMALL, stylesheet="report").pages == 1


def test_memory_has_a_limit(make_renderer):
    renderer = make_renderer(at_once=1, seconds=60, megabytes=200)

    with pytest.raises(PdfTooLong):
        renderer.render(HUGE_TABLE, stylesheet="report")


def test_the_process_is_kept_for_the_next_page(make_renderer):
    renderer = make_renderer(at_once=1)
    renderer.render(SMALL, stylesheet="report")
    first = pid_of(renderer)

    renderer.render(SMALL, stylesheet="report")

    assert pid_of(renderer) == first


def test_a_process_at_the_end_of_its_life_is_replaced_between_two_pages(make_renderer, monkeypatch):
    monkeypatch.setattr(module, "DOCUMENTS_IN_A_LIFE", 2)
    renderer = make_renderer(at_once=1)
    pids = []

    for _ in range(5):
        renderer.render(SMALL, stylesheet="report")
        pids.append(pid_of(renderer))

    one, two, three = dict.fromkeys(pids)
    assert pids == [one, one, two, two, three]


def test_a_killed_process_is_replaced(make_renderer):
    renderer = make_renderer(at_once=1)
    renderer.render(SMALL, stylesheet="report")
    os.kill(pid_of(renderer), signal.SIGKILL)
    time.sleep(0.1)

    assert renderer.render(SMALL, stylesheet="report").pages == 1


def test_a_process_killed_in_mid_document_has_its_document_made_by_the_next(make_renderer):
    renderer = make_renderer(at_once=1)
    killed = killed_when_at_work(renderer, times=1)

    assert renderer.render(LONG_ENOUGH, stylesheet="report").pages > 1
    assert killed.result() == 1


def test_a_document_whose_process_is_killed_twice_is_refused_and_not_called_too_long(make_renderer):
    renderer = make_renderer(at_once=1)
    killed = killed_when_at_work(renderer, times=2)

    with pytest.raises(PdfFailed):
        renderer.render(LONG_ENOUGH, stylesheet="report")

    assert killed.result() == 2
    assert renderer.render(SMALL, stylesheet="report").pages == 1


def killed_when_at_work(renderer, *, times):
    """As many of its processes, one after the other, as soon as each works; how many it was."""
    pool = ThreadPoolExecutor(1)

    def kill():
        seen = set()
        while len(seen) < times:
            working = [one for one in family([os.getpid()]) if one not in seen and is_at_work(one)]
            for pid in working:
                os.kill(pid, signal.SIGKILL)
                seen.add(pid)
            time.sleep(0.01)
        return len(seen)

    killing = pool.submit(kill)
    pool.shutdown(wait=False)
    return killing


def is_at_work(pid):
    """It holds its slot, hence has begun."""
    with suppress(OSError):
        return any("slot-" in os.readlink(one) for one in Path(f"/proc/{pid}/fd").iterdir())
    return False


def test_a_full_queue_says_so_at_once(make_renderer):
    renderer = make_renderer(at_once=1, queue=0)

    with pytest.raises(PdfBusy):
        renderer.render(SMALL, stylesheet="report")


def test_documents_never_take_every_thread_that_serves_pages():
    assert module.AT_ONCE + module.QUEUE <= PAGE_THREADS - 2


def test_waiting_has_an_end(make_renderer):
    renderer = make_renderer(at_once=1, patience=0.2)
    with renderer.turns:
        renderer.idle.clear()  # somebody else's document is being made

    with pytest.raises(PdfBusy):
        renderer.render(SMALL, stylesheet="report")


def test_many_at_once_all_get_their_page(make_renderer):
    renderer = make_renderer()
    pages = []

    threads = [
        threading.Thread(target=lambda: pages.append(renderer.render(SMALL, stylesheet="report").content))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(pages) == 6
    assert len(set(pages)) == 1


def test_an_error_of_ours_is_told_apart_and_logged(make_renderer, caplog):
    with pytest.raises(PdfFailed):
        make_renderer(at_once=1).render(SMALL, stylesheet="unknown")

    assert "PDF refused: KeyError" in caplog.text
    assert "unknown" not in caplog.text


def test_a_missing_pango_gives_the_command_to_install_it(make_renderer, monkeypatch, tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    monkeypatch.setattr(
        module, "bare_environment", lambda folder: {**bare_environment(folder), "PYTHONPATH": str(tmp_path)}
    )

    with pytest.raises(PdfUnavailable, match="sudo apt install libpango-1.0-0"):
        make_renderer(at_once=1).render(SMALL, stylesheet="report")


def test_every_refusal_says_what_is_kept_or_what_to_do():
    assert [str(refusal()) for refusal in PdfRefused.__subclasses__()] == [
        "Ce document est trop long pour être mis en page. Rien n’est perdu\u00a0: raccourcissez les textes les plus "
        "longs, puis réessayez.",
        "Beaucoup de PDF sont demandés en ce moment. Réessayez dans une minute; rien n’est perdu.",
        "Ce PDF n’a pas pu être produit. Rien n’est perdu. Réessayez, puis écrivez à la gestion si cela se répète.",
        "Le disque du portail est presque plein. Les PDF attendent, pour garder la place à vos textes. "
        "Prévenez la gestion; rien n’est perdu.",
        "La bibliothèque Pango manque sur le serveur. Installez-la\u00a0: "
        "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    ]


def test_the_process_is_given_no_secret(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")

    assert set(bare_environment(str(tmp_path))) <= {
        *("PATH", "HOME", "FONTCONFIG_PATH", "LANG", "TMPDIR", "PYTHONHASHSEED", "MALLOC_ARENA_MAX"),
    }


def kernel_lets_a_process_leave_the_network():
    command = "import ctypes, sys; sys.exit(-ctypes.CDLL(None).unshare(0x50000000))"
    return subprocess.run([sys.executable, "-c", command], check=False).returncode == 0


def test_the_process_has_no_network(make_renderer):
    if not kernel_lets_a_process_leave_the_network():
        pytest.skip("this kernel keeps every process in the same network")
    renderer = make_renderer(at_once=1)
    renderer.render(SMALL, stylesheet="report")

    assert os.readlink(f"/proc/{pid_of(renderer)}/ns/net") != os.readlink("/proc/self/ns/net")


SERVER = """
import django, os, sys, time
django.setup()
from rlp_portal.reports.renderer import render_pdf, _renderer
from rlp_portal.reports import renderer
renderer.render_pdf({page!r})
print(next(process.running.pid for process in renderer._renderer.idle.values() if process), flush=True)
time.sleep(60)
"""


def test_the_process_dies_with_its_server(tmp_path):
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER.format(page=SMALL)],
        stdout=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "rlp_portal.settings", "PORTAIL_VAR": str(tmp_path)},
    )
    pid = int(server.stdout.readline())
    folders = set(os.listdir("/proc"))
    assert str(pid) in folders

    server.kill()
    server.wait()

    for _ in range(50):
        if not is_running(pid):
            break
        time.sleep(0.1)
    assert not is_running(pid)


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_failure_of_the_program_itself_is_not_called_too_long(make_renderer, monkeypatch):
    monkeypatch.setattr(module, "STYLESHEETS", {"report": "/absent.css"})

    with pytest.raises(PdfFailed):
        make_renderer(at_once=1).render(SMALL, stylesheet="report")


def test_a_fork_starts_its_own_processes(make_renderer):
    module.render_pdf(SMALL)
    reader, writer = os.pipe()

    child = os.fork()
    if child == 0:
        os.write(writer, b"none" if module._renderer is None else b"same")
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reader, 4) == b"none"
