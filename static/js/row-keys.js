// In a table of links, J goes to the next row and K to the one before; Enter opens, as for any link.
// Only while the focus is inside the table: a letter typed or dictated elsewhere does nothing (WCAG 2.1.4).
document.addEventListener("keydown", (event) => {
  const table = event.target.closest("[data-row-keys]");
  if (!table || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  const step = { j: 1, k: -1 }[event.key.toLowerCase()];
  if (!step) return;
  const links = [...table.querySelectorAll("[data-row-link]")];
  const row = event.target.closest("tr");
  const here = links.findIndex((link) => link.closest("tr") === row);
  const next = links[here + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
