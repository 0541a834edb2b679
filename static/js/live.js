// News of an open page: a stream of events; when none opens within 5 seconds or it is cut, a question now and then.
// Each piece of news is the whole state: `portal:news` on document (detail: the state), or `portal:live-closed`
// (detail: the status) once the person may no longer know. fetch rather than EventSource, which hides the status.
const root = document.querySelector("[data-live]");
const OPEN_WITHIN = 5_000; // a proxy that holds answers back is as good as no stream
const SILENT_FOR = 40_000; // the server says something every 15 seconds
const ASK_EVERY = 4_000;
const HERE_EVERY = 12_000;
const LONGEST_WAIT = 60_000;
const CLOSED = [403, 404, 410];

const tab = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const jitter = (delay) => delay * (0.5 + Math.random());
const waiting = new Set(); // what ends each present pause
let stream; // what aborts it
let isLive = false; // news comes by the stream
let isOver = false;
let failures = 0;
let mark = ""; // of the last state that was asked for
let saidHere = 0;

async function pause(delay) {
  let goOn;
  await new Promise((resolve) => {
    goOn = resolve;
    waiting.add(goOn);
    setTimeout(goOn, delay);
  });
  waiting.delete(goOn);
}

const publish = (state) => document.dispatchEvent(new CustomEvent("portal:news", { detail: state }));

// `portal:live-reach` (detail: a boolean): whether the server answers, for pages that say so.
const tellReach = (isReached) => document.dispatchEvent(new CustomEvent("portal:live-reach", { detail: isReached }));

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
    if (!response.ok) return { status: response.status, wait: Number(response.headers.get("Retry-After")) * 1000 };
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
    await pause(end.wait || Math.min(LONGEST_WAIT, jitter(1000 * 2 ** failures)));
    failures += 1;
  }
}

async function ask() {
  const headers = { Accept: "application/json", ...(mark && { "If-None-Match": mark }) };
  const response = await fetch(root.dataset.liveNews, { headers, cache: "no-store" });
  tellReach(response.status < 500);
  if (CLOSED.includes(response.status)) close(response.status);
  if (response.status !== 200) return; // nothing new, or not now
  mark = response.headers.get("ETag");
  publish(await response.json());
}

function sayHere(more = {}) {
  const token = root.elements.csrfmiddlewaretoken.value;
  const body = new URLSearchParams({ onglet: tab, ...more });
  return fetch(root.dataset.livePresence, { method: "POST", body, keepalive: true, headers: { Accept: "application/json", "X-CSRFToken": token } });
}

async function keepAsking() {
  await pause(OPEN_WITHIN);
  while (!isOver) {
    if (!isLive) {
      try {
        if (root.dataset.livePresence && Date.now() - saidHere > HERE_EVERY) {
          saidHere = Date.now();
          await sayHere();
        }
        await ask();
      } catch { // no network: the next time
        tellReach(false);
      }
    }
    await pause(jitter(ASK_EVERY));
  }
}

for (const gesture of ["online", "portal:signed-in"]) {
  (gesture === "online" ? window : document).addEventListener(gesture, () => {
    failures = 0;
    for (const goOn of waiting) goOn();
  });
}

// A phone wakes up: what it was told before it slept is old, and its stream may be dead without a word.
let hiddenAt = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hiddenAt = Date.now();
    return;
  }
  if (Date.now() - hiddenAt < OPEN_WITHIN) return;
  failures = 0;
  stream?.abort();
  for (const goOn of waiting) goOn();
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
