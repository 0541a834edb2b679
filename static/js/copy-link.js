// A button that copies the link beside it. It stays hidden where the browser cannot copy; the field can be selected.
for (const box of document.querySelectorAll("[data-copy-link]")) {
  const field = box.querySelector("input");
  const button = box.querySelector("[data-copy]");
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    box.querySelector("[data-copy-label]").textContent = "Copié";
    document.dispatchEvent(new CustomEvent("portal:announce", { detail: "Lien copié" }));
  });
}
