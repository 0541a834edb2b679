// The offer to undo goes to the bottom of the screen and leaves after 10 seconds, never under the pointer or the focus.
// What was removed stays in the bin, so nothing depends on being quick.
const SECONDS = 10;
const region = document.querySelector("[data-undo-region]");

function leaveInTime(bar) {
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => bar.remove(), SECONDS * 1000);
  };
  const stay = () => clearTimeout(timer);
  for (const gesture of ["pointerenter", "focusin"]) bar.addEventListener(gesture, stay);
  for (const gesture of ["pointerleave", "focusout"]) bar.addEventListener(gesture, wait);
  wait();
}

function adopt() {
  const bars = [...document.querySelectorAll("[data-undo-bar]:not([data-undo-adopted])")];
  if (!bars.length) return;
  const bar = bars.at(-1);
  for (const other of document.querySelectorAll("[data-undo-bar]")) if (other !== bar) other.remove();
  bar.dataset.undoAdopted = "";
  region.append(bar);
  const words = `${bar.querySelector("p").textContent} Vous pouvez annuler.`;
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));
  leaveInTime(bar);
}

adopt();
document.addEventListener("htmx:afterSettle", adopt);
