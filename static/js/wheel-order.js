// « Monter » and « Descendre » move a wedge at once, through the queue of what is typed: no page is drawn again. Each is one
// step on the order of everybody, so two people who move wedges together lose neither step; the answer says where it is.
import { hold, release, sayRefused } from "./moving.js";
import { drop, send, writeDown } from "./outbox.js";

const announce = (words) => document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));

// Its neighbour goes round it, and the button keeps the focus.
function pass(row, step) {
  const neighbour = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (neighbour) row[step < 0 ? "after" : "before"](neighbour);
}

function move(row, { dataset: { move: step, moveTo: url } }) {
  const label = row.querySelector(".wedge-name").textContent;
  const hooks = {
    saved({ answer }) {
      announce(answer.message);
      release(row);
    },
    refused({ answer }) {
      pass(row, -step);
      drop(job); // nothing was typed
      release(row);
      sayRefused(row, answer.message);
    },
  };
  hold(row);
  pass(row, step);
  const job = writeDown({ kind: "row", url, field: `sector:${row.dataset.row}:place`, label, pairs: [["step", step]] }, hooks);
  send(job);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (!button) return;
  event.preventDefault();
  move(button.closest("[data-row]"), button);
});
