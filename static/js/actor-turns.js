// An actor becomes involved, or to mobilise again, by its button: one save of one field of its row, through the same
// queue as what is typed. No page is drawn again. On a wheel it changes lists; in the registry the line says since when.
import { announce, hold, release, sayRefused } from "./moving.js";
import { drop, rewrite, send, writeDown } from "./outbox.js";

const OTHER = { involved: "to_mobilise", to_mobilise: "involved" };
const SAID = { involved: "impliqué", to_mobilise: "à mobiliser" };
const jobs = new Map(); // row → the job of its turn

const nameOf = (row) => row.querySelector("textarea").value;
const buttonTo = (row, involvement) => row.querySelector(`[data-turn=${involvement}]`);
export const listsOf = (row) => [...row.closest(".wedge")?.querySelectorAll("[data-turns-to]") ?? []];

export function turn(row, involvement) {
  const { dataset: { autosaveRows: url }, elements } = row.closest("form");
  const field = `actor:${row.dataset.row}:involvement`;
  const pairs = [[field, involvement]];
  const before = row.querySelector("[data-turned]")?.cloneNode(true);
  place(row, involvement);
  announce(`${nameOf(row)}\u00a0: ${SAID[involvement]}.`);
  if (jobs.has(row)) rewrite(jobs.get(row), pairs, { said: SAID[involvement] });
  else {
    hold(row);
    jobs.set(row, writeDown({ url, field, label: nameOf(row), base: row.dataset.involvementBase, epoch: elements.epoch.value, pairs, said: SAID[involvement] }, hooksOf(row, before)));
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
  sayTurned(row, involvement);
  buttonTo(row, involvement).hidden = true;
  buttonTo(row, OTHER[involvement]).hidden = false;
  if (hadFocus) buttonTo(row, OTHER[involvement]).focus();
}

function sayTurned(row, involvement) {
  const line = row.querySelector("[data-turned]");
  if (!line) return;
  line.className = `actor-involvement actor-${involvement}`;
  line.textContent = buttonTo(row, involvement).dataset.says;
  count(involvement === "involved" ? 1 : -1);
}

function count(step) {
  const place = document.querySelector("[data-involved]");
  place.dataset.involved = Number(place.dataset.involved) + step;
  place.textContent = `${place.dataset.involved}\u00a0impliqué${place.dataset.involved > 1 ? "s" : ""}`;
}

function hooksOf(row, before) {
  return {
    saved({ answer }, isLast) {
      row.dataset.involvementBase = answer.base;
      if (isLast) settle(row);
    },
    refused({ answer }) {
      const job = jobs.get(row);
      place(row, OTHER[job.entry.pairs[0][1]]);
      if (before) row.querySelector("[data-turned]").replaceWith(before);
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

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-turn]");
  if (!button) return;
  event.preventDefault();
  turn(button.closest("[data-row]"), button.dataset.turn);
});
