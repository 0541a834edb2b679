// « Vos réponses », as they stand in the page: the server's own list may be older than what was just chosen.
import { clean, saidIn } from "../fields.js";
import { offerCopy } from "../refused-text.js";

const BLANK = "Pas de réponse";

function wordsOfPanel(panel) {
  const button = panel.querySelector("[data-pass]");
  if (button.getAttribute("aria-pressed") === "true") return [clean(button.textContent)];
  return saidIn([...panel.querySelectorAll("[data-question] :is(input, textarea, select)")]);
}

// Why the server did not take it: the first words of each error shown; where something was written, a button to copy
// it follows them.
function refusalOfPanel(panel) {
  const shown = [...panel.querySelectorAll("[data-field-error]")].filter((error) => !error.hidden);
  return clean(shown.map((error) => error.firstChild?.textContent ?? "").join(" "));
}

function tellRefusal(line, panel, place) {
  const why = refusalOfPanel(panel);
  line.querySelector("[data-not-counted]")?.remove();
  place.classList.toggle("is-blank", Boolean(why) || place.textContent === BLANK);
  if (!why) return;
  const note = Object.assign(document.createElement("p"), { className: "field-error", textContent: `Cette réponse ne compte pas. ${why}` });
  note.dataset.notCounted = "";
  if (panel.querySelector("[data-field-error] button")) offerCopy(note, place, () => place.textContent);
  place.after(note);
}

export function recall(root) {
  for (const line of root.querySelectorAll("[data-recall]")) {
    const panel = root.querySelector(`[data-panel="${line.dataset.recall}"]`);
    const place = line.querySelector("[data-recalled]");
    place.textContent = wordsOfPanel(panel).join("\n") || BLANK;
    tellRefusal(line, panel, place);
  }
}
