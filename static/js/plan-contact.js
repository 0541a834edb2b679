// « Ajouter au plan »: who approaches an actor, and when, become a line of the plan. No page is drawn again.
import { announce } from "./moving.js";
import { drop, flush, send, writeDown } from "./outbox.js";

const isAdding = new Set();

async function add(button) {
  const deeds = button.closest("[data-contact]");
  if (isAdding.has(deeds)) return;
  isAdding.add(deeds);
  await flush(); // who and when may have been typed a moment ago
  const job = writeDown({ kind: "row", url: button.dataset.planTo, field: button.value, label: button.textContent.trim(), pairs: [] }, {
    saved({ answer }) {
      isAdding.delete(deeds);
      const hadFocus = deeds.contains(document.activeElement);
      button.remove();
      const planned = deeds.querySelector("[data-planned]");
      planned.hidden = false;
      if (hadFocus) planned.focus();
      say(deeds, answer.message);
    },
    refused({ answer }) {
      isAdding.delete(deeds);
      drop(job); // nothing was typed
      say(deeds, answer.message);
    },
  });
  send(job);
}

function say(deeds, words) {
  const line = deeds.querySelector("[data-planned-words]");
  line.textContent = words;
  line.hidden = false;
  announce(words);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-plan-to]");
  if (!button) return;
  event.preventDefault();
  add(button);
});
