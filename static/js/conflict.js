// Two versions of one field: both are shown, one is chosen. `autosave.js` says `portal:conflict` on the question (detail:
// the server's answer); this says `portal:settled` there (detail: {base, saved, notices}) once the choice is written.
const CUT = "La connexion est coupée. Vos deux textes sont gardés; réessayez dans un instant.";

const firstInput = (wrapper) => wrapper.querySelector("textarea, select, input:not([type=hidden])");
const placeIn = (wrapper) => wrapper.querySelector("[data-field-conflict]");

document.addEventListener("portal:conflict", (event) => draw(event.target, event.detail));

function draw(wrapper, answer) {
  const place = placeIn(wrapper);
  const hadFocus = place.contains(document.activeElement);
  const typed = joinedContent(place);
  place.innerHTML = answer.html; // our own template, escaped by the server
  place.dataset.base = answer.base;
  place.hidden = false;
  keepTyped(place, typed);
  if (hadFocus) place.querySelector("button").focus();
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: answer.message }));
}

// A joined text that was being written when a third version came stays as it was written.
function keepTyped(place, typed) {
  const panel = place.querySelector("[data-join]");
  if (!panel || !typed.length) return;
  const inputs = panel.querySelectorAll("[data-join-name]:not([type=hidden])");
  inputs.forEach((input, rank) => { input.value = typed[rank]?.[1] ?? input.value; });
  toggleJoin(place, true);
}

const joinedContent = (place) => {
  const panel = place.querySelector("[data-join]:not([hidden])");
  return [...(panel?.querySelectorAll("[data-join-name]:not([type=hidden])") ?? [])].map((input) => [input.dataset.joinName, input.value]);
};

function toggleJoin(place, isOpen) {
  const button = place.querySelector("[data-join-open]");
  button.setAttribute("aria-expanded", isOpen);
  const panel = place.querySelector("[data-join]");
  panel.hidden = !isOpen;
  (isOpen ? panel.querySelector("textarea, input:not([type=hidden]), button") : button).focus();
}

function tell(wrapper, detail) {
  const place = placeIn(wrapper);
  if (place.contains(document.activeElement)) firstInput(wrapper).focus();
  place.hidden = true;
  place.replaceChildren();
  wrapper.dispatchEvent(new CustomEvent("portal:settled", { bubbles: true, detail }));
}

document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-field-conflict]");
  const button = event.target.closest("button");
  if (!place || !button) return;
  if (button.matches("[data-join-open]")) toggleJoin(place, button.getAttribute("aria-expanded") !== "true");
  else act(place, button);
});

document.addEventListener("keydown", (event) => {
  const place = event.target.closest?.("[data-field-conflict]");
  if (event.key === "Escape" && event.target.closest?.("[data-join]")) toggleJoin(place, false);
  if (event.key === "Enter" && place && event.target.matches("input")) { // the sheet is not sent for it
    event.preventDefault();
    place.querySelector("[data-settle=both]").click();
  }
});

async function act(place, button) {
  if (place.ariaBusy === "true") return;
  place.ariaBusy = "true"; // a disabled button would lose the focus
  const words = place.querySelector("[data-conflict-words]");
  words.textContent = "";
  try {
    await settle(place, button.dataset.settle, button.dataset.settleUrl);
  } catch {
    words.textContent = CUT;
  } finally {
    place.ariaBusy = null;
  }
}

function post(wrapper, address, content) {
  const token = wrapper.closest("form").elements.csrfmiddlewaretoken.value;
  return fetch(address, { method: "POST", body: content, headers: { Accept: "application/json", "X-CSRFToken": token } });
}

async function settle(place, choice, address) {
  const wrapper = place.closest("[data-question]");
  const content = new URLSearchParams(choice === "both" ? joinedInputs(place) : choice === "mine" ? inputsOf(wrapper) : []);
  content.set("choice", choice);
  content.set("base", place.dataset.base);
  if (choice !== "theirs") content.set("field", wrapper.dataset.question);
  const response = await post(wrapper, address, content);
  const answer = await response.json();
  if (response.status === 409) draw(wrapper, answer);
  else if (!response.ok) place.querySelector("[data-conflict-words]").textContent = [answer.message, answer.kept].filter(Boolean).join(" ");
  else await conclude(wrapper, choice, answer);
}

async function conclude(wrapper, choice, answer) {
  if (choice === "mine") return tell(wrapper, answer);
  const base = await drawAgain(wrapper);
  if (base === null) return;
  firstInput(wrapper).focus();
  tell(wrapper, { ...answer, base, saved: choice === "both" ? answer.saved : "" });
}

const joinedInputs = (place) => [...place.querySelectorAll("[data-join] [data-join-name]")].map((input) => [input.dataset.joinName, input.value]);

function inputsOf(wrapper) {
  const name = wrapper.dataset.question;
  return [...new FormData(wrapper.closest("form"))].filter(([one]) => one === name || one.startsWith(`${name}--`));
}

// What is stored was chosen: this field alone is read again, the others keep what is being written. Gives its base.
async function drawAgain(wrapper) {
  const response = await fetch(wrapper.closest("[data-panel]")?.dataset.panel ?? window.location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector(`[data-question="${CSS.escape(wrapper.dataset.question)}"]`);
  if (!fresh) { // its row is in the bin
    wrapper.closest("[data-row]")?.remove();
    return null;
  }
  wrapper.replaceChildren(...fresh.childNodes);
  return wrapper.querySelector("[data-base]").value;
}

// What is typed in the panel is not the field: nothing is saved of it before it is chosen.
for (const kind of ["input", "change"]) {
  window.addEventListener(kind, (event) => {
    if (event.target.closest?.("[data-field-conflict]")) event.stopPropagation();
  }, { capture: true });
}
