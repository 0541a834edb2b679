// One passage at a time: the panel shows what is said of it, the queue (outbox.js) keeps and sends what changes, and the
// margin follows what the server answers. `coding-keys.js` does the same gestures from the keyboard.
import { claimEntries, drop, flush, rewrite, send, sendIn, writeDown } from "./outbox.js";
import { openPanel, takeTheScreen } from "./coding-layout.js";
import { chosen, fill, isChosen, keepWhole, same, storedPairs } from "./coding-panel.js";
import { randomId } from "./kept.js";
import { post } from "./sending.js";
import { currentRank, enhance, markUnsaved, onSentence, paintBracket, rankOf, selectedPassage, sentences, show, touched, wordsOf } from "./coding-text.js";

const PAUSE = 2000;
const CUT = "La connexion est coupée. Rien n’est annulé; réessayez dans un instant.";
const screen = document.querySelector("[data-coding]");
const panel = document.querySelector("[data-panel]");
const items = document.querySelector("[data-items]");
const { coding: saveUrl, undo: undoUrl, place: placeUrl, version, sentences: count, tail } = screen.dataset;
const query = tail.replace(/^&/, "?");
const waiting = new Map(); // field → its job in the queue
const troubles = new Map(); // field → {words} or {html, base}: what the server refused

let rank = currentRank();
let [start, end] = panel.elements.field.value.split(":")[1].split("-").map(Number);
let placeTimer = 0;
let notedPlace = sentences[rank].number;

const fieldOf = (passage) => `${version}:${passage.start}-${passage.end}`;
const passageOf = (field) => { const [from, to] = field.split(":")[1].split("-").map(Number); return { start: from, end: to }; };
const here = () => fieldOf({ start, end });
const itemOf = (field) => items.querySelector(`[data-item="${CSS.escape(field)}"]`);
const baseOf = (field) => itemOf(field)?.dataset.base ?? "";
const announce = (words) => document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));
const phrase = () => ["phrase", String(sentences[rank].number)];

// --- the panel -------------------------------------------------------------------------------------------------------

function draw() {
  const field = here();
  const within = touched({ start, end });
  const [first, last] = [within[0]?.number, within.at(-1)?.number];
  const isPart = within.length && (start !== within[0].start || end !== within.at(-1).end);
  const places = first === last ? `Phrase ${first}` : `Phrases ${first} à ${last}`;
  panel.querySelector("[data-place-words]").textContent = `${isPart ? "Passage choisi, p" : "P"}${places.slice(1)} sur ${count}`;
  panel.querySelector("[data-quotation]").textContent = wordsOf({ start, end });
  const base = panel.querySelector("[data-base]");
  base.name = `${field}--base`;
  base.value = baseOf(field);
  panel.elements.field.value = field;
  panel.elements.op_id.value = randomId();
  for (const input of document.querySelectorAll("[data-panel] [name=phrase], #annuler [name=phrase]")) input.value = sentences[rank].number;
  panel.querySelector("[data-act=erase]").hidden = !itemOf(field);
  drawTrouble();
}

function drawTrouble() {
  const trouble = troubles.get(here());
  const error = panel.querySelector("[data-panel-error]");
  error.textContent = trouble?.words ?? "";
  error.hidden = !trouble?.words;
  const conflict = panel.querySelector("[data-panel-conflict]");
  conflict.innerHTML = trouble?.html ?? ""; // our own template, escaped by the server
  conflict.hidden = !trouble?.html;
}

// --- choosing a passage ----------------------------------------------------------------------------------------------

// The one that is left is sent: leaving a field saves it.
export function choose(passage, toRank, { focus = false } = {}) {
  leave();
  ({ start, end } = passage);
  rank = toRank;
  show(passage, rank, { focus });
  fill(pairsToShow(here()));
  draw();
  notePlace();
  document.dispatchEvent(new CustomEvent("portal:passage", { detail: { start, end } }));
}

const pairsToShow = (field) => waiting.get(field)?.entry.pairs ?? storedPairs(itemOf(field));

function leave() {
  const job = waiting.get(here());
  if (job && !job.entry.stuck && !job.tries) send(job);
}

export function goTo(toRank, options) {
  if (!sentences[toRank]) return turnPage(toRank < 0 ? -1 : 1);
  const { start: from, end: to } = sentences[toRank];
  return choose({ start: from, end: to }, toRank, options);
}

