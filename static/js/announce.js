// Says things to a screen reader in the one region that is there since the page was loaded:
// document.dispatchEvent(new CustomEvent("portal:announce", { detail: "Enregistré à 14 h 12" }))
const region = document.querySelector("[data-announcements]");

document.addEventListener("portal:announce", (event) => {
  region.textContent = "";
  setTimeout(() => { region.textContent = event.detail; }, 50); // the same words twice are said twice
});
