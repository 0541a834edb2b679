// The front page composes itself as one types: the questions are the truth, the page beside them a view, where no line
// begins with a colon.
const MONTHS = new Intl.DateTimeFormat("fr-CA", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function inWords(input) {
  if (input.type !== "date" || !input.value) return input.value.replace(/(?<=«) | (?=[:»])/g, "\u00a0");
  return MONTHS.format(new Date(`${input.value}T00:00:00Z`)).replace(/^1 /, "1er ");
}

function show(input) {
  const page = input.closest?.("[data-front-page]");
  const [key, row] = input.name?.split(".") ?? [];
  if (!page || row !== page.dataset.frontPage) return;
  const place = page.querySelector(`[data-shows="${CSS.escape(key)}"]`);
  if (place) place.textContent = inWords(input) || place.dataset.proposed || "";
}

const showAll = (root) => {
  for (const input of root.querySelectorAll?.("textarea, input:not([type=hidden], [type=checkbox])") ?? []) show(input);
};

document.addEventListener("input", ({ target }) => show(target));
// What a colleague wrote, or what waited in this browser.
for (const type of ["htmx:load", "portal:put-back"]) document.addEventListener(type, ({ target }) => showAll(target));
if (document.querySelector("[data-front-page]")) showAll(document);
