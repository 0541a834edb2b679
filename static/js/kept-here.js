// On every page: what waits in this browser for other sheets, and the texts that were refused there, to be copied or erased.
import { dropEntry, summary } from "./outbox.js";
import { offerCopy } from "./refused-text.js";

const band = document.querySelector("[data-kept-here]");
const [words, list] = [band.querySelector("[data-kept-words]"), band.querySelector("[data-kept-list]")];
const signIn = band.querySelector("[data-open-sign-in]");
const hasLine = document.querySelector("[data-save-indicator]");

const element = (name, properties) => Object.assign(document.createElement(name), properties);
const valuesOf = ({ pairs }) => pairs.map(([, value]) => value).filter(Boolean).join("\n");
const saidOf = (entry) => entry.said ?? valuesOf(entry); // kept before its words were
const typedOf = (entry) => entry.typed ?? valuesOf(entry);
const count = (number) => `${number} modification${number > 1 ? "s" : ""}`;

function say({ waiting, failure }) {
  if (failure === "signed-out") return `Votre session est terminée. Connectez-vous de nouveau pour enregistrer ${count(waiting)}.`;
  if (!waiting || !failure || hasLine) return "";
  return `Pas encore enregistré\u00a0: ${count(waiting)}. Nous réessayons.`;
}

function drawEntry(entry) {
  const item = element("li", { className: "kept-text" });
  item.dataset.id = entry.id;
  const gestures = element("p", { className: "buttons" });
  if (band.dataset.open) gestures.append(element("a", { href: entry.page, textContent: band.dataset.open }));
  const text = element("blockquote", { textContent: saidOf(entry) });
  if (typedOf(entry)) offerCopy(gestures, text, () => typedOf(entry));
  const erase = element("button", { type: "button", className: "btn btn-link", textContent: "Effacer de cet appareil" });
  erase.addEventListener("click", () => dropEntry(entry.id));
  gestures.append(erase);
  item.append(element("p", { className: "kept-where", textContent: `${entry.title} – ${entry.label}` }));
  if (text.textContent) item.append(text);
  if (entry.stuck.message) item.append(element("p", { textContent: entry.stuck.message }));
  item.append(gestures);
  return item;
}

function draw() {
  const now = summary();
  const refused = now.stuck.filter((job) => !job.on).map((job) => job.entry);
  const said = say(now);
  if (words.textContent !== said) words.textContent = said;
  words.hidden = !said;
  if (signIn) signIn.hidden = now.failure !== "signed-out";
  const drawn = [...list.children].map((item) => item.dataset.id).join();
  if (drawn !== refused.map((entry) => entry.id).join()) list.replaceChildren(...refused.map(drawEntry));
  list.hidden = !refused.length;
  band.hidden = !said && !refused.length;
}

document.addEventListener("portal:outbox", draw);
signIn?.addEventListener("click", () => document.dispatchEvent(new CustomEvent("portal:sign-in")));
