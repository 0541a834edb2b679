// An actor goes from a) to b) and back by its button, or drawn there by its grip: one save either way, of one field of its
// row, through the same queue as what is typed. No page is drawn again; the button stays for the keyboard and the voice.
import { hold, release, sayRefused } from "./moving.js";
import { drop, rewrite, send, writeDown } from "./outbox.js";

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
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: `${nameOf(row)}\u00a0: ${SAID[involvement]}.` }));
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
