// « Quitter »: what waits leaves first, and this browser then forgets it.
import { closeOutbox, flushWithin, summary } from "../outbox.js";

const form = document.querySelector("[data-leave]");
const PATIENCE = 3000;
const LOST = "Des réponses ne sont pas encore parties. Quitter quand même?";

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  await flushWithin(PATIENCE);
  const { waiting, stuck } = summary();
  if ((waiting || stuck.length) && !window.confirm(LOST)) return;
  closeOutbox({ erase: true });
  form.submit();
});
