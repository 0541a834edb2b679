// What moves on a wheel: wedges in their order, and actors drawn from a) to b) by their grip.
import { listsOf, turn } from "./actor-turns.js";
import { announce, hold, release, sayRefused } from "./moving.js";
import { drop, send, writeDown } from "./outbox.js";

// ---- Wedges

// « Monter » and « Descendre » move a wedge at once, through the queue of what is typed: no page is drawn again. Each is one
// step on the order of everybody, so two people who move wedges together lose neither step; the answer says where it is.

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

// ---- Actors

const wheel = document.querySelector("[data-wheel]");
let held = null; // {row, x, y, aimed}

function grasp(event) {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button !== 0) return;
  event.preventDefault(); // no text is selected on the way
  grip.setPointerCapture(event.pointerId);
  held = { row: grip.closest("[data-row]"), x: event.clientX, y: event.clientY, aimed: null };
  held.row.classList.add("is-held");
}

function carry(event) {
  if (!held) return;
  held.row.style.transform = `translate(${event.clientX - held.x}px, ${event.clientY - held.y}px)`;
  aim(listsOf(held.row).find((list) => list !== held.row.parentElement && isOver(list.parentElement, event)) ?? null);
}

function isOver(element, { clientX, clientY }) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return left <= clientX && clientX <= right && top <= clientY && clientY <= bottom;
}

function aim(list) {
  held.aimed?.parentElement.classList.remove("is-aimed");
  held.aimed = list;
  list?.parentElement.classList.add("is-aimed");
}

function letGo({ type }) {
  if (!held) return;
  const { row, aimed } = held;
  aim(null);
  held = null;
  row.style.transform = "";
  row.classList.remove("is-held");
  if (aimed && type === "pointerup") turn(row, aimed.dataset.turnsTo);
}

if (wheel) {
  wheel.dataset.hasGrips = "";
  wheel.addEventListener("pointerdown", grasp);
  wheel.addEventListener("pointermove", carry);
  for (const end of ["pointerup", "pointercancel"]) wheel.addEventListener(end, letGo);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") letGo(event);
  });
}
