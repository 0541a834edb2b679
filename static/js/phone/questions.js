// The questions of a step, one shown at a time. Each answer is one save (see outbox.js), over and over until the reveal.
import { clean, fillIn, isBox, isTyped, pairsIn, touchedIn, wordsIn } from "../fields.js";
import { offerCopy } from "../refused-text.js";
import { claimEntries, drop, flush, flushWithin, rewrite, sendIn, summary, writeDown } from "../outbox.js";
import { addRow } from "./more.js";
import { recall } from "./recall.js";

const PAUSE = 1000;
const OFFLINE = "Hors ligne. Vos réponses sont gardées sur cet appareil et partiront toutes seules.";
const shown = new Map(); // wrapper → the job of what is not acknowledged there
const main = document.querySelector("[data-face]");

const root = () => main.querySelector("[data-questions]");
const inputsOf = (wrapper) => [...wrapper.querySelectorAll("input, textarea, select")].filter((input) => input.name);
const headingOf = (panel) => panel.querySelector("[data-heading]");
const wordsOf = (element) => clean(element.textContent);

// ---- From one question to the next

const panels = () => [...root().querySelectorAll("[data-panel]")];
const present = () => panels().find((panel) => !panel.hidden);

function show(number, { isBack = false } = {}) {
  const next = panels().find((panel) => panel.dataset.panel === String(number));
  if (!next || next === present()) return;
  present().hidden = true;
  next.hidden = false;
  if ("last" in next.dataset) recall(root());
  if (!isBack) window.history.pushState(null, "", `?q=${"last" in next.dataset ? "fin" : number}`);
  window.scrollTo(0, 0);
  headingOf(next).focus({ preventScroll: true });
  flush();
}

window.addEventListener("popstate", () => {
  if (!root()) return;
  const asked = new URLSearchParams(window.location.search).get("q");
  show(asked === "fin" ? panels().length : asked ?? 1, { isBack: true });
});

// ---- Saving

const form = (wrapper) => wrapper.closest("form");
const fieldOf = (wrapper) => `${root().dataset.step} ${form(wrapper).dataset.item} ${wrapper.dataset.question}`;
const typedOf = (wrapper) => inputsOf(wrapper).filter(isTyped).map((input) => input.value).join("\n");

const pairsOf = (wrapper) => pairsIn(inputsOf(wrapper));

function questionOf(wrapper) {
  const { dataset: { item }, elements: { step, round } } = form(wrapper);
  return [["step", step.value], ["round", round.value], ["item", item]];
}

function note(wrapper, delay, { more = [], words = wordsIn(inputsOf(wrapper)) } = {}) {
  const pairs = [...pairsOf(wrapper), ...more];
  if (shown.has(wrapper)) rewrite(shown.get(wrapper), pairs, words);
  else {
    const label = wordsOf(headingOf(wrapper.closest("[data-panel]")));
    hold(wrapper, writeDown({ kind: "answer", url: root().dataset.answer, field: fieldOf(wrapper), label, pairs, ...words, extra: questionOf(wrapper) }, hooksOf(wrapper)));
  }
  sendIn(shown.get(wrapper), delay);
}

const hold = (wrapper, job) => shown.set(wrapper, job);

function hooksOf(wrapper) {
  return {
    saved({ answer }, isLast) {
      say(wrapper.querySelector("[data-field-error]"), "");
      say(wrapper.querySelector("[data-field-status]"), answer.notices?.join(" ") ?? "");
      if (isLast) shown.delete(wrapper);
      recallAgain();
    },
    refused({ answer }) {
      const place = wrapper.querySelector("[data-field-error]");
      say(place, answer.message ?? "");
      if (typedOf(wrapper).trim()) offerCopy(place, wrapper, () => typedOf(wrapper));
      recallAgain();
    },
  };
}

// What became of an answer may be known once its line is already read.
function recallAgain() {
  if (root() && "last" in present().dataset) recall(root());
}

function say(place, words) {
  place.textContent = words;
  place.hidden = !words;
}

// ---- « Je passe »

function markPassed(panel, isPassed) {
  const button = panel.querySelector("[data-pass]");
  button.classList.toggle("is-passed", isPassed);
  button.setAttribute("aria-pressed", isPassed);
}

// What was written stays the answer: passing then only goes on.
function pass(panel) {
  const wrappers = [...panel.querySelectorAll("[data-question]")];
  if (!wrappers.some((wrapper) => typedOf(wrapper).trim())) {
    for (const input of wrappers.flatMap(inputsOf).filter(isBox)) input.checked = false;
    markPassed(panel, true);
    note(wrappers[0], 0, { more: [["pass", "1"]], words: { said: wordsOf(panel.querySelector("[data-pass]")) } });
  }
  show(Number(panel.dataset.panel) + 1);
}

// ---- What happens on the page

function noteInput({ target, type }) {
  const wrapper = target.closest?.("[data-questions] [data-question]");
  if (!wrapper) return;
  markPassed(wrapper.closest("[data-panel]"), false);
  note(wrapper, type === "change" ? 0 : PAUSE);
}

document.addEventListener("input", noteInput);
document.addEventListener("change", noteInput);
for (const wrapper of main.querySelectorAll("[data-question]")) {
  if (touchedIn(wrapper).length) noteInput({ target: wrapper, type: "change" });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-questions] [data-item]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const panel = present();
  if (event.submitter?.matches("[data-pass]")) pass(panel);
  else if (event.submitter?.matches("[data-more]")) addRow(panel);
  else show(event.submitter?.dataset.go ?? Number(panel.dataset.panel) + 1);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-questions] a[data-go]");
  if (!link) return;
  event.preventDefault();
  show(link.dataset.go);
});

// « Envoyer » waits for the answers on their way; when they cannot leave, neither can it.
const ready = new WeakSet();

document.addEventListener("submit", (event) => {
  const { target } = event;
  if (!target.matches("[data-send]") || ready.has(target) || !summary().waiting) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  flushWithin(3000).then(() => {
    if (summary().waiting) {
      document.dispatchEvent(new CustomEvent("portal:announce", { detail: OFFLINE }));
      return;
    }
    ready.add(target);
    target.requestSubmit();
  });
}, { capture: true });

// ---- What waited from before is put back in its question

function putBack(wrapper, pairs) {
  fillIn(inputsOf(wrapper), pairs);
  markPassed(wrapper.closest("[data-panel]"), pairs.some(([name]) => name === "pass"));
  wrapper.dispatchEvent(new CustomEvent("portal:put-back", { bubbles: true }));
}

claimEntries((entry, job) => {
  if (entry.kind !== "answer" || !root()) return null;
  const wrapper = [...root().querySelectorAll("[data-question]")].find((one) => fieldOf(one) === entry.field);
  if (!wrapper) return null;
  if (shown.has(wrapper)) { // answered anew before the scripts arrived
    drop(job);
    return null;
  }
  putBack(wrapper, entry.pairs);
  hold(wrapper, job);
  const hooks = hooksOf(wrapper);
  if (entry.stuck) hooks.refused({ answer: entry.stuck });
  return hooks;
});
