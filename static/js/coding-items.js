// The list of what is coded, in the order of the text: each item holds its field, its base and its codes.
import { comesAfter, passageOf } from "./coding-text.js";

export const items = document.querySelector("[data-items]");

export const itemOf = (field) => items.querySelector(`[data-item="${CSS.escape(field)}"]`);
export const baseOf = (field) => itemOf(field)?.dataset.base ?? "";

// In the server’s words; "" takes it out.
export function drawItem(field, html) {
  const known = itemOf(field);
  if (known) known.outerHTML = html;
  else if (html) place(passageOf(field), html);
  sayCounts();
}

// « Rien à coder » is said apart, as the analysis does not count it.
function sayCounts() {
  const nothing = items.querySelectorAll('[data-verdict="nothing"]').length;
  document.querySelector("[data-coded-count]").textContent = items.children.length - nothing;
  document.querySelector("[data-nothing-count]").textContent = nothing === 1 ? "une" : nothing;
  document.querySelector("[data-nothing-here]").hidden = nothing === 0;
  document.querySelector("[data-no-item]").hidden = items.children.length > 0;
}

function place(passage, html) {
  const next = [...items.children].find((one) => comesAfter(passageOf(one.dataset.item), passage));
  if (next) next.insertAdjacentHTML("beforebegin", html);
  else items.insertAdjacentHTML("beforeend", html);
}
