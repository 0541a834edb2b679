// A button that copies the link beside it. It stays hidden where the browser cannot copy; the field can be selected.
import { copy } from "./clipboard.js";

for (const box of document.querySelectorAll("[data-copy-link]")) {
  const field = box.querySelector("input");
  const button = box.querySelector("[data-copy]");
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const label = box.querySelector("[data-copy-label]");
  button.addEventListener("click", () => copy(field.value, { label, shown: field, said: "Lien copié" }));
}
