// A workplace may forbid pages to use the clipboard: the text is then selected, for the person to copy it herself.
const BLOCKED = "Copie bloquée\u00a0: le texte est sélectionné";

const announce = (words) => document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));

// `label` says what became of it; `shown` is the field or the element where the same words stand.
export async function copy(text, { label, shown, said }) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    select(shown);
    label.textContent = BLOCKED;
    announce(BLOCKED);
    return;
  }
  label.textContent = "Copié";
  announce(said);
}

function select(shown) {
  if (!shown.matches("input, textarea")) {
    getSelection().selectAllChildren(shown);
    return;
  }
  shown.focus();
  shown.select();
}
