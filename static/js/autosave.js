// One save is one field: its inputs, the base it was drawn with, a random operation id. « Enregistré » is only said
// after the server says so. A field has at most one request on its way; what is typed meanwhile goes out next.
const PAUSE = 1000;
const LONGEST_WAIT = 30_000;
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

async function send(field, { keepalive = false } = {}) {
  clearTimeout(field.timer);
  const { wrapper } = field;
  const form = wrapper.closest("form");
  const content = contentOf(wrapper);
  const written = content.toString();
  if (written !== field.lastWritten) field.operation = newOperation();
  field.lastWritten = written;
  content.set("op_id", field.operation);
  field.isDirty = false;
  say("saving", "Enregistrement…");
  try {
    const response = await fetch(addressFor(wrapper, form), {
      method: "POST",
      body: content,
      keepalive,
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    await conclude(field, response);
  } catch {
    retryLater(field, 0);
  }
}

async function conclude(field, response) {
  if (response.status >= 500 || response.status === 429) {
    retryLater(field, Number(response.headers.get("Retry-After")) * 1000 || 0);
    return;
  }
  field.tries = 0;
  const answer = await response.json();
  if (response.ok) acknowledge(field, answer);
  else if (response.status === 409) showConflict(field, answer);
  else showRefusal(field, answer);
}

function acknowledge(field, answer) {
  const { wrapper } = field;
  field.refused = false;
  wrapper.querySelector("[data-base]").value = answer.base;
  showError(wrapper, "");
  wrapper.querySelector("[data-field-conflict]").hidden = true;
  wrapper.querySelector("[data-field-status]").textContent = answer.notices.join(" ");
  field.saved = answer.saved;
}

function showError(wrapper, words) {
  const place = wrapper.querySelector("[data-field-error]");
  place.textContent = words;
  place.hidden = !words;
  wrapper.classList.toggle("is-invalid", Boolean(words));
  const input = wrapper.querySelector("textarea, select, input:not([type=hidden])");
  if (words) {
    input.setAttribute("aria-invalid", "true");
    if (place.id) input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} ${place.id}`.trim());
  } else input.removeAttribute("aria-invalid");
}

function showRefusal(field, answer) {
  field.refused = true;
  showError(field.wrapper, [answer.message, answer.kept].filter(Boolean).join(" "));
}

function showConflict(field, answer) {
  field.refused = true;
  const place = field.wrapper.querySelector("[data-field-conflict]");
  place.innerHTML = answer.html; // our own template, escaped by the server
  place.dataset.base = answer.base;
  place.hidden = false;
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: answer.message }));
}

function retryLater(field, wait) {
  field.isDirty = true;
  field.tries += 1;
  const delay = Math.max(wait, Math.min(LONGEST_WAIT, 1000 * 2 ** (field.tries - 1)) * (0.5 + Math.random()));
  field.timer = setTimeout(() => start(field), delay);
}

function start(field, options) {
  if (field.sending) {
    field.isDirty = true;
    return field.sending;
  }
  field.sending = send(field, options).finally(() => {
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
  else {
    const saved = all.map((field) => field.saved).filter(Boolean).sort().at(-1);
    if (saved) say("saved", saved);
  }
}

function noteChange(event, delay) {
  const wrapper = event.target.closest?.("[data-question]");
  const form = wrapper?.closest("form");
  if (!form || !addressFor(wrapper, form)) return;
  const field = stateOf(wrapper);
  field.isDirty = true;
  field.tries = 0;
  clearTimeout(field.timer);
  field.timer = setTimeout(() => start(field), delay);
}

document.addEventListener("input", (event) => noteChange(event, event.target.matches("textarea, [type=text]") ? PAUSE : 0));
document.addEventListener("focusout", (event) => {
  const field = fields.get(event.target.closest?.("[data-question]"));
  if (field?.isDirty && !field.wrapper.contains(event.relatedTarget)) start(field);
});

const pending = () => [...fields.values()].filter((field) => field.isDirty || field.sending);
const flush = (options) => Promise.all(pending().map((field) => start(field, options)));

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flush({ keepalive: true });
});
window.addEventListener("pagehide", () => flush({ keepalive: true }));
window.addEventListener("beforeunload", (event) => {
  if ([...fields.values()].some((field) => field.tries)) event.preventDefault(); // nothing reached the server yet
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

// Two versions of one field.
document.addEventListener("click", async (event) => {
  const place = event.target.closest("[data-field-conflict]");
  if (!place) return;
  const wrapper = place.closest("[data-question]");
  if (event.target.matches("[data-keep-mine]")) {
    wrapper.querySelector("[data-base]").value = place.dataset.base;
    start(stateOf(wrapper));
  }
  if (event.target.matches("[data-keep-theirs]")) {
    fields.delete(wrapper);
    const token = wrapper.closest("form").elements.csrfmiddlewaretoken.value;
    const settle = event.target.dataset.keepTheirs;
    if (settle) await fetch(settle, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token } });
    await flush();
    window.location.reload();
  }
});

// Coming back by the Back button shows the present state, never an old form that would overwrite.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
