// What a soft timer says, the same on every face: minutes until the last one, other words as its end comes near, and
// the legs of « 1-2-4 », each of which begins by itself when the one before ends.
const LEGS = { 1: 60, 2: 120, 4: 240 }; // how many talk together: seconds
const LAST_LEG = 4;
const TOGETHER = { 1: "En solo", 2: "À deux", 4: "À quatre" };
const SOON = 0.2; // of the whole
const NOW = 0.05;

// `ends` and `now` in seconds.
export function legAt({ ends, people, length }, now) {
  const leg = { ends, people, length };
  while (leg.people && leg.people !== LAST_LEG && leg.ends <= now) {
    leg.people *= 2;
    leg.length = LEGS[leg.people];
    leg.ends += leg.length;
  }
  return leg;
}

export function urgencyOf(seconds, length) {
  if (seconds <= 0) return "over";
  if (seconds <= length * NOW) return "now";
  return seconds <= length * SOON ? "soon" : "";
}

export function wordsFor(seconds, { length, people = 0 }) {
  if (seconds <= 0) return "C’est l’heure. On prend encore un instant?";
  const left = seconds < 60 ? `${seconds}\u00a0s` : `${Math.ceil(seconds / 60)}\u00a0min`;
  if (people) return `${TOGETHER[people]}\u00a0: ${left}`;
  return `${{ "": "Il reste", soon: "Plus que", now: "On conclut\u00a0:" }[urgencyOf(seconds, length)]} ${left}`;
}
