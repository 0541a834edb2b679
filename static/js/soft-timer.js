// A soft timer: minutes until the last one, and nothing ever closes. `[data-timer]` ends at data-ends (seconds), or waits
// with data-left; data-now is the server's clock when it was drawn, for browsers whose own clock is wrong.
const SAID_AT = [300, 60, 0];
const said = new Set();

function secondsLeft({ dataset }) {
  const { ends, left, now } = dataset;
  dataset.drawn ??= Date.now();
  if (!ends) return Number(left);
  return Math.round(Number(ends) - Number(now) - (Date.now() - Number(dataset.drawn)) / 1000);
}

function words(seconds) {
  if (seconds <= 0) return "C’est l’heure. On prend encore un instant?";
  if (seconds < 60) return `Il reste ${seconds}\u00a0s`;
  return `Il reste ${Math.ceil(seconds / 60)}\u00a0min`;
}

function urgency(seconds) {
  if (seconds <= 0) return "over";
  if (seconds <= 60) return "now";
  return seconds <= 180 ? "soon" : "";
}

export function tick() {
  for (const place of document.querySelectorAll("[data-timer]")) {
    const seconds = secondsLeft(place);
    place.textContent = `${words(seconds)}${place.dataset.ends ? "" : " (en pause)"}`;
    place.dataset.urgency = urgency(seconds);
    if (place.dataset.ends) sayAloud(place.dataset.ends, seconds);
  }
}

// Aloud at five minutes, at one, and at the end: never every second.
function sayAloud(ends, seconds) {
  const due = SAID_AT.find((at) => seconds <= at && seconds > at - 5);
  if (due === undefined || said.has(`${ends} ${due}`)) return;
  said.add(`${ends} ${due}`);
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: words(seconds) }));
}

setInterval(tick, 1000);
tick();
