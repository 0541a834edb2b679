// What one may do with a text that was refused: copy it, or take back from the bin the row where it was written.
import { copy } from "./clipboard.js";
import { account, csrfToken } from "./session.js";

function addButton(place, words, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-outline-primary btn-in-error", textContent: words });
  button.addEventListener("click", () => act(button));
  place.append(" ", button);
}

export function offerCopy(place, shown, textOf) {
  if (!navigator.clipboard) return; // the text can be selected
  addButton(place, "Copier mon texte", (button) => copy(textOf(), { label: button, shown, said: "Texte copié" }));
}

export function offerToTakeBack(place, url, sendAgain) {
  addButton(place, "Récupérer", async () => {
    try {
      const response = await fetch(url, { method: "POST", redirect: "manual", headers: { "X-CSRFToken": csrfToken(), "X-Account": account } });
      if (response.ok || response.type === "opaqueredirect") sendAgain();
    } catch { // the network is away: the button stays
    }
  });
}
