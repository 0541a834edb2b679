import { claimEntries, dropEntry, send, writeDown } from "./outbox.js";

// Quick entry: Enter adds the line and leaves the cursor ready for the next one. Growing lists grow on demand.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("[data-quick-text]")) return;
  event.preventDefault();
  event.target.closest("[data-quick-entry]").querySelector("[data-quick-add]").click();
});

// A line added goes through the same queue as a field: without network it is kept, shown as waiting, and sent once.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quick-add]");
  if (!button) return;
  event.preventDefault();
  const text = button.closest("[data-quick-entry]").querySelector("[data-quick-text]");
  if (text.value.trim()) add(button, text);
  else refuse(text, "Écrivez d’abord le nom, puis appuyez sur «\u00a0Ajouter\u00a0».");
});

function add(button, text) {
  const said = text.value;
  const label = text.labels[0].textContent.trim();
  const pairs = [[text.name, said], ...new URLSearchParams(button.dataset.quickWith)];
  const { quickAdd: url, quickList: field } = button.dataset;
  const row = showWaiting(document.getElementById(field), said);
  const hooks = hooksOf(row, text, said);
  const job = writeDown({ kind: "row", url, field, label, pairs, said, typed: said }, hooks);
  hooks.id = job.entry.id;
  text.value = "";
  refuse(text, "");
  text.focus();
  send(job);
}

// `offers`: what may be answered, each a button that sends the page with its answer.
function refuse(text, words, offers = []) {
  const said = words ? [Object.assign(document.createElement("p"), { className: "field-error", textContent: words })] : [];
  const answers = offers.map(({ then, label }) => Object.assign(document.createElement("button"), { className: "btn btn-link", name: "then", value: then, textContent: label }));
  text.closest("[data-quick-entry]").querySelector("[role=alert]").replaceChildren(...said, ...answers);
  if (!words) {
    text.removeAttribute("aria-invalid");
    return;
  }
  text.setAttribute("aria-invalid", "true");
  text.focus();
}

function showWaiting(list, said) {
  const row = Object.assign(document.createElement("li"), { className: "row-waiting" });
  row.append(Object.assign(document.createElement("span"), { textContent: said }), Object.assign(document.createElement("em"), { textContent: "En attente d’enregistrement" }));
  list.append(row);
  list.parentElement.querySelector("[data-rows-empty]")?.remove();
  return row;
}

// `said`, and not what the row shows: the browser may have translated it.
function hooksOf(row, text, said) {
  const state = row.lastElementChild;
  return {
    saved({ html }) {
      const list = row.parentElement;
      row.remove();
      window.htmx.swap(list, html, { swapStyle: "beforeend" });
      document.dispatchEvent(new CustomEvent("portal:announce", { detail: `Ajouté\u00a0: ${said}` }));
    },
    refused({ status, answer }) {
      if (status !== 422 || !text || text.value) {
        state.textContent = answer.message; // the text stays here, to be copied
        return;
      }
      dropEntry(this.id); // it goes back where it was typed
      row.remove();
      text.value = said;
      refuse(text, answer.message, answer.offers);
    },
  };
}

// What is typed there when the page is left is a line too; a form that leaves with it adds it by itself.
let leaving = null;
document.addEventListener("submit", (event) => { leaving = event.defaultPrevented ? null : event.target; });
document.addEventListener("input", () => { leaving = null; });
window.addEventListener("pagehide", addTyped);
document.addEventListener("portal:signing-out", addTyped); // it counts among what the person is asked about

function addTyped() {
  for (const text of document.querySelectorAll("[data-quick-text]")) {
    if (text.value.trim() && text.form !== leaving) add(text.closest("[data-quick-entry]").querySelector("[data-quick-add]"), text);
  }
}

// A line added in a page that was closed before its answer.
claimEntries((entry) => {
  const list = document.getElementById(entry.field);
  const button = document.querySelector(`[data-quick-list="${CSS.escape(entry.field)}"]`);
  if (entry.kind !== "row" || !list || button?.dataset.quickAdd !== entry.url) return undefined;
  const text = button.closest("[data-quick-entry]").querySelector("[data-quick-text]");
  const [[, said]] = entry.pairs;
  return Object.assign(hooksOf(showWaiting(list, said), text, said), { id: entry.id });
});

function countRows(within) {
  for (const count of within.querySelectorAll("[data-rows-count]")) {
    const list = document.getElementById(count.dataset.rowsCount);
    new MutationObserver(() => { count.textContent = list.childElementCount; }).observe(list, { childList: true });
  }
}

countRows(document);
document.addEventListener("htmx:load", ({ target }) => countRows(target));

// What is removed had the focus: its neighbour takes it, and nobody loses one's place.
document.addEventListener("htmx:beforeSwap", (event) => {
  const row = event.detail.target;
  if (!row.matches("[data-row]") || !event.detail.shouldSwap) return;
  const neighbour = row.nextElementSibling ?? row.previousElementSibling ?? row.parentElement;
  neighbour.tabIndex = -1;
  neighbour.focus({ preventScroll: true });
});

// Back from « Annuler », at the row that came back.
const cameBack = document.getElementById(window.location.hash.slice(1));
if (cameBack?.matches("[data-row]")) {
  cameBack.tabIndex = -1;
  cameBack.focus();
}

// One more row: a copy of the last one, emptied, under a new name that this page makes up.
function addRow(list) {
  const last = list.lastElementChild;
  const [field] = last.dataset.question.split(".");
  const key = `r${[...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const row = last.cloneNode(true);
  const rename = (text) => text.replace(last.dataset.question, `${field}.${key}`).replace(`q-${last.dataset.question.replace(".", "-")}`, `q-${field}-${key}`);
  row.dataset.question = `${field}.${key}`;
  delete row.dataset.unsaved;
  row.classList.remove("is-invalid");
  for (const element of row.querySelectorAll("[id], [name], [for]")) {
    for (const attribute of ["id", "name", "for"]) {
      if (element.hasAttribute(attribute)) element.setAttribute(attribute, rename(element.getAttribute(attribute)));
    }
    if (element.matches("input, textarea")) element.defaultValue = "";
    if (element.matches("input, textarea, select")) element.value = "";
    if (element.matches("button")) element.value = rename(element.value);
    element.removeAttribute("aria-invalid");
  }
  row.querySelector(".person-known")?.remove();
  row.querySelector("[data-field-error]").hidden = true;
  row.querySelector("[data-field-status]").textContent = "";
  const legend = row.querySelector("legend");
  legend.textContent = legend.textContent.replace(/\d+$/, list.childElementCount + 1);
  list.append(row);
  row.querySelector("textarea, select, input:not([type=hidden])").focus();
}

document.addEventListener("click", (event) => {
  const more = event.target.closest("[data-growing-more]");
  if (!more) return;
  event.preventDefault();
  addRow(more.closest("[data-growing-list]").querySelector("[data-growing-rows]"));
});
