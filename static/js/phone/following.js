// The page follows the workshop. A face that holds a form is never replaced: the next one is offered, and waits.
import { touchedIn } from "../fields.js";

const main = document.querySelector("[data-face]");
const region = document.querySelector("[data-news]");
const RUSH = 600; // everybody asks at the same reveal
const SHOWING = ["revealed", "recording"];
let asked = ""; // the mark of the face that was asked for last

const shown = () => main.querySelector("[data-mark]")?.dataset.mark ?? "";
const holdsForm = () => Boolean(main.querySelector("[data-holds-form]"));

// As `Face.mark` makes it.
function markOf({ workshop, mark, poll, step }) {
  const asksWhereOneStands = poll && SHOWING.includes(step?.state);
  return [workshop, mark, asksWhereOneStands ? poll.id : "", step?.late ? "late" : ""].join("|");
}

function wordsFor({ workshop, step }) {
  if (workshop === "closed") return "L’atelier est terminé.";
  const [, id] = shown().split(/[|:]/);
  if (!step || step.id !== id) return "La suite est prête.";
  if (SHOWING.includes(step.state)) return "Cette question est fermée\u00a0: les réponses sont révélées.";
  return step.round > 1 ? "Le deuxième tour est ouvert." : "La page a changé.";
}

function offer(words, label = "Continuer") {
  if (region.querySelector("p")?.textContent === words) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: label });
  button.addEventListener("click", () => window.location.assign(window.location.pathname));
  region.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }), button);
}

async function fetchFace() {
  const response = await fetch(window.location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!response.ok) throw response;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function show(fresh) {
  const hadFocus = main.contains(document.activeElement);
  main.replaceChildren(...fresh.querySelector("[data-face]").childNodes);
  document.title = fresh.title;
  document.querySelector("[data-place]").textContent = fresh.querySelector("[data-place]").textContent;
  window.scrollTo(0, 0);
  if (hadFocus) main.focus();
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: main.querySelector("h1").textContent }));
  document.dispatchEvent(new CustomEvent("portal:face"));
}

async function goOn() {
  if (holdsForm()) return; // an earlier change brought it
  try {
    const fresh = await fetchFace();
    if (holdsForm()) return; // begun meanwhile
    if (fresh.querySelector("[data-mark]")) show(fresh);
    else window.location.reload(); // the recap is a page of its own
  } catch (problem) {
    asked = "";
    if (problem instanceof Response && problem.status < 500 && !holdsForm()) window.location.reload();
  }
}

function tellHowMany({ step }) {
  const place = main.querySelector("[data-answered]");
  if (!place || !step) return;
  place.textContent = `${step.answered} réponse${step.answered > 1 ? "s" : ""} reçue${step.answered > 1 ? "s" : ""} jusqu’ici.`;
  place.hidden = !step.answered;
}

// The recap waits for the workshop to be reopened; an evaluation that was begun stays until its person leaves it.
function comeBack({ workshop }) {
  if (workshop !== "open") region.replaceChildren();
  else if (touchedIn(main).length) offer("L’atelier est rouvert.", "Revenir dans la salle");
  else setTimeout(() => window.location.reload(), RUSH * Math.random());
}

let present;
document.addEventListener("portal:news", ({ detail: state }) => {
  if ("recap" in region.dataset) {
    comeBack(state);
    return;
  }
  present = state;
  const mark = markOf(state);
  tellHowMany(state);
  if (mark === shown()) region.replaceChildren();
  else if (holdsForm()) offer(wordsFor(state));
  else if (mark !== asked) {
    asked = mark;
    setTimeout(goOn, RUSH * Math.random());
  }
});
document.addEventListener("portal:face", () => { if (present) tellHowMany(present); });
document.addEventListener("portal:live-closed", () => { if (!holdsForm()) window.location.reload(); });
