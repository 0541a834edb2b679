// One save is one field: its inputs, the base it was drawn with, a random operation id. « Enregistré » is only said
// after the server says so. A field has at most one request on its way; what is typed meanwhile goes out next.
const PAUSE = 1000;
const LONGEST_WAIT = 30_000;
const KEEPALIVE_BYTES = 60_000; // what browsers let outlive their page, all requests together: 64 KiB
let bytesOnTheirWay = 0;
let lastSaved = ""; // in the server's words
const fields = new Map(); // wrapper → what is known of it

const indicator = document.querySelector("[data-save-indicator]");
const indicatorWords = indicator?.querySelector("[data-save-words]");

function say(state, words) {
  indicator.dataset.state = state;
  if (indicatorWords.textContent !== words) indicatorWords.textContent = words;
}

function stateOf(wrapper) {
  if (!fields.has(wrapper)) fields.set(wrapper, { wrapper, timer: 0, tries: 0, isDirty: false, sending: null, refused: false });
  return fields.get(wrapper);
}

function newOperation() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function contentOf(wrapper) {
  const content = new URLSearchParams({ field: wrapper.dataset.question });
  for (const input of wrapper.querySelectorAll("input, textarea, select")) {
    if (!input.name || input.disabled) continue;
    if (["checkbox", "radio"].includes(input.type) && !input.checked) continue;
    content.append(input.name, input.value);
  }
  return content;
}

const addressFor = (wrapper, form) => (wrapper.dataset.question.includes(":") ? form.dataset.autosaveRows : form.dataset.autosave);

async function send(field) {
  clearTimeout(field.timer);
  const { wrapper } = field;
  const form = wrapper.closest("form");
  const content = contentOf(wrapper);
  const written = content.toString();
  if (written !== field.lastWritten) field.operation = newOperation();
  field.lastWritten = written;
  content.set("op_id", field.operation);
  const epoch = field.epoch ?? form.elements.epoch?.value;
  if (epoch !== undefined) content.set("epoch", epoch);
  field.isDirty = false;
  say("saving", "Enregistrement…");
  const size = content.toString().length;
  bytesOnTheirWay += size;
  try {
    const response = await fetch(addressFor(wrapper, form), {
      method: "POST",
      body: content,
      keepalive: bytesOnTheirWay < KEEPALIVE_BYTES,
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    await conclude(field, response);
  } catch {
    retryLater(field, 0);
  } finally {
    bytesOnTheirWay -= size;
  }
}

async function conclude(field, response) {
  if (response.status >= 500 || response.status === 429) {
    retryLater(field, Number(response.headers.get("Retry-After")) * 1000 || 0);
    return;
  }
  field.tries = 0;
  const answer = await response.json();
  if (answer.epoch) compareAnew(field, answer);
  if (response.ok) acknowledge(field, answer);
  else if (response.status === 409) giveConflict(field, answer);
  else {
    showRefusal(field, answer);
    field.isOnlyHere = response.status !== 422; // a value that could not be read is kept on the server
  }
}

// The data came back from a backup: what was acknowledged since may be lost, but this page still holds it.
let presentEpoch = "";
function compareAnew(field, answer) {
  field.epoch = answer.epoch;
  if (presentEpoch === answer.epoch) return;
  presentEpoch = answer.epoch;
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: answer.restored }));
  for (const wrapper of document.querySelectorAll("[data-question]")) {
    const form = wrapper.closest("form");
    if (wrapper !== field.wrapper && form && addressFor(wrapper, form)) start(stateOf(wrapper));
  }
}

function acknowledge(field, answer) {
  const { wrapper } = field;
  field.refused = field.isOnlyHere = false;
  wrapper.querySelector("[data-base]").value = answer.base;
  showError(wrapper, "");
  wrapper.querySelector("[data-field-conflict]").hidden = true;
  wrapper.querySelector("[data-field-status]").textContent = answer.notices.join(" ");
  lastSaved = answer.saved || lastSaved;
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
}

function setOrRemove(element, name, value) {
  if (value) element.setAttribute(name, value);
  else element.removeAttribute(name);
}

const firstInput = (wrapper) => wrapper.querySelector("textarea, select, input:not([type=hidden])");

function showRefusal(field, answer) {
  field.refused = true;
  showError(field.wrapper, [answer.message, answer.kept].filter(Boolean).join(" "));
}

