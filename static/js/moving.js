// A row that this person moves stays where she put it until what everybody is told says so too.
const NEWS_WITHIN = 2_000; // a state of the sheet from before the save may still be on its way
const moves = new WeakMap(); // row → how many are not told yet

export const announce = (words) => document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));

export function hold(row) {
  moves.set(row, (moves.get(row) ?? 0) + 1);
  row.dataset.moving = "";
}

export function release(row) {
  setTimeout(() => {
    moves.set(row, moves.get(row) - 1);
    if (moves.get(row)) return;
    delete row.dataset.moving;
    document.dispatchEvent(new CustomEvent("portal:moved"));
  }, NEWS_WITHIN);
}

export function sayRefused(row, words) {
  const error = row.querySelector("[data-field-error]");
  error.textContent = words;
  error.hidden = !words;
}
