// The panel, for the passage in view: its words, its place, and what the server refused of it.
import { baseOf, itemOf } from "./coding-items.js";
import { count, here, inView, sentenceHere } from "./coding-place.js";
import { touched, wordsOf } from "./coding-text.js";
import { randomId } from "./kept.js";

const panel = document.querySelector("[data-panel]");
export const troubles = new Map(); // field → {words} or {html, base}

export function draw() {
  const field = here();
  panel.querySelector("[data-place-words]").textContent = placeWords();
  panel.querySelector("[data-quotation]").textContent = wordsOf(inView());
  const base = panel.querySelector("[data-base]");
  base.name = `${field}--base`;
  base.value = baseOf(field);
  panel.elements.field.value = field;
  panel.elements.op_id.value = randomId();
  for (const input of document.querySelectorAll("[data-panel] [name=phrase], #annuler [name=phrase]")) input.value = sentenceHere();
  panel.querySelector("[data-act=erase]").hidden = !itemOf(field);
  drawTrouble();
}

function placeWords() {
  const { start, end } = inView();
  const within = touched({ start, end });
  const [first, last] = [within[0]?.number, within.at(-1)?.number];
  const isPart = within.length && (start !== within[0].start || end !== within.at(-1).end);
  const places = first === last ? `Phrase ${first}` : `Phrases ${first} à ${last}`;
  return `${isPart ? "Passage choisi, p" : "P"}${places.slice(1)} sur ${count}`;
}

export function drawTrouble() {
  const trouble = troubles.get(here());
  sayError(trouble?.words ?? "");
  const conflict = panel.querySelector("[data-panel-conflict]");
  conflict.innerHTML = trouble?.html ?? ""; // our own template, escaped by the server
  conflict.hidden = !trouble?.html;
}

export function sayError(words) {
  const error = panel.querySelector("[data-panel-error]");
  error.textContent = words;
  error.hidden = !words;
}
