// The projected page: it shows what the server draws, anew at each piece of news, and says so when news no longer comes.
import { tick } from "./soft-timer.js";

const frame = document.querySelector("[data-screen]");
const lost = document.querySelector("[data-screen-lost]");
const look = document.querySelector("[data-screen-look]");
const { screenContent } = document.body.dataset;
const ASK_AGAIN = 3_000;
const SMALLEST_FIT = 0.6;

const shown = () => frame.firstElementChild;
let mark = "";
let isAsking = false;
let isStale = false;
let cutSince = null;

// ---- What is shown

async function draw() {
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  try {
    while (isStale) {
      isStale = false;
      await ask();
    }
    reached();
  } catch {
    cut();
    setTimeout(draw, ASK_AGAIN * (0.5 + Math.random()));
  } finally {
    isAsking = false;
  }
}

async function ask() {
  const headers = { Accept: "text/html", ...(mark && { "If-None-Match": mark }) };
  const response = await fetch(screenContent, { headers, cache: "no-store" });
  if (response.status === 404) {
    leave();
    return;
  }
  if (response.status !== 200 && response.status !== 304) throw new Error(response.status);
  if (response.status === 304) return;
  mark = response.headers.get("ETag");
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").body.firstElementChild;
  show(fresh);
}

function show(fresh) {
  const isSame = shown().dataset.kind === fresh.dataset.kind;
  const stage = shown().querySelector(".screen-stage");
  if (isSame && stage) { // nothing appears twice
    stage.replaceWith(fresh.querySelector(".screen-stage"));
    for (const part of [".screen-head", ".screen-foot"]) replacePart(part, fresh);
    Object.assign(shown().dataset, fresh.dataset);
  } else {
    frame.replaceChildren(fresh);
  }
  fit();
  tick();
}

// One more answer is told as soon as it is known; the ring follows with what the server draws.
function count({ version, mark: where, step }) {
  const { kind, mark: here, version: drawn } = shown().dataset;
  const told = shown().querySelector(".screen-seats-count");
  if (told && kind === "collecting" && here === where && version > Number(drawn)) told.textContent = step.answered;
}

function replacePart(part, fresh) {
  const [present, next] = [shown().querySelector(part), fresh.querySelector(part)];
  if (present && next) present.replaceWith(next);
  else if (present) present.remove();
  else if (next) shown().append(next);
}

function leave() {
  const page = document.createElement("div");
  page.className = "screen";
  page.textContent = "Cette adresse ne montre plus d’atelier.";
  frame.replaceChildren(page);
}

// ---- No scrolling, ever: what does not hold is made smaller

function fit() {
  const screen = shown();
  const stage = screen.querySelector(".screen-stage");
  if (!stage) return;
  let size = 1;
  do {
    style({ fit: size });
    size -= 0.05;
  } while (overflows(screen, stage) && size >= SMALLEST_FIT);
}

// The policy of the page allows no style of its own: sizes are a sheet of this script.
const sheet = new CSSStyleSheet();
const sizes = { zoom: 1, fit: 1 };
document.adoptedStyleSheets = [sheet];

function style(changed) {
  Object.assign(sizes, changed);
  sheet.replaceSync(`:root { --zoom: ${sizes.zoom}; --fit: ${sizes.fit}; }`);
}

function overflows(screen, stage) {
  const room = stage.getBoundingClientRect();
  if (screen.scrollWidth > screen.clientWidth + 2) return true;
  return [...stage.querySelectorAll("p, li, dl, .screen-picture")].some((one) => {
    const box = one.getBoundingClientRect();
    return box.height > 0 && (box.bottom > room.bottom + 2 || box.top < room.top - 2 || box.right > room.right + 2);
  });
}

window.addEventListener("resize", fit);
document.fonts.ready.then(fit);

// ---- The network

function reached() {
  cutSince = null;
  lost.hidden = true;
}

function cut() {
  cutSince ??= new Date();
  const at = cutSince.toLocaleTimeString("fr-CA", { hour: "numeric", minute: "2-digit" }).replace(/ /g, "\u00a0");
  lost.textContent = `Connexion coupée. Ce qui est affiché date de ${at}.`;
  lost.hidden = false;
}

document.addEventListener("portal:news", ({ detail }) => {
  count(detail);
  draw();
});
document.addEventListener("portal:live-closed", leave);
document.addEventListener("portal:live-reach", ({ detail }) => (detail ? cutSince && draw() : cut()));
window.addEventListener("offline", cut);
window.addEventListener("online", draw);

// ---- How it looks, remembered in this browser

const LOOK = "portail-ecran";
const chosen = { zoom: 1, contrast: false, ...readLook() };

function readLook() {
  try {
    return JSON.parse(localStorage.getItem(LOOK) ?? "{}");
  } catch {
    return {};
  }
}

function applyLook() {
  style({ zoom: chosen.zoom });
  document.documentElement.classList.toggle("is-contrast", chosen.contrast);
  try {
    localStorage.setItem(LOOK, JSON.stringify(chosen));
  } catch { /* nothing is kept here: it stays as long as the page */ }
  fit();
}

function zoomBy(step) {
  chosen.zoom = Math.min(1.6, Math.max(0.8, Math.round((chosen.zoom + step) * 10) / 10));
  applyLook();
}

const LOOKS = {
  smaller: () => zoomBy(-0.1),
  larger: () => zoomBy(0.1),
  contrast: () => {
    chosen.contrast = !chosen.contrast;
    applyLook();
  },
  whole: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {}),
};
const KEYS = { "+": "larger", "=": "larger", "-": "smaller", "−": "smaller", c: "contrast", f: "whole" };

look.addEventListener("click", ({ target }) => LOOKS[target.dataset.look]?.());
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  LOOKS[KEYS[event.key.toLowerCase()]]?.();
});

let hiding;
function showLook() {
  look.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { look.hidden = !look.contains(document.activeElement); }, 3_000);
}
for (const gesture of ["pointermove", "keydown", "focusin"]) document.addEventListener(gesture, showLook);

applyLook();
