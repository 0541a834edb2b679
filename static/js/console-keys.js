// Single keys of the console. They never fire while somebody types, nor under a held modifier, and can be switched off.
const KEPT = "portail-touches";
const list = document.querySelector("[data-keys]");
const box = document.querySelector("[data-keys-on]");
const SAME = { ArrowRight: " ", R: "r", N: "n", Q: "q", B: "b" };

const isWriting = (element) => Boolean(element?.closest?.("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]:not([contenteditable=false])"));
// Space on a button, a link or a box is theirs.
const isTheirs = (element, key) => [" ", "Enter"].includes(key) && Boolean(element?.closest?.("button, a, summary, input, label"));

function isOn() {
  try {
    return localStorage.getItem(KEPT) !== "non";
  } catch {
    return true;
  }
}

box.checked = isOn();
box.addEventListener("change", () => {
  try {
    localStorage.setItem(KEPT, box.checked ? "oui" : "non");
  } catch { /* until the page is closed */ }
});

function showList() {
  list.open = !list.open;
  if (list.open) list.querySelector("summary").focus();
}

const OWN = {
  "?": showList,
  f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {}),
};

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "Escape") {
    if (isWriting(target)) target.blur();
    else list.open = false;
    return;
  }
  if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (isWriting(target) || isTheirs(target, key)) return;
  const own = OWN[key];
  const button = document.querySelector(`[data-console] [data-key="${CSS.escape(SAME[key] ?? key)}"]`);
  if (!own && !button) return;
  event.preventDefault();
  if (own) own();
  else if (!button.disabled) button.click();
});
