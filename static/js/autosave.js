// One save is one field: its inputs, and the base it was drawn with. The queue (outbox.js) keeps them and sends them;
// this reads the fields, puts back what waited, and says beside each field what became of it.
import { clean, fillIn, isBox, isTouched, isTyped, pairsIn, touchedIn, wordsIn } from "./fields.js";
import { claimEntries, flushWithin, LONGEST_SAVE, rewrite, send, sendIn, settle, summary, writeDown } from "./outbox.js";
import { offerCopy, offerToTakeBack } from "./refused-text.js";

const PAUSE = 1000;
const COPY_IT = "Votre texte est encore ici\u00a0: copiez-le.";
const shown = new Map(); // wrapper → the job of what is not acknowledged there

const firstInput = (wrapper) => wrapper.querySelector("textarea, select, input:not([type=hidden])");
const baseOf = (wrapper) => wrapper.querySelector("[data-base]");
const inputsOf = (wrapper) => [...wrapper.querySelectorAll("input:not([type=hidden]), textarea, select")].filter((input) => input.name && !input.disabled);
const same = (some, others) => JSON.stringify(some) === JSON.stringify(others);
const labelOf = (wrapper) => clean(wrapper.querySelector("legend, label")?.textContent ?? "");

function addressOf(wrapper) {
  if (wrapper.dataset.autosaveTo) return wrapper.dataset.autosaveTo;
  const { autosave, autosaveRows } = wrapper.closest("form")?.dataset ?? {};
  return wrapper.dataset.question.includes(":") ? autosaveRows : autosave;
}

const typedIn = (wrapper) => wordsIn(inputsOf(wrapper)).typed;
const pairsOf = (wrapper) => pairsIn(inputsOf(wrapper));

function putBack(wrapper, { pairs, base }) {
  fillIn(inputsOf(wrapper), pairs);
  baseOf(wrapper).value = base;
  wrapper.dispatchEvent(new CustomEvent("portal:put-back", { bubbles: true }));
}

const epochOf = (wrapper) => wrapper.dataset.epoch ?? wrapper.closest("form").elements.epoch?.value;

function noteChange(input, delay) {
  const wrapper = input.closest?.("[data-question]");
  if (!wrapper || !addressOf(wrapper)) return;
  if (shown.has(wrapper)) rewrite(shown.get(wrapper), pairsOf(wrapper), wordsIn(inputsOf(wrapper)));
  else begin(wrapper);
  sendIn(shown.get(wrapper), delay);
}

function begin(wrapper) {
  const entry = { url: addressOf(wrapper), field: wrapper.dataset.question, label: labelOf(wrapper), base: baseOf(wrapper).value };
  show(wrapper, writeDown({ ...entry, epoch: epochOf(wrapper), pairs: pairsOf(wrapper), ...wordsIn(inputsOf(wrapper)) }, hooksOf(wrapper)));
}

function show(wrapper, job) {
  shown.set(wrapper, job);
  wrapper.dataset.unsaved = "";
}

function hooksOf(wrapper) {
  return {
    saved({ answer }, isLast) {
      noteEpoch(wrapper, answer);
      acknowledge(wrapper, answer, isLast);
    },
    refused(reply) {
      noteEpoch(wrapper, reply.answer);
      refuse(wrapper, reply);
    },
  };
}

// The data came back from a backup: what was acknowledged since may be lost, but this page still holds it.
let presentEpoch = "";
function noteEpoch(wrapper, { epoch, restored }) {
  if (!epoch) return;
  wrapper.dataset.epoch = epoch;
  if (presentEpoch === epoch) return;
  presentEpoch = epoch;
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: restored }));
  for (const other of document.querySelectorAll("[data-question]")) {
    if (other === wrapper || shown.has(other) || !addressOf(other)) continue;
    begin(other);
    send(shown.get(other));
  }
}

function acknowledge(wrapper, answer, isLast) {
  delete wrapper.typingSince;
  baseOf(wrapper).value = answer.base;
  showError(wrapper, "");
  wrapper.querySelector("[data-field-conflict]").hidden = true;
  wrapper.querySelector("[data-field-status]").textContent = answer.notices.join(" ");
  if (!isLast) return;
  shown.delete(wrapper);
  delete wrapper.dataset.unsaved;
}

