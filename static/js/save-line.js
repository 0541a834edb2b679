// The line at the bottom says what is true of the whole page, and « Enregistré » only after the server has said so.
import { summary } from "./outbox.js";

const line = document.querySelector("[data-save-indicator]");
const place = line.querySelector("[data-save-words]");
const drawn = place.textContent; // the hour of the last save of the day, from the server
const count = (number, words) => `${number} ${words}${number > 1 ? "s" : ""}`;
const STAY = "Gardez cette page ouverte, nous réessayons.";
const BROKEN = "Nous ne pouvons pas enregistrer pour l’instant.";

export function wordsOf({ waiting, failure, isKept }) {
  const changes = count(waiting, "modification");
  const onThisDevice = `${changes} gardée${waiting > 1 ? "s" : ""} sur cet appareil`;
  if (failure === "server") return isKept ? `${BROKEN} Votre texte reste sur cet appareil.` : `${BROKEN} ${STAY}`;
  if (failure === "cut") return "L’envoi est incomplet. Nous réessayons.";
  if (failure === "signed-out") return `Session terminée\u00a0: ${isKept ? onThisDevice : `${changes} à enregistrer`}`;
  return `Hors ligne\u00a0: ${isKept ? onThisDevice : `${changes}. ${STAY}`}`;
}

function note({ isKept, isShared }) {
  if (isKept) return "";
  return isShared ? "Ordinateur partagé\u00a0: rien n’est gardé ici." : "Cet appareil ne garde rien\u00a0: fermer la page ferait perdre ce qui n’est pas enregistré.";
}

function say(state, ...words) {
  line.dataset.state = state;
  const said = words.filter(Boolean).join(". ");
  if (place.textContent !== said) place.textContent = said;
}

function sumUp() {
  const now = summary();
  const toCheck = now.stuck.filter((job) => job.on).length;
  if (now.waiting && now.failure) say("offline", wordsOf(now));
  else if (now.waiting) say("saving", "Enregistrement…");
  else if (toCheck) say("check", `À vérifier\u00a0: ${count(toCheck, "champ")}`);
  else say(now.lastSaved || drawn ? "saved" : "idle", now.lastSaved || drawn, note(now));
}

document.addEventListener("portal:outbox", sumUp);
sumUp();
