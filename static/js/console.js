// The console: each gesture is a form; its answer is the page, whose parts take the place of the present ones. A part
// where somebody writes is never replaced. News of the workshop fetch the page the same way.
import { touchedIn } from "./fields.js";
import { tick } from "./soft-timer.js";

const root = document.querySelector("[data-console]");
const lost = document.querySelector("[data-console-lost]");
const mirror = document.querySelector("[data-mirror]");
const NOT_TWICE_WITHIN = 700; // a button that changed under the finger

// ---- Parts of the page

const isBusy = (part) => part.matches("[data-keep]") && (part.contains(document.activeElement) || Boolean(part.querySelector("[data-unsaved], [data-field-conflict]:not([hidden])")));
const isTyping = (part) => part.contains(document.activeElement) && document.activeElement.matches("input:not([type=hidden]), textarea, select");

const isCounting = (part) => Boolean(part.querySelector("[data-pending]")); // a number that is not sent yet

// Tokens differ each time, and say nothing.
function textOf(part) {
  const copy = part.cloneNode(true);
  for (const input of copy.querySelectorAll("[name=csrfmiddlewaretoken], [name=op_id]")) input.remove();
  for (const counter of copy.querySelectorAll("[data-counter] button")) counter.remove();
  return copy.innerHTML.replace(/\s+/g, " ");
}

const drawn = new Map(); // part → what the server drew

// Two quick gestures: the answer to the first may come last. The console only ever goes forward.
const versionOf = (page) => Number(page.querySelector("[data-console]")?.dataset.version ?? Infinity);

function takeParts(fresh) {
  if (versionOf(fresh) < Number(root.dataset.version)) return;
  for (const next of fresh.querySelectorAll("[data-part]")) {
    const present = document.querySelector(`[data-part="${next.dataset.part}"]`);
    if (!present || isBusy(present) || isTyping(present) || isCounting(present)) continue;
    const text = textOf(next);
    if (drawn.get(present.dataset.part) === text) continue;
    replace(present, next);
    drawn.set(next.dataset.part, text);
  }
  if (root) root.dataset.version = fresh.querySelector("[data-console]")?.dataset.version ?? root.dataset.version;
}

function replace(present, next) {
  const held = present.contains(document.activeElement) ? describe(document.activeElement) : null;
  const opened = [...present.querySelectorAll("details[open]")].map((one) => textOf(one.querySelector("summary")));
  const wasBig = bigGesture(present);
  present.replaceWith(next);
  for (const details of next.querySelectorAll("details")) details.open ||= opened.includes(textOf(details.querySelector("summary")));
  if (held) (find(next, held) ?? next.querySelector("button"))?.focus();
  if (bigGesture(next) !== wasBig) guardBigButton(next);
  welcome(next);
}

const describe = (element) => ({ id: element.id, key: element.dataset.key, text: element.textContent });
const find = (within, { id, key, text }) => (id && within.querySelector(`#${CSS.escape(id)}`)) || (key && within.querySelector(`[data-key="${CSS.escape(key)}"]`)) || [...within.querySelectorAll("button, summary, a")].find((one) => one.textContent === text);

// What the big button says and does; what changes around it changes nothing for who presses it.
function bigGesture(part) {
  const button = part.querySelector("[data-go] button");
  return button ? `${button.textContent} ${signature(button.form)}` : "";
}

function guardBigButton(part) {
  const button = part.querySelector("[data-go] button");
  if (!button || isOurs) return;
  button.dataset.justChanged = "";
  setTimeout(() => { delete button.dataset.justChanged; }, NOT_TWICE_WITHIN);
}

function welcome(element) {
  element.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  openPanels(element);
  tick();
}

// ---- Panels: pages of the console shown inside it

async function openPanels(within) {
  for (const panel of within.querySelectorAll("[data-panel]")) await openPanel(panel);
}

async function openPanel(panel) {
  const page = await read(panel.dataset.panel);
  if (page && panel.isConnected) fillPanel(panel, page);
}

function fillPanel(panel, page) {
  const content = page.querySelector("[data-panel-content]");
  if (!content) return;
  if (panel.dataset.text === textOf(content) || isPanelBusy(panel)) return;
  panel.dataset.text = textOf(content);
  for (const input of content.querySelectorAll("[data-panel-page]")) input.remove(); // its gestures come back here
  const held = panel.contains(document.activeElement) ? describe(document.activeElement) : null;
  panel.replaceChildren(...content.childNodes);
  if (held) find(panel, held)?.focus();
  welcome(panel);
}

const isPanelBusy = (panel) => isTyping(panel) || isCounting(panel) || Boolean(panel.querySelector("[data-unsaved], [data-field-conflict]:not([hidden])"));

async function read(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!response.ok && response.status !== 422) return null;
    return parse(await response.text());
  } catch {
    return null;
  }
}

const parse = (text) => new DOMParser().parseFromString(text, "text/html");

// ---- Gestures

let isOurs = false;

// On the way down, before submit-once.js, for which a second press within ten seconds is never meant.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-gesture]") || !root) return;
  event.preventDefault();
  if (form.querySelector("[data-just-changed]")) {
    tell("Ce bouton vient de changer. Relisez-le, puis appuyez de nouveau.");
    return;
  }
  press(form, event.submitter);
}, true);

