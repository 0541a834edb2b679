// The session ended: one signs in again without leaving the page, by the form of the sign-in page itself, second step
// included. What waits leaves afterwards, for the same person only.
import { closeOutbox, summary } from "./outbox.js";
import { account, isShared, readState, resumeSession, sessionIsEnded, takeState } from "./session.js";

const dialog = document.querySelector("[data-sign-in-again]");
const place = dialog.querySelector("[data-sign-in-form]");
const notice = dialog.querySelector("[data-sign-in-notice]");
const OFFLINE = "La connexion est coupée. Réessayez dans un instant.";

async function open() {
  if (dialog.open) return;
  notice.textContent = "";
  place.replaceChildren();
  dialog.showModal();
  await ask(() => fetch(dialog.dataset.signInAgain, { headers: { Accept: "text/html" } }));
}

async function ask(request) {
  try {
    const response = await request();
    if (response.headers.get("Content-Type").startsWith("application/json")) conclude(await response.json());
    else draw(response, new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    notice.textContent = OFFLINE;
  }
}

// The page that answered is the sign-in page, with its errors, or the second step.
function draw(response, page) {
  const form = page.querySelector("main form");
  const errors = [...page.querySelectorAll("[data-error-summary] li, [data-error-message]")].map((item) => item.textContent.trim());
  notice.textContent = errors.join(" ");
  if (!form) return; // too many tries: said above
  form.action = response.url;
  place.replaceChildren(form);
  const shared = form.elements.is_shared;
  if (shared) shared.checked = isShared;
  (form.querySelector("[aria-invalid=true]") ?? form.querySelector("input:not([type=hidden])"))?.focus();
}

dialog.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  event.preventDefault();
  ask(() => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "text/html" } }));
});

function conclude(state) {
  if (!takeState(state)) {
    leaveTo(state);
    return;
  }
  place.replaceChildren();
  dialog.close();
  resumeSession(state);
}

// Another person: nothing of the first is sent nor stays in sight. It waits in this browser for her own return.
function leaveTo(state) {
  const { waiting, isKept } = summary();
  if (isKept || !waiting) {
    closeOutbox();
    window.location.replace("/");
    return;
  }
  notice.textContent = `Vous êtes maintenant dans le compte de ${state.name}. Ce qui est écrit dans cette page n’est pas enregistré\u00a0: copiez-le d’abord, ou quittez la page.`;
  const leave = Object.assign(document.createElement("a"), { href: "/", className: "btn btn-primary", textContent: "Quitter la page sans enregistrer" });
  leave.addEventListener("click", () => closeOutbox());
  place.replaceChildren(leave);
}

document.addEventListener("portal:signed-out", async () => {
  const state = await readState().catch(() => null); // perhaps somebody signed in from another tab
  if (state?.account) conclude(state);
  else open();
});
document.addEventListener("portal:sign-in", open);
document.addEventListener("portal:signed-in-elsewhere", async ({ detail }) => {
  if (detail === account && !sessionIsEnded()) return;
  const state = await readState().catch(() => null);
  if (state?.account && (sessionIsEnded() || !takeState(state))) conclude(state);
});
// A part of a page that htmx asked for meets the same closed door.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) open();
});
