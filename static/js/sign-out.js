// Signing out while something waits: it is said first, and the person chooses. Nothing typed is erased in silence.
import { closeOutbox, entriesHere, flushWithin, summary } from "./outbox.js";
import { forget, readAll } from "./kept.js";

const dialog = document.querySelector("[data-before-sign-out]");
const [words, keepButton] = [dialog.querySelector("p"), dialog.querySelector("[value=keep]")];
let leaving = null;

const unsaved = async () => {
  const all = new Map([...entriesHere(), ...await readAll()].map((entry) => [entry.id, entry]));
  return [...all.values()];
};

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!submitter?.matches("[data-sign-out]") || leaving === submitter) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("portal:signing-out")); // what is typed and not in the queue yet comes in
  await flushWithin(2000);
  const number = (await unsaved()).length;
  if (!number) {
    go(form, submitter);
    return;
  }
  const many = number > 1;
  words.textContent = `${number} modification${many ? "s" : ""} ${many ? "ne sont" : "n’est"} pas encore enregistrée${many ? "s" : ""}.`;
  keepButton.hidden = !summary().isKept;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", async () => {
    if (!["keep", "erase"].includes(dialog.returnValue)) return;
    const isErased = dialog.returnValue === "erase";
    if (isErased) await Promise.all((await unsaved()).map((entry) => forget(entry.id)));
    go(form, submitter, { erase: isErased });
  }, { once: true });
}, { capture: true });

function go(form, submitter, options) {
  closeOutbox(options);
  leaving = submitter;
  form.requestSubmit(submitter);
}
