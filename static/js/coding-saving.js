// What is said of each passage goes through the queue (outbox.js); the list and the margin follow what the server answers.
import { claimEntries, drop, rewrite, send, sendIn, writeDown } from "./outbox.js";
import { draw, drawTrouble, troubles } from "./coding-drawing.js";
import { baseOf, drawItem, itemOf } from "./coding-items.js";
import { openPanel } from "./coding-layout.js";
import { chosen, fill, isChosen, same, storedPairs } from "./coding-panel.js";
import { announce, here, inView, query, sentenceHere } from "./coding-place.js";
import { markUnsaved, paintBracket, passageOf, wordsOf } from "./coding-text.js";

const PAUSE = 2000;
const panel = document.querySelector("[data-panel]");
const url = document.querySelector("[data-coding]").dataset.coding + query;
const waiting = new Map(); // field → its job in the queue

export const isWaiting = (field) => waiting.has(field);
export const pairsToShow = (field) => waiting.get(field)?.entry.pairs ?? storedPairs(itemOf(field));

// Leaving a field saves it.
export function leave() {
  const job = waiting.get(here());
  if (job && !job.entry.stuck && !job.tries) send(job);
}

document.addEventListener("portal:leaving", leave);
document.addEventListener("portal:passage", () => {
  fill(pairsToShow(here()));
  draw();
});

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
export function take(field, { base, bracket, item }) {
  troubles.delete(field);
  markUnsaved(passageOf(field), waiting.has(field));
  paintBracket(field, bracket, passageOf(field));
  drawItem(field, item);
  panel.querySelector("[data-act=undo]").hidden = false;
  if (field !== here()) return;
  panel.querySelector("[data-base]").value = base;
  draw();
}

// `over`: the fingerprint of the other choice, once the person has seen both.
export function write(choice, { over } = {}) {
  const field = here();
  const pairs = [...choice, ["phrase", String(sentenceHere())]];
  const memo = choice.find(([name]) => name === "memo")?.[1] ?? "";
  const words = { said: memo, typed: memo };
  const known = waiting.get(field);
  if (known) {
    known.entry.base = over ?? known.entry.base;
    rewrite(known, pairs, words);
  } else {
    const label = wordsOf(inView()).slice(0, 60);
    waiting.set(field, writeDown({ url, field, label, base: over ?? baseOf(field), pairs, ...words }, hooksOf(field)));
  }
  markUnsaved(inView(), true);
  return waiting.get(field);
}

// What is not yet a coding waits for its codes; what is one leaves after a pause.
export function noteChange() {
  const pairs = chosen();
  const field = here();
  if (same(pairs, storedPairs(itemOf(field))) && waiting.has(field) && !waiting.get(field).entry.sent) {
    drop(waiting.get(field));
    waiting.delete(field);
    troubles.delete(field);
    markUnsaved(inView(), false);
    drawTrouble();
    return;
  }
  const job = write(pairs);
  if (isChosen(pairs) || !pairs.length) sendIn(job, PAUSE);
}

export function settle(choice) {
  const trouble = troubles.get(here());
  const pairs = chosen();
  const act = choice === "mine" ? [] : [["act", choice]];
  const job = write([...act, ...pairs], { over: trouble.base });
  send(job).then(() => fill(pairsToShow(here())));
}

// What waited in this browser goes back to its passage before it is sent.
claimEntries((entry, job) => {
  if (entry.url !== url || entry.kind !== "field" || waiting.has(entry.field)) return undefined;
  waiting.set(entry.field, job);
  markUnsaved(passageOf(entry.field), true);
  if (entry.field === here()) fill(entry.pairs);
  return hooksOf(entry.field);
});
