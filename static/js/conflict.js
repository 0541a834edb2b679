// Two versions of one field: both are shown, one is chosen. `autosave.js` says `portal:conflict` on the question (detail: the
// server's answer, with its base); this says `portal:settled` there once the server has written the choice.
const firstInput = (wrapper) => wrapper.querySelector("textarea, select, input:not([type=hidden])");
const placeIn = (wrapper) => wrapper.querySelector("[data-field-conflict]");

document.addEventListener("portal:conflict", (event) => draw(event.target, event.detail));

function draw(wrapper, answer) {
  const place = placeIn(wrapper);
  place.innerHTML = answer.html; // our own template, escaped by the server
  place.dataset.base = answer.base;
  place.hidden = false;
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: answer.message }));
}

function hide(wrapper) {
  const place = placeIn(wrapper);
  if (place.contains(document.activeElement)) firstInput(wrapper).focus();
  place.hidden = true;
}

function tell(wrapper, detail) {
  hide(wrapper);
  wrapper.dispatchEvent(new CustomEvent("portal:settled", { bubbles: true, detail }));
}

document.addEventListener("click", async (event) => {
  const place = event.target.closest("[data-field-conflict]");
  const button = event.target.closest("[data-keep-mine], [data-keep-theirs]");
  if (!place || !button || place.ariaBusy === "true") return;
  const wrapper = place.closest("[data-question]");
  place.ariaBusy = "true"; // a disabled button would lose the focus
  try {
    if (button.matches("[data-keep-mine]")) await keepMine(wrapper, place.dataset.base);
    else await keepTheirs(wrapper, button.dataset.keepTheirs);
  } catch {
    document.dispatchEvent(new CustomEvent("portal:announce", { detail: "La connexion est coupée. Vos deux textes sont gardés; réessayez dans un instant." }));
  } finally {
    place.ariaBusy = null;
  }
});

function post(wrapper, address, content) {
  const token = wrapper.closest("form").elements.csrfmiddlewaretoken.value;
  return fetch(address, { method: "POST", body: content, headers: { Accept: "application/json", "X-CSRFToken": token } });
}

function contentOf(wrapper, base) {
  const name = wrapper.dataset.question;
  const inputs = [...new FormData(wrapper.closest("form"))].filter(([one]) => one === name || one.startsWith(`${name}--`));
  const content = new URLSearchParams(inputs);
  content.set("field", name);
  content.set(`${name}--base`, base);
  return content;
}

async function keepMine(wrapper, base) {
  const { autosave, autosaveRows } = wrapper.closest("form").dataset;
  const response = await post(wrapper, wrapper.dataset.question.includes(":") ? autosaveRows : autosave, contentOf(wrapper, base));
  const answer = await response.json();
  if (response.ok) tell(wrapper, answer);
  else if (response.status === 409) draw(wrapper, answer);
}

async function keepTheirs(wrapper, address) {
  await post(wrapper, address);
  const base = await drawAgain(wrapper);
  tell(wrapper, { base, saved: "", notices: [] });
  firstInput(wrapper).focus();
}

// The person asked for what is stored: this field alone is read again, the others keep what is being written.
async function drawAgain(wrapper) {
  const response = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector(`[data-question="${CSS.escape(wrapper.dataset.question)}"]`);
  if (!fresh) return window.location.reload(); // the row was removed meanwhile
  wrapper.replaceChildren(...fresh.childNodes);
  return wrapper.querySelector("[data-base]").value;
}
