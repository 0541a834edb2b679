// News of an open page: a stream of events; when none opens within 5 seconds or it is cut, a question now and then.
// Each piece of news is the whole state: `portal:news` on document (detail: the state), or `portal:live-closed`
// (detail: the status) once the person may no longer know. fetch rather than EventSource, which hides the status.
const root = document.querySelector("[data-live]");
const OPEN_WITHIN = 5_000; // a proxy that holds answers back is as good as no stream
const SILENT_FOR = 40_000; // the server says something every 15 seconds
const ASK_EVERY = 4_000;
const ASK_WITHIN = 8_000;
const HERE_EVERY = 12_000;
const LONGEST_WAIT = 40_000; // for a stream that does not open although the server answers
const SPREAD = 5_000; // over which those who were told the same delay come back
const CLOSED = [403, 404, 410];

const tab = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const jitter = (delay) => delay * (0.5 + Math.random());
const waiting = new Set(); // what ends each present pause
let stream; // what aborts it
let isLive = false; // news comes by the stream
let isOver = false;
let isLost = false; // asking had no answer
let failures = 0;
let mark = ""; // of the last state that was asked for
let saidHere = 0;

// Cut short when there is a reason to try again at once.
async function pause(delay) {
  let goOn;
  await new Promise((resolve) => {
    goOn = resolve;
    waiting.add(goOn);
    setTimeout(goOn, delay);
  });
  waiting.delete(goOn);
}

// As long as the server said: nothing cuts it short.
const rest = (delay) => new Promise((resolve) => setTimeout(resolve, delay + Math.random() * SPREAD));
const toldWait = (response) => (response.status === 429 || response.status >= 500) && Number(response.headers.get("Retry-After")) * 1000;

function tryAgain() {
  failures = 0;
  for (const goOn of waiting) goOn();
}

const publish = (state) => document.dispatchEvent(new CustomEvent("portal:news", { detail: state }));

// `portal:live-reach` (detail: a boolean): whether the server answers, for pages that say so.
function tellReach(isReached) {
  isLost = !isReached;
  document.dispatchEvent(new CustomEvent("portal:live-reach", { detail: isReached }));
}

function close(status) {
  isOver = true;
  document.dispatchEvent(new CustomEvent("portal:live-closed", { detail: status }));
}

// The state, whole, at every event; a comment now and then. Returns when the stream ends, throws when it is cut.
async function listen() {
  stream = new AbortController();
  const { signal } = stream;
  let patience = setTimeout(() => stream.abort(), OPEN_WITHIN);
  try {
    const response = await fetch(`${root.dataset.live}?onglet=${tab}`, { headers: { Accept: "text/event-stream" }, signal, cache: "no-store" });
    if (!response.ok) return { status: response.status, wait: toldWait(response) };
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return { status: 0 };
      tellReach(true);
      text += value;
      const events = text.split("\n\n");
      text = events.pop();
      for (const event of events) {
        if (event.startsWith("event: closed")) return { status: Number(event.split("data: ")[1]) };
        if (!event.startsWith("data: ")) continue;
        isLive = true;
        failures = 0;
        publish(JSON.parse(event.slice("data: ".length)));
      }
      if (!isLive) continue;
      clearTimeout(patience);
      patience = setTimeout(() => stream.abort(), SILENT_FOR);
    }
  } finally {
    clearTimeout(patience);
    isLive = false;
  }
}

async function keepListening() {
  while (!isOver) {
    let end = { status: 0 };
    try {
      end = await listen();
    } catch { /* cut, or never opened: asking now and then goes on meanwhile, and tells */ }
    if (CLOSED.includes(end.status)) {
      close(end.status);
      return;
    }
    await (end.wait ? rest(end.wait) : pause(jitter(Math.min(LONGEST_WAIT, 1000 * 2 ** failures))));
    failures += 1;
  }
}

// How long the server asks not to be asked again.
async function ask() {
  const headers = { Accept: "application/json", ...(mark && { "If-None-Match": mark }) };
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), ASK_WITHIN);
  try {
    const response = await fetch(root.dataset.liveNews, { headers, signal: patience.signal, cache: "no-store" });
    const wasLost = isLost;
    tellReach(response.status < 500);
    if (wasLost && !isLost) tryAgain(); // the stream is back too, perhaps long before its turn
    if (CLOSED.includes(response.status)) close(response.status);
    if (response.status !== 200) return toldWait(response); // nothing new, or not now
    const state = await response.json();
    mark = response.headers.get("ETag");
    publish(state);
  } finally {
    clearTimeout(late);
  }
}

function sayHere(more = {}) {
  const token = root.elements.csrfmiddlewaretoken.value;
  const body = new URLSearchParams({ onglet: tab, ...more });
  return fetch(root.dataset.livePresence, { method: "POST", body, keepalive: true, headers: { Accept: "application/json", "X-CSRFToken": token } });
}

async function keepAsking() {
  await pause(OPEN_WITHIN);
  while (!isOver) {
    let wait;
    if (!isLive) {
      try {
        if (root.dataset.livePresence && Date.now() - saidHere > HERE_EVERY) {
          saidHere = Date.now();
          sayHere().catch(() => {}); // asking tells whether the server answers
        }
        wait = await ask();
      } catch { // no network: the next time
        tellReach(false);
      }
    }
    await (wait ? rest(wait) : pause(jitter(ASK_EVERY)));
  }
}

for (const gesture of ["online", "portal:signed-in"]) {
  (gesture === "online" ? window : document).addEventListener(gesture, tryAgain);
}

// A phone wakes up: what it was told before it slept is old, and its stream may be dead without a word.
let hiddenAt = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hiddenAt = Date.now();
    return;
  }
  if (Date.now() - hiddenAt < OPEN_WITHIN) return;
  stream?.abort();
  tryAgain();
});

// A page put aside by the browser keeps nothing open; autosave.js loads it anew when it comes back.
window.addEventListener("pagehide", () => {
  if (saidHere && !isLive) sayHere({ leave: "1" }).catch(() => {});
  stream?.abort();
});

if (root && window.TextDecoderStream) {
  keepListening();
  keepAsking();
}
