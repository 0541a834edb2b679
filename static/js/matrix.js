// The actors of the matrix, three at a time on a laptop and one on a phone; without this script, all of them.
const matrix = document.querySelector("[data-matrix]");
const narrow = window.matchMedia("(max-width: 61.99rem)");
let first = 0;

const actors = () => [...matrix.querySelectorAll("[data-row]")];
const together = () => (narrow.matches ? 1 : 3);

function show() {
  const all = actors();
  const walk = matrix.querySelector("[data-matrix-walk]");
  first = Math.max(0, Math.min(first, all.length - 1));
  first -= first % together();
  const last = Math.min(first + together(), all.length);
  all.forEach((actor, index) => { actor.hidden = index < first || index >= last; });
  walk.hidden = all.length <= together();
  const place = last - first > 1 ? `${first + 1}–${last}` : `${last}`;
  walk.querySelector("[data-matrix-place]").textContent = `${place} de ${all.length}`;
  for (const button of walk.querySelectorAll("[data-matrix-step]")) button.disabled = Number(button.dataset.matrixStep) < 0 ? first === 0 : last === all.length;
}

function goTo(element) {
  const index = actors().findIndex((actor) => actor.contains(element));
  if (index < 0) return;
  first = index;
  show();
  element.scrollIntoView({ block: "center" });
}

function followAddress() {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (target) goTo(target);
}

function countFilled({ target }) {
  const actor = target.closest("[data-row]");
  if (!actor) return;
  const answers = [...actor.querySelectorAll("[data-question] :is(textarea, input:not([type=hidden]))")];
  actor.querySelector("[data-matrix-filled]").textContent = answers.filter((one) => one.value.trim()).length;
}

if (matrix) {
  matrix.addEventListener("input", countFilled);
  matrix.addEventListener("click", (event) => {
    const step = event.target.closest("[data-matrix-step]")?.dataset.matrixStep;
    if (!step) return;
    first += Number(step) * together();
    show();
    actors()[first].querySelector("h3").scrollIntoView({ block: "nearest" });
  });
  // Another line was added: it is the one to write in.
  for (const list of matrix.querySelectorAll(".matrix-list")) {
    new MutationObserver((changes) => {
      const added = changes.flatMap((change) => [...change.addedNodes]).find((node) => node.matches?.("[data-row]"));
      if (added && !matrix.contains(document.activeElement?.closest("[data-row]"))) first = actors().indexOf(added);
      show();
    }).observe(list, { childList: true });
  }
  narrow.addEventListener("change", show);
  window.addEventListener("hashchange", followAddress);
  const refused = matrix.querySelector("[aria-invalid=true]");
  if (refused) first = Math.max(0, actors().findIndex((actor) => actor.contains(refused)));
  show();
  followAddress();
}
