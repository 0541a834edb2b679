// The time left, in minutes until the last one. Nothing ever closes when it ends. The phone's own clock may be wrong:
// it is corrected by the hour at which the page was drawn.
const place = document.querySelector("[data-timer]");
const SOON = [300, 60, 0]; // seconds at which it is said aloud
const drift = place ? Number(place.dataset.now) * 1000 - Date.now() : 0;
let ends = Number(place?.dataset.ends ?? 0) * 1000;
let held = null;
let said = null;

const secondsLeft = () => held ?? Math.max(0, Math.ceil((ends - Date.now() - drift) / 1000));

function wordsFor(seconds) {
  if (!seconds) return "C’est l’heure";
  return seconds > 60 ? `Encore ${Math.ceil(seconds / 60)}\u00a0min` : `Encore ${seconds}\u00a0s`;
}

function sayAloud(seconds) {
  const step = SOON.findLast((one) => seconds <= one);
  if (step === undefined || step === said || held !== null) return;
  said = step;
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: wordsFor(step) }));
}

function draw() {
  const runs = Boolean(ends) || held !== null;
  place.hidden = !runs;
  if (!runs) return;
  const seconds = secondsLeft();
  const words = wordsFor(seconds);
  if (place.textContent !== words) place.textContent = words;
  place.classList.toggle("is-short", seconds <= 60);
  sayAloud(seconds);
}

document.addEventListener("portal:news", ({ detail: { step } }) => {
  const before = ends;
  ends = step?.timer.ends ?? 0;
  held = ends ? null : step?.timer.left ?? null;
  if (ends !== before) said = SOON.findLast((one) => secondsLeft() <= one) ?? null;
  draw();
});
if (place) {
  draw();
  setInterval(draw, 1000);
}