export const move = (step, options) => goTo(rank + step, options);
export const backToSentence = () => goTo(rank, { focus: true });

export function extend(step) {
  const next = sentences[rank + step];
  if (!next) return;
  const isShrinking = step > 0 ? sentences[rank].start === start && next.end < end : sentences[rank].end === end && next.start > start;
  const passage = isShrinking
    ? (step > 0 ? { start: next.start, end } : { start, end: next.end })
    : { start: Math.min(start, next.start), end: Math.max(end, next.end) };
  choose(passage, rank + step, { focus: true });
}

async function turnPage(direction) {
  const number = direction < 0 ? sentences[0].number - 1 : sentences.at(-1).number + 1;
  if (number < 1 || number > Number(count)) {
    announce(direction < 0 ? "C’est le début du texte." : "C’est la fin du texte.");
    return;
  }
  await flush();
  window.location.assign(`?phrase=${number}${tail}`);
}

function notePlace() {
  const { number } = sentences[rank];
  window.history.replaceState(null, "", `?phrase=${number}${tail}`);
  clearTimeout(placeTimer);
  if (number !== notedPlace) placeTimer = setTimeout(() => { notedPlace = number; post(placeUrl + query, [["phrase", String(number)]]); }, 3000);
}

// --- saving ----------------------------------------------------------------------------------------------------------

function hooksOf(field) {
  return {
    saved({ answer }, isLast) {
      if (answer.field !== field) { // the text has a new version: its page must be drawn again
        window.location.reload();
        return;
      }
      if (isLast) waiting.delete(field);
      take(field, answer);
    },
    refused({ status, answer }) {
      troubles.set(field, status === 409 ? { html: answer.html, base: answer.base } : { words: [answer.message, answer.kept].filter(Boolean).join(" ") });
      markUnsaved(passageOf(field), true);
      announce(answer.message ?? "");
      if (field === here()) {
        drawTrouble();
        openPanel(true);
      }
    },
  };
}

// The list and the margin, in the server's words.
function take(field, { base, bracket, item }) {
  troubles.delete(field);
  markUnsaved(passageOf(field), waiting.has(field));
  paintBracket(field, bracket, passageOf(field));
  const known = itemOf(field);
  if (known) known.outerHTML = item;
  else if (item) placeItem(passageOf(field), item);
  document.querySelector("[data-coded-count]").textContent = items.children.length;
  document.querySelector("[data-no-item]").hidden = items.children.length > 0;
  panel.querySelector("[data-act=undo]").hidden = false;
  if (field !== here()) return;
  panel.querySelector("[data-base]").value = base;
  draw();
}

function placeItem(passage, html) {
  const next = [...items.children].find((one) => passageOf(one.dataset.item).start > passage.start);
  if (next) next.insertAdjacentHTML("beforebegin", html);
  else items.insertAdjacentHTML("beforeend", html);
}

// `over`: the fingerprint of the other choice, once the person has seen both.
function write(pairs, { over } = {}) {
  const field = here();
  const known = waiting.get(field);
  if (known) {
    known.entry.base = over ?? known.entry.base;
    rewrite(known, [...pairs, phrase()]);
  } else {
    const label = wordsOf({ start, end }).slice(0, 60);
    const base = over ?? baseOf(field);
    waiting.set(field, writeDown({ url: saveUrl + query, field, label, base, pairs: [...pairs, phrase()] }, hooksOf(field)));
  }
  markUnsaved({ start, end }, true);
  return waiting.get(field);
}

// What is not yet a coding waits for its codes; what is one leaves after a pause.
function noteChange() {
  const pairs = chosen();
  const field = here();
  if (same(pairs, storedPairs(itemOf(field))) && waiting.has(field) && !waiting.get(field).entry.sent) {
    drop(waiting.get(field));
    waiting.delete(field);
    troubles.delete(field);
    markUnsaved({ start, end }, false);
    drawTrouble();
    return;
  }
  const job = write(pairs);
  if (isChosen(pairs) || !pairs.length) sendIn(job, PAUSE);
}

export function code() {
  if (mustChoose()) return;
  const pairs = chosen();
  const isSame = !waiting.has(here()) && (!pairs.length || same(pairs, storedPairs(itemOf(here()))) || panel.dataset.verdict);
  if (!isSame) {
    const job = write(pairs);
    send(job);
    if (pairs.length && !isChosen(pairs)) return; // the server says what is missing, here
  }
  goOn();
}

