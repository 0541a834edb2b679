// Typing paper sheets by keyboard alone: Enter leads to the next question, a digit or a letter answers it.
const form = document.querySelector("[data-paper]");
const STATES = { p: "passed", s: "not_applicable" };
const YES_NO = { o: "yes", n: "no", a: "shared" };
const NOT_ON_PAPER = "[name$='--state'], [id^='etat-'], [id^='objet-'], [id^='nature-'], [id^='avenir-']";
const replaced = new WeakSet(); // questions of the carnet that the person chose to write over
let asked = ""; // the key that must be pressed twice, and where

const inputsOf = (within) => [...within.querySelectorAll("input:not([type=hidden]), textarea, select")];
const isChoice = (input) => input.matches("[type=radio], [type=checkbox]");

// Where Enter stops: one control for each question, in the order of the paper.
function stops() {
  const groups = new Map();
  for (const input of inputsOf(form)) {
    if (input.disabled || input.matches(NOT_ON_PAPER) || !input.offsetParent) continue;
    const key = isChoice(input) ? input.name : input;
    if (!groups.has(key) || (input.type === "radio" && input.checked && input.value)) groups.set(key, input);
  }
  return [...groups.values()];
}

function go(from, step) {
  const found = stops();
  const place = found.findIndex((stop) => stop === from || (isChoice(from) && stop.name === from.name));
  // What the order leaves out (a state, a button) goes on from where it stands.
  const here = place >= 0 ? place : found.findLastIndex((stop) => stop.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_FOLLOWING);
  focusOn(found[Math.max(0, here + step)] ?? form.querySelector("[data-next-sheet]")); // after the last, the next sheet
}

function focusOn(control) {
  control.focus();
  if (control.matches("textarea, input[type=text]")) control.setSelectionRange(control.value.length, control.value.length);
}

const tell = (input, type = "input") => input.dispatchEvent(new Event(type, { bubbles: true }));
const announce = (words) => document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));
const wordsOf = (input) => input.labels[0].textContent.trim().replace(/\s+/g, " ");

function choicesOf(question) {
  return inputsOf(question).filter((input) => isChoice(input) && input.value && !input.name.endsWith("--state"));
}

// What the carnet already holds asks for the same key twice.
function mayWrite(question, key) {
  if (replaced.has(question) || !question.querySelector("[data-already]")) return true;
  const gesture = `${question.dataset.question} ${key}`;
  if (asked === gesture) {
    replaced.add(question);
    return true;
  }
  asked = gesture;
  const words = "Déjà au carnet. Appuyez encore sur la même touche pour remplacer.";
  question.querySelector("[data-field-status]").textContent = words;
  announce(words);
  return false;
}

function setState(question, state) {
  const boxes = inputsOf(question).filter((input) => input.name.endsWith("--state"));
  for (const box of boxes) box.checked = box.value === state && !box.checked;
  return boxes;
}

function uncheck(question) {
  const blank = inputsOf(question).find((input) => input.type === "radio" && !input.value);
  if (blank) blank.checked = true;
  return blank;
}

function pick(question, input) {
  setState(question, "");
  input.checked = input.type === "radio" || !input.checked;
  tell(input);
  announce(wordsOf(input));
  if (input.type === "radio") go(input, 1);
  else input.focus();
}

function answer(question, key, from) {
  const choices = choicesOf(question);
  const input = /^[1-9]$/.test(key) ? choices[Number(key) - 1] : choices.find((one) => one.value === YES_NO[key]);
  if (input) {
    if (mayWrite(question, key)) pick(question, input);
    return true;
  }
  if (!(key in STATES) && key !== "Backspace" && key !== "Delete") return false;
  if (!mayWrite(question, key)) return true;
  const boxes = setState(question, STATES[key]);
  const blank = uncheck(question);
  tell(boxes[0] ?? blank ?? from);
  if (key in STATES) {
    const box = boxes.find((one) => one.checked);
    announce(box ? wordsOf(box) : "Effacé");
    go(from, 1);
  }
  return true;
}

function enter(event) {
  const { target } = event;
  if (target.matches("[data-quick-text]") && target.value.trim()) return; // rows.js adds the line
  if (target.matches("button, a, summary, select[size]")) return;
  event.preventDefault();
  event.stopPropagation();
  if (!target.matches("[data-next-code]")) go(target, 1);
  else form.querySelector(target.value.trim() ? "[data-next-sheet]" : "[data-save-now]").click();
}

form.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === "Enter" && !event.shiftKey) enter(event);
  else if ((key === "ArrowDown" || key === "ArrowUp") && target.matches("input[type=text], textarea[rows='1']")) {
    event.preventDefault();
    go(target, key === "ArrowDown" ? 1 : -1);
  } else if (isChoice(target)) {
    const question = target.closest("[data-question]");
    if (question && answer(question, key.length === 1 ? key.toLowerCase() : key, target)) event.preventDefault();
  }
}, { capture: true });

// One state excludes the other.
form.addEventListener("input", ({ target }) => {
  if (!target.name?.endsWith("--state") || !target.checked) return;
  for (const box of inputsOf(target.closest("[data-question]"))) {
    if (box !== target && box.name === target.name) box.checked = false;
  }
}, { capture: true });

// On paper a measure goes on with who, when and what it needs; whoever already types the next one is left alone.
new MutationObserver((changes) => {
  for (const row of changes.flatMap((change) => [...change.addedNodes])) {
    const who = row instanceof Element && row.matches("[data-row]") && row.querySelector("[id^='qui-']");
    const typing = document.activeElement;
    const isBeside = typing?.matches("[data-quick-text]") && !typing.value && typing.closest("section")?.contains(row);
    if (who && isBeside) focusOn(who);
  }
}).observe(form, { childList: true, subtree: true });

if (!document.querySelector("[data-error-summary]") && !location.hash) {
  const first = stops()[0];
  if (first) focusOn(first);
}
