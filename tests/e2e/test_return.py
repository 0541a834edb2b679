"""static/js/live.js alone, in front of a server that goes and comes back: with a clock of its own, without a portal.

Whoever lost the stream has it again within fifteen seconds, not in the same instant as all, nor before it may.
"""

from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "static" / "js" / "live.js"
FRAME = '<form data-live="/flux" data-live-news="/nouvelles"></form>'
BACK_WITHIN, SPREAD = 15, 3  # seconds
CLIENTS = 6
# A clock that one winds, chance from a seed, and a server; `how`: "refused", "silent", or [status, Retry-After].
ROOM = """(seed) => {
  let now = 0, names = 0, timers = new Map();
  Date.now = () => now;
  Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  window.setTimeout = (then, delay) => (timers.set(++names, { then, at: now + delay }), names);
  window.clearTimeout = (name) => timers.delete(name);
  const settle = async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(0);
      });
    }
  };
  window.spend = async (seconds) => {
    const until = now + seconds * 1000;
    await settle();
    for (;;) {
      const [name, next] = [...timers].sort(([, one], [, other]) => one.at - other.at)[0] ?? [];
      if (!next || next.at > until) break;
      timers.delete(name);
      now = next.at;
      next.then();
      await settle();
    }
    now = until;
  };
  const times = [];
  window.how = {};
  const of = (place, since) => times.filter(([one, at]) => one === place && at >= since * 1000);
  window.asked = (place, since = 0) => of(place, since).map(([, at]) => at / 1000 - since);
  window.fetch = async (url, { signal }) => {
    const place = url.split("?")[0], told = window.how[place];
    times.push([place, now]);
    if (told === "refused") throw new TypeError("refused");
    if (told === "silent") return new Promise((_, refuse) => signal.addEventListener("abort", refuse));
    if (told) return new Response("", { status: told[0], headers: { "Retry-After": told[1] } });
    if (place === "/nouvelles") return new Response('{"version": 1}', { headers: { ETag: '"1"' } });
    return new Response(new ReadableStream({ start(one) {
      one.enqueue(new TextEncoder().encode('data: {"version": 1}\\n\\n'));
      window.cut = () => one.error(new TypeError("cut"));
    } }));
  };
  return import("/live.js");
}"""
OUTAGE = """async (how) => {
  await spend(3);
  window.how = { "/flux": how, "/nouvelles": how };
  cut();
  await spend(180);
  window.how = {};
  await spend(20);
  return asked("/flux", 183)[0];
}"""
REFUSAL = """async ([place, status]) => {
  await spend(3);
  window.how = { "/flux": "refused", [place]: [status, "30"] };
  cut();
  await spend(14);
  const refused = asked(place).at(-1);
  dispatchEvent(new Event("online"));
  await spend(40);
  return asked(place, refused)[1];
}"""


@pytest.fixture
def clients(browser):
    """`clients(play, argument)`: what each of several clients, with its own chance, returned."""
    context = browser.new_context()
    context.route("**/*", lambda route: route.fulfill(body=FRAME, content_type="text/html"))
    context.route("**/live.js", lambda route: route.fulfill(path=SCRIPT, content_type="text/javascript"))

    def play(story, about):
        return [one_client(context, story, about, seed=seed) for seed in range(1, CLIENTS + 1)]

    yield play
    context.close()


def one_client(context, story, about, *, seed):
    page = context.new_page()
    page.goto("http://salle.test/")
    page.evaluate(ROOM, seed * 1_000_003)
    waited = page.evaluate(story, about)
    page.close()
    return waited


@pytest.mark.parametrize("how", ["refused", "silent", [503, "5"]])
def test_after_an_outage_the_streams_come_back_within_fifteen_seconds_one_after_the_other(clients, how):
    waits = clients(OUTAGE, how)

    assert max(waits) <= BACK_WITHIN
    assert max(waits) - min(waits) > SPREAD


@pytest.mark.parametrize(("place", "status"), [("/flux", 503), ("/nouvelles", 429)])
def test_whoever_is_told_to_wait_waits_and_all_do_not_come_in_the_same_instant(clients, place, status):
    waits = clients(REFUSAL, [place, status])

    assert 30 <= min(waits) < max(waits) <= 36
    assert max(waits) - min(waits) > SPREAD
