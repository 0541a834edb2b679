// Where she is: the passage in view, the sentence of her cursor, and how one goes from one to another. Says
// `portal:leaving` before a passage is left, `portal:passage` (detail: {start, end}) once another is in view.
import { flush } from "./outbox.js";
import { currentRank, passageOf, sentences, show, touched } from "./coding-text.js";
import { post } from "./sending.js";

const REST = 3000; // how long she stays somewhere before it is noted
const screen = document.querySelector("[data-coding]");
const panel = document.querySelector("[data-panel]");
const { place: placeUrl, tail } = screen.dataset;
export const { version } = screen.dataset;
export const count = Number(screen.dataset.sentences);
export const query = tail.replace(/^&/, "?");

let rank = currentRank();
let { start, end } = passageOf(panel.elements.field.value);
let placeTimer = 0;
let notedPlace = sentences[rank].number;

export const announce = (words) => document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));

export const fieldOf = (passage) => `${version}:${passage.start}-${passage.end}`;
export const inView = () => ({ start, end });
export const here = () => fieldOf({ start, end });
export const sentenceHere = () => sentences[rank].number;
export const showHere = () => show({ start, end }, rank);

export function choose(passage, toRank, { focus = false } = {}) {
  document.dispatchEvent(new CustomEvent("portal:leaving"));
  ({ start, end } = passage);
  rank = toRank;
  show(passage, rank, { focus });
  notePlace();
  document.dispatchEvent(new CustomEvent("portal:passage", { detail: { start, end } }));
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

// From the passage in view to another sentence, both included.
export function extendTo(toRank) {
  const other = sentences[toRank];
  choose({ start: Math.min(start, other.start), end: Math.max(end, other.end) }, toRank, { focus: true });
}

export function goOn() {
  const last = touched({ start, end }).at(-1);
  const next = last ? sentences.indexOf(last) + 1 : rank + 1;
  if (sentences[next] || last.number < count) goTo(next, { focus: !panel.contains(document.activeElement) });
  else announce("C’est la fin du texte. Vous pouvez terminer ce document.");
}

async function turnPage(direction) {
  const number = direction < 0 ? sentences[0].number - 1 : sentences.at(-1).number + 1;
  if (number < 1 || number > count) {
    announce(direction < 0 ? "C’est le début du texte." : "C’est la fin du texte.");
    return;
  }
  await flush();
  window.location.assign(`?phrase=${number}${tail}`);
}

function notePlace() {
  const { number } = sentences[rank];
  window.history.replaceState(null, "", `?phrase=${number}${tail}`);
  document.querySelector("#lecture").elements.phrase.value = number;
  clearTimeout(placeTimer);
  if (number !== notedPlace) placeTimer = setTimeout(() => { notedPlace = number; post(placeUrl + query, [["phrase", String(number)]]); }, REST);
}
