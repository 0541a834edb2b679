// Gestures quicker than the server. What is done on a line while an answer is on its way, which will draw the lines
// anew, is done on the new line in its turn. The agenda only ever goes forward: the first answer may come last.
import { touchedIn } from "./fields.js";

const VERSION = /data-version="(\d+)"/;
const SETTLED = 40; // htmx gives life to what it drew after 20
const agenda = document.querySelector("#deroulement");
const held = [];
let onTheirWay = 0;

function again({ target, submitter }) {
  const { id } = submitter ?? target;
  const { checked, value } = target;
  return () => {
    const present = document.getElementById(id);
    if (submitter) present?.click(); // at either end it is disabled: there is nowhere to go
    else if (present) Object.assign(present, { checked, value }).dispatchEvent(new Event("change", { bubbles: true }));
  };
}

for (const gesture of ["submit", "change"]) {
  agenda.addEventListener(gesture, (event) => {
    if (!onTheirWay || !event.target.closest("li")) return;
    event.preventDefault();
    event.stopPropagation();
    held.push(again(event));
  }, true);
}

document.addEventListener("htmx:beforeSend", ({ detail }) => { if (detail.target === agenda) onTheirWay += 1; });
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.target !== agenda) return;
  onTheirWay -= 1;
  if (!detail.successful) held.length = 0; // the notice says why; the rest would be done blindly
  setTimeout(goOn, SETTLED);
});

window.addEventListener("load", () => { // by now htmx listens
  for (const line of agenda.querySelectorAll("li")) {
    for (const input of touchedIn(line)) input.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

function goOn() {
  while (!onTheirWay && held.length) held.shift()();
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const shown = detail.target.querySelector("[data-version]");
  const [, version] = VERSION.exec(detail.xhr.responseText) ?? [];
  if (shown && version && Number(version) < Number(shown.dataset.version)) detail.shouldSwap = false;
});
