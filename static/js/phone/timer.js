// The time left. Nothing ever closes when it ends. The phone's own clock may be wrong: it is corrected by the hour at
// which the page was drawn.
import { legAt, urgencyOf, wordsFor } from "../timer-words.js";

const place = document.querySelector("[data-timer]");
const SOON = [300, 60, 0]; // seconds at which it is said aloud
const drift = place ? Number(place.dataset.now) * 1000 - Date.now() : 0;
let timer = { ends: Number(place?.dataset.ends ?? 0), left: null, length: Number(place?.dataset.length ?? 0), people: Number(place?.dataset.people ?? 0) };
let said = null;

function read() {
  if (!timer.ends) return { ...timer, seconds: timer.left };
  const now = (Date.now() + drift) / 1000;
  const leg = legAt(timer, now);
  return { ...leg, seconds: Math.max(0, Math.ceil(leg.ends - now)) };
}

const dueAt = ({ seconds, people }) => {
  const due = SOON.findLast((at) => seconds <= at);
  return due === undefined ? people : `${people} ${due}`;
};

function draw() {
  place.hidden = !timer.ends && timer.left === null;
  if (place.hidden) return;
  const present = read();
  const words = wordsFor(present.seconds, present);
  if (place.textContent !== words) place.textContent = words;
  place.classList.toggle("is-short", ["now", "over"].includes(urgencyOf(present.seconds, present.length)));
  const due = dueAt(present);
  if (timer.ends && due !== said && said !== null) document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));
  said = due;
}

document.addEventListener("portal:news", ({ detail: { step } }) => {
  const { ends, left, length, people } = step?.timer ?? {};
  const before = timer.ends;
  timer = { ends: (ends ?? 0) / 1000, left: ends ? null : left ?? null, length: length ?? 0, people: people ?? 0 };
  if (timer.ends !== before) said = null;
  draw();
});
if (place) {
  draw();
  setInterval(draw, 1000);
}