// `conflict.js` shows it, and says `portal:settled` when the person has chosen.
function giveConflict(field, answer) {
  field.refused = true;
  field.wrapper.dispatchEvent(new CustomEvent("portal:conflict", { bubbles: true, detail: answer }));
}

function retryLater(field, wait) {
  field.isDirty = true;
  field.tries += 1;
  const delay = Math.max(wait, Math.min(LONGEST_WAIT, 1000 * 2 ** (field.tries - 1)) * (0.5 + Math.random()));
  field.timer = setTimeout(() => start(field), delay);
}

function start(field) {
  if (field.sending) {
    field.isDirty = true;
    return field.sending;
  }
  field.sending = send(field).finally(() => {
    field.sending = null;
    if (field.isDirty && !field.tries) start(field);
    sumUp();
  });
  return field.sending;
}

// The line at the bottom says what is true of the whole page.
function sumUp() {
  const all = [...fields.values()];
  const waiting = all.filter((field) => field.tries).length;
  const refused = all.filter((field) => field.refused).length;
  if (waiting) say("offline", `Pas encore enregistré\u00a0: ${waiting} modification${waiting > 1 ? "s" : ""}. Gardez cette page ouverte, nous réessayons.`);
  else if (all.some((field) => field.sending || field.isDirty)) say("saving", "Enregistrement…");
  else if (refused) say("check", `À vérifier\u00a0: ${refused} champ${refused > 1 ? "s" : ""}`);
  else say(lastSaved ? "saved" : "idle", lastSaved);
}

// A row added or removed is a save too.
document.addEventListener("portal:saved", (event) => {
  lastSaved = event.detail.said;
  sumUp();
});

function noteChange(input, delay) {
  const wrapper = input.closest?.("[data-question]");
  const form = wrapper?.closest("form");
  if (!form || !addressFor(wrapper, form)) return;
  const field = stateOf(wrapper);
  field.isDirty = true;
  field.tries = 0;
  clearTimeout(field.timer);
  field.timer = setTimeout(() => start(field), delay);
  sumUp(); // what was said of the earlier text is no longer true
}

const isTyped = (input) => input.matches("textarea, [type=text]");

function isTouched(input) {
  if (input.matches("select")) return input.selectedIndex !== Math.max(0, [...input.options].findIndex((option) => option.defaultSelected));
  return ["checkbox", "radio"].includes(input.type) ? input.checked !== input.defaultChecked : input.value !== input.defaultValue;
}

document.addEventListener("input", (event) => noteChange(event.target, isTyped(event.target) ? PAUSE : 0));
// What was typed before this script arrived counts too.
for (const input of document.querySelectorAll("[data-question] :is(input:not([type=hidden]), textarea, select)")) {
  if (isTouched(input)) noteChange(input, PAUSE);
}
document.addEventListener("focusout", (event) => {
  const field = fields.get(event.target.closest?.("[data-question]"));
  if (field?.isDirty && !field.wrapper.contains(event.relatedTarget)) start(field);
});

const pending = () => [...fields.values()].filter((field) => field.isDirty || field.sending);
const flush = () => Promise.all(pending().map((field) => start(field)));

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flush();
});
window.addEventListener("pagehide", () => {
  for (const field of fields.values()) if (field.isDirty) send(field); // no time to wait for the one on its way
});
window.addEventListener("online", flush);
window.addEventListener("beforeunload", (event) => {
  if ([...fields.values()].some((field) => field.tries || field.isOnlyHere)) event.preventDefault();
});

// The whole form waits for the fields on their way, or its bases would be old.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-autosave], [data-autosave-rows]") || !pending().length) return;
  event.preventDefault();
  const given = new Promise((resolve) => { setTimeout(resolve, 3000); });
  Promise.race([flush(), given]).then(() => {
    for (const field of fields.values()) {
      clearTimeout(field.timer);
      Object.assign(field, { isDirty: false, sending: null, tries: 0 });
    }
    form.requestSubmit(event.submitter);
  });
}, { capture: true });

// `conflict.js` has shown both texts and the server has written the choice.
document.addEventListener("portal:settled", (event) => {
  acknowledge(stateOf(event.target), event.detail); // what was typed since is still to be sent
  sumUp();
});

// Coming back by the Back button shows the present state, never an old form that would overwrite.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
