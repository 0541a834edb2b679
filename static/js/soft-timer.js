// A soft timer: nothing ever closes when it ends. `[data-timer]` ends at data-ends (seconds), or waits with data-left;
// data-now is the server's clock when it was drawn, for browsers whose own clock is wrong.
import { legAt, urgencyOf, wordsFor } from "./timer-words.js";

const SAID_AT = [300, 60, 0];
const said = new Set();

const number = (typed) => Number(typed || 0);

function read({ dataset }) {
  const about = { length: number(dataset.length), people: number(dataset.people) };
  if (!dataset.ends) return { ...about, seconds: number(dataset.left) };
  dataset.drawn ??= Date.now();
  const now = Number(dataset.now) + (Date.now() - Number(dataset.drawn)) / 1000;
  const leg = legAt({ ...about, ends: Number(dataset.ends) }, now);
  return { ...leg, seconds: Math.round(leg.ends - now) };
}

export function tick() {
  for (const place of document.querySelectorAll("[data-timer]")) {
    const { seconds, ...about } = read(place);
    const words = wordsFor(seconds, about);
    place.textContent = `${words}${place.dataset.ends ? "" : " (en pause)"}`;
    place.dataset.urgency = urgencyOf(seconds, about.length);
    if (place.dataset.ends) sayAloud(about, seconds, words);
  }
}

// Aloud at five minutes, at one, at the end, and when more people talk together: never every second.
function sayAloud({ ends, people }, seconds, words) {
  const due = SAID_AT.find((at) => seconds <= at && seconds > at - 5);
  for (const once of [due === undefined ? "" : `${ends} ${due}`, people > 1 ? `${ends} ${people}` : ""]) {
    if (!once || said.has(once)) continue;
    said.add(once);
    document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));
  }
}

setInterval(tick, 1000);
tick();
