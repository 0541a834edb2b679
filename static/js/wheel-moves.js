// What moves on a wheel: wedges in their order, actors from a) to b). One file for one request.
import { drop, rewrite, send, writeDown } from "./outbox.js";

const announce = (words) => document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));

// A row that this person moves stays where she put it until what everybody is told says so too.
const NEWS_WITHIN = 2_000; // a state of the sheet from before the save may still be on its way
const moves = new WeakMap(); // row → how many are not told yet

function hold(row) {
  moves.set(row, (moves.get(row) ?? 0) + 1);
  row.dataset.moving = "";
}

function release(row) {
  setTimeout(() => {
    moves.set(row, moves.get(row) - 1);
    if (moves.get(row)) return;
    delete row.dataset.moving;
    document.dispatchEvent(new CustomEvent("portal:moved"));
  }, NEWS_WITHIN);
}

function sayRefused(row, words) {
  const error = row.querySelector("[data-field-error]");
  error.textContent = words;
  error.hidden = !words;
}

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

// An actor goes from a) to b) and back by its button, or drawn there by its grip: one save either way, of one field of its
// row, through the same queue as what is typed. No page is drawn again; the button stays for the keyboard and the voice.

const wheel = document.querySelector("[data-wheel]");
const OTHER = { involved: "to_mobilise", to_mobilise: "involved" };
const SAID = { involved: "impliqué", to_mobilise: "à mobiliser" };
const jobs = new Map(); // row → the job of its move

const nameOf = (row) => row.querySelector("textarea").value;
const listsOf = (row) => [...row.closest(".wedge")?.querySelectorAll("[data-turns-to]") ?? []];
const buttonTo = (row, involvement) => row.querySelector(`[data-turn=${involvement}]`);

function turn(row, involvement) {
  const { dataset: { autosaveRows: url }, elements } = wheel.closest("form");
  const field = `actor:${row.dataset.row}:involvement`;
  const pairs = [[field, involvement]];
  place(row, involvement);
  announce(`${nameOf(row)}\u00a0: ${SAID[involvement]}.`);
  if (jobs.has(row)) rewrite(jobs.get(row), pairs);
  else {
    hold(row);
    jobs.set(row, writeDown({ url, field, label: nameOf(row), base: row.dataset.involvementBase, epoch: elements.epoch.value, pairs }, hooksOf(row)));
  }
  send(jobs.get(row));
}

function place(row, involvement) {
  const hadFocus = row.contains(document.activeElement);
  const list = listsOf(row).find((one) => one.dataset.turnsTo === involvement);
  if (list && list !== row.parentElement) {
    list.append(row);
    list.parentElement.querySelector("[data-rows-empty]")?.remove();
  }
  buttonTo(row, involvement).hidden = true;
  buttonTo(row, OTHER[involvement]).hidden = false;
  if (hadFocus) buttonTo(row, OTHER[involvement]).focus();
}

function hooksOf(row) {
  return {
    saved({ answer }, isLast) {
      row.dataset.involvementBase = answer.base;
      if (isLast) settle(row);
    },
    refused({ answer }) {
      const job = jobs.get(row);
      place(row, OTHER[job.entry.pairs[0][1]]);
      drop(job); // nothing was typed
      settle(row);
      sayRefused(row, answer.message);
    },
  };
}

function settle(row) {
  jobs.delete(row);
  release(row);
}

// ---- By its grip

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
  wheel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-turn]");
    if (!button) return;
    event.preventDefault();
    turn(button.closest("[data-row]"), button.dataset.turn);
  });
  wheel.addEventListener("pointerdown", grasp);
  wheel.addEventListener("pointermove", carry);
  for (const end of ["pointerup", "pointercancel"]) wheel.addEventListener(end, letGo);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") letGo(event);
  });
}
