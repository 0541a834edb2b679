// Where the panel stands: beside the text, or at the bottom of a phone, opened by choosing a sentence.
const panel = document.querySelector("[data-panel]");
const opener = panel.querySelector("[data-panel-toggle]");
const isBeside = window.matchMedia("(min-width: 62rem)");
const LOW_SCREEN = 900;

export function openPanel(isOpen) {
  panel.classList.toggle("is-open", isOpen);
  opener.ariaExpanded = String(isOpen);
  document.querySelector("[data-text] [aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}
opener.hidden = false;
opener.addEventListener("click", () => openPanel(opener.ariaExpanded !== "true"));

// Beside the text, its buttons are always in sight, wherever the page is scrolled.
function fit() {
  const top = Math.max(panel.parentElement.getBoundingClientRect().top, 8);
  panel.style.maxHeight = isBeside.matches ? `${Math.max(window.innerHeight - top - 8, 320)}px` : "";
}
for (const change of ["scroll", "resize"]) window.addEventListener(change, fit, { passive: true });
fit();

// On a low screen the work takes all of it.
export function takeTheScreen() {
  if (isBeside.matches && window.innerHeight < LOW_SCREEN) document.querySelector("[data-coding]").scrollIntoView();
}
