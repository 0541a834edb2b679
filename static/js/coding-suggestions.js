// Past excerpts that look like the passage: asked for once she stays on it, shown with their own words, never written
// by themselves.
import { propose } from "./coding.js";
import { codePairs } from "./coding-panel.js";

const STAY = 500;
const place = document.querySelector("[data-suggestions]");
let timer = 0;
let asked = "";

document.addEventListener("portal:passage", ({ detail: { start, end } }) => {
  clearTimeout(timer);
  place.replaceChildren();
  asked = `${start}-${end}`;
  timer = setTimeout(() => ask(asked), STAY);
});

async function ask(passage) {
  try {
    const response = await fetch(`${place.dataset.suggestions}?passage=${passage}`);
    const html = response.ok ? await response.text() : "";
    if (passage === asked) place.innerHTML = html; // our own template, escaped by the server
  } catch {
    // without a network there is nothing to suggest
  }
}

place.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-take]");
  if (button) propose(codePairs(button));
});
