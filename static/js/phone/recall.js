// « Vos réponses », as they stand in the page: the server's own list may be older than what was just chosen.
const BLANK = "Pas de réponse";
const clean = (text) => text.trim().replace(/\s+/g, " ");

function wordsOfBox(box) {
  const words = clean(box.closest("label").querySelector("span").firstChild.textContent);
  return /^\d+$/.test(words) ? `${words} sur ${box.closest(".choices").children.length}` : words;
}

function wordsOfInput(input) {
  if (input.type === "radio" || input.type === "checkbox") return input.checked ? wordsOfBox(input) : "";
  if (input.type === "hidden") return "";
  if (input.matches("select")) return input.value ? clean(input.selectedOptions[0].textContent) : "";
  return input.value.trim();
}

function wordsOfPanel(panel) {
  const button = panel.querySelector("[data-pass]");
  if (button.getAttribute("aria-pressed") === "true") return [clean(button.textContent)];
  return [...panel.querySelectorAll("[data-question] :is(input, textarea, select)")].map(wordsOfInput).filter(Boolean);
}

export function recall(root) {
  for (const line of root.querySelectorAll("[data-recall]")) {
    const words = wordsOfPanel(root.querySelector(`[data-panel="${line.dataset.recall}"]`));
    const place = line.querySelector("[data-recalled]");
    place.textContent = words.join("\n") || BLANK;
    place.classList.toggle("is-blank", !words.length);
  }
}
