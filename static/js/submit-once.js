// A double click sends a form once. The button stays enabled, so that its name and value are sent and focus remains.
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  setTimeout(() => sent.delete(form), 10_000); // a download or a lost answer leaves the page in place
});

// Coming back by the Back button, the page may send again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) sent.delete(form);
});