function refuse(wrapper, { status, answer }) {
  if (status === 409) {
    wrapper.dispatchEvent(new CustomEvent("portal:conflict", { bubbles: true, detail: answer })); // conflict.js shows it
    return;
  }
  const isOnlyHere = !answer.kept && typedIn(wrapper);
  const copyIt = isOnlyHere && !/copiez|gardé/.test(answer.message ?? "") ? COPY_IT : "";
  const place = showError(wrapper, [answer.message, answer.kept ?? copyIt].filter(Boolean).join(" "));
  if (answer.take_back) offerToTakeBack(place, answer.take_back, () => send(shown.get(wrapper)));
  else if (isOnlyHere) offerCopy(place, firstInput(wrapper), () => typedIn(wrapper));
}

function showError(wrapper, words) {
  const place = wrapper.querySelector("[data-field-error]");
  place.textContent = words;
  place.hidden = !words;
  wrapper.classList.toggle("is-invalid", Boolean(words));
  const input = firstInput(wrapper);
  const describing = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== place.id);
  if (words) describing.push(place.id);
  setOrRemove(input, "aria-describedby", describing.join(" "));
  setOrRemove(input, "aria-invalid", words && "true");
  return place;
}

function setOrRemove(element, name, value) {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

// What others read while it is typed leaves every moment rather than at a pause.
const MOMENT = 350;
function pauseFor(input) {
  if (!isTyped(input)) return 0;
  const wrapper = input.closest?.("[data-question]");
  if (wrapper?.dataset.asTyped === undefined) return PAUSE;
  wrapper.typingSince ??= performance.now();
  return Math.max(0, MOMENT - (performance.now() - wrapper.typingSince));
}

document.addEventListener("input", (event) => noteChange(event.target, pauseFor(event.target)));
document.addEventListener("focusout", (event) => {
  const wrapper = event.target.closest?.("[data-question]");
  const job = shown.get(wrapper);
  if (job && !job.tries && !job.entry.stuck && !wrapper.contains(event.relatedTarget)) send(job);
});
for (const wrapper of document.querySelectorAll("[data-question]")) {
  for (const input of touchedIn(wrapper)) noteChange(input, PAUSE);
}

const wrapperOf = ({ url, field }) => {
  const wrapper = document.querySelector(`[data-question="${CSS.escape(field)}"]`);
  return wrapper && addressOf(wrapper) === url && !shown.has(wrapper) ? wrapper : null;
};

// What waited in this browser goes back in its field before it is sent.
claimEntries((entry, job) => {
  const wrapper = entry.kind === "field" && wrapperOf(entry);
  if (!wrapper) return undefined;
  putBack(wrapper, { pairs: entry.pairs, base: (entry.sent ?? entry).base });
  show(wrapper, job);
  return hooksOf(wrapper);
});

// The same field, saved from another tab: nothing is being written here, so this one follows.
document.addEventListener("portal:saved-elsewhere", ({ detail }) => {
  const wrapper = wrapperOf(detail);
  if (wrapper && !wrapper.contains(document.activeElement)) putBack(wrapper, { pairs: detail.pairs, base: detail.answer.base });
});

// `conflict.js` has shown both texts and the server has written the choice. What was typed since is still to be sent.
document.addEventListener("portal:settled", ({ target: wrapper, detail }) => {
  const job = shown.get(wrapper);
  acknowledge(wrapper, detail, false);
  if (!job) return;
  const pairs = pairsOf(wrapper);
  const isDone = same(pairs, job.entry.sent?.pairs) || !inputsOf(wrapper).some(isTouched);
  Object.assign(job.entry, { pairs, ...wordsIn(inputsOf(wrapper)) });
  if (isDone) acknowledge(wrapper, detail, true);
  settle(job, { base: detail.base, epoch: epochOf(wrapper), said: detail.saved, isDone });
});

// The whole form waits for the fields on their way, or its bases would be old and the first half of a sentence would come
// after the whole of it, as a conflict. When they cannot leave, neither can it: the page stays with its text. Pressing
// again insists.
const insisting = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-autosave], [data-autosave-rows]") || insisting.delete(form) || !summary().waiting) return;
  event.preventDefault();
  flushWithin(LONGEST_SAVE).then(() => {
    insisting.add(form);
    if (!summary().failure) form.requestSubmit(event.submitter);
  });
}, { capture: true });
