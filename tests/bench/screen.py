"""How long the coding screen of a text of two hundred pages takes until a key does something, in a real Chromium.

An empty cache each time, in the middle of the text, every sentence of the part coded already. A page that does next
to nothing is opened beside, as a landmark. `python -m tests.bench.screen` prepares the database of DATABASE_URL and
prints the page and its session as JSON.
"""

import json
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.servers import HOST, gunicorn, uvicorn
from tests.bench.sides import environment, run

USABLE_MS, RUNS = 1000, 7
MIDDLE = 1801  # a sentence: the first of its part
WATCH = """
new MutationObserver((_changes, watch) => {
  if (!document.documentElement.classList.contains("has-coding")) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.usable = performance.now(); }));
}).observe(document, {subtree: true, attributes: true, attributeFilter: ["class"], childList: true});
"""
SAID = """
() => new Promise((say) => { (function look() { window.usable ? say(window.usable) : setTimeout(look, 20); })(); })
"""


@dataclass(frozen=True)
class Opened:
    name: str
    ms: float

    @property
    def is_met(self):
        return self.ms < USABLE_MS


def measure():
    from tests.bench.vitals import SCREENS, chromium

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        env = environment("sqlite", folder, "ours", stack)
        path, session = json.loads(run("tests.bench.screen", env=env))
        port = stack.enter_context(uvicorn("rlp_portal.asgi:application", env=env)).port
        constant = stack.enter_context(gunicorn("tests.bench.constant:application", env=env)).port
        landmark = f"http://{HOST}:{constant}/constante"
        browser = stack.enter_context(chromium())
        print(f"\nL’écran de codage d’un texte de 200 pages – but : utilisable en {USABLE_MS} ms")
        done = []
        for screen, options in SCREENS.items():
            rounds = [
                (opened(browser, f"http://{HOST}:{port}{path}", session, options), loaded(browser, landmark, options))
                for _ in range(RUNS + 1)
            ]
            ours, beside = zip(*rounds[1:], strict=True)  # at the first all was cold
            one = Opened(screen, median(ours))
            verdict = "atteint" if one.is_met else "MANQUÉ"
            print(
                f"  {screen:9} {one.ms:5.0f} ms (de {min(ours):.0f} à {max(ours):.0f})   {verdict}"
                f"   page constante : {median(beside):.0f} ms",
                flush=True,
            )
            done.append(one)
        return done


def opened(browser, url, session, options):
    context = browser.new_context(locale="fr-CA", **options)
    try:
        context.add_cookies([{"name": "sessionid", "value": session, "domain": HOST, "path": "/"}])
        context.add_init_script(WATCH)
        tab = context.new_page()
        tab.goto(url)
        return tab.evaluate(SAID)
    finally:
        context.close()


def loaded(browser, url, options):
    context = browser.new_context(locale="fr-CA", **options)
    try:
        tab = context.new_page()
        tab.goto(url)
        return tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart")
    finally:
        context.close()


def prepare():
    from tests.bench.portal import PAGE, PLAN_PAGES, session_of  # sets Django up: it comes first  # isort: skip

    from django.core.management import call_command
    from django.urls import reverse

    from rlp_portal.analysis.coding.queries import SENTENCES_PER_PART
    from rlp_portal.rlps.enums import Role
    from tests.factories import ActionPlanFactory, CodingFactory, ExcerptFactory, MembershipFactory

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    advisor = MembershipFactory(role=Role.ADVISOR, user__password="!")
    plan = ActionPlanFactory(rlp=advisor.rlp, text="\n".join([PAGE] * PLAN_PAGES))
    version = plan.versions.get()
    sentences = [place for one in version.paragraphs.order_by("number") for place in one.sentences]
    for start, end in sentences[MIDDLE - 1 : MIDDLE - 1 + SENTENCES_PER_PART]:
        words = version.text[start:end]
        excerpt = ExcerptFactory(plan=plan, version=version, start=start, end=end, quotation=words)
        CodingFactory(excerpt=excerpt, coder=advisor.user)
    return f"{reverse('code_plan', args=[plan.public_id])}?phrase={MIDDLE}", session_of(advisor.user)


if __name__ == "__main__":
    json.dump(prepare(), sys.stdout)