// Two choices wait to be settled: nothing goes over one of them by the way.
function mustChoose() {
  if (!troubles.get(here())?.html) return false;
  panel.querySelector("[data-settle]").focus();
  return true;
}

export function nothingHere() {
  if (mustChoose()) return;
  const extra = chosen().filter(([name]) => name === "memo" || name === "doubt");
  send(write([["act", "nothing"], ...extra]));
  goOn();
}

function goOn() {
  const last = touched({ start, end }).at(-1);
  const next = last ? rankOf(last.number) + 1 : rank + 1;
  if (sentences[next] || last.number < Number(count)) goTo(next, { focus: !panel.contains(document.activeElement) });
  else announce("C’est la fin du texte. Vous pouvez terminer ce document.");
}

// Shown in the panel and nowhere else: nothing is kept nor sent of a suggestion before the person codes it.
export function propose(pairs) {
  const kept = chosen().filter(([name]) => name === "memo" || name === "doubt" || name === "star");
  fill([...pairs, ...kept]);
}

function erase() {
  fill([]);
  send(write([["act", "erase"]]));
}

function settle(choice) {
  const trouble = troubles.get(here());
  const pairs = chosen();
  const act = choice === "mine" ? [] : [["act", choice]];
  const job = write([...act, ...pairs], { over: trouble.base });
  send(job).then(() => fill(pairsToShow(here())));
}

export async function undo() {
  leave();
  await flush();
  const reply = await post(undoUrl + query, [["op_id", randomId()]]);
  const { answer } = reply;
  if (reply.status !== 200) {
    announce(answer.message ?? CUT);
    sayHere(answer.message ?? CUT);
    return;
  }
  const within = touched(passageOf(answer.field));
  if (!answer.field.startsWith(`${version}:`) || !within.length) {
    window.location.assign(answer.url);
    return;
  }
  take(answer.field, answer);
  choose(passageOf(answer.field), rankOf(within[0].number), { focus: true });
  announce(answer.said);
}

function sayHere(words) {
  const error = panel.querySelector("[data-panel-error]");
  error.textContent = words;
  error.hidden = false;
}

// --- gestures --------------------------------------------------------------------------------------------------------

panel.addEventListener("input", (event) => {
  if (!event.target.closest(".panel-choices")) return;
  keepWhole(event.target);
  panel.dataset.verdict = "";
  noteChange();
});
const ACTS = { code, nothing: nothingHere, erase, undo };
panel.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (button?.dataset.settle) settle(button.dataset.settle);
  else ACTS[button?.dataset.act ?? "code"]();
});
document.querySelector("#annuler").addEventListener("submit", (event) => { event.preventDefault(); undo(); });
panel.addEventListener("click", (event) => {
  const step = event.target.closest("[data-move]");
  if (!step) return;
  event.preventDefault();
  move(Number(step.dataset.move));
});
items.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  const passage = passageOf(link.closest("[data-item]").dataset.item);
  const first = touched(passage)[0];
  if (!first) return;
  event.preventDefault();
  openPanel(true);
  choose(passage, rankOf(first.number), { focus: true });
});

onSentence((to, isExtending) => {
  openPanel(true);
  if (isExtending) {
    const other = sentences[to];
    choose({ start: Math.min(start, other.start), end: Math.max(end, other.end) }, to, { focus: true });
  } else goTo(to, { focus: true });
});
let selectionTimer = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(selectionTimer);
  selectionTimer = setTimeout(() => {
    const passage = selectedPassage();
    if (passage && fieldOf(passage) !== here()) choose(passage, rankOf(touched(passage)[0].number));
  }, 400);
});

// What waited in this browser goes back to its passage before it is sent.
claimEntries((entry, job) => {
  if (entry.url !== saveUrl + query || entry.kind !== "field" || waiting.has(entry.field)) return undefined;
  waiting.set(entry.field, job);
  markUnsaved(passageOf(entry.field), true);
  if (entry.field === here()) fill(entry.pairs);
  return hooksOf(entry.field);
});

const typed = chosen(); // before this script arrived, or after a refusal
document.documentElement.classList.add("has-coding");
takeTheScreen();
enhance(document.querySelector("[data-text]").ariaLabel);
show({ start, end }, rank);
if (!same(typed, storedPairs(itemOf(here())).filter(([name]) => name !== "act")) && typed.length) noteChange();
