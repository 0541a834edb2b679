// The text of a plan, sentence by sentence: which passage is chosen, and what the margin shows. Offsets are code points.
const text = document.querySelector("[data-text]");
const rows = [...text.querySelectorAll("[data-sentence]")];
const paint = CSS.highlights ? new Highlight() : null;

export const sentences = rows.map((row) => ({
  row,
  words: row.querySelector("[data-words]"),
  number: Number(row.dataset.sentence),
  start: Number(row.dataset.start),
  end: Number(row.dataset.end),
}));
export const rankOf = (number) => sentences.findIndex((one) => one.number === number);
export const currentRank = () => Math.max(rows.findIndex((row) => row.ariaCurrent === "true"), 0);
export function passageOf(field) {
  const [start, end] = field.split(":")[1].split("-").map(Number);
  return { start, end };
}
// As the server orders them: of two that begin together, the longer one first, whichever was answered first.
export const comesAfter = (one, other) => one.start > other.start || (one.start === other.start && one.end < other.end);
export const touched = ({ start, end }) => sentences.filter((one) => one.start < end && start < one.end);

const codePoints = (words) => [...words].length;
const units = (words, points) => [...words].slice(0, points).join("").length;

// A list of options, so that a screen reader leaves the keys to the page and says each sentence with its codes.
export function enhance(label) {
  text.setAttribute("role", "listbox");
  text.setAttribute("aria-multiselectable", "true");
  text.ariaLabel = label;
  for (const { row, words } of sentences) {
    row.setAttribute("role", "option");
    row.removeAttribute("aria-current");
    words.removeAttribute("href"); // a link could not be selected word by word
  }
}

export function wordsOf(passage) {
  return touched(passage).map(({ words, start }) => {
    const all = [...words.textContent];
    return all.slice(Math.max(passage.start - start, 0), passage.end - start).join("");
  }).join(" ");
}

// What is chosen is marked in the margin of each sentence, and under its own words when it is a part of them.
export function show(passage, rank, { focus = false } = {}) {
  sentences.forEach(({ row, start, end }, place) => {
    row.ariaSelected = String(start < passage.end && passage.start < end);
    row.tabIndex = place === rank ? 0 : -1;
  });
  underline(passage);
  const { row } = sentences[rank];
  if (focus) row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function underline(passage) {
  if (!paint) return;
  paint.clear();
  const within = touched(passage);
  if (!within.length || (within[0].start === passage.start && within.at(-1).end === passage.end)) return;
  for (const { words, start } of within) {
    const node = words.firstChild;
    const range = new Range();
    range.setStart(node, units(node.data, Math.max(passage.start - start, 0)));
    range.setEnd(node, units(node.data, passage.end - start));
    paint.add(range);
  }
  CSS.highlights.set("chosen-words", paint);
}

// The words that the person selected herself, without the spaces around; null when there are none.
export function selectedPassage() {
  const selection = window.getSelection();
  if (selection.isCollapsed || !selection.rangeCount || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const within = sentences.filter(({ words }) => range.intersectsNode(words));
  if (!within.length) return null;
  const passage = { start: placeIn(within[0], range, "start"), end: placeIn(within.at(-1), range, "end") };
  const chosen = wordsOf(passage);
  passage.start += codePoints(chosen) - codePoints(chosen.trimStart());
  passage.end -= codePoints(chosen) - codePoints(chosen.trimEnd());
  return passage.start < passage.end ? wholeWords(passage, within[0], within.at(-1)) : null;
}

const IN_A_WORD = /[\p{L}\p{N}]/u;

function wholeWords({ start, end }, first, last) {
  const [before, after] = [[...first.words.textContent], [...last.words.textContent]];
  let [from, to] = [start, end];
  while (from > first.start && IN_A_WORD.test(before[from - first.start]) && IN_A_WORD.test(before[from - first.start - 1])) from -= 1;
  while (to < last.end && IN_A_WORD.test(after[to - last.start]) && IN_A_WORD.test(after[to - last.start - 1])) to += 1;
  return { start: from, end: to };
}

function placeIn({ words, start, end }, range, side) {
  const [node, offset] = side === "start" ? [range.startContainer, range.startOffset] : [range.endContainer, range.endOffset];
  if (node === words.firstChild) return start + codePoints(node.data.slice(0, offset));
  return side === "start" ? start : end; // the selection begins before these words, or goes beyond
}

// What the server says of a passage takes its place in the margin of each sentence that it touches.
export function paintBracket(field, html, passage) {
  for (const { row } of sentences) row.querySelector(`[data-of="${CSS.escape(field)}"]`)?.remove();
  if (!html) return;
  for (const { row } of touched(passage)) {
    const place = row.querySelector("[data-brackets]");
    const next = [...place.children].find(({ dataset }) => comesAfter(passageOf(dataset.of), passage));
    if (next) next.insertAdjacentHTML("beforebegin", html);
    else place.insertAdjacentHTML("beforeend", html);
  }
}

export function markUnsaved(passage, isUnsaved) {
  for (const { row } of touched(passage)) row.classList.toggle("is-unsaved", isUnsaved);
}

export function onSentence(choose) {
  text.addEventListener("click", (event) => {
    const row = event.target.closest("[data-sentence]");
    if (!row || !window.getSelection().isCollapsed) return;
    event.preventDefault();
    choose(rows.indexOf(row), event.shiftKey);
  });
  text.addEventListener("mousedown", (event) => { if (event.shiftKey) event.preventDefault(); }); // the browser would select words
}
