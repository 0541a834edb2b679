// What the grid proposes follows the grid, in the server's own words, whoever changes it.
const PAUSE = 200;
let later;

const placeBeside = (address) => {
  const place = document.querySelector("[data-proposal]");
  return place && address?.startsWith(`${place.dataset.proposal}.`) ? place : null;
};

async function refresh(place) {
  const { question } = place.closest("[data-question]").dataset;
  const { liveFields } = place.closest("form").dataset;
  const response = await fetch(`${liveFields}?${new URLSearchParams({ champ: question })}`, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-proposal]");
  if (fresh && fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
}

function refreshSoon(address) {
  const place = placeBeside(address);
  if (!place) return;
  clearTimeout(later);
  later = setTimeout(() => refresh(place).catch(() => {}), PAUSE); // without network it stays as it was
}

document.addEventListener("portal:saved", ({ detail }) => refreshSoon(detail.field));
document.addEventListener("htmx:load", ({ target }) => refreshSoon(target.dataset?.question));
