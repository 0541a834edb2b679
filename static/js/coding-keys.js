// Coding from the keyboard: one key for each gesture, never while somebody types, and only when she wants them (WCAG 2.1.4).
import { code, nothingHere, undo } from "./coding.js";
import { toggle } from "./coding-panel.js";
import { announce, backToSentence, extend, move } from "./coding-place.js";

const panel = document.querySelector("[data-panel]");
const screen = document.querySelector("[data-coding]");
const dialog = document.querySelector("[data-keys]");
const help = panel.querySelector("[data-code-help]");
const areOn = screen.dataset.singleKeys !== undefined;
const isClosed = panel.querySelector(".panel-choices").inert; // finished, or compared to another reading: hers does not change
let strategy = ""; // the last one named: a letter after it is one of its details

const isTyping = ({ target }) => target.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
const isModified = (event) => event.ctrlKey || event.altKey || event.metaKey;
const inputOf = (name, sign, within = panel) => within.querySelector(`input[name="${name}"][data-sign="${CSS.escape(sign)}"]`);

function nameStrategy(sign) {
  const input = inputOf("strategies", sign);
  const group = input.closest("[data-strategy]");
  const isAgain = strategy === group.dataset.strategy && input.checked;
  strategy = group.dataset.strategy;
  if (!input.checked || isAgain) toggle(input);
}

function nameSub(sign) {
  const group = panel.querySelector(`[data-strategy="${strategy}"] .subs`);
  const input = group && inputOf("strategies", sign, group);
  if (input) toggle(input);
}

// Said to whoever codes there all the same. The focus stays: the next key must not press what opens it again.
function sayClosed() {
  const said = panel.querySelector("[data-closed]");
  announce(said.textContent);
  said.scrollIntoView({ block: "nearest" });
}

const MOVES = { J: () => extend(1), K: () => extend(-1), j: () => move(1, { focus: true }), k: () => move(-1, { focus: true }) };
const HELP = { "?": () => dialog.showModal() };
const GESTURES = {
  ...MOVES,
  ...HELP,
  0: nothingHere,
  u: undo,
  h: () => toggle(panel.elements.doubt),
  x: () => toggle(panel.elements.star),
  m: () => { panel.classList.add("is-open"); panel.elements.memo.focus(); },
};
const ARROWS = { ArrowDown: 1, ArrowUp: -1 };

function ofCode(key) {
  if (/^[1-9]$/.test(key)) return inputOf("strategies", key) && (() => nameStrategy(key));
  if (inputOf("objects", key)) return () => toggle(inputOf("objects", key));
  if (inputOf("moment", key)) return () => toggle(inputOf("moment", key));
  return strategy && /^[a-d]$/.test(key) ? () => nameSub(key) : null;
}

function gestureOf(event) {
  const { key } = event;
  const inText = event.target.closest("[data-text]");
  if (key in ARROWS && (inText || event.target === document.body)) return () => (event.shiftKey ? extend(ARROWS[key]) : move(ARROWS[key], { focus: true }));
  if (key === "Enter" && (inText || event.target === document.body || event.target.matches("[type=checkbox], [type=radio]"))) return isClosed ? sayClosed : code;
  if (key === "Escape") return backToSentence;
  if (!areOn) return null;
  if (key in MOVES || key in HELP) return GESTURES[key];
  const gesture = GESTURES[key] ?? ofCode(key);
  return gesture && isClosed ? sayClosed : gesture;
}

document.addEventListener("keydown", (event) => {
  if (dialog.open || isModified(event) || document.querySelector("dialog[open]")) return;
  if (isTyping(event)) {
    if (event.key === "Escape" && panel.contains(event.target)) backToSentence();
    return;
  }
  const gesture = gestureOf(event);
  if (!gesture) return;
  event.preventDefault();
  if (/^(Enter|Arrow|[jkJK0u]$)/.test(event.key)) strategy = "";
  gesture();
});

// What a code means, while it is looked at.
const chipOf = ({ target }) => target.closest?.(".code-chip");
function explain(event) {
  const input = chipOf(event)?.querySelector("[aria-describedby]");
  if (!input) return;
  help.textContent = document.getElementById(input.getAttribute("aria-describedby")).textContent;
  help.hidden = false;
}
panel.addEventListener("focusin", explain);
panel.addEventListener("pointerover", explain);

const opener = panel.querySelector("[data-show-keys]");
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
