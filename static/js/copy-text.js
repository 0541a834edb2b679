// A button that copies the text above it. It stays hidden where the browser cannot copy; the text can be selected.
import { copy } from "./clipboard.js";

for (const box of document.querySelectorAll("[data-copy-text]")) {
  const field = box.querySelector("textarea");
  const button = box.querySelector("[data-copy]");
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const label = box.querySelector("[data-copy-label]");
  button.addEventListener("click", () => copy(field.value, { label, shown: field, said: "Texte copié" }));
}
