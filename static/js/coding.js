// One passage at a time: the panel shows what is said of it, and each gesture says something of it. `coding-place.js` goes
// from one to another, `coding-saving.js` keeps and sends, `coding-keys.js` does the same gestures from the keyboard.
import { flush, flushWithin, LONGEST_SAVE, send, summary } from "./outbox.js";
import { sayError, troubles } from "./coding-drawing.js";
import { itemOf, items } from "./coding-items.js";
import { openPanel, takeTheScreen } from "./coding-layout.js";
import { chosen, fill, isChosen, keepWhole, same, storedPairs } from "./coding-panel.js";
import { announce, choose, extendTo, fieldOf, goOn, goTo, here, move, query, showHere, version } from "./coding-place.js";
import { isWaiting, leave, noteChange, settle, take, write } from "./coding-saving.js";
import { enhance, onSentence, passageOf, rankOf, selectedPassage, touched } from "./coding-text.js";
import { randomId } from "./kept.js";
import { post } from "./sending.js";

const CUT = "La connexion est coupée. Rien n’est annulé; réessayez dans un instant.";
const NOT_YET = "Vos derniers codes ne sont pas encore enregistrés. Le document n’est pas terminé; réessayez dans un instant.";
const REFUSED = "Un passage attend votre choix. Le document n’est pas terminé.";
const panel = document.querySelector("[data-panel]");
const undoUrl = document.querySelector("[data-coding]").dataset.undo + query;
const besides = () => chosen().filter(([name]) => name === "memo" || name === "doubt");

export function code() {
  if (mustChoose()) return;
  const pairs = chosen();
  const isSame = !isWaiting(here()) && (!pairs.length || same(pairs, storedPairs(itemOf(here()))) || panel.dataset.verdict);
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
  send(write([["act", "nothing"], ...besides()]));
  goOn();
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

export async function undo() {
  leave();
  await flush();
  const { status, answer } = await post(undoUrl, [["op_id", randomId()]]);
  if (status !== 200) {
    announce(answer.message ?? CUT);
    sayError(answer.message ?? CUT);
    return;
  }
  const within = touched(passageOf(answer.field));
  if (!answer.field.startsWith(`${version}:`) || !within.length) {
    window.location.assign(answer.url);
    return;
  }
  take(answer.field, answer);
  goBackTo(passageOf(answer.field));
  announce(answer.said);
}

function goBackTo(passage) {
  choose(passage, rankOf(touched(passage)[0].number), { focus: true });
}

// « J’ai terminé » comes after what was coded before it; when that cannot leave or be written, neither can it.
let isReady = false;
async function finish(event) {
  if (isReady || !(summary().waiting || troubles.size)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await flushWithin(LONGEST_SAVE);
  const refused = [...troubles.keys()].map(passageOf);
  const inSight = refused.find((passage) => touched(passage).length);
  if (inSight) goBackTo(inSight);
  const said = (refused.length && REFUSED) || (summary().waiting && NOT_YET);
  if (said) {
    announce(said);
    if (!inSight) sayError(said);
    return;
  }
  isReady = true;
  event.target.requestSubmit(event.submitter);
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
document.addEventListener("submit", (event) => { if (event.submitter?.value === "finish") finish(event); }, { capture: true });
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
  if (isExtending) extendTo(to);
  else goTo(to, { focus: true });
});
let selectionTimer = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(selectionTimer);
  selectionTimer = setTimeout(() => {
    const passage = selectedPassage();
    if (passage && fieldOf(passage) !== here()) choose(passage, rankOf(touched(passage)[0].number));
  }, 400);
});

const typed = chosen(); // before this script arrived, or after a refusal
document.documentElement.classList.add("has-coding");
takeTheScreen();
enhance(document.querySelector("[data-text]").ariaLabel);
showHere();
if (!same(typed, storedPairs(itemOf(here())).filter(([name]) => name !== "act")) && typed.length) noteChange();
