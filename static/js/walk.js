// On a projected page, the arrows of the keyboard lead where its links do.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input, textarea, select, [contenteditable]")) return;
  document.querySelector(`[data-walk="${CSS.escape(event.key)}"]`)?.click();
});
