"""From the answer that a phone sends to the frame of a real Chromium that shows it on the projected screen.

What a room sees, while the answers of one question come in: how many people have answered.
"""

import asyncio
import random
import time

from playwright.async_api import async_playwright

from tests import chromium
from tests.bench.room.live import Turn
from tests.bench.servers import HOST

SIZE = {"width": 1920, "height": 1080}
COUNT = ".screen-seats-count"
WATCH = """
window.seen = {};
const look = () => {
  const count = document.querySelector("%s")?.textContent.trim();
  if (!count || count in seen) return;
  seen[count] = 0;
  requestAnimationFrame(() => requestAnimationFrame((at) => { seen[count] = performance.timeOrigin + at; }));
};
document.addEventListener("DOMContentLoaded", () => {
  look();
  new MutationObserver(look).observe(document, {subtree: true, childList: true, characterData: true});
});
"""


def take_turn(side, *, answers, rate):
    return asyncio.run(watch(side, answers=answers, rate=rate))


async def watch(side, *, answers, rate):
    """Each answer is of somebody else, and told before the next: the count is its number."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium.PROGRAM, args=chromium.QUIET)
        page = await browser.new_page(viewport=SIZE, locale="fr-CA")
        await page.add_init_script(WATCH % COUNT)
        await page.goto(f"http://{HOST}:{side.news.port}{side.page}")
        await asyncio.sleep(1.5)
        sent, turn = await answer(side, answers, rate)
        await asyncio.sleep(1)
        seen = await page.evaluate("seen")
        await browser.close()
    side.forget()
    turn.errors += [f"{number} ne paraît pas" for number in sent if not seen.get(str(number))]
    turn.last = [seen[str(number)] - moment for number, moment in sent.items() if seen.get(str(number))]
    return turn


async def answer(side, answers, rate):
    """({count: when it was sent, in milliseconds}, Turn); out of step with the frames of the screen."""
    chance, began, sent, turn = random.Random(1), time.time(), {}, Turn()  # noqa: S311 - the same draws each time
    for number in range(1, answers + 1):
        await asyncio.sleep(max(0, began + (number + chance.random() / 2) / rate - time.time()))
        sent[number] = time.time() * 1000
        try:
            await side.answer(number - 1, number)
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is an error of the turn
            turn.errors.append(repr(problem))
    return sent, turn