// What a gesture is, whatever the page has become meanwhile.
const signature = (form) => [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "op_id"].includes(name)).join();
const pressedAgain = []; // while the answer was on its way; a big button pressed twice is pressed once

function pressAgain() {
  const wanted = pressedAgain.shift();
  const form = wanted && [...document.querySelectorAll("[data-again]")].find((one) => signature(one) === wanted);
  form?.querySelector("button:not(:disabled)")?.click();
}

async function press(form, submitter) {
  if (form.dataset.sent !== undefined) {
    if (form.matches("[data-again]")) pressedAgain.push(signature(form));
    return;
  }
  form.dataset.sent = "";
  const body = new URLSearchParams(new FormData(form, submitter));
  const url = submitter?.getAttribute("formaction") ?? form.action;
  try {
    const response = await fetch(url, { method: "POST", body, headers: { Accept: "text/html" } });
    if (response.status === 403) { // the page is old: its token too
      window.location.reload();
      return;
    }
    isOurs = true;
    const page = parse(await response.text());
    say(page);
    if (page.querySelector("[data-panel-content]")) showPanelAnswer(form, page);
    else await refresh(page);
    if (root.contains(form) && response.ok) release(form);
    isOurs = false;
    reached();
    drawMirror();
    await refreshPanels();
  } catch {
    cut();
  } finally {
    delete form.dataset.sent;
  }
  pressAgain();
}

// What was recorded is no longer « being written ».
function release(form) {
  for (const wrapper of form.querySelectorAll("[data-unsaved]")) delete wrapper.dataset.unsaved;
}

function showPanelAnswer(form, page) {
  const panel = form.closest("[data-panel]");
  if (!panel || isCounting(panel)) return;
  delete panel.dataset.text;
  const content = page.querySelector("[data-panel-content]");
  for (const input of content.querySelectorAll("[data-panel-page]")) input.remove();
  panel.replaceChildren(...content.childNodes);
  panel.querySelector("[data-error-summary]")?.focus();
  welcome(panel);
}

async function refresh(page) {
  const fresh = page?.querySelector("[data-console]") ? page : await read(window.location.href);
  if (fresh) takeParts(fresh);
}

async function refreshPanels() {
  for (const panel of document.querySelectorAll("[data-panel]")) await openPanel(panel);
}

// What the page says at its top is said here too.
function say(page) {
  const said = [...page.querySelectorAll("main > .alert p, main > [data-undo-bar] p")].map((one) => one.textContent.trim());
  tell(said.join(" "));
}

function tell(words) {
  const place = document.querySelector("[data-console-said]") ?? newSaid();
  place.textContent = words;
  place.hidden = !words;
  if (words) document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));
}

function newSaid() {
  const place = document.createElement("p");
  place.className = "console-said";
  place.dataset.consoleSaid = "";
  document.querySelector("[data-go]")?.closest("[data-part]").before(place);
  return place;
}

// A number that changes is sent by itself, once it stands still and what was sent before is answered.
const waiting = new WeakMap();
document.addEventListener("change", ({ target }) => {
  const form = target.closest?.("[data-on-change]");
  if (form && root) sendSoon(form);
});

function sendSoon(form) {
  form.dataset.pending = "";
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => {
    if (form.dataset.sent !== undefined) {
      sendSoon(form);
      return;
    }
    delete form.dataset.pending;
    press(form);
  }, 400));
}

for (const form of document.querySelectorAll("[data-on-change]")) {
  if (touchedIn(form).length) sendSoon(form);
}

// ---- News

let isFetching = false;
let isStale = false;

async function hear({ detail }) {
  reached();
  if (String(detail.version) === root.dataset.version) return;
  isStale = true;
  if (isFetching) return;
  isFetching = true;
  while (isStale) {
    isStale = false;
    await refresh();
    await refreshPanels();
    drawMirror();
  }
  isFetching = false;
}

let mark = "";
async function drawMirror() {
  if (!mirror || getComputedStyle(mirror.parentElement).display === "none") return;
  try {
    const response = await fetch(root.dataset.screenContent, { headers: { Accept: "text/html", ...(mark && { "If-None-Match": mark }) }, cache: "no-store" });
    if (response.status !== 200) return;
    mark = response.headers.get("ETag");
    mirror.replaceChildren(parse(await response.text()).body.firstElementChild);
    mirror.hidden = false;
    tick();
  } catch { /* the next time */ }
}

function reached() {
  if (lost) lost.hidden = true;
}

function cut() {
  if (!lost) return;
  lost.textContent = "Connexion coupée. Rien n’est perdu; la console reprendra toute seule.";
  lost.hidden = false;
}

if (root) {
  for (const part of document.querySelectorAll("[data-part]")) drawn.set(part.dataset.part, textOf(part));
  document.documentElement.classList.add("has-console-script");
  document.addEventListener("portal:news", hear);
  document.addEventListener("portal:live-reach", ({ detail }) => (detail ? reached() : cut()));
  document.addEventListener("portal:live-closed", () => window.location.reload());
  window.addEventListener("offline", cut);
  window.addEventListener("online", () => { reached(); refresh(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") refresh(); });
  openPanels(document);
  drawMirror();
}
