"""What somebody with a modest phone waits for: the largest part of a page (LCP), then the answer to a gesture (INP).

A real Chromium, its processor slowed four times, on a slow 4G network (150 ms there and back, 1.6 Mbit/s down, 0.75
up), as Lighthouse has it, and an empty cache. A page that does next to nothing is measured beside, as a landmark:
what it takes is the slowness of the machine itself.
"""

import json
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests.bench.servers import HOST, gunicorn, uvicorn
from tests.bench.sides import environment, run

LCP_MS, PHONE_LCP_MS, INP_MS = 1500, 900, 80  # below which a page must stay; that of a phone in a workshop
PHONES = ((), ("--texts",))  # what a room is asked
RUNS = 3
SLOWED = 4
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SCREENS = {
    "360 px": {"viewport": {"width": 360, "height": 760}, "device_scale_factor": 2, "is_mobile": True},
    "1280 px": {"viewport": {"width": 1280, "height": 900}},
}
WATCH = """
window.seen = {lcp: 0, events: {}};
new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.lcp = one.startTime })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (one.interactionId)
  seen.events[one.interactionId] = Math.max(seen.events[one.interactionId] ?? 0, one.duration) })
  .observe({type: "event", durationThreshold: 16, buffered: true});
"""
SETTLED_MS, KEY_MS = 1500, 60
TEXT = "Le groupe a regardé ensemble ce qui tient déjà."
FIELDS = "textarea:visible, input[type=email]:visible, input[type=text]:visible"
CHOICES = "label:visible:has(input[type=radio]), input[type=radio] + label:visible"
FOLDED = "summary:visible"


class NothingDone(Exception):
    """The browser took no gesture of ours for one."""


@dataclass(frozen=True)
class Page:
    """`cookie`: (name, value) that opens it."""

    name: str
    path: str
    cookie: tuple[str, str] | None = None
    lcp: int = LCP_MS


@dataclass(frozen=True)
class Vitals:
    """Milliseconds: the median of several visits."""

    name: str
    lcp: float
    inp: float  # 0 when nothing took more than a frame
    lcp_goal: int = LCP_MS
    is_landmark: bool = False

    @property
    def is_met(self):
        return self.is_landmark or (self.lcp < self.lcp_goal and self.inp < INP_MS)


def measure():
    return measured(carnet_pages)


def measure_phones():
    return measured(phone_pages)


def measured(pages_of):
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        env = environment("sqlite", folder, "ours", stack)
        furnished = pages_of(env)
        portal = stack.enter_context(uvicorn("rlp_portal.asgi:application", env=env)).port
        constant = stack.enter_context(gunicorn("tests.bench.constant:application", env=env)).port
        landmark = Page("(page constante)", "/constante")
        pages = [(landmark, constant), *((page, portal) for page in furnished)]
        browser = stack.enter_context(chromium())
        print(
            f"\nPages sur une 4G lente, processeur ralenti {SLOWED} fois – buts : INP {INP_MS} ms, "
            f"LCP {furnished[0].lcp} ms"
        )
        done = []
        for screen, options in SCREENS.items():
            rounds = [[visit(browser, *page, options) for page in pages] for _ in range(RUNS + 1)]
            for (page, _port), visits in zip(pages, zip(*rounds[1:], strict=True), strict=True):  # the first was cold
                lcp, inp = (median(figures) for figures in zip(*visits, strict=True))
                done.append(said(Vitals(f"{page.name}, {screen}", lcp, inp, page.lcp, is_landmark=page is landmark)))
        return done


def carnet_pages(env):
    return [
        Page(name, path, session and ("sessionid", session))
        for name, path, session in json.loads(run("tests.bench.carnet", env=env))
    ]


def phone_pages(env):
    [scales], [texts] = (json.loads(run("tests.bench.room.prepare", "3", "1", *how, env=env)) for how in PHONES)
    return [
        Page("Téléphone, une échelle", scales["phone"], key_of(scales), PHONE_LCP_MS),
        Page("Téléphone, une question ouverte", texts["phone"], key_of(texts), PHONE_LCP_MS),
    ]


def key_of(room):
    """The cookie of the first phone of a room."""
    return tuple(room["cookies"][0].split("=", 1))


@contextmanager
def chromium():
    program = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not program:
        sys.exit("Chromium manque. Installez-le\u00a0: sudo apt install chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])


def visit(browser, page, port, options):
    """(LCP, INP) of one visit with an empty cache."""
    context = browser.new_context(locale="fr-CA", **options)
    try:
        if page.cookie:
            name, value = page.cookie
            context.add_cookies([{"name": name, "value": value, "domain": HOST, "path": "/"}])
        context.add_init_script(WATCH)
        tab = context.new_page()
        slow_down(context.new_cdp_session(tab))
        tab.goto(f"http://{HOST}:{port}{page.path}", wait_until="load", timeout=60_000)
        tab.wait_for_timeout(SETTLED_MS)
        lcp = tab.evaluate("seen.lcp")
        use(tab)
        if not tab.evaluate("performance.interactionCount"):
            raise NothingDone(page.path)
        return lcp, worst(tab.evaluate("Object.values(seen.events)"))
    finally:
        context.close()


def slow_down(devtools):
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_4G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})


def use(tab):
    """She opens what is folded, chooses, types in two fields while the first is being saved, and goes on by Tab."""
    for target in (FOLDED, CHOICES):
        for one in tab.locator(target).all()[:2]:
            one.click()
            tab.wait_for_timeout(200)
    tab.keyboard.press("Escape")
    for one in tab.locator(FIELDS).all()[:2]:
        one.click()
        tab.keyboard.type(TEXT, delay=KEY_MS)
    for _ in range(5):
        tab.keyboard.press("Tab")
        tab.wait_for_timeout(100)
    tab.wait_for_timeout(SETTLED_MS)


def worst(durations):
    """As browsers count it: the slowest, but for one in each fifty."""
    return sorted(durations, reverse=True)[len(durations) // 50] if durations else 0


def said(vitals):
    verdict = "" if vitals.is_landmark else "atteint" if vitals.is_met else "MANQUÉ"
    print(f"  {vitals.name:45} LCP {vitals.lcp:5.0f} ms   INP {vitals.inp:4.0f} ms   {verdict}", flush=True)
    return vitals
